"""What the Telegram channel sends stays within Telegram's limits, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Conversation
from bot.telegram import browsing, buttons, commands, html, wording
from index.search import Search
from tests.bot_api import utf16
from tests.bot_api.entities import formatted

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
    if html.ORIGINAL not in text:
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
