"""Prose sums: difference, share and sum of figures of one sentence; each operation takes them or leaves them."""

from collections.abc import Callable, Sequence

from bot import computing, prose_figures
from bot.prose_figures import AVERAGE, LEAST_COVER, PER, Choice, Sum
from bot.prose_means import PER_YEAR, per_unit, per_year
from bot.question import Question
from knowledge.patterns import regex
from knowledge.records import Figure

DIFFERENCE = regex(
    "差(?!在|别|异|不多|点|劲)(多少|几|了多少|距|额|价)?|相差|多(出)?(多少|几)|少(了)?(多少|几)|高出|多出|[大高长宽](了|出)?(多少|几)[^,，。?？]{0,4}[?？]?$"
    "|(?<![增缩削消裁])减(去|掉)?(?![少量排退负免缓轻弱灾速])[^,，。?？]{2,14}(=|等于|得|剩|是?多少|是?几|[?？]|$)"
)
SHARE = regex("占.{0,8}(多少|几|比|%)|占比|百分之几|百分之多少|比重|几成|比例|几分之几")
TIMES = regex("几倍|多少倍|倍")
ADDING = regex("总共|一共|合计|加起来|加上|相加|总计|共计|合起来|加一起|加在一起|拢共|统共")
NOUN = 2  # characters of what is counted: 护理型床位 and 认知症床位
BOTH = regex("两[级种类项个样处块]|二者|两者")


def _pair(question: Question, choices: Sequence[Choice]) -> tuple[Figure, Figure] | None:
    """Return the two figures of one kind that the message means, the first named first, or None."""
    kinds = prose_figures.wanted(question) - {"percent"}
    groups: dict[str, list[Choice]] = {}
    for choice in choices:
        if choice.figure.unit != "%" and (not kinds or prose_figures.kind(choice.figure) in kinds):
            groups.setdefault(prose_figures.base(choice.figure)[0], []).append(choice)
    pairs = [g for g in groups.values() if len(g) > 1]
    if len(pairs) != 1 or (len(pairs[0]) > 2 and pairs[0][1].cover - pairs[0][2].cover < 0.02):
        return None
    one, other = pairs[0][:2]
    if one.cover < LEAST_COVER or other.cover < LEAST_COVER / 2:
        return None
    first, second = sorted((one.figure, other.figure), key=lambda f: f.start)
    return first, second


def difference(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """By how much two figures of one unit in one sentence differ."""
    if not DIFFERENCE.search(question.message) or SHARE.search(question.message) or TIMES.search(question.message):
        return None
    pair = _pair(question, choices)
    if pair is None:
        return None
    more, less = sorted(pair, key=lambda f: -prose_figures.base(f)[1])
    gap = computing.difference(more.value, less.value) if more.unit == less.unit else None
    if gap is None:
        return None
    line = f"相差{gap.value}{more.unit}：{prose_figures.name_of(more)}{prose_figures.told(more)}，{prose_figures.name_of(less)}{prose_figures.told(less)}"
    if not gap.number:
        line = f"一样多，都是{prose_figures.told(more)}"
    return Sum(line, f"{gap.formula}（{more.unit}）", "按规划里的两个数相减", pair, gap.numbers)


def share(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """The smaller of two figures of one unit as a share or multiple of the greater."""
    times = TIMES.search(question.message)
    if not (SHARE.search(question.message) or times):
        return None
    pair = _pair(question, choices)
    if pair is None or pair[0].unit != pair[1].unit:
        return None
    whole, part = sorted(pair, key=lambda f: -prose_figures.base(f)[1])
    if times:
        result = computing.multiple(whole.value, part.value)
        line = f"约{result.value}倍：{prose_figures.name_of(whole)}{prose_figures.told(whole)}，{prose_figures.name_of(part)}{prose_figures.told(part)}"
    else:
        result = computing.share(part.value, whole.value)
        line = f"约{result.value}%：{prose_figures.name_of(part)}{prose_figures.told(part)}，{prose_figures.name_of(whole)}{prose_figures.told(whole)}"
    return Sum(line, result.formula, "按规划里的两个数演算，规划没有直接写这个比例", pair, result.numbers)


def together(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """The sum of the figures of one sentence that the message names (2个区级、38个镇级整治区域)."""
    if not ADDING.search(question.message) or any("核心" in c.figure.subject for c in choices):
        return None
    best = choices[0].figure
    listed = [c.figure for c in choices if c.figure.clause == best.clause or c.figure.subject[-2:] == best.subject[-2:]]
    listed.sort(key=lambda f: f.start)
    named = [f for f in listed if any(pair in question.message for pair in _own_pairs(f, listed))]
    close = [f for f in listed if f.clause == best.clause and f.subject[-NOUN:] == best.subject[-NOUN:]]
    if len(named) < 2 and BOTH.search(question.message) and len(close) == 2:
        named = close
    if len(named) < 2:
        return None
    told = "、".join(f"{prose_figures.name_of(f)}{prose_figures.told(f)}" for f in named)
    if len({f.unit for f in named}) > 1:
        return Sum(f"规划分别写了：{told}（单位不同，规划没有写合计）", "", "", tuple(named), ())
    result = computing.total([f.value for f in named])
    line, formula = f"合计{result.value}{best.unit}：{told}", f"{result.formula}（{best.unit}）"
    return Sum(line, formula, "规划没有写合计，按原文的数相加", tuple(named), (result.value,))


def _own_pairs(figure: Figure, others: Sequence[Figure]) -> set[str]:
    """Return the pairs of characters that only this figure's subject has."""
    return _pairs(figure.subject) - {p for o in others if o is not figure for p in _pairs(o.subject)}


def _pairs(subject: str) -> set[str]:
    return {subject[i : i + 2] for i in range(len(subject) - 1)}


OPERATIONS: tuple[Callable[[Question, Sequence[Choice]], Sum | None], ...] = (
    per_year,
    per_unit,
    share,
    difference,
    together,
)
# A message in which none of these finds anything asks for no sum.
ASKING = (AVERAGE, PER_YEAR, PER, DIFFERENCE, SHARE, TIMES, ADDING)
