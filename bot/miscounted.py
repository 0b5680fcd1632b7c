"""Names that begin with a number (五型经济, 两张网) told with another number: the plan's own name is meant and said."""

import re
from dataclasses import replace
from functools import lru_cache

from bot import cues
from bot.answer import ANSWERED, NOT_FOUND, Answer
from bot.question import Question, parsed
from index import text
from index.search import Search
from knowledge.patterns import regex

NUMERALS = "两二三四五六七八九十"
NAME = regex(f"“(?P<number>[{NUMERALS}])(?P<rest>[^”“、，。]{{2,4}})”")
NUMBERED = regex(f"[{NUMERALS}]")


@lru_cache(maxsize=8)
def _names(search: Search) -> dict[str, tuple[str, ...]]:
    """Return the numerals with which the plan's quoted names begin, by what follows the numeral."""
    found: dict[str, tuple[str, ...]] = {}
    for paragraph in search.plan.paragraphs:
        for match in NAME.finditer("".join((*paragraph.path, paragraph.text))):
            # A second number (三高一低, 四横三纵) makes it another kind of name.
            if match["rest"][0] not in "区横" and not NUMBERED.search(match["rest"]):
                numbers = (*found.get(match["rest"], ()), match["number"])
                found[match["rest"]] = tuple(dict.fromkeys(numbers))
    return found


def on_miscounted(question: Question, search: Search) -> Answer | None:
    """Answer for the plan's own name (四个意识) where the message has another number (五个意识), said first."""
    # The speller may have taken the name for another one (四型 for 四新).
    raw = text.compact(question.text)
    found = next(((*f, m) for m in (raw, question.message) if (f := _miscounted(m, search))), None)
    if found is None:
        return None
    said, name, message = found
    meant = parsed(_fittest((message.replace(said, name), message.replace(said, "")), search), search)
    meant = replace(meant, text=meant.message, corrections=question.corrections, previous=question.previous)
    from bot.steps import first_answer

    answer = first_answer(meant, search)
    if answer.status == NOT_FOUND:
        return None
    claims = question.confirms or question.asks("yesno")
    line = f"不是{said}，规划写的是{name}。" if claims else f"规划没有写“{said}”，写的是“{name}”。"
    status = ANSWERED if claims and name in answer.text else answer.status
    return answer.with_(text=f"{line}\n{answer.text.removeprefix('对，')}", status=status)


def _fittest(messages: tuple[str, str], search: Search) -> str:
    """Return the message with the name set right, or without it where its other words then find more (优质企业要怎样)."""
    words = search.terms.content(cues.without_cues(messages[1]))

    def known(message: str) -> float:
        quotes = [text.compact(h.entry.quote) for h in search.hits(message)[:1]]
        return sum(search.idf(w) for w in words for q in quotes if w in q)

    return max(messages, key=known)


def _miscounted(message: str, search: Search) -> tuple[str, str] | None:
    """Return (the message's name, the plan's) where only their numbers differ, else None."""
    for rest, numbers in _names(search).items():
        at = message.find(rest)
        number = message[at - 1] if at > 0 else ""
        if number not in NUMERALS or not number or number in numbers or len(numbers) > 1:
            continue
        said = number + rest
        if said in search.prose or re.search(f"{number}{rest[0]}[^，。、]{{1,10}}{rest[1:]}", search.prose):
            continue  # 三个市民生活服务中心 may be called 三个中心
        if not message[: at - 1].endswith("第"):
            return said, numbers[0] + rest
    return None
