"""Telegram's HTML: an Answer as one or more messages, each within Telegram's limits.

Telegram counts UTF-16 code units after the markup is taken away (core.telegram.org/bots/api#html-style).
"""

import html
import re
from collections.abc import Iterable, Iterator

from bot import replies
from bot.answer import Answer

MESSAGE, CAPTION = 4096, 1024  # units
HEADLINE = 40  # characters: a first line of at most so many is set bold
ORIGINAL = replies.ORIGINAL.partition("{")[0]
SOURCE = replies.SOURCE.partition("{")[0]
SENTENCE = re.compile(r"[^。；！？]*[。；！？]?[”）]?")
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


def simple(answer: Answer) -> str:
    """Return the reply in few words: what it says first, without original wording, and one source."""
    lines = [line for line in answer.text.split("\n") if not line.startswith(ORIGINAL)]
    sources = [line for line in lines if line.startswith(SOURCE)]
    said = [line for line in lines if not line.startswith(SOURCE)]
    if said and said[0].endswith("。") and not said[0].startswith("①"):
        said = said[:1] + [line for line in said[1:] if line in (replies.PLAN_NOT_FACT, replies.ASK_TOWN)]
    return "\n".join(said + sources[:1])


def quote(text: str) -> str:
    """Return a text as an expandable block quotation."""
    return f"<blockquote expandable>{escape(text, quote=False)}</blockquote>"


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
    for number, line in enumerate(lines):
        if line.startswith(ORIGINAL) and line.endswith("”"):
            yield quote(line.removeprefix(ORIGINAL).removesuffix("”"))
        elif line.startswith(SOURCE):
            yield f"<i>{escape(line, quote=False)}</i>"
        elif headline and not number and len(lines) > 1 and len(line) <= HEADLINE:
            yield f"<b>{escape(line, quote=False)}</b>"
        else:
            yield escape(line, quote=False)
