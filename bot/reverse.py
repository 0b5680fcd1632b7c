"""The tables read backwards: which cell a figure is (486600是什么数), and a bare conversion of units."""

import re
from decimal import Decimal

from bot import computing
from bot.answer import Answer
from bot.claims import BARE_DIGITS, FIGURE, IN_WAN, UNITS, Claim, citation_of, figures_like, told
from bot.measures import View, views
from bot.question import Question
from bot.reading import Reply, rows_of, targets_of
from index.search import Search
from knowledge.patterns import regex

ABOVE = regex("超过|高于|大于|以上|多于|超")
BELOW = regex("低于|小于|不到|以下|少于|不足")
ASKS = regex("哪|什么|啥|谁|多少|几|是不是|对应|含义|出处|来源|换算|折合|折成")
CONVERTS = regex("多少亿|几个亿|几亿|换算|折合|折成|合亿|等于")


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
        if Decimal(cell.value) * IN_WAN.get(own, Decimal(0))
        == Decimal(claim.value) * IN_WAN.get(unit or own, Decimal(0))
    ]
    if not found or ("." in claim.value and unit == ""):
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
    return (not unit and len(value) >= BARE_DIGITS) or (bool(unit) and UNITS.get(unit or "", "") in IN_WAN)


def by_rate(question: Question, search: Search) -> Answer | None:
    """Say which measures had a yearly rate over the past period, and which have it as target (13%是哪个指标)."""
    stated = [v for v, u in question.claims if u == "%"]
    asks = re.search("哪|谁|什么指标|啥指标|几个|几项", question.message)
    aims = "145" in question.periods or "目标" in question.message
    if len(stated) != 1 or not asks or aims or question.measures or question.projects or question.years:
        return None
    if not re.search("指标|增速|年均|增长|下降", question.message):
        return None
    value = Decimal(stated[0])
    above, below = ABOVE.search(question.message), BELOW.search(question.message)
    rates = [v for v in views(search) if v.closing and v.closing.meaning == "rate"]
    past = [v for v in rates if v.closing and fits(Decimal(v.closing.value), value, above=above, below=below)]
    goals = [
        v
        for v in views(search)
        if v.goal and v.goal.unit == "%" and not above and not below and Decimal(v.goal.value) == value
    ]
    goals = [] if "135" in question.periods else goals
    if not past and not goals:
        return None
    word = f"超过{stated[0]}%" if above else f"低于{stated[0]}%" if below else f"{stated[0]}%"
    lines = [f"“十三五”年均增速{word}的是：{'、'.join(_with_rate(v) for v in past)}。" if past else ""]
    if goals:
        lines.append(f"“十四五”目标是{stated[0]}%的：{'、'.join(v.measure.target_label for v in goals)}。")
    return Reply(lines, [*rows_of(search, past), *targets_of(search, goals)]).answer()


def _with_rate(view: View) -> str:
    return f"{view.label}（{view.closing.value}%）" if view.closing else view.label


def fits(value: Decimal, limit: Decimal, *, above: object, below: object) -> bool:
    """Return whether a value is above, below or at a limit."""
    return value > limit if above else value < limit if below else value == limit
