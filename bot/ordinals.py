"""Steps on one item of a list by its place: 第三条机遇, 最后一条, 第9项指标."""

import re

from bot import list_names, measures, passages
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.list_names import COUNTERS, Meant
from bot.lists import places_of
from bot.measures import cite
from bot.question import Question
from bot.subject import own_words
from index import text
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Indicator

PLACE = regex(
    rf"(?P<last>倒数)?第(?P<number>[一二三四五六七八九十]+|\d+)(?P<unit>[{COUNTERS}批])|(?P<end>最后|末尾|末了)一?(?P<unit2>[{COUNTERS}批])"
    r"|序号(?:是|为)?(?P<serial>\d+)"
    rf"|(?:[头首]|打头的?)一?(?P<unit3>[{COUNTERS}])(?!人)"
)
WHICH_PLACE = regex(rf"(是|排|在|算)?第几(?P<unit>[{COUNTERS}])")
ROWS = regex("指标|目标表|任务表")
NO_ROW = regex("多少|几个|几项|哪年|机遇|挑战|经验")


def on_ordinals(question: Question, search: Search) -> Answer | None:
    """Answer with the one item that a message asks for by its place in a list, or None."""
    match = PLACE.search(question.own or question.message)
    if match is None:
        return _place_of(question, search)
    found = list_names.meant(question, search)
    if found and not question.own and match.start() <= found.start and found.end <= match.end():
        found = None  # 第四批动迁房 is no part of the plan's 四批
    before = question.previous.answer if question.previous is not None else None
    row_before = before is not None and before.step == "ordinals.on_ordinals" and "（表" in before.text
    if found is None and (row_before or ROWS.search(question.message)) and not question.measures:
        return None if NO_ROW.search(question.message) else _row(question, search, match)
    if found is None and not own_words(PLACE.sub("", question.message), search):
        found = list_names.before(question, search)
    if found is None or not found.listed.items or question.measures:
        return None
    if _unit(match) == "批" and "一批" not in found.found:
        return None
    return _item(search, found, match)


def _at(match: re.Match[str], count: int) -> int:
    """Return the place asked for, counted from 0; it may lie beyond the list."""
    if match["end"]:
        return count - 1
    told = match["number"] or match["serial"]
    number = int(text.arabic(told)) if told else 1
    return count - number if match["last"] else number - 1


def _unit(match: re.Match[str]) -> str:
    return match["unit"] or match["unit2"] or match["unit3"] or "个"


def _item(search: Search, found: Meant, match: re.Match[str]) -> Answer:
    """Return the item at a place, with the sentence that it stands in; or that the list is not so long."""
    items = found.listed.items
    at, unit = _at(match, len(items)), _unit(match)
    if not 0 <= at < len(items):
        cited = tuple(passages.cite_sentence(search, n) for n in places_of(search, found.listed))
        lines = [
            f"没有{match.group()}：{found.listed.name}，规划列了{len(items)}{unit}：{'；'.join(items)}。",
            passages.source_lines(cited),
        ]
        return Answer(PARTIAL, "\n".join(lines), cited, derived=(str(len(items)),))
    number = _sentence_of(search, found, items[at])
    citation = passages.cite_sentence(search, number)
    shown = passages.quoted(search.sentence(number).text, [items[at]])
    lines = [
        f"第{at + 1}{unit}是：{items[at]}。（{found.listed.name}，共{len(items)}{unit}）",
        f"原文：“{shown}”",
        passages.source_line(citation),
    ]
    return Answer(ANSWERED, "\n".join(lines), (citation,), derived=(str(at + 1), str(len(items))))


def _sentence_of(search: Search, found: Meant, item: str) -> int:
    """Return the sentence that an item of a list stands in."""
    return next(n for n, items in places_of(search, found.listed).items() if item in items)


def _place_of(question: Question, search: Search) -> Answer | None:
    """Answer at which place of a named list a thing stands (数字化是第几条), or None."""
    match = WHICH_PLACE.search(question.message)
    found = list_names.meant(question, search) if match else None
    if match is None or found is None or not found.listed.items:
        return None
    words = own_words(WHICH_PLACE.sub("", question.message.replace(found.found, "")), search)
    at = [n for n, item in enumerate(found.listed.items) if words and all(w in text.compact(item) for w in words)]
    if len(at) != 1:
        return None
    number = _sentence_of(search, found, found.listed.items[at[0]])
    citation = passages.cite_sentence(search, number)
    lines = [
        f"是第{at[0] + 1}{match['unit']}：{found.listed.items[at[0]]}。（{found.listed.name}，共{len(found.listed.items)}{match['unit']}）",
        passages.source_line(citation),
    ]
    return Answer(ANSWERED, "\n".join(lines), (citation,), derived=(str(at[0] + 1), str(len(found.listed.items))))


def _row(question: Question, search: Search, match: re.Match[str]) -> Answer:
    """Return the row of a table of indicators at a place; without a period that of the targets."""
    past = "135" in question.periods and "145" not in question.periods
    table = search.plan.tables[0] if past else search.plan.tables[-1]
    rows = [row for row in search.plan.indicators if row.table == table.id]
    at = _at(match, len(rows))
    if not 0 <= at < len(rows):
        citations = measures.cite_table(search, table)[:1]
        lines = [f"没有{match.group()}：表“{table.caption}”一共{len(rows)}项。", passages.source_lines(citations)]
        return Answer(PARTIAL, "\n".join(lines), citations, derived=(str(len(rows)),))
    citation = cite(search, rows[at])
    lines = [
        f"第{at + 1}项是：{_told(rows[at])}。（表“{table.caption}”，共{len(rows)}项）",
        passages.source_lines([citation]),
    ]
    return Answer(ANSWERED, "\n".join(lines), (citation,), derived=(str(at + 1), str(len(rows))))


def _told(row: Indicator) -> str:
    cell = row.cells[-1]
    value = cell.value + ("%" if cell.meaning == "rate" else cell.unit)
    return f"{row.name}，{'目标' if row.attribute else '五年完成'}{value}" + (
        f"（{row.attribute}）" if row.attribute else ""
    )
