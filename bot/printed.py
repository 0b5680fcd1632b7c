"""The tables as printed: a column of one year, a whole table, the number of its indicators."""

import re
from decimal import Decimal

from bot import computing, cues, list_claims, measures, passages
from bot.answer import ANSWERED, PARTIAL, Answer, Grid
from bot.measures import amount, cite
from bot.movers import movers
from bot.question import Question
from index import text
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Indicator, Table

UNIT_OF = regex(
    "(表|那张|一览)[^,，。?？]{0,6}?(的)?(计量)?单位[^,，。?？]{0,3}?(?P<unit>亿元|万元|亿|元|万)?(吧|吗|伐|对|什么|啥|多少|哪|不|呢|[?？]|$)"
)
COLUMN_WORDS = (
    "全部",
    "所有",
    "各项",
    "各指标",
    "指标",
    "一列",
    "主要数据",
    "数据",
    "经济",
    "各个",
    "完成数",
    "完成情况",
    "整列",
    "那列",
    "这列",
)
NTH = "[一二三四五六七八九十\\d]{1,3}"
ROW = regex(
    f"第(?P<first>{NTH})(项|个|行|条)(是)?(哪个|哪项|啥|什么)?(的)?指标|(指标|表)[^，,]{{0,6}}(第|排第)(?P<last>{NTH})(项|个|行|条|位|的|是|$)"
    "|最后一?(项|个|行|条)(是)?(哪个|啥|什么)?指标|指标[^，,]{0,6}最后一?(项|个|行|条)"
)
OF_WHAT = regex(
    "[\u4e00-\u9fff]{3,}(有|看|要|用|分)?(哪些|哪几[个项]|几[个项]|多少[个项])指标|[^指标列图报一总数据]表一共"
)
TELLING = 3.5  # idf of a word that few passages have
BARE = regex(
    r"(小昆山镇?)?(十[三四]五|2025年?)(规划)?(的)?(目标|指标|主要指标|任务指标|成就指标|完成情况|目标值)(有哪些|是什么|是啥|呢|都有啥|多少|情况)?"
)


def column(question: Question, search: Search) -> Answer | None:
    """One year of every indicator."""
    rest = question.message
    for name in (*question.topics, *question.projects):
        if len(name.found) > len("经济"):
            rest = rest.replace(name.found, "")  # 经济联合社 is not the economy
    if len(question.years) != 1 or question.measures or not any(w in rest for w in COLUMN_WORDS):
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


def row(question: Question, search: Search) -> Answer | None:
    """One row by its number in a table (第9项指标)."""
    match = ROW.search(question.message)
    if match is None or question.measures or question.enumerations:
        return None
    past = "135" in question.periods and "145" not in question.periods
    table = search.plan.tables[0] if past else search.plan.tables[-1]
    rows = [r for r in search.plan.indicators if r.table == table.id]
    said = match["first"] or match["last"] or ""
    at = len(rows) if not said else int(text.arabic(said)) if text.arabic(said).isdigit() else 0
    if not 0 < at <= len(rows):
        lines = [f"没有第{at}项：{table.caption}共{len(rows)}项。"] if at else []
        citation = measures.cite_table(search, table)[:1]
        shown = "\n".join([*lines, passages.source_lines(citation)])
        return Answer(PARTIAL, shown, citation, derived=(str(at), str(len(rows)))) if lines else None
    found = rows[at - 1]
    values = "、".join(
        c.value + (c.unit if found.attribute else "%" if c.meaning == "rate" else "") for c in found.cells
    )
    told = f"{values}（{found.attribute}）" if found.attribute else values
    lines = [f"第{at}项是{found.name}：{told}（{table.caption}，共{len(rows)}项）。"]
    citation = (cite(search, found),)
    shown = "\n".join([*lines, passages.source_lines(citation)])
    return Answer(ANSWERED, shown, citation, derived=(str(at), str(len(rows))))


LISTS = regex("以[^,，。?？]{1,4}为单位|列全|有哪|哪几|哪些|几[项个]")


