"""Claims: figures that a message states (不是48.66亿…), held against the plan's."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot import computing
from bot.answer import Citation
from bot.measures import View, cite, views
from bot.reading import Asked
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Cell

FIGURE = regex(
    r"(?:(?<![\d.第a-z])|(?<=gdp))(?P<value>\d+(?:\.\d+)?)(?P<unit>亿美元|万美元|美元|亿元|个亿|亿|万元|万|%|个百分点|个点|家|元)?(?!\d|年|倍|座|所|次|月|号|季度|个月)"
)
UNITS = {
    "亿元": "亿元",
    "个亿": "亿元",
    "亿": "亿元",
    "万元": "万元",
    "万": "万元",
    "%": "%",
    "个百分点": "%",
    "个点": "%",
    "家": "家",
    "元": "元",
    **dict.fromkeys(("亿美元", "万美元", "美元"), "美元"),
}
IN_WAN = {"亿元": Decimal(10000), "万元": Decimal(1), "元": Decimal("0.0001")}
ROUND_ENOUGH = Decimal("0.012")  # how far off a figure without decimals may be and still be called right
LIMITS = regex(
    "(?P<above>超过?了?|突破了?|过了?|破了?|高于|大于|多于|达到)$|(?P<below>不到|低于|少于|不足|小于|没到|没过)$"
)
BARE_DIGITS = 5  # fewer digits without a unit may be a year


@dataclass(frozen=True, slots=True)
class Claim:
    """A number with its unit ("" where none is given), and how the message writes it."""

    value: str
    unit: str
    said: str

    def meets(self, value: str, unit: str) -> bool:
        """Return whether a figure of the plan is the one claimed, to the digits that the claim gives."""
        if not self.unit:
            return Decimal(value) == Decimal(self.value)
        if self.unit in IN_WAN and unit in IN_WAN:
            number = Decimal(value) * IN_WAN[unit] / IN_WAN[self.unit]
        elif self.unit == unit:
            number = Decimal(value)
        else:
            return False
        places = len(self.value.partition(".")[2])
        if not places and abs(number - Decimal(self.value)) > ROUND_ENOUGH * number:
            return False
        near = {computing.rounded(number, places), computing.truncated(number, places)}
        return computing.rounded(Decimal(self.value), places) in near


def claims(asked: Asked, *, limits: bool = False) -> list[Claim]:
    """Return the figures that a message states, or those it sets as limits (超过45亿); years are none."""
    found = []
    for match in FIGURE.finditer(asked.numbers):
        value, unit = match["value"], UNITS.get(match["unit"] or "", "")
        if limits != bool(LIMITS.search(asked.numbers[: match.start()])):
            continue
        if unit or len(value) >= BARE_DIGITS or "." in value:
            found.append(Claim(value, unit, match["value"] + (match["unit"] or "")))
    return found


def verdict(asked: Asked, truths: Sequence[tuple[str, str]]) -> str:
    """Return "不是48.66亿，" or "对，" where a message states a figure, else ""; `truths` are (value, unit)."""
    stated = claims(asked) if asked.asserts else []
    if not stated:
        return _within(asked, truths)
    wrong = [c for c in stated if not any(c.meets(*truth) for truth in truths)]
    if len(wrong) < len(stated):
        # A figure beside a right one may be another measure's (固投131亿，其中工业13.3亿).
        told = {(f.value, f.unit) for f in asked.search.plan.figures}
        wrong = [c for c in wrong if not figures_like(asked.search, c) and (c.value, c.unit) not in told]
    if wrong:
        return f"不是{wrong[0].said}，"
    return "对，" if asked.confirms else ""


def _within(asked: Asked, truths: Sequence[tuple[str, str]]) -> str:
    """Return "是的，" or "没有，" where a message sets a limit to a single figure (过百亿了吗)."""
    asks = asked.confirms or asked.question.asks("yesno")  # 是否超5亿元
    limits = claims(asked, limits=True) if asks else []
    if len(limits) != 1 or len(truths) != 1 or limits[0].unit not in IN_WAN or truths[0][1] not in IN_WAN:
        return ""
    said = LIMITS.search(asked.numbers[: asked.numbers.find(limits[0].said)])
    above = said is not None and bool(said["above"])
    limit = Decimal(limits[0].value) * IN_WAN[limits[0].unit]
    value = Decimal(truths[0][0]) * IN_WAN[truths[0][1]]
    return "是的，" if (value > limit) == above else "没有，"


def whose(asked: Asked, truths: Sequence[tuple[str, str]]) -> tuple[str, list[Citation]]:
    """Return a line on what the wrongly stated figure really is (6.6%是财政总收入的…), with its row, or ("", [])."""
    stated = claims(asked) if asked.asserts else []
    for claim in stated:
        if any(claim.meets(*truth) for truth in truths):
            continue
        places = figures_like(asked.search, claim)
        own = {v.measure.id for v in asked.found}
        near = [p for p in places if p[0].measure.id in own] or places
        if near and (len(near) == 1 or near[0][0].measure.id in own):
            view, cell, _ = near[0]
            return f"{claim.said}是{told(view, cell)}。", [citation_of(asked.search, view, cell)]
    return "", []


def correction(asked: Asked, truths: Sequence[tuple[str, str]]) -> tuple[str, list[str], list[Citation]]:
    """Return how a reply opens (verdict), and where it corrects: the line on whose the stated figure is, and its rows."""
    lead = verdict(asked, truths)
    line, cited = whose(asked, truths) if lead.startswith("不是") else ("", [])
    return lead, [line] if line else [], cited


def figures_like(search: Search, claim: Claim) -> list[tuple[View, Cell, str]]:
    """Return (measure, cell, "") of the table cells that a stated figure may be, the exact ones."""
    found = []
    for view in views(search):
        goal = [view.goal] if view.goal else []
        closing = [view.closing] if view.closing else []
        for cell in (*view.years, *closing, *goal):
            unit = "%" if cell.meaning == "rate" else cell.unit
            if claim.meets(cell.value, unit) and not (view.is_rate and cell in view.years):
                found.append((view, cell, unit))
    return found


def told(view: View, cell: Cell) -> str:
    """Return what a cell tells: 2019年的财政总收入, 财政总收入“十三五”的年均增长率."""
    if cell is view.goal:
        return f"“十四五”的{view.measure.target_label}目标"
    if cell.year is not None:
        return f"{cell.year}年的{view.label}"
    kind = "五年合计" if cell.meaning == "total" else "年均下降率" if view.is_rate else "年均增长率"
    name = view.label.removesuffix("年均下降率") if view.is_rate else view.label
    return f"{name}“十三五”期间的{kind}"


def citation_of(search: Search, view: View, cell: Cell) -> Citation:
    """Return the citation of the row that a cell stands in."""
    row = view.target if cell is view.goal else view.achieved
    assert row is not None  # noqa: S101 - the cell came from this row
    return cite(search, row)


def truth(cell: Cell) -> tuple[str, str]:
    """Return a cell as (value, unit) for `verdict`."""
    return cell.value, "%" if cell.meaning == "rate" else cell.unit
