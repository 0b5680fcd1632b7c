"""Steps on the tables as a whole: lists and counts of indicators by attribute, unit or value, columns, whole tables."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot import computing, measures, passages
from bot.answer import ANSWERED, PARTIAL, Answer, Grid
from bot.measures import View, amount, cite, closing_text, goal_text
from bot.question import Question
from index.search import Search
from knowledge.records import Indicator, Table

ATTRIBUTES = ("约束性", "预期性")
BY_UNIT = re.compile(r"(单位[是为]?|按|以|用)(?P<unit>家|%|百分比|百分号|亿元|亿)(为单位|算|计|的|统计|表示|来)?")
GROWTH_WORDS = ("增速", "增长", "涨", "增幅", "增长率", "%")
INDICATOR_WORDS = ("指标", "目标", "项", "任务")


def on_tables(question: Question, search: Search) -> Answer | None:
    """Answer what is asked of a table as a whole, or None."""
    if question.measures and not _beyond_one(question):
        return None
    for handler in (_by_attribute, _by_unit, _by_value, _highest_target, _column, _movers, _whole):
        answer = handler(question, search)
        if answer is not None:
            return answer
    return None


def _beyond_one(question: Question) -> bool:
    """Return whether a message that names a measure still asks for a list of indicators."""
    return bool(re.search(r"(全部|所有|各项|各个|哪些|哪几|几个|几项)(的)?指标|整张|指标表|哪个(指标|增速)|哪项", question.message))


def _targets(search: Search) -> list[View]:
    return [v for v in measures.views(search) if v.target]


def _achieved(search: Search) -> list[View]:
    return [v for v in measures.views(search) if v.achieved]


def _names(found: Sequence[View]) -> str:
    return "、".join(f"{v.target.name}（{goal_text(v)}）" for v in found if v.target)


def _listed(question: Question, search: Search, lead: str, found: list[View], derived: Sequence[str] = ()) -> Answer:
    table = search.plan.tables[found[0].target.table] if found and found[0].target else search.plan.tables[-1]
    names = {v.target.name for v in found if v.target}
    rows = tuple(row for row in table.rows if set(row) & names)
    citations = [cite(search, v.target) for v in found if v.target]
    lines = [lead, *(f"{n}. {v.target.name}：{goal_text(v)}（{v.target.attribute}）" for n, v in enumerate(found, 1) if v.target)]
    text = "\n".join([*lines, passages.source_lines(citations)])
    counted = [str(n) for n in range(1, len(found) + 1)]
    grid = Grid(table.caption, table.unit, table.columns, rows)
    return Answer(ANSWERED, text, tuple(citations), grid, derived=(*derived, *counted))


def _by_attribute(question: Question, search: Search) -> Answer | None:
    named = [a for a in ATTRIBUTES if a in question.message or a[:2] + "指标" in question.message]
    hard = any(w in question.message for w in ("硬指标", "硬性指标", "必须完成", "刚性指标", "硬任务"))
    if hard and not named:
        named = ["约束性"]
    if not named:
        return None
    targets = _targets(search)
    groups = {a: [v for v in targets if v.target and v.target.attribute == a] for a in ATTRIBUTES}
    if len(named) == 2:
        lead = f"“十四五”指标共{len(targets)}项：约束性{len(groups['约束性'])}项，预期性{len(groups['预期性'])}项。"
        return _listed(question, search, lead, targets, [str(len(g)) for g in groups.values()] + [str(len(targets))])
    found = groups[named[0]]
    wrong = [f"{v}{u}" for v, u in question.claims if u in ("项", "个", "条") and v != str(len(found))]
    lead = f"{named[0]}指标共{len(found)}项" + (f"（全表{len(targets)}项）。" if question.asks("count") else "：")
    if wrong and question.confirms:
        lead = f"不是{wrong[0]}，{lead}"
    if len(found) == 1 and (v := found[0]).target:
        lead = f"{named[0]}指标只有1项：{v.target.name}，“十四五”目标{goal_text(v)}。"
    return _listed(question, search, lead, found, [str(len(found)), str(len(targets))])


def _by_unit(question: Question, search: Search) -> Answer | None:
    match = BY_UNIT.search(question.message)
    if match is None or not (question.asks("list", "count") or "指标" in question.message):
        return None
    unit = {"亿": "亿元", "百分比": "%", "百分号": "%"}.get(match["unit"], match["unit"])
    found = [v for v in _targets(search) if v.goal and v.goal.unit == unit]
    return _listed(question, search, f"“十四五”指标中单位是“{unit}”的共{len(found)}项：", found, [str(len(found))]) if found else None


def _by_value(question: Question, search: Search) -> Answer | None:
    values = [(v, u) for v, u in question.claims if u in ("%", "家", "亿元", "亿", "个亿")]
    asks = question.asks("list", "count") or "都" in question.message
    if not values or not asks or not any(w in question.message for w in (*GROWTH_WORDS, *INDICATOR_WORDS)):
        return None
    value, unit = values[0][0], "亿元" if "亿" in values[0][1] else values[0][1]
    found = [v for v in _targets(search) if v.goal and Decimal(v.goal.value) == Decimal(value) and v.goal.unit == unit]
    if not found or question.projects:
        return None
    return _listed(question, search, f"“十四五”目标定为{value}{unit}的共{len(found)}项：", found, [str(len(found))])


def _highest_target(question: Question, search: Search) -> Answer | None:
    wanted = question.operations & {"maximum", "minimum"}
    if not wanted or question.years or question.measures and "哪" not in question.message:
        return None
    if not any(w in question.message for w in (*GROWTH_WORDS, "指标", "目标")):
        return None
    if "135" in question.periods and "target" not in question.operations:
        return _extreme_rate(question, search, highest="maximum" in wanted)
    rates = [v for v in _targets(search) if v.goal and v.goal.unit == "%" and v.target and "下降" not in v.target.name]
    pick = max if "maximum" in wanted else min
    best = pick(Decimal(v.goal.value) for v in rates if v.goal)
    found = [v for v in rates if v.goal and Decimal(v.goal.value) == best]
    word = "最高" if "maximum" in wanted else "最低"
    lead = f"增速目标{word}的是{'、'.join(v.target.name for v in found if v.target)}：{best}%。"
    return _listed(question, search, lead, found, [str(best)])


def _extreme_rate(question: Question, search: Search, *, highest: bool) -> Answer | None:
    rates = [v for v in _achieved(search) if v.closing and v.closing.meaning == "rate" and not v.is_rate]
    pick = max if highest else min
    best = pick(rates, key=lambda v: Decimal(v.closing.value) if v.closing else Decimal(0))
    ordered = sorted(rates, key=lambda v: -Decimal(v.closing.value) if v.closing else Decimal(0))
    lines = [f"“十三五”期间年均增速{'最高' if highest else '最低'}的是{best.label}：{closing_text(best)}。"]
    lines.append("其他：" + "、".join(f"{v.label}{v.closing.value}%" for v in ordered if v.closing and v is not best) + "。")
    citations = [cite(search, v.achieved) for v in ordered if v.achieved]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(citations))


def _column(question: Question, search: Search) -> Answer | None:
    """One year of every indicator."""
    words = ("全部", "所有", "各项", "各指标", "指标", "一列", "主要数据", "数据", "经济", "各个", "完成数", "完成情况")
    if len(question.years) != 1 or question.measures or not any(w in question.message for w in words):
        return None
    if _movers(question, search) is not None:
        return None
    year = question.years[0]
    rows = [v for v in _achieved(search) if v.cell(year)]
    if not rows:
        return None if year == search.plan.periods[-1].last_year else _no_column(search, year)
    lines = [f"{year}年各指标完成数（共{len(rows)}项）："]
    lines += [f"{n}. {v.label}：{amount(c)}" for n, v in enumerate(rows, 1) if (c := v.cell(year))]
    citations = [cite(search, v.achieved) for v in rows if v.achieved]
    table = search.plan.tables[rows[0].achieved.table] if rows[0].achieved else search.plan.tables[0]
    at = table.columns.index(f"{year}年")
    grid = Grid(table.caption, table.unit, (table.columns[0], table.columns[at]), tuple((r[0], r[at]) for r in table.rows))
    derived = [computing.in_yi(Decimal(c.value)) for v in rows if (c := v.cell(year))] + [str(n) for n in range(1, len(rows) + 1)]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(citations), grid, derived=tuple(derived))


def _no_column(search: Search, year: int) -> Answer:
    table = search.plan.tables[0]
    lines = [f"规划没有{year}年的分年数据，表中只有{table.columns[1]}到{table.columns[-2]}。"]
    citations = measures.cite_table(search, table)[:1]
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), citations)


def _movers(question: Question, search: Search) -> Answer | None:
    """Which indicators rose or fell in a year."""
    down = any(w in question.message for w in ("下降", "下滑", "减少", "跌", "降了", "负增长", "回落"))
    up = any(w in question.message for w in ("上升", "增长", "涨", "增加"))
    if len(question.years) != 1 or question.measures or down == up or not question.asks("list", "count"):
        return None
    year = question.years[0]
    found: list[tuple[View, computing.Result]] = []
    for v in _achieved(search):
        now, before = v.cell(year), v.cell(year - 1)
        if now and before and not v.is_rate:
            rate = computing.growth(now.value, before.value)
            if (rate.number < 0) == down:
                found.append((v, rate))
    if not found:
        return None
    word = "下降" if down else "增长"
    lines = [f"{year}年比{year - 1}年{word}的有{len(found)}项："]
    lines += [f"{n}. {v.label}{word}{r.value}%：{r.formula}" for n, (v, r) in enumerate(found, 1)]
    citations = [cite(search, v.achieved) for v, _ in found if v.achieved]
    derived = [x for _, r in found for x in (r.value, computing.rounded(r.number))] + [str(n) for n in range(1, len(found) + 1)]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(citations), derived=tuple(derived))


def _whole(question: Question, search: Search) -> Answer | None:
    """A whole table, or the number of its indicators."""
    if "whole" not in question.operations and not _bare(question):
        return None
    planned = "145" in question.periods or "主要发展指标" in question.message or "target" in question.operations
    table = search.plan.tables[0] if "135" in question.periods and not ("145" in question.periods) else search.plan.tables[-1]
    if not planned and "135" not in question.periods:
        table = search.plan.tables[-1]
    rows = [row for row in search.plan.indicators if row.table == table.id]
    return _printed(question, search, table, rows)


def _bare(question: Question) -> bool:
    """Return whether the message is hardly more than 十四五指标 or 十三五目标."""
    return bool(re.fullmatch(r"(小昆山镇?)?(十[三四]五|2025年?)(规划)?(的)?(目标|指标|主要指标|任务指标|成就指标|完成情况|目标值)(有哪些|是什么|是啥|呢|都有啥|多少|情况)?", question.message))


def _printed(question: Question, search: Search, table: Table, rows: list[Indicator]) -> Answer:
    wrong = [f"{v}{u}" for v, u in question.claims if u in ("项", "个", "条") and v != str(len(rows))]
    lead = f"不是{wrong[0]}，" if wrong and question.confirms else ""
    lines = [f"{lead}“{table.caption.strip('“”')}”共{len(rows)}项：" if "“" not in table.caption else f"{lead}{table.caption}共{len(rows)}项："]
    for number, row in enumerate(rows, 1):
        if row.attribute:
            cell = row.cells[0]
            lines.append(f"{number}. {row.name}：{cell.value}{cell.unit}（{row.attribute}）")
        else:
            values = " ".join(c.value + ("%" if c.meaning == "rate" else "") for c in row.cells)
            lines.append(f"{number}. {row.name}：{values}")
    if table.unit:
        lines.insert(1, f"（单位：{table.unit}；依次为{'、'.join(table.columns[1:])}）")
    citations = measures.cite_table(search, table)
    derived = tuple(str(n) for n in range(1, len(rows) + 1))
    text = "\n".join([*lines, passages.source_lines(citations)])
    return Answer(ANSWERED, text, citations, measures.table_grid(table), derived=derived)
