"""The guard: no figure leaves that nothing backs, and none that something backs is held back."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot import guard, replies, suggest
from bot.answer import ANSWERED, CHAT, CLARIFY, NOT_FOUND, PARTIAL, Answer, Citation, Grid
from bot.conversation import Conversation
from bot.question import Question
from index.search import Search

PLAN = "xiaokunshan-145"
PARK = Citation(PLAN, "paragraph", ("五、绿色城区", "一是生态"), "新建3座口袋公园，绿化228万平方米", 1)
ROW = Citation(PLAN, "table", ("任务指标",), "财政总收入年均增长率　116403　140921　6.6%", 2)
MESSAGES = (
    "十四五要新建几座口袋公园",
    "拆违拆了多少",
    "2018年财政总收入",
    "财政总收入历年",
    "GDP趋势",
    "工业固投五年合计",
    "工业固投占固投多少",
    "2019年GDP比2018年高吗",
    "十四五指标有哪些",
    "敬老院改造了多少床位",
    "垃圾房改了几座，生化机几台",
    "2021年GDP多少",
    "拆违拆了80万平方米对吗",
    "乡村振兴有什么安排",
    "体育培训中心什么时候建成",
)
Talk = tuple[Question, Answer]


@pytest.fixture(scope="module")
def asked(search: Search) -> Question:
    return Conversation(search).understand("口袋公园有5座吗")


@pytest.fixture(scope="module")
def talks(search: Search) -> tuple[Talk, ...]:
    def talk(message: str) -> Talk:
        conversation = Conversation(search)
        answer = conversation.ask(message)
        return conversation.understand(message), answer

    return tuple(talk(message) for message in MESSAGES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", set()),
        ("没有数字", set()),
        ("新建3座，6.9公里", {"3", "6.9"}),
        ("168504万元（约16.85亿元）", {"168504", "16.85"}),
        ("1,311,012万元", {"1311012"}),
        ("−2.53%，-12037", {"2.53", "12037"}),
        ("3级、03级、003级", {"3"}),
        ("0家", {"0"}),
        ("３座", {"３"}),
    ],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert guard.numbers(text) == found


# What stands in the reply; what it cites; what is seen as unbacked. The message speaks of 5.
SEEN: list[tuple[str, tuple[Citation, ...], set[str]]] = [
    ("3座：新建3座口袋公园。", (PARK,), set()),
    ("4座：新建3座口袋公园。", (PARK,), {"4"}),
    ("不是5座，是3座。", (PARK,), set()),
    ("绿化22.8万平方米。", (PARK,), {"22.8"}),
    ("绿化2280000平方米。", (PARK,), {"2280000"}),
    ("3座。", (), {"3"}),
    ("2016年116403万元，2017年140921万元。", (ROW,), set()),
    ("2018年116403万元。", (ROW,), set()),
    ("2018年新建3座。", (PARK,), {"2018"}),
    ("2022年116403万元。", (ROW,), {"2022"}),
    ("“十四五”期间（2021—2025年）新建3座。", (PARK,), set()),
    ("请拨打12345。", (), set()),
    ("1. 公园\n2. 绿地\n3. 河道", (), set()),
    ("1. 公园9座\n2. 绿地", (), {"9"}),
]


@pytest.mark.parametrize(("text", "citations", "unbacked"), SEEN, ids=[case[0] for case in SEEN])
def test_what_backs_a_figure(asked: Question, text: str, citations: tuple[Citation, ...], unbacked: set[str]) -> None:
    answer = Answer(ANSWERED, text, citations)
    assert guard.ungrounded(answer, asked) == unbacked
    passed = guard.guarded(answer, asked)
    assert passed is answer if not unbacked else passed.text == replies.UNGROUNDED


def test_a_derived_figure_and_a_table_cell_are_backed(asked: Question) -> None:
    grid = Grid("任务指标", "万元", ("指标", "2017年"), (("出口拨交值", "267561"),))
    answer = Answer(ANSWERED, "267561万元，约26.76亿元。", table=grid, derived=("26.76",))
    assert guard.guarded(answer, asked) is answer
    assert guard.ungrounded(answer.with_(derived=()), asked) == {"26.76"}
    assert guard.ungrounded(answer.with_(table=None), asked) == {"267561"}


@pytest.mark.parametrize("status", [ANSWERED, PARTIAL, NOT_FOUND])
def test_what_is_said_instead(search: Search, asked: Question, status: str) -> None:
    grid = Grid("任务指标", "万元", ("指标",), (("出口拨交值",),))
    made_up = Answer(status, "77座：新建77座口袋公园。", (PARK,), grid, derived=("8",))
    refused = guard.guarded(made_up, asked)
    assert refused == Answer(NOT_FOUND, replies.UNGROUNDED)
    assert not guard.ungrounded(refused, asked)
    assert suggest.with_suggestions(refused, asked, search).suggestions == suggest.START


@pytest.mark.parametrize(
    ("status", "citations", "passes"),
    [(CHAT, (), True), (CLARIFY, (), True), (CLARIFY, (PARK,), False), (NOT_FOUND, (), False)],
)
def test_fixed_replies_pass(asked: Question, status: str, citations: tuple[Citation, ...], *, passes: bool) -> None:
    answer = Answer(status, "这条消息有2001个字。", citations)
    assert (guard.guarded(answer, asked) is answer) == passes


@pytest.mark.parametrize("name", replies.SMALL_TALK)
def test_fixed_refusals_pass(asked: Question, name: str) -> None:
    status = NOT_FOUND if name in replies.REFUSED else CHAT
    answer = Answer(status, replies.SMALL_TALK[name])
    assert guard.guarded(answer, asked) is answer


def test_real_replies_pass(talks: tuple[Talk, ...]) -> None:
    for question, answer in talks:
        assert not guard.ungrounded(answer, question), answer.text
        assert guard.guarded(answer, question) is answer


@given(data=st.data())
def test_an_invented_number_is_seen(talks: tuple[Talk, ...], data: st.DataObject) -> None:
    question, answer = data.draw(st.sampled_from(talks))
    whole = st.integers(2, 10**6).map(str)
    invented = data.draw(whole | st.tuples(whole, st.integers(1, 99)).map(lambda pair: f"{pair[0]}.{pair[1]}"))
    known = [answer.text, question.text, *answer.derived]
    known += [piece for c in answer.citations for piece in (c.quote, *c.path)]
    assume(invented not in {*re.findall(r"\d+(?:\.\d+)?", " ".join(known)), *guard.FIXED, *guard.TABLE_YEARS})
    place = data.draw(st.integers(0, len(answer.text)))
    altered = answer.with_(text=f"{answer.text[:place]}约{invented}家{answer.text[place:]}")
    assert invented in guard.ungrounded(altered, question)
    assert guard.guarded(altered, question).text == replies.UNGROUNDED


@given(data=st.data())
def test_the_numbers_of_a_citation_pass(search: Search, talks: tuple[Talk, ...], data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from([s for s in search.plan.sentences if guard.NUMBER.search(s.text)]))
    figures = data.draw(st.lists(st.sampled_from(guard.NUMBER.findall(sentence.text)), min_size=1))
    citation = Citation(PLAN, "paragraph", ("一、",), sentence.text, sentence.paragraph)
    answer = Answer(ANSWERED, "、".join(f"{figure}个" for figure in figures), (citation,))
    assert guard.guarded(answer, talks[0][0]) is answer
