"""Whatever is typed: a valid Answer, every quote verbatim in the plan, every figure backed."""

import json

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from bot import guard, render, replies
from bot.answer import CHAT, CLARIFY, STATUSES, Answer
from bot.conversation import Conversation
from index.search import Search
from knowledge.records import Plan

WORDS = """
体育培训中心 口袋公园 财政总收入 工业固投 约束性指标 崇德幼儿园 三张名片 老旧小区 电梯 地铁 松江区 第六章 十四五 十三五
2018年 2019 五年 3座 5% 168504 增长 最高 合计 同比 什么时候 在哪 多少 哪些 有没有 对吗 那 呢 还有吗 出处 ① 1 谢谢 吗 ？ ，
gdp caizheng 「 😀 ﾊ 〇
"""
PIECES = (*WORDS.split(), " ", "\n", "\0", "\ud800")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
LIKE_A_QUESTION = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
MESSAGE = st.one_of(ANY_TEXT, LIKE_A_QUESTION, st.tuples(LIKE_A_QUESTION, ANY_TEXT).map("".join))


def check(answer: Answer, plan: Plan) -> None:
    assert answer.status in STATUSES
    assert answer.text.strip()
    paragraphs = {p.id: p for p in plan.paragraphs}
    rows = {row.row for row in plan.indicators}
    captions = {table.caption for table in plan.tables}
    for citation in answer.citations:
        assert citation.quote
        assert citation.plan == plan.id
        if citation.kind == "table":
            assert citation.quote in rows
            assert citation.path[-1] in captions
        else:
            assert citation.kind == "paragraph"
            assert citation.quote in paragraphs[citation.paragraph].text
            assert citation.path == (paragraphs[citation.paragraph].path or (replies.PREFACE,))
    line = render.json_line(answer.to_json())
    assert "\n" not in line
    assert json.loads(line)["status"] == answer.status


@effort(max_examples=250)
@given(talk=st.lists(MESSAGE, min_size=1, max_size=3))
def test_any_talk(search: Search, talk: list[str]) -> None:
    conversation = Conversation(search)
    for message in talk:
        question = conversation.understand(message)
        answer = conversation.ask(message)
        check(answer, search.plan)
        if answer.status == CHAT:
            assert answer.text in replies.SMALL_TALK.values()  # fixed, some with a year in their example
        else:
            assert guard.ungrounded(answer, question) == set()


@effort(max_examples=30)
@given(MESSAGE)
def test_the_same_question_gets_the_same_answer(search: Search, message: str) -> None:
    first, second = (Conversation(search).ask(message).with_(elapsed_ms=0.0) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", ["", " ", "\n", "\ufeff", "😀", "。", "\ud800", "\x07" * 9], ids=repr)
def test_nothing_to_answer(search: Search, text: str) -> None:
    answer = Conversation(search).ask(text)
    check(answer, search.plan)
    assert answer.status == CLARIFY


@pytest.mark.parametrize("length", [501, 100_000])
def test_too_long(search: Search, length: int) -> None:
    answer = Conversation(search).ask("啊" * length)
    assert answer.status == CLARIFY
    assert str(length) in answer.text
