"""Cards: what a page shows of an answer, and that nothing of it is lost, shown twice or taken for markup."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import replies
from bot.answer import Answer, Grid
from bot.conversation import Conversation
from bot.web import grids, marking
from bot.web.cards import Card, card
from bot.web.transcripts import MOST_EXCHANGES, MOST_TALKS, Exchange, Transcripts
from index.search import Search
from tests.clock import Clock


def talk(search: Search, *questions: str) -> Card:
    """Return the card of the last question of a talk."""
    conversation = Conversation(search)
    answers = [conversation.ask(question) for question in questions]
    exchange = Exchange("e", questions[-1], answers[-1], alone=len(questions) == 1)
    return card(exchange, reversed(questions[:-1]), search)


def marks(shown: Card) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", "".join(p for quote in shown.quotes for p in quote.passages))


def test_a_figure_stands_before_its_sentence(search: Search) -> None:
    shown = talk(search, "要新建几座口袋公园")
    assert (shown.figure, shown.lead) == ("3座", "“十四五”期间（2021—2025年）计划：新建3座口袋公园。")
    assert shown.quotes[0].source.href == "/plan?cite=61.7#p61"
    assert "口袋公园" in marks(shown)
    assert shown.share == "/?q=%E8%A6%81%E6%96%B0%E5%BB%BA%E5%87%A0%E5%BA%A7%E5%8F%A3%E8%A2%8B%E5%85%AC%E5%9B%AD"


def test_lines_that_the_table_shows_are_not_told_twice(search: Search) -> None:
    shown = talk(search, "财政总收入历年数据")
    assert [block.lines for block in shown.blocks] == [("“十三五”期间年均增长6.6%。",)]
    assert shown.table
    assert shown.table.columns == ("指标名称", "财政总收入年均增长率")
    assert shown.table.rows[2] == ("2018年", "168504")
    assert shown.rows[0].href == "/plan#t1r2"


def test_targets_stand_beside_their_names_with_their_units(search: Search) -> None:
    shown = talk(search, "“十四五”主要指标有哪些")
    assert shown.blocks == ()
    assert shown.table
    assert shown.table.columns == ("指标名称", "“十四五”目标值", "属性")
    assert shown.table.rows[6] == ("全社会固定资产投资", "150亿元", "预期性")
    assert [row.href for row in shown.rows] == ["/plan#t2"]


def test_what_does_not_add_up_stays_beside_its_table(search: Search) -> None:
    told = "\n".join(line for block in talk(search, "工业固投五年合计").blocks for line in block.lines)
    assert "算式：15119 + 18870 + 28546 + 40121 + 30100 = 132756（万元）。" in told
    assert "13.3亿元" in told


def test_options_and_more_are_buttons(search: Search) -> None:
    clarified = talk(search, "财政收入")
    assert clarified.options == ("财政总收入", "地方财政收入")
    assert clarified.blocks == ()
    overview = talk(search, "养老方面有什么安排")
    assert overview.more == "还有吗"
    assert [block.kind for block in overview.blocks] == ["group", "points", "group", "points"]


def test_a_follow_up_marks_the_words_it_leans_on(search: Search) -> None:
    assert "体育培训中心" in marks(talk(search, "体育培训中心什么时候建成", "在哪里"))
    assert marks(talk(search, "能加装电梯吗")) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("二陆文化广场", "<mark>二陆”文化广场</mark>"),
        ("體育培訓中心", "<mark>体育培训中心</mark>"),
        ("Ｇ1503", "<mark>G1503</mark>"),
    ],
)
def test_words_are_found_in_other_spellings(search: Search, question: str, expected: str) -> None:
    wanted = marking.pattern(marking.keywords(search, question))
    paragraph = "协调推进G1503广富林路下匝道，建成体育培训中心、“二陆”文化广场。"
    assert expected in marking.marked(paragraph, wanted)


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_marking_changes_no_text_and_lets_no_markup_in(value: str, words: list[str]) -> None:
    marked = str(marking.marked(value, marking.pattern(words)))
    assert html.unescape(re.sub("</?mark>", "", marked)) == html.unescape(html.escape(value))
    assert "<" not in re.sub("</?mark>", "", marked)


@given(st.text(), st.text(), st.lists(st.text(max_size=5), max_size=3))
def test_any_answer_becomes_a_card(search: Search, question: str, text: str, rows: list[str]) -> None:
    table = Grid("表", "元", ("名", "值"), tuple((row, row) for row in rows))
    answer = Answer("answered", text, table=table)
    shown = card(Exchange("e", question, answer), (), search)
    told = [shown.figure, shown.lead, *(line for block in shown.blocks for line in block.lines)]
    assert shown.copied.startswith(f"问：{question}\n答：{text}")
    assert all(line in text for line in told)


def test_copied_answers_hold_question_answer_quote_and_source(search: Search) -> None:
    lines = talk(search, "“一网通办”怎么做").copied.split("\n")
    assert lines[0] == "问：“一网通办”怎么做"
    assert lines[1].startswith("答：")
    assert any(line.startswith("出处：") for line in lines)
    assert any(line.startswith("原文：") for line in lines)
    assert lines[-1] == "引自：《小昆山镇国民经济和社会发展第十四个五年规划纲要》"
    assert "引自" not in talk(search, "你好").copied


def test_advice_is_set_apart(search: Search) -> None:
    advice = [b for b in talk(search, "体育培训中心什么时候建成").blocks if b.kind == "advice"]
    assert advice[0].lines == (replies.PLAN_NOT_FACT,)


def test_the_rows_of_a_page_of_the_plan_have_addresses(search: Search) -> None:
    for table in search.plan.tables:
        shown = grids.shown(Grid(table.caption, table.unit, table.columns, table.rows))
        assert all(len(row) == len(shown.columns) for row in shown.rows)


def exchange(entry: str) -> Exchange:
    return Exchange(entry, "问", Answer("chat", "答"))


def test_transcripts_are_bounded_in_number_and_age() -> None:
    clock = Clock(0.0)
    kept = Transcripts(clock)
    for number in range(MOST_EXCHANGES + 3):
        kept.add("a", exchange(str(number)))
    assert [e.entry for e in kept.of("a")] == [str(n) for n in range(3, MOST_EXCHANGES + 3)]
    kept.rate("a", "5", useful=True)
    assert [e.entry for e in kept.of("a") if e.useful] == ["5"]
    for number in range(MOST_TALKS):
        kept.add(f"b{number}", exchange(f"b{number}"))
    assert kept.of("a") == ()
    assert kept.find("5") is None
    assert kept.find("b7")
    clock.now += 30 * 60 + 1
    assert kept.of("b7") == ()
    kept.add("c", exchange("c"))
    kept.forget("c")
    kept.forget("unknown")
    assert kept.of("c") == ()
