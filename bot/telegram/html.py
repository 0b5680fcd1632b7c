"""Telegram's HTML: an Answer as one or more messages, each within Telegram's limits.

Telegram counts UTF-16 code units after the markup is taken away (core.telegram.org/bots/api#html-style).
"""

import html
from collections.abc import Iterable, Iterator

from bot import passages, replies
from bot.answer import ANSWERED, NOT_FOUND, PARTIAL, Answer
from bot.telegram import wording
from knowledge.patterns import regex

MESSAGE, CAPTION = 4096, 1024  # units
HEADLINE = 40  # characters: a first line of at most so many is set bold
ORIGINAL = replies.ORIGINAL.partition("{")[0]
SOURCE = replies.SOURCE.partition("{")[0]
SENTENCE = regex(r"[^。；！？]*[。；！？]?[”）]?")
ITEM = "· "
YEAR = regex(r"20\d\d年")
ROW = regex(r"\d+\. |（单位：")
MOST_QUOTES, LONGEST_QUOTES = 3, 600  # sentences, and characters of them all, that a reply quotes of itself
MOST_ITEMS = 4  # a reply with more items than these is a list, and long enough
LONG_LINE = 60  # characters from which on a line in quotation marks is set as a quotation
escape = html.escape


def units(text: str) -> int:
    """Return how long Telegram counts a text.

    >>> units("规划😀")
    4
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """Return a text of at most `limit` units, with …… where something was cut off."""
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: (limit - 2) * 2]
    return f"{kept.decode('utf-16-le', 'ignore')}……"


def messages(text: str, *, headline: bool = True, limit: int = MESSAGE) -> list[str]:
    """Return a reply's text as HTML messages of at most `limit` units each, split at lines, else at sentences."""
    found: list[list[str]] = [[]]
    size = 0
    for line in _short_lines(text.split("\n"), limit):
        if found[-1] and size + units(line) + 1 > limit:
            found.append([])
            size = 0
        found[-1].append(line)
        size += units(line) + 1
    return ["\n".join(_marked(lines, headline=headline and not number)) for number, lines in enumerate(found)]


def told(answer: Answer) -> str:
    """Return the reply with the sentences that it leans on, where it does not quote them itself and they are few."""
    text = answer.text
    lines = text.split("\n")
    lists = sum(line.startswith(ITEM) for line in lines) > MOST_ITEMS or any(line.startswith("【") for line in lines)
    own = any(line.startswith(ORIGINAL) or _is_passage(line) for line in lines)
    if own or lists or answer.status not in (ANSWERED, PARTIAL):
        return text
    quotes = dict.fromkeys(c.quote for c in answer.citations if c.kind == "paragraph")
    missing = [quote for quote in quotes if quote.rstrip("。；") not in text]
    at = next((number for number, line in enumerate(lines) if line.startswith(SOURCE)), len(lines))
    if len(quotes) > MOST_QUOTES or sum(map(len, missing)) > LONGEST_QUOTES:
        return text
    return "\n".join([*lines[:at], *(replies.ORIGINAL.format(quote=quote) for quote in missing), *lines[at:]])


def without_rows(text: str) -> str:
    """Return the reply on a wide table without its rows, which come as a picture: as text nobody can read them."""
    kept = [line for line in text.split("\n") if not ROW.match(line)]
    return "\n".join([kept[0], wording.ROWS_BELOW, *kept[1:]])


def simple(answer: Answer) -> str:
    """Return the reply in few words: what it says first, without original wording, and the source of that."""
    lines = [line for line in answer.text.split("\n") if not line.startswith(ORIGINAL)]
    sources = [line for line in lines if line.startswith(SOURCE)]
    said = [line for line in lines if not line.startswith(SOURCE)]
    if not said or said[0].startswith("①"):
        return "\n".join(lines)
    if said[0].endswith("。") and not all(YEAR.match(line) for line in said):
        said = said[:1] + [line for line in said[1:] if line in (replies.PLAN_NOT_FACT, replies.ASK_TOWN)]
    return "\n".join(said + ([] if answer.status == NOT_FOUND else _source_of(said[0], answer, sources)))


def _source_of(said: str, answer: Answer, sources: list[str]) -> list[str]:
    """Return the one source line of a sentence: of the passage that shares most of its words."""
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    shared = [(passages.source_line(c), sum(pair in c.quote for pair in pairs)) for c in answer.citations]
    # The line of a table's rows goes on with their names.
    return sorted(sources, key=lambda line: -max((n for place, n in shared if line.startswith(place)), default=0))[:1]


def quote(text: str) -> str:
    """Return a text as an expandable block quotation."""
    return f"<blockquote expandable>{escape(text, quote=False)}</blockquote>"


def _is_passage(line: str) -> bool:
    """Return whether a line is the plan's own wording and nothing else."""
    whole = line.startswith("“") and len(line) >= LONG_LINE and line.count("“") == line.count("”")
    return line.endswith("”") and (line.startswith(ORIGINAL) or whole)


def _short_lines(lines: Iterable[str], limit: int) -> Iterator[str]:
    for line in lines:
        if units(line) <= limit:
            yield line
            continue
        piece = ""
        for sentence in SENTENCE.findall(line):
            for part in _chunks(sentence, limit):
                if piece and units(piece) + units(part) > limit:
                    yield piece
                    piece = ""
                piece += part
        yield piece


def _chunks(sentence: str, limit: int) -> Iterator[str]:
    """Yield a sentence in pieces of at most `limit` units: a character has at most two."""
    if units(sentence) <= limit:
        yield sentence
        return
    step = limit // 2
    yield from (sentence[at : at + step] for at in range(0, len(sentence), step))


def _marked(lines: list[str], *, headline: bool) -> Iterator[str]:
    quoted: list[str] = []
    for number, line in enumerate(lines):
        if _is_passage(line):
            quoted.append(line.removeprefix(ORIGINAL).removeprefix("“").removesuffix("”"))
            if number + 1 == len(lines) or not _is_passage(lines[number + 1]):
                yield quote("\n".join(quoted))
                quoted.clear()
        elif line.startswith(SOURCE):
            yield f"<i>{escape(line, quote=False)}</i>"
        elif headline and not number and len(lines) > 1 and len(line) <= HEADLINE:
            yield f"<b>{escape(line, quote=False)}</b>"
        else:
            yield escape(line, quote=False)
