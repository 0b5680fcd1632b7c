"""What the Telegram channel sends stays within Telegram's limits, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InputTextMessageContent

from bot.conversation import Conversation
from bot.telegram import browsing, buttons, commands, delivery, html, inline, wording
from index.search import Search
from tests.bot_api import utf16
from tests.bot_api.entities import cut, formatted

QUESTIONS = [
    "体育培训中心什么时候建成",
    "2018 财政总收入",
    "养老方面有什么安排",
    "财政收入",
    "十四五目标有哪些",
    "能加装电梯吗",
]
LINE = st.text(
    alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=300
) | st.sampled_from(["原文：“一二三”", "出处：六、 › 二是", "<b>&", "😀" * 5000, "字。" * 5000, "长" * 9000])


@settings(max_examples=30)
@given(st.lists(LINE, min_size=1, max_size=6).map("\n".join))
def test_messages_keep_the_text_and_the_limit(text: str) -> None:
    shown = [formatted(message, "HTML", [])[0] for message in html.messages(text)]
    assert all(0 < utf16(message) <= html.MESSAGE for message in shown)
    if html.ORIGINAL not in text and "“" not in text:
        assert squeezed("".join(shown)) == squeezed(text)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.text(max_size=300), st.integers(min_value=10, max_value=100))
def test_cut_keeps_the_limit(text: str, limit: int) -> None:
    assert html.units(html.cut(text, limit)) <= limit


@pytest.mark.parametrize("question", QUESTIONS)
def test_buttons_carry_ids_within_64_bytes(search: Search, question: str) -> None:
    keyboard = buttons.under(Conversation(search).ask(question), "a" * 16, search.plan)
    assert keyboard is not None
    for row in keyboard.inline_keyboard:
        for button in row:
            data = str(button.callback_data)
            assert 1 <= len(data.encode()) <= 64
            assert buttons.read(data) is not None
            assert buttons.text_of(keyboard, data) == button.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_simple_reply_is_no_longer_and_keeps_the_first_line(search: Search, question: str) -> None:
    answer = Conversation(search).ask(question)
    simple = html.simple(answer)
    assert len(simple) <= len(answer.text)
    assert simple.split("\n")[0] == answer.text.split("\n")[0]


def quotations(text: str) -> list[str]:
    """Return what stands in the expandable block quotations of some HTML."""
    plain, entities = formatted(text, "HTML", [])
    return [
        cut(plain, entity["offset"], entity["length"])
        for entity in entities
        if entity["type"] == "expandable_blockquote"
    ]


@pytest.mark.parametrize(
    ("talk", "quoted"),
    [
        (["体育培训中心什么时候建成"], ["加快体育培训中心等重大民生实事项目建设，挖掘现代农业示范区"]),
        (["口袋公园建几座"], ["制定小昆山镇绿化三年行动计划"]),
        (["垃圾分类"], []),  # the reply is the wording itself
        (["养老方面有什么安排"], []),  # a list; the button has the wording
        (["2018 财政总收入"], []),
        (["能加装电梯吗"], []),
        (["智慧城市", "详细点"], ["努力织密“一网通办”"]),
    ],
)
def test_the_wording_stands_in_one_quotation_behind_the_answer(
    search: Search, talk: list[str], quoted: list[str]
) -> None:
    conversation = Conversation(search)
    answer = [conversation.ask(message) for message in talk][-1]
    (message,) = html.messages(html.told(answer))
    found = quotations(message)
    assert len(found) == len(quoted)
    assert all(words in quote for words, quote in zip(quoted, found, strict=True))
    assert not message.startswith("<blockquote")


def test_a_wide_table_comes_as_a_picture_not_as_lines_of_figures(search: Search) -> None:
    answer = Conversation(search).ask(wording.ACHIEVEMENTS_QUESTION)
    assert "370182 434225" in answer.text
    assert answer.table is not None
    assert delivery.is_long(answer.table)
    text = html.without_rows(answer.text)
    assert "370182" not in text
    assert text.split("\n")[1] == wording.ROWS_BELOW
    assert "出处：" in text


@pytest.mark.parametrize(
    ("question", "lines", "source"),
    [
        ("体育培训中心什么时候建成", 2, "六、"),  # the source of what is said, not of the stages left out
        ("口袋公园建几座", 1, "五、"),
        ("比较财政总收入和地方财政收入", 5, "一、"),
        ("工业固投五年合计", 1, "一、发展的新基础和新形势 › （一）“十三五”发展成就 › “十三五”期间完成重要任务指标"),
        ("能加装电梯吗", 2, ""),  # nothing of the plan is said, so nothing is cited
    ],
)
def test_short_replies_say_what_was_asked_with_its_own_source(
    search: Search, question: str, lines: int, source: str
) -> None:
    text = html.simple(Conversation(search).ask(question)).split("\n")
    assert len(text) == lines + bool(source)
    assert text[-1].startswith(f"出处：{source}") == bool(source)


def test_no_button_asks_again_what_was_just_asked(search: Search) -> None:
    for question in ("约束性指标有哪些", "“十四五”指标有哪些？"):
        keyboard = buttons.under(Conversation(search).ask(question), "a" * 16, search.plan)
        assert keyboard is not None
        assert question.strip("？") not in [button.text for row in keyboard.inline_keyboard for button in row]


def test_inline_results_speak_to_everybody_in_a_chat(search: Search) -> None:
    assert [r.title for r in inline.results(search, "财政收入")] == ["财政总收入", "地方财政收入"]
    assert not inline.results(search, "你好")
    for words in ("养老方面有什么安排", "口袋公园建几座", "", "能加装电梯吗"):
        found = inline.results(search, words)
        assert 1 <= len(found) <= 10
        for result in found:
            content = result.input_message_content
            assert isinstance(content, InputTextMessageContent)
            assert "还有吗" not in content.message_text
            assert "出处：" in content.message_text


def test_every_paragraph_and_chapter_can_be_shown(search: Search) -> None:
    plan = search.plan
    pages = [browsing.contents(plan), *(browsing.paragraph(plan, p.id) for p in plan.paragraphs)]
    pages += [browsing.chapter(plan, s.id) for s in plan.sections]
    for page in pages:
        assert page is not None
        assert utf16(formatted(page[0], "HTML", [])[0]) <= html.MESSAGE
        assert all(len(str(b.callback_data).encode()) <= 64 for row in page[1].inline_keyboard for b in row)
    assert browsing.paragraph(plan, len(plan.paragraphs)) is None
    assert browsing.chapter(plan, 9999) is None


@pytest.mark.parametrize("data", [None, "", "p", "p:一", "P:1", "p:" + "1" * 70, "p:1;2", 7])
def test_foreign_callback_data_mean_nothing(data: object) -> None:
    assert buttons.read(data) is None


@pytest.mark.parametrize(
    ("payload", "question"),
    [("q_5Lq65Y-j", "人口"), ("q_", None), ("q_%%", None), ("", None), ("inline", None), ("q_gIA", None)],
)
def test_deep_links(payload: str, question: str | None) -> None:
    assert commands.question_of(payload) == question


def test_descriptions_are_within_telegrams_limits() -> None:
    assert len(wording.DESCRIPTION) <= 512
    assert len(wording.SHORT_DESCRIPTION) <= 120
    assert all(len(text) <= 256 for _, text in wording.COMMANDS + wording.STAFF_COMMANDS)