def unit_of(question: Question, search: Search) -> Answer | None:
    """The unit printed above a table, or that each of its targets has its own."""
    match = UNIT_OF.search(question.message)
    if match is None or question.measures or LISTS.search(question.message):
        return None
    target = "145" in question.periods or re.search("第(二|2)张|目标|后(面|头)?那?张", question.message)
    table = search.plan.tables[-1 if target and "135" not in question.periods else 0]
    said = match["unit"]
    rows = _rows_of(table, search)
    caption = _caption(table)
    if table.unit:
        wrong = f"不是{said}。" if said and said not in table.unit else ""
        rates = [row.name for row in rows if all(c.unit == "%" or c.meaning == "rate" for c in row.cells)]
        line = f"{wrong}{caption}的单位是{table.unit}；{'、'.join(rates)}和最后一列的增长率是百分比。"
    else:
        units = dict.fromkeys(c.unit for row in rows for c in row.cells)
        line = f"{caption}没有统一的单位，各项自带单位：{'、'.join(units)}。"
    citations = measures.cite_table(search, table)
    return Answer(ANSWERED, f"{line}\n{passages.source_lines(citations)}", citations)


def _caption(table: Table) -> str:
    """Return a table's caption in quotation marks, once."""
    return table.caption if "“" in table.caption else f"“{table.caption}”"


def _rows_of(table: Table, search: Search) -> list[Indicator]:
    return [row for row in search.plan.indicators if row.table == table.id]


# 指标表里森林覆盖率目标值给我
ONE_OF = regex(
    "(表|指标)(格|里|中|上|内|当中)+(面|头)?(的|有)?(?P<thing>(?!所有|全部|各项|每项)[^,，。?？的]{2,12}?)的?(目标值|指标值|目标|数值|是?多少|定了?多少)"
)


def whole(question: Question, search: Search) -> Answer | None:
    """A whole table, or the number of its indicators."""
    if not cues.table("operation")["whole"].search(question.message) and not BARE.fullmatch(question.message):
        return None
    claimed = {(f.value, f.unit) for f in search.plan.figures} & set(question.claims)
    if _of_another(question, search) or claimed:
        return None  # 拆违100.88万平方米是十四五的任务指标吧: of a figure of the prose
    past = "135" in question.periods and "145" not in question.periods
    table = search.plan.tables[0] if past else search.plan.tables[-1]
    rows = _rows_of(table, search)
    printed = _printed(question, search, table, rows)
    one = ONE_OF.search(question.message)
    if one and question.measures:
        return None  # 指标表里财政总收入目标值是多少
    if one and not any(one["thing"] in row.name or row.name in one["thing"] for row in rows):
        names = "、".join(row.name for row in rows)
        line = f"规划没有写“{one['thing']}”这一项指标。\n{_caption(table)}有的是：{names}。"
        return printed.with_(status=PARTIAL, text=f"{line}\n{passages.source_lines(printed.citations)}")
    asked = list_claims.HOLDS.search(question.message)
    thing = asked["thing"] if asked and not list_claims.ASKED.search(asked["thing"]) else ""
    if thing and not any(thing in row.name or row.name in thing for row in rows):
        return printed.with_(status=PARTIAL, text=f"表里没有叫“{thing}”的一项。{printed.text}")
    return printed


def _of_another(question: Question, search: Search) -> bool:
    """Return whether a message counts the indicators of something else in the prose (博爱家园评选看哪些指标)."""
    if "指标体系" in question.message or question.asks("source") or not OF_WHAT.search(question.message):
        return False
    hits = search.hits(question.message)
    tables = text.compact(
        "".join((*(t.caption for t in search.plan.tables), *(r.name for r in search.plan.indicators)))
    )
    told = text.compact(search.sentence(hits[0].entry.sentence).text) if hits else ""
    words = [w for w in search.terms.content(question.message) if len(w) > 1 and w in told and w not in tables]
    return bool(question.projects) or any(search.idf(w) >= TELLING for w in words)


def _printed(question: Question, search: Search, table: Table, rows: list[Indicator]) -> Answer:
    caption = _caption(table)
    lines = [f"{counted(question, len(rows))}{caption}共{len(rows)}项："]
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


def counted(question: Question, count: int) -> str:
    """Return "不是3项，" or "对，" where the message states a number of indicators."""
    said = [(v, u) for v, u in question.claims if u in ("项", "个", "条")]
    if not said or not question.confirms:
        return ""
    wrong = [f"{v}{u}" for v, u in said if v != str(count)]
    return f"不是{wrong[0]}，" if wrong else "对，"
