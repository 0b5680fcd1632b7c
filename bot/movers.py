"""Across measures: which rose or fell in a year, which grew most over the past period, which targets were raised."""

import re
from decimal import Decimal

from bot import computing, measures
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.growth import STRONGEST, WEAKEST
from bot.measures import View, closing_text, goal_text
from bot.question import Question
from bot.reading import FALLS, RISES, Reply, rows_of, targets_of
from index.search import Search
from knowledge.patterns import regex

Mover = tuple[View, computing.Result]
NOT_FALLING = regex("(没有?|未|不)(下?降|下?跌|减|掉|下滑|回落)")
NOT_RISING = regex("(没有?|未|不)(增长|上?涨|上升|增加|提高|升)")
OF_ALL = regex("指标|数据|哪些|哪几|哪个|哪项|几个|几项|经济|都|全面|各项|普遍|整体|谁")
COMPARED = regex(
    "比十三五|较十三五|和十三五|跟十三五|与十三五|调低|调高|下调|上调|降低了|提高了|定低|定高|比前五年|比上个?五年|比过去"
)


def movers(question: Question, search: Search) -> Answer | None:
    """Which indicators rose or fell in a year, or moved most; why, the plan does not say."""
    if len(question.years) not in (1, 2) or question.measures or question.projects:
        return None
    if question.topics and "指标" not in question.message and "数据" not in question.message:
        return None
    two = len(question.years) == 2
    direction = _direction(question.message) or (_compared(question.message) if two else "")
    why = question.asks("why")
    extreme = any(w in question.message for w in (*STRONGEST, *WEAKEST))
    asks = question.asks("list", "count") or why or extreme or "都" in question.message
    if not direction or not (asks or two) or not OF_ALL.search(question.message):
        return None
    year = max(question.years)
    since = min(question.years) if two else year - 1
    moves = _moves(search, since, year)
    found = [m for m in moves if (m[1].number < 0) == (direction == "下降")]
    if not found:
        return _none(search, (since, year), direction, moves)
    found.sort(key=lambda m: -abs(m[1].number) if extreme or why else 0)
    lines = [f"{year}年比{since}年{direction}的有{len(found)}项："]
    if extreme:
        best = found[-1 if any(w in question.message for w in WEAKEST) else 0]
        lines.insert(
            0, f"{year}年{direction}最{'小' if best is found[-1] else '多'}的是{best[0].label}：{best[1].value}%。"
        )
    if why:
        lines.insert(0, f"规划没有写{year}年各指标{direction}的原因，只列出了数字。")
    lines += [f"{n}. {v.label}{direction}{r.value}%：{r.formula}" for n, (v, r) in enumerate(found, 1)]
    derived = [x for _, r in found for x in r.numbers] + [str(n) for n in range(len(moves) + 2)]
    status = PARTIAL if why else ANSWERED
    return Reply(lines, rows_of(search, [v for v, _ in found]), derived, status).answer()


def _direction(message: str) -> str:
    if NOT_FALLING.search(message):
        return "增长"
    if NOT_RISING.search(message):
        return "下降"
    down, up = bool(FALLS.search(message)), bool(RISES.search(message.replace("负增长", "")))
    return "" if down == up else "下降" if down else "增长"


def _compared(message: str) -> str:
    """Return the direction of a comparison (比2016年低), or ""."""
    low, high = any(w in message for w in "低少"), any(w in message for w in "高多")
    return "" if low == high else "下降" if low else "增长"


def _moves(search: Search, since: int, year: int) -> list[Mover]:
    found = []
    for view in measures.views(search):
        now, before = view.cell(year), view.cell(since)
        if now and before and not view.is_rate:
            found.append((view, computing.growth(now.value, before.value)))
    return found


def _none(search: Search, years: tuple[int, int], direction: str, moves: list[Mover]) -> Answer | None:
    since, year = years
    if moves:
        lines = [f"{year}年没有哪项指标比{since}年{direction}。"]
        return Reply(lines, rows_of(search, [v for v, _ in moves]), [str(since)]).answer()
    first = search.plan.tables[0]
    lines = [f"算不出{year}年的升降：规划只印了{first.columns[1]}到{first.columns[-2]}的数，没有可比的上一年。"]
    return Reply(lines, measures.cite_table(search, first)[:1], [str(year)], PARTIAL).answer()


def strongest_rate(search: Search, *, highest: bool) -> Answer:
    """Return which measure had the highest or lowest yearly rate over the past period."""
    rates = [v for v in measures.views(search) if v.closing and v.closing.meaning == "rate" and not v.is_rate]
    ordered = sorted(rates, key=_closing, reverse=True)
    best = ordered[0] if highest else ordered[-1]
    lines = [f"“十三五”期间年均增速{'最高' if highest else '最低'}的是{best.label}：{closing_text(best)}。"]
    others = [f"{v.label}{v.closing.value}%" for v in ordered if v.closing and v is not best]
    lines.append(f"其他：{'、'.join(others)}。")
    return Reply(lines, rows_of(search, ordered)).answer()


def _closing(view: View) -> Decimal:
    return Decimal(view.closing.value) if view.closing else Decimal(0)


def targets_moved(question: Question, search: Search) -> Answer | None:
    """Which rate targets lie above or below what the past period reached."""
    if question.measures or question.years or not COMPARED.search(question.message):
        return None
    if not question.asks("list", "count") and "指标" not in question.message and "目标" not in question.message:
        return None
    down = bool(re.search("低|降|少|下调", question.message.replace("下降率", "")))
    groups: dict[int, list[View]] = {-1: [], 0: [], 1: []}
    for view in measures.views(search):
        if view.goal and view.closing and view.goal.unit == "%":
            gap = Decimal(view.goal.value) - Decimal(view.closing.value)
            groups[(gap > 0) - (gap < 0)].append(view)
    words = {-1: "低于", 0: "等于", 1: "高于"}
    order = (-1, 0, 1) if down else (1, 0, -1)
    lines = [f"“十四五”增速目标{words[sign]}“十三五”实际的：{_both(groups[sign])}。" for sign in order]
    lines.append("实际与目标只能对照，目标不等于结果；投资和企业数量指标口径不同，没有列入。")
    rows = [v for group in groups.values() for v in group]
    return Reply(lines, [*rows_of(search, rows), *targets_of(search, rows)]).answer()


def _both(found: list[View]) -> str:
    named = [f"{v.label}（{v.closing.value}%→{goal_text(v)}）" for v in found if v.closing]
    return "、".join(named) or "没有"
