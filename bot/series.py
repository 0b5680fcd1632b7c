"""Series: the yearly row of a measure: highest and lowest year, ranking, years above a limit, trend, the row itself."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from bot import computing, cues, measures
from bot.answer import Answer
from bot.claims import claims, truth, verdict
from bot.measures import View, amount
from bot.reading import Asked, Reply, in_yi_of, listing, of_rows, rows_of
from knowledge.patterns import regex
from knowledge.records import Cell

AFTERWARDS = regex("之后|后来|随后|然后|后面|接着|往后")
SCALE = {"亿": 10000, "个亿": 10000, "万": 1, "": 1, "%": 1, "万亿": 100_000_000}
SMALLEST = 1000  # a limit below this many 万元 is none
MORE = ("超过", "突破", "高于", "大于", "多于", "过", "破", "达到", "以上", "超")
ALWAYS = (
    "一直",
    "逐年",
    "连年",
    "每年都",
    "持续",
    "一年比一年",
    "连续",
    "步步",
    "一路",
    "从没",
    "从来",
    "连涨",
    "连增",
    "连升",
    "连降",
    "连跌",
)
EVERY = regex("年年(?!均)")  # 五年年均 is a mean
NEVER = regex("(没有?|未|不)(下?降|下?跌|减|掉|涨|上?升|增)")
CLAIMED_SHAPE = regex("先[上下]?([涨升增降跌减])[^先]{0,2}后[上下]?([涨升增降跌减])")
SHAPES = {"上升": "一路上升", "下降": "一路下降", "上升下降": "先升后降", "下降上升": "先降后升"}

__all__ = ["all_years", "at_extreme", "dated", "extreme", "listing", "ranked", "threshold", "trend"]


def extreme(asked: Asked, view: View) -> Answer | None:
    """The highest or lowest year."""
    wanted = [o for o in ("maximum", "minimum") if asked.wants(o)]
    if not wanted and asked.which_year and re.search("哪.{0,4}年.{0,4}(高|多|大)$", asked.rest.rstrip("?？呢啊些")):
        wanted = ["maximum"]
    if not wanted or (asked.planned and not asked.past):
        return None
    if view.is_rate:
        return _level(asked, view)
    cells = asked.cells(view) if len(asked.years) > 1 else list(view.years)
    picked = [_pick(cells, operation) for operation in wanted]
    lines = [_extreme_line(asked, view, c, o) for c, o in zip(picked, wanted, strict=True)]
    derived: Sequence[str] = ()
    if len(picked) == 2 or asked.wants("difference") or (asked.moves and not asked.which_year):
        top, low = _ends(asked, view, cells, wanted)
        gap = computing.difference(top.value, low.value)
        if asked.wants("difference") or "差" in asked.rest:
            lines = [
                f"相差{gap.value}万元（约{computing.in_yi(abs(gap.number))}亿元），{view.label}{_end_names(cells, top, low)}。",
                f"算式：{gap.formula}（万元）。",
            ]
        elif len(wanted) == 1 and top is not low:
            lines.append(f"{low.year}年{amount(low)}，与{top.year}年相差{gap.value}万元。")
        rate = computing.growth(top.value, low.value)
        if asked.question.asks("percent"):
            lines.append(f"高{rate.value}%：{rate.formula}。")
        derived = [*gap.numbers, *rate.numbers]
    if AFTERWARDS.search(asked.rest):
        lines.append(f"{view.label}{_shape(_runs(cells))}。")
    lines.append(f"各年：{listing(view, cells)}。")
    return of_rows(asked, lines, [view], derived)


def _ends(asked: Asked, view: View, cells: Sequence[Cell], wanted: Sequence[str]) -> tuple[Cell, Cell]:
    """Return the two cells compared: highest and lowest, or the one extreme named and the year named, else the last."""
    if len(wanted) == 2 or len(asked.years) == 2:
        return _pick(cells, "maximum"), _pick(cells, "minimum")
    best = _pick(cells, wanted[0])
    other = (view.cell(asked.years[0]) if asked.single else None) or view.years[-1]
    return (best, other) if wanted[0] == "maximum" else (other, best)


def _end_names(cells: Sequence[Cell], top: Cell, low: Cell) -> str:
    highest, lowest = _pick(cells, "maximum"), _pick(cells, "minimum")
    first = f"{top.year}年最高（{top.value}）" if top is highest else f"{top.year}年（{top.value}）"
    return f"{first}、{low.year}年{'最低' if low is lowest else ''}（{low.value}）"


def dated(asked: Asked, view: View) -> Answer | None:
    """The year of a stated amount (48.66亿是哪年)."""
    stated = [c for c in claims(asked) if c.unit != "%"]
    if not stated or not asked.which_year or asked.years or view.is_rate:
        return None
    hits = [c for c in view.years if any(s.meets(*truth(c)) for s in stated)]
    if not hits:
        return None
    years = "、".join(f"{c.year}年" for c in hits)
    return of_rows(asked, [f"{years}，{view.label}{'、'.join(amount(c) for c in hits)}。"], [view])


def at_extreme(asked: Asked) -> Answer | None:
    """One measure in the year in which another was highest or lowest (财政总收入最高那年的地方财政收入)."""
    match = re.search("最(?P<kind>[高多大低少小])的?(那年|那一年|年份|那个年份|年)", asked.message)
    names = asked.question.measures
    if match is None or len(asked.found) != 2 or len(names) < 2 or not names[0].start < match.start() < names[1].start:
        return None
    first, second = asked.found
    if not first.years or not second.years or first.is_rate:
        return None
    operation = "maximum" if match["kind"] in "高多大" else "minimum"
    best = _pick(first.years, operation)
    cell = second.cell(best.year or 0)
    if cell is None:
        return None
    word = "最高" if operation == "maximum" else "最低"
    lines = [
        f"{amount(cell)}，{best.year}年{second.label}。",
        f"{first.label}{word}的是{best.year}年：{amount(best)}。",
    ]
    return of_rows(asked, lines, [first, second])


def _pick(cells: Sequence[Cell], operation: str) -> Cell:
    return (max if operation == "maximum" else min)(cells, key=lambda c: Decimal(c.value))


def _extreme_line(asked: Asked, view: View, best: Cell, operation: str) -> str:
    word = "最高" if operation == "maximum" else "最低"
    own = view.cell(asked.years[0]) if asked.single else None
    if own and own is not best:
        return f"不是{own.year}年，{best.year}年{word}：{view.label}{amount(best)}；{own.year}年是{amount(own)}。"
    lead = "对，" if own and asked.asserts else verdict(asked, [truth(best)])
    return f"{lead}{best.year}年{word}：{view.label}{amount(best)}。"


def _level(asked: Asked, view: View) -> Answer:
    values = {c.value for c in view.years}
    same = f"{view.years[0].year}—{view.years[-1].year}年每年都是{view.years[0].value}%，没有高低之分。"
    return of_rows(asked, [f"{view.label}：{same if len(values) == 1 else listing(view)}"], [view])


def ranked(asked: Asked, view: View) -> Answer | None:
    """All years in order of size."""
    if not asked.wants("rank") or view.is_rate or (asked.planned and not asked.past):
        return None
    rising = any(w in asked.message for w in ("从低", "从小", "升序", "由低", "由小"))
    cells = sorted(asked.cells(view), key=lambda c: Decimal(c.value), reverse=not rising)
    lines = [f"{view.label}{'从低到高' if rising else '从高到低'}："]
    lines += [f"{n}. {c.year}年 {amount(c)}" for n, c in enumerate(cells, 1)]
    return of_rows(asked, lines, [view], [str(n) for n in range(1, len(cells) + 1)])


def threshold(asked: Asked, view: View) -> Answer | None:
    """The years above or below a limit."""
    matches = list(cues.table("operation")["threshold"].finditer(asked.numbers))
    asks = asked.which_year or asked.question.asks("list", "when", "count") or not asked.years
    if not matches or view.is_rate or not asks or asked.planned or (asked.single and asked.moves):
        return None
    limits = [_limit(asked, match) for match in matches]
    if any(limit < SMALLEST for limit, _, _ in limits):
        return None
    cells = asked.cells(view)
    hits = [c for c in cells if all((Decimal(c.value) > limit) == above for limit, above, _ in limits)]
    word = "、".join(words for _, _, words in limits)
    every = re.search("每年都|年年都?|都", asked.rest) and asked.confirms
    lead = ("是的，" if len(hits) == len(cells) else "不是每年都这样，") if every else ""
    if hits:
        years = "、".join(f"{c.year}年" for c in hits)
        lines = [f"{lead}{years}，共{len(hits)}年，{view.label}{word}：" + "，".join(amount(c) for c in hits) + "。"]
    else:
        lines = [f"没有哪一年的{view.label}{word}。"]
    lines.append(f"各年：{listing(view)}。")
    return of_rows(asked, lines, [view], [str(len(hits)), *re.findall(r"[\d.]+", word)])


def _limit(asked: Asked, match: re.Match[str]) -> tuple[Decimal, bool, str]:
    """Return a limit in 万元, whether values above it are wanted, and the limit in words; 0 where it is no amount."""
    number, unit = match["number"] or match["number2"], match["unit"] or match["unit2"] or ""
    after = match.group() + asked.numbers[match.end() :][:3]
    above = any(match.group().startswith(w) for w in MORE) or "以上" in after
    limit = Decimal(0) if unit == "%" else Decimal(number) * SCALE.get(unit, 1)
    return limit, above, f"{'超过' if above else '不到'}{number}{(unit or '万').lstrip('个')}元"


def trend(asked: Asked, view: View) -> Answer | None:
    """The course over the years in words, with the turning points."""
    always = any(w in asked.message for w in ALWAYS) or EVERY.search(asked.message) is not None
    shaped = CLAIMED_SHAPE.search(asked.message)
    asks = asked.wants("trend") or shaped or (always and asked.moves) or ("开始" in asked.rest and asked.which_year)
    adds = re.search("相加|加起来|合计|加总|求和", asked.rest)
    mean = "年均" in asked.message and any(c.unit == "%" for c in claims(asked))  # 年均涨了13% claims a rate
    if (
        not asks
        or mean
        or adds
        or (asked.planned and not asked.past)
        or (len(asked.question.years) and not (len(asked.years) > 2 or always))
    ):
        return None
    if view.is_rate:
        return _level(asked, view)
    cells = asked.cells(view) if len(asked.years) > 1 else list(view.years)
    runs = _runs(cells)
    lead = _shape_lead(asked, runs) or (_always_lead(asked, runs) if always else "")
    top, low = _pick(cells, "maximum"), _pick(cells, "minimum")
    change = computing.growth(cells[-1].value, cells[0].value)
    ends = f"{top.year}年最高（{top.value}万元），{low.year}年最低（{low.value}万元）"
    lines = [
        f"{lead}{view.label}{_shape(runs)}；{ends}。",
        f"各年：{listing(view, cells)}。",
        f"{cells[-1].year}年比{cells[0].year}年{'增长' if change.number >= 0 else '下降'}{change.value}%：{change.formula}。",
    ]
    return of_rows(asked, lines, [view], change.numbers)


def _shape_lead(asked: Asked, runs: Sequence[tuple[Cell, Cell, str]]) -> str:
    """Return "对，" or "不是先降后升，" where the message claims a shape."""
    match = CLAIMED_SHAPE.search(asked.message)
    if match is None:
        return ""
    said = "".join("上升" if w in "涨升增" else "下降" for w in match.group(1, 2))
    return "对，" if said == "".join(w for _, _, w in runs) else f"不是{match.group()}，"


def _always_lead(asked: Asked, runs: Sequence[tuple[Cell, Cell, str]]) -> str:
    """Return "不是一直上升，2019年下降了：" or "是的，" where the message claims one direction."""
    down = (asked.falls and not asked.rises) or "走低" in asked.rest or "往下" in asked.rest
    down = down != bool(NEVER.search(asked.rest))
    said = "下降" if down else "上升"
    if len(runs) == 1 and runs[0][2] == said:
        return "是的，"
    broken = [
        f"{b.year}年" if a.year == (b.year or 0) - 1 else f"{(a.year or 0) + 1}—{b.year}年"
        for a, b, w in runs
        if w != said
    ]
    return f"不是一直{said}，{'、'.join(broken)}{'上升' if down else '下降'}了：" if broken else ""


def _shape(runs: Sequence[tuple[Cell, Cell, str]]) -> str:
    """Return 先升后降，2018年是拐点（2016→2018年上升，2018→2020年下降）."""
    words = "，".join(f"{a.year}→{b.year}年{word}" for a, b, word in runs)
    turns = "、".join(f"{b.year}年" for _, b, _ in runs[:-1])
    shape = SHAPES.get("".join(w for _, _, w in runs), "有升有降")
    return f"{shape}，{turns}是拐点（{words}）" if turns else f"{shape}（{words}）"


def _runs(cells: Sequence[Cell]) -> list[tuple[Cell, Cell, str]]:
    """Return (from, to, 上升 or 下降) for each stretch of the same direction."""
    runs: list[tuple[Cell, Cell, str]] = []
    for before, after in pairwise(cells):
        word = "上升" if Decimal(after.value) > Decimal(before.value) else "下降"
        if runs and runs[-1][2] == word:
            runs[-1] = (runs[-1][0], after, word)
        else:
            runs.append((before, after, word))
    return runs


def all_years(asked: Asked) -> Answer | None:
    """The printed row of a measure, or of several."""
    rows = [v for v in asked.found if v.years]
    wants = asked.every_year or asked.span
    if not rows or not wants or len(asked.question.years) == 1 or (asked.planned and not asked.past):
        return None
    lines = []
    for view in rows:
        unit = "%" if view.is_rate else view.years[0].unit
        lead = verdict(asked, [truth(c) for c in (*view.years, *([view.closing] if view.closing else []))])
        lines.append(f"{lead}{view.label}：")
        lines += [f"{c.year}年：{c.value}{unit}" for c in asked.cells(view)]
        lines.append("" if asked.span else f"“十三五”期间{measures.closing_text(view)}。")
    grid = measures.series_grid(asked.search, rows)
    return Reply(lines, rows_of(asked.search, rows), in_yi_of(rows), table=grid).answer()
