"""Shares: one measure as a share, multiple or excess of another, or one year of another."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot import computing
from bot.answer import CLARIFY, Answer
from bot.claims import verdict
from bot.growth import WEAKEST
from bot.measures import View, amount, view
from bot.reading import Asked, Reply, in_yi_of, of_rows, rows_of, targets_of
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Cell

# What a measure is a part of, where the message does not say (占比呢).
WHOLE = {"fiscal_local": "fiscal_total", "industrial_investment": "investment"}
# Clipped names that only mean a measure beside each other (地方/总收入, 地方占总的).
CLIPPED = regex(
    r"地方(财政|财收|级)?(收入)?(/|÷|除以|占|比|和|与|跟|在)(财政|全部)?(总的?|全部|整个)(财政|财收)?(收入)?(/|$|的|中|里|比|多|差|占|\d|[^\u4e00-\u9fff])"
    r"|总(的)?(财政)?(收入|财收)[里中]面?的?地方"
)
TWICE = 2
DIFFERS = regex("差|多多少|少多少|多出|高出|减(?!少)|比(?![重例])")
Pair = tuple[str, Cell, Cell]


def clipped(message: str, search: Search) -> list[View]:
    """Return the measures that a message names only by clipped names, else []."""
    return [view(search, "fiscal_local"), view(search, "fiscal_total")] if CLIPPED.search(message) else []


def between_measures(asked: Asked) -> Answer | None:
    """Two measures against each other, or a part against its whole."""
    parts = [v for v in asked.found if (v.years or v.goal) and not v.is_rate]
    shares = asked.wants("share") or (
        asked.question.asks("percent") and ("占" in asked.message or "比例" in asked.message)
    )
    if len(parts) == 1 and shares:
        return _with_whole(asked, parts[0])
    differs = bool(DIFFERS.search(asked.rest)) and not re.search("各|分别|同比|环比", asked.rest)
    differs = differs and not (re.search("哪|谁", asked.rest) and asked.moves)
    if len(parts) != 2 or not (shares or differs or asked.wants("multiple") or "比例" in asked.message):
        return None
    return _pair(asked, parts[0], parts[1], differs=differs and not shares and not asked.wants("multiple"))


def _of_total(asked: Asked, part: View) -> Answer | None:
    """Single years as shares of the measure's own total."""
    cells = asked.cells(part)
    total = computing.total([c.value for c in part.years])
    whole, name = total.value, "各年之和"
    if part.closing and part.closing.meaning == "total":
        whole, name = part.closing.value, "表中印的五年合计"
    results = [(f"{c.year}年", computing.share(c.value, whole)) for c in cells]
    if asked.which_year:
        results.sort(key=lambda r: r[1].number, reverse=not asked.wants("minimum"))
    lines = [
        f"{results[0][0]}{'最' + ('低' if asked.wants('minimum') else '高') + '，' if asked.which_year else ''}约{results[0][1].value}%，{part.label}占五年合计的比重。"
    ]
    lines.append("算式：" + "；".join(f"{n}{r.formula}" for n, r in results) + f"（{whole}是{name}）。")
    return of_rows(asked, lines, [part], [whole, *(x for _, r in results for x in r.numbers)])


def _with_whole(asked: Asked, part: View) -> Answer | None:
    if re.search("占.{0,4}(五年|合计|总和|总数)|五年.{0,4}(占比|比重|比例)", asked.rest) and not asked.planned:
        return _of_total(asked, part)
    if part.measure.id in WHOLE:
        return _pair(asked, part, view(asked.search, WHOLE[part.measure.id]))
    inverse = {whole: name for name, whole in WHOLE.items()}
    if part.measure.id in inverse and re.search("[里中]|占比", asked.rest):
        return _pair(asked, view(asked.search, inverse[part.measure.id]), part)
    if asked.wants("yoy", "multiple"):
        return None
    lines = [
        f"您要看{part.label}占哪一项的比重？规划没有印出占比，可以用两项的数相除，例如“{part.label}占工业总产值的比重”。"
    ]
    return Reply(lines, rows_of(asked.search, [part]), (), CLARIFY).answer()


def _ordered(asked: Asked, one: View, other: View) -> tuple[View, View]:
    """Return (part, whole); a whole named first (总收入里地方占多少) changes places."""
    if asked.wants("share") and WHOLE.get(other.measure.id) == one.measure.id:
        return other, one
    return one, other


def _pairs(asked: Asked, part: View, whole: View) -> list[Pair]:
    years = asked.years
    totals = [c for c in (part.closing, whole.closing) if c and c.meaning == "total"]
    if len(totals) == len((part, whole)) and not (years or asked.which_year or asked.every_year):
        return [("“十三五”五年合计", totals[0], totals[1])]
    cells = [(c.year, c, whole.cell(c.year or 0)) for c in part.years if not years or c.year in years]
    return [(f"{year}年", one, other) for year, one, other in cells if other is not None]


