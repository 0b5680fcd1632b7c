"""Steps on the tables as a whole: lists and counts of indicators by attribute, unit or value, columns, whole tables."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot import computing, cues, measures, passages
from bot.answer import ANSWERED, PARTIAL, Answer, Grid
from bot.measures import View, amount, cite, goal_text
from bot.movers import movers, strongest_rate, targets_moved
from bot.question import Question
from bot.reverse import by_figure
from index.search import Search
from knowledge.records import Indicator, Table

ATTRIBUTES = ("约束性", "预期性")
HARD = ("硬指标", "硬性指标", "必须完成", "刚性指标", "硬任务", "非完成不可", "硬杠杠")
BY_UNIT = re.compile(r"(单位[是为]?|按|以|用)(?P<unit>家|%|百分比|百分号|亿元|亿|万元|万)(为单位|算|计|的|统计|表示|来)?")
GROWTH_WORDS = ("增速", "增长", "涨", "增幅", "增长率", "%")
INDICATOR_WORDS = ("指标", "目标", "项", "任务", "哪个", "哪几个", "哪些", "谁")
WHICH = re.compile("哪|什么|几个|几项|多少个|多少项|都有|谁")
ABOVE = re.compile("超过|高于|大于|以上|多于")
BELOW = re.compile("低于|小于|不到|以下|少于|不足")
COLUMN_WORDS = ("全部", "所有", "各项", "各指标", "指标", "一列", "主要数据", "数据", "经济", "各个", "完成数", "完成情况", "整列", "那列", "这列")
BARE = re.compile(
    r"(小昆山镇?)?(十[三四]五|2025年?)(规划)?(的)?(目标|指标|主要指标|任务指标|成就指标|完成情况|目标值)(有哪些|是什么|是啥|呢|都有啥|多少|情况)?"
)


def on_tables(question: Question, search: Search) -> Answer | None:
    """Answer what is asked of a table as a whole, or None."""
    if question.measures and not _beyond_one(question):
        return None
    handlers = (_by_attribute, _by_unit, by_figure, targets_moved, _by_value, _highest, _column, movers, _whole)
    return next((answer for handler in handlers if (answer := handler(question, search)) is not None), None)


def _beyond_one(question: Question) -> bool:
    """Return whether a message that names a measure still asks for a list of indicators."""
    return bool(
        re.search(r"(全部|所有|各项|各个|哪些|哪几|几个|几项)(的)?指标|整张|指标表|哪个(指标|增速)|哪项", question.message)
    )


def _targets(search: Search) -> list[View]:
    return [v for v in measures.views(search) if v.target]


def _listed(search: Search, lead: str, found: list[View], derived: Sequence[str] = ()) -> Answer:
    table = search.plan.tables[found[0].target.table] if found and found[0].target else search.plan.tables[-1]
    names = {v.target.name for v in found if v.target}
    rows = tuple(row for row in table.rows if set(row) & names)
    citations = [cite(search, v.target) for v in found if v.target]
    lines = [lead]
    if len(found) > 1:
        lines += [f"{n}. {_name(v)}：{goal_text(v)}（{v.target.attribute}）" for n, v in enumerate(found, 1) if v.target]
    text = "\n".join([*lines, passages.source_lines(citations)])
    counted = [str(n) for n in range(1, len(found) + 1)]
    grid = Grid(table.caption, table.unit, table.columns, rows)
    return Answer(ANSWERED, text, tuple(citations), grid, derived=(*derived, *counted))


def _name(view: View) -> str:
    return view.target.name if view.target else view.label


def _only(view: View) -> str:
    """Return 城乡居民人均可支配收入增长率，“十四五”目标增长8%（预期性）."""
    return f"{_name(view)}，“十四五”目标{goal_text(view)}（{view.target.attribute if view.target else ''}）"


def _by_attribute(question: Question, search: Search) -> Answer | None:
    named = [a for a in ATTRIBUTES if a in question.message or a[:2] + "指标" in question.message]
    if any(w in question.message for w in HARD) and not named:
        named = ["约束性"]
    if not named:
        return None
    targets = _targets(search)
    groups = {a: [v for v in targets if v.target and v.target.attribute == a] for a in ATTRIBUTES}
    if len(named) == 2:
        lead = f"“十四五”指标共{len(targets)}项：约束性{len(groups['约束性'])}项，预期性{len(groups['预期性'])}项。"
        return _listed(search, lead, targets, [str(len(g)) for g in groups.values()] + [str(len(targets))])
    found = groups[named[0]]
    lead = f"{named[0]}指标共{len(found)}项" + (f"（全表{len(targets)}项）。" if question.asks("count") else "：")
    if len(found) == 1:
        lead = f"{named[0]}指标只有1项：{_only(found[0])}。"
    lead = _counted(question, len(found)) + lead
    return _listed(search, lead, found, [str(len(found)), str(len(targets))])


def _counted(question: Question, count: int) -> str:
    """Return "不是3项，" or "对，" where the message states a number of indicators."""
    said = [(v, u) for v, u in question.claims if u in ("项", "个", "条")]
    if not said or not question.confirms:
        return ""
    wrong = [f"{v}{u}" for v, u in said if v != str(count)]
    return f"不是{wrong[0]}，" if wrong else "对，"


def _by_unit(question: Question, search: Search) -> Answer | None:
    match = BY_UNIT.search(question.message)
    if match is None or not (question.asks("list", "count") or "指标" in question.message or "哪" in question.message):
        return None
    unit = {"亿": "亿元", "百分比": "%", "百分号": "%", "万": "万元"}.get(match["unit"], match["unit"])
    found = [v for v in _targets(search) if v.goal and v.goal.unit == unit]
    if not found:
        return None
    return _listed(search, f"“十四五”指标中单位是“{unit}”的共{len(found)}项：", found, [str(len(found))])


def _by_value(question: Question, search: Search) -> Answer | None:
    """The targets of a value (6%的有哪几个), or above or below one."""
    values = [(v, u) for v, u in question.claims if u in ("%", "家", "亿元", "亿", "个亿")]
    asks = question.asks("list", "count") or "都" in question.message or WHICH.search(question.message)
    if not values or not asks or question.projects or question.years or "135" in question.periods:
        return None
    if not any(w in question.message for w in (*GROWTH_WORDS, *INDICATOR_WORDS)):
        return None
    value, unit = values[0][0], "亿元" if "亿" in values[0][1] else values[0][1]
    limit = Decimal(value)
    above, below = ABOVE.search(question.message), BELOW.search(question.message)
    found = [
        v
        for v in _targets(search)
        if v.goal and v.goal.unit == unit and _fits(Decimal(v.goal.value), limit, above=bool(above), below=bool(below))
    ]
    if not found:
        return None
    word = f"高于{value}{unit}" if above else f"低于{value}{unit}" if below else f"定为{value}{unit}"
    if len(found) == 1:
        return _listed(search, f"“十四五”目标{word}的只有1项：{_only(found[0])}。", found, ["1"])
    return _listed(search, f"“十四五”目标{word}的共{len(found)}项：", found, [str(len(found))])


def _fits(value: Decimal, limit: Decimal, *, above: bool, below: bool) -> bool:
    return value > limit if above else value < limit if below else value == limit


def _highest(question: Question, search: Search) -> Answer | None:
    """The highest or lowest target, or the measure that grew most over the past period."""
    wanted = question.operations & {"maximum", "minimum"}
    if not wanted or question.years or question.measures and "哪" not in question.message or question.projects:
        return None
    if not any(w in question.message for w in (*GROWTH_WORDS, "指标", "目标")):
        return None
    highest = "maximum" in wanted
    if "135" in question.periods and "target" not in question.operations:
        return strongest_rate(search, highest=highest)
    unit = "家" if "家" in question.message else "亿元" if "亿" in question.message or "投资" in question.message else "%"
    targets = [v for v in _targets(search) if v.goal and v.goal.unit == unit and "下降" not in _name(v)]
    best = (max if highest else min)(Decimal(v.goal.value) for v in targets if v.goal)
    found = [v for v in targets if v.goal and Decimal(v.goal.value) == best]
    kind = "增速目标" if unit == "%" else f"以{unit}为单位的目标"
    word = "最高" if highest else "最低"
    note = "（产值能耗是下降目标，年均下降3%，不与增速比。）" if unit == "%" and not highest else ""
    lead = f"{kind}{word}的是{'、'.join(map(_name, found))}：{best}{unit}。{note}"
    return _listed(search, lead, found, [str(best), "3"])


def _column(question: Question, search: Search) -> Answer | None:
    """One year of every indicator."""
    if len(question.years) != 1 or question.measures or not any(w in question.message for w in COLUMN_WORDS):
        return None
    if movers(question, search) is not None:
        return None
    year = question.years[0]
    rows = [v for v in measures.views(search) if v.cell(year)]
    if not rows:
        return None if year == search.plan.periods[-1].last_year else _no_column(search, year)
    lines = [f"{year}年各指标完成数（共{len(rows)}项）："]
    lines += [f"{n}. {v.label}：{amount(c)}" for n, v in enumerate(rows, 1) if (c := v.cell(year))]
    citations = [cite(search, v.achieved) for v in rows if v.achieved]
    table = search.plan.tables[rows[0].achieved.table] if rows[0].achieved else search.plan.tables[0]
    at = table.columns.index(f"{year}年")
    columns = (table.columns[0], table.columns[at])
    grid = Grid(table.caption, table.unit, columns, tuple((r[0], r[at]) for r in table.rows))
    derived = [computing.in_yi(Decimal(c.value)) for v in rows if (c := v.cell(year))]
    derived += [str(n) for n in range(1, len(rows) + 1)]
    text = "\n".join([*lines, passages.source_lines(citations)])
    return Answer(ANSWERED, text, tuple(citations), grid, derived=tuple(derived))


def _no_column(search: Search, year: int) -> Answer:
    table = search.plan.tables[0]
    lines = [f"规划没有{year}年的分年数据，表中只有{table.columns[1]}到{table.columns[-2]}。"]
    citations = measures.cite_table(search, table)[:1]
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), citations)


def _whole(question: Question, search: Search) -> Answer | None:
    """A whole table, or the number of its indicators."""
    if not cues.table("operation")["whole"].search(question.message) and not BARE.fullmatch(question.message):
        return None
    past = "135" in question.periods and "145" not in question.periods
    table = search.plan.tables[0] if past else search.plan.tables[-1]
    rows = [row for row in search.plan.indicators if row.table == table.id]
    return _printed(question, search, table, rows)


def _printed(question: Question, search: Search, table: Table, rows: list[Indicator]) -> Answer:
    caption = table.caption if "“" in table.caption else f"“{table.caption}”"
    lines = [f"{_counted(question, len(rows))}{caption}共{len(rows)}项："]
    if table.unit:
        lines.append(f"（单位：{table.unit}；依次为{'、'.join(table.columns[1:])}）")
    for number, row in enumerate(rows, 1):
        if row.attribute:
            cell = row.cells[0]
            lines.append(f"{number}. {row.name}：{cell.value}{cell.unit}（{row.attribute}）")
        else:
            values = " ".join(c.value + ("%" if c.meaning == "rate" else "") for c in row.cells)
            lines.append(f"{number}. {row.name}：{values}")
    citations = measures.cite_table(search, table)
    derived = tuple(str(n) for n in range(1, len(rows) + 1))
    text = "\n".join([*lines, passages.source_lines(citations)])
    return Answer(ANSWERED, text, citations, measures.table_grid(table), derived=derived)
