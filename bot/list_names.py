"""Which of the plan's named lists a message means: by its name, by its name with another number, or the turn before."""

from dataclasses import dataclass

from bot.question import Question
from bot.subject import own_words
from index import text
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Enumeration

# 四张名片, 五大名片 where the plan has three; 哪三个中心 asks, 第三个 counts along, 前三个 takes a part.
NUMBERED = regex("(?<![哪几前后这那每好十百])[一二两三四五六七八九2-9](?=[^年月日期%])")
NUMERALS = "二两三四五六七八九"
LEAST = 2  # characters of what may be meant with another number
COUNTERS = "个项条张家种位名处所类点样句路座幅件股块步行招驾"


@dataclass(frozen=True, slots=True)
class Meant:
    """A named list that a message means; `found` is the name as it stands there, from `start`.

    `said` is that name where its number is not the plan's (四张名片), else "".
    """

    listed: Enumeration
    found: str
    start: int
    said: str = ""

    @property
    def end(self) -> int:
        """Return the offset after the name."""
        return self.start + len(self.found)


def meant(question: Question, search: Search) -> Meant | None:
    """Return the list that a message names, or None."""
    if question.enumerations:
        # Of two the one that is asked which: 那条机遇里是哪三个数字化.
        name = next((n for n in question.enumerations if n.found.startswith("哪")), question.enumerations[0])
        return Meant(search.plan.enumerations[int(name.target)], name.found, name.start)
    return _by_another_number(question.message, search)


def _by_another_number(message: str, search: Search) -> Meant | None:
    """Return the list whose name a message gives with another number than the plan, or None."""
    for match in NUMBERED.finditer(message):
        at = match.start()
        ordinal = message[max(0, at - 1) : at] == "第"
        for numeral in NUMERALS:
            for name in search.lexicon.find(message[:at] + numeral + message[at + 1 :], "enumeration"):
                said = message[name.start : name.end]
                # 三新 is not 四新 nor 四个高 three of them; 三张网 are the two.
                noun = message[at + 1 : name.end].lstrip("个大")
                listed = search.plan.enumerations[int(name.target)]
                known = name.start <= at < name.end and len(noun) >= LEAST and said not in search.prose
                if known and _on_the_list(message.replace(said, " "), listed, search):
                    return Meant(listed, said, name.start, "" if ordinal else said)
    return None


def _on_the_list(rest: str, listed: Enumeration, search: Search) -> bool:
    """Return whether the other words of a message, if any, are those of the list's passage (not 特色小镇 两个方向)."""
    words = [w for w in own_words(rest, search) if len(w) > 1]
    told = text.compact("".join((listed.name, *listed.items, *(search.sentence(n).text for n in listed.sentences))))
    return not words or any(w in told for w in words)


def before(question: Question, search: Search) -> Meant | None:
    """Return the list that the turn before was answered with, or None."""
    turn = question.previous
    if turn is None or not turn.answer.step.startswith(("lists.", "ordinals.")):
        return None
    return meant(turn.question, search)
