"""Named: the measures, lists and themes that a message names, without what only looks like one of them."""

from collections.abc import Iterable, Mapping, Sequence, Set

from index import text
from index.lexicon import Name
from index.search import Search
from knowledge.patterns import regex

LONG_NAME, SHORT_NAME = 5, 2
LEAST_WHOLE = 3
AWARDED = regex("(?<!测)评$")  # 评上市里的林荫大道 is no listing on a stock exchange
OF_A_ROAD = regex("(高速|公路|匝道|地铁|车站)的?$")


def measures_in(message: str, projects: Sequence[Name], search: Search) -> list[Name]:
    """Return the measures that a message names; one that is but a piece of another name or word is none."""
    found = search.lexicon.find(message, "measure")
    if not found:
        return []
    borders = search.terms.segmenter.borders(message) if any(len(m.found) <= SHORT_NAME for m in found) else set()
    longer = [
        w for name in search.plan.names if len(name.text) > LONG_NAME and (w := text.compact(name.text)) in message
    ]

    def is_piece(measure: Name) -> bool:
        inside = (p for p in projects if p.start <= measure.start and measure.end <= p.end)
        if any((p.start, p.end) != (measure.start, measure.end) for p in inside):
            return True  # 大港出口 is a place
        if len(measure.found) <= SHORT_NAME and not {measure.start, measure.end} & borders:
            return True
        before, after = message[: measure.start], message[measure.end : measure.end + 1]
        if OF_A_ROAD.search(before) or AWARDED.search(before) or after == "级":
            return True  # 是哪条高速的出口, 评上市级
        return any(measure.found in w and measure.found != w for w in longer)

    return [m for m in found if not is_piece(m)]


def is_cut(name: Name, message: str, absent: Iterable[Name]) -> bool:
    """Return whether a list's name only ends something else: a thing the plan lacks, an ordinal (第四批 is no 四批)."""
    before = message[: name.start]
    of_a_period = name.found.startswith("五") and before.endswith(("十三", "十四"))  # 十三五 小昆山
    return name.start in {a.end for a in absent} or before.endswith("第") or of_a_period


def said_elsewhere(message: str, name: Name, search: Search) -> Name | None:
    """Return the one measure that other words of a message tell from those an ambiguous word may mean (财政…总收入)."""
    options = search.plan.ambiguities[int(name.target)].measures
    labels = {m.id: m.label for m in search.plan.measures if m.id in options}
    rest = message.replace(name.found, "", 1)
    told = [i for i, label in labels.items() if any(w in rest for w in _marks_of(label, labels.values()))]
    told = told or [i for i, label in labels.items() if any(f"{c}的" in rest for c in _own_characters(label, labels))]
    return Name("measure", told[0], name.found, name.start) if len(told) == 1 else None


def _own_characters(label: str, labels: Mapping[str, str]) -> set[str]:
    """Return the characters that a label has and no other one (总 of 财政总收入)."""
    return set(label) - {c for other in labels.values() if other != label for c in other}


def _marks_of(label: str, labels: Iterable[str]) -> list[str]:
    """Return the pairs of characters that a label has and no other one does (总收 of 财政总收入)."""
    others = [other for other in labels if other != label]
    pairs = [label[at : at + 2] for at in range(len(label) - 1)]
    return [pair for pair in pairs if not any(pair in other for other in others)]


def whole_words(names: list[Name], message: str, search: Search) -> list[Name]:
    """Return the names that do not cut through words (房租 in 厂房租出去)."""
    borders = search.terms.segmenter.borders(message) if names else set()
    return [n for n in names if _ends_at(n, borders) or len(n.found) > LONG_NAME]


def _ends_at(name: Name, borders: Set[int]) -> bool:
    """Return whether a name ends where a word does, and a short one is no piece of two words (用电 in 用电脑)."""
    ends = (name.start in borders) + (name.end in borders)
    inside = any(name.start < at < name.end for at in borders)
    return bool(ends) and not (ends == 1 and inside and len(name.found) < LEAST_WHOLE)


def without(message: str, names: list[Name]) -> str:
    """Return a message with names blanked out, so that offsets stay what they are."""
    for name in names:
        message = message[: name.start] + "＿" * len(name.found) + message[name.end :]
    return message