def _pair(asked: Asked, one: View, other: View, *, differs: bool = False) -> Answer | None:
    part, whole = _ordered(asked, one, other)
    if asked.planned and not asked.years and part.goal and whole.goal and not asked.past:
        return _of_targets(asked, part, whole, differs=differs)
    pairs = _pairs(asked, part, whole)
    if not pairs:
        return None
    if differs:
        return _differences(asked, part, whole, pairs)
    if asked.wants("multiple") and "倍" in asked.message:
        lines = [
            f"{n}约{(r := computing.multiple(a.value, b.value)).value}倍：{part.label} ÷ {whole.label}，{r.formula}。"
            for n, a, b in pairs
        ]
        derived = [x for _, a, b in pairs for x in computing.multiple(a.value, b.value).numbers]
        return of_rows(asked, lines, [part, whole], derived)
    return _shares(asked, part, whole, pairs)


def _shares(asked: Asked, part: View, whole: View, pairs: Sequence[Pair]) -> Answer:
    results = [(name, computing.share(a.value, b.value)) for name, a, b in pairs]
    lines = []
    if len(pairs) > 1 and asked.wants("maximum", "minimum"):
        low = any(w in asked.message for w in WEAKEST)
        best = (min if low else max)(results, key=lambda r: r[1].number)
        lines.append(f"{best[0]}{'最低' if low else '最高'}，约{best[1].value}%：{part.label}占{whole.label}的比重。")
    elif len(pairs) > 1:
        lines.append(f"{part.label}占{whole.label}的比重：" + "、".join(f"{n}{r.value}%" for n, r in results) + "。")
    else:
        lead = verdict(asked, [(computing.rounded(results[0][1].number, 4), "%")])
        lines.append(f"{lead}{results[0][0]}约{results[0][1].value}%，{part.label}占{whole.label}的比重。")
    lines.append("算式：" + "；".join(f"{n}{r.formula}" if len(pairs) > 1 else r.formula for n, r in results) + "。")
    if "合计" in pairs[0][0]:
        lines.append("用的是表中印的五年合计数。")
    return of_rows(asked, lines, [part, whole], [x for _, r in results for x in r.numbers])


def _differences(asked: Asked, one: View, other: View, pairs: Sequence[Pair]) -> Answer:
    lines: list[str] = []
    derived: list[str] = []
    for name, a, b in pairs:
        gap = computing.difference(a.value, b.value)
        word = "多" if gap.number >= 0 else "少"
        yi = computing.in_yi(abs(gap.number))
        lines.append(f"{name}{one.label}比{other.label}{word}{gap.value}万元（约{yi}亿元）：{gap.formula}。")
        derived += gap.numbers
    return of_rows(asked, lines, [one, other], derived)


def _of_targets(asked: Asked, part: View, whole: View, *, differs: bool = False) -> Answer | None:
    one, other = part.goal, whole.goal
    if one is None or other is None or one.unit != other.unit or one.unit == "%":
        return None
    if differs:
        gap = computing.difference(one.value, other.value)
        word = "多" if gap.number >= 0 else "少"
        lines = [
            f"“十四五”目标里{part.measure.target_label}比{whole.measure.target_label}{word}{gap.value}{one.unit}：{gap.formula}。"
        ]
        return Reply(lines, targets_of(asked.search, [part, whole]), gap.numbers).answer()
    result = computing.share(one.value, other.value)
    lines = [
        f"约{result.value}%：“十四五”目标里{part.measure.target_label}占{whole.measure.target_label}的比重。",
        f"算式：{result.formula}（{one.unit}）。",
    ]
    return Reply(lines, targets_of(asked.search, [part, whole]), result.numbers).answer()


def times(asked: Asked, found: View) -> Answer | None:
    """How many times one year's amount is another's."""
    doubled = "翻" in asked.rest
    if found.is_rate or not (asked.wants("multiple") or doubled) or asked.planned:
        return None
    years = asked.question.years
    if len(years) < 2:
        named = years[0] if years else found.years[-1].year or 0
        years = (named, named - 1 if doubled and years else found.years[0].year or 0)
    one, other = found.cell(years[0]), found.cell(years[1])
    if one is None or other is None or one is other:
        return None
    result = computing.multiple(one.value, other.value)
    lead = _times_claimed(asked, result.value)
    if doubled and re.search("翻(了)?(一)?(倍|番)", asked.rest):
        lead = "是的，" if result.number >= TWICE else "没有，"
    lines = [
        f"{lead}约{result.value}倍：{found.label}{one.year}年{amount(one)}，{other.year}年{amount(other)}。",
        f"算式：{result.formula}。",
    ]
    return Reply(lines, rows_of(asked.search, [found]), [*result.numbers, *in_yi_of([found])]).answer()


def _times_claimed(asked: Asked, value: str) -> str:
    said = re.search(r"(\d+(?:\.\d+)?)倍", asked.message)
    if said is None or not asked.confirms:
        return ""
    places = len(said[1].partition(".")[2])
    near = computing.rounded(Decimal(value), places) == computing.rounded(Decimal(said[1]), places)
    return "对，" if near else f"不是{said.group()}，"
