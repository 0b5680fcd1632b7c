"""The tables read backwards: which cell a figure is (486600是什么数), and a bare conversion of units."""

import re
from decimal import Decimal

from bot import computing
from bot.answer import Answer
from bot.claims import BARE_DIGITS, FIGURE, IN_WAN, UNITS, Claim, citation_of, figures_like, told
from bot.question import Question
from bot.reading import Reply
from index.search import Search

ASKS = re.compile("哪|什么|啥|谁|多少|几|是不是|对应|含义|出处|来源|换算|折合|折成")
CONVERTS = re.compile("多少亿|几个亿|几亿|换算|折合|折成|合亿|等于")


def by_figure(question: Question, search: Search) -> Answer | None:
    """Say which cell of the tables a figure is."""
    if question.measures or question.ambiguous or question.projects or question.topics or question.enumerations:
        return None
    figures = [m for m in FIGURE.finditer(question.message) if m["unit"] in IN_WAN or _exact(m["value"], m["unit"])]
    if len(figures) != 1 or not ASKS.search(question.message):
        return None
    match = figures[0]
    unit = UNITS.get(match["unit"] or "", "")
    claim = Claim(match["value"], unit, match.group())
    found = [
        (view, cell)
        for view, cell, own in figures_like(search, claim)
        if Decimal(cell.value) * IN_WAN.get(own, Decimal(0)) == Decimal(claim.value) * IN_WAN.get(unit or own, Decimal(0))
    ]
    if not found or "." in claim.value and unit == "":
        return None
    names = "，也是".join(told(view, cell) for view, cell in found)
    lines = [f"{claim.said}是{names}。"]
    derived: list[str] = []
    if CONVERTS.search(question.message) and (unit or found[0][1].unit) == "万元":
        yi = computing.in_yi(Decimal(claim.value), 4)
        lines.insert(0, f"{claim.value}万元 = {yi}亿元（{claim.value} ÷ 10000 = {yi}）。")
        derived.append(yi)
    return Reply(lines, [citation_of(search, view, cell) for view, cell in found], derived).answer()


def _exact(value: str, unit: str | None) -> bool:
    return not unit and len(value) >= BARE_DIGITS or bool(unit) and UNITS.get(unit or "", "") in IN_WAN
