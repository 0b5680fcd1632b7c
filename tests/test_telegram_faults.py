"""What goes wrong between the bot and Telegram ends no process: `planbot serve` against a server with faults."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from bot.telegram import wording
from tests.bot_api import BotApi, Chat, User
from tests.bot_process import WAIT, Start, address, ask, log, person

ASKED, SAID = "2018 财政总收入", "168504万元"
SERIES = "财政总收入历年数据"
BAD_PHOTO = "Bad Request: IMAGE_PROCESS_FAILED"
Pair = tuple[User, Chat]


@pytest.fixture
def wang(bot_api: BotApi) -> Pair:
    return person(bot_api, 101)


@pytest.fixture
def li(bot_api: BotApi) -> Pair:
    return person(bot_api, 102)


def wait_for(home: Path, words: str) -> None:
    """Wait until the process has logged some words."""
    deadline = time.monotonic() + WAIT
    while words not in log(home) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert words in log(home)


def answers(pair: Pair) -> bool:
    """Ask in a chat; return whether the answer is right."""
    user, chat = pair
    return ask(chat, user, ASKED).text.startswith(SAID)


def test_a_flooded_chat_gets_its_answer_later_and_the_others_now(
    bot_api: BotApi, start_bot: Start, wang: Pair, li: Pair
) -> None:
    with start_bot():
        assert answers(li)
        bot_api.faults.flood("sendMessage", 2, retry_after=3, chat=wang[1].id)
        began = time.monotonic()
        wang[1].say(wang[0], ASKED)
        assert answers(li)
        assert time.monotonic() - began < 3
        assert not wang[1].messages
        assert wang[1].wait(1, WAIT)[0].text.startswith(SAID)
        assert time.monotonic() - began >= 6
        assert len(wang[1].messages) == 1


def test_who_blocks_the_bot_misses_his_answer_alone(
    bot_api: BotApi, start_bot: Start, tmp_path: Path, wang: Pair, li: Pair
) -> None:
    user, chat = wang
    with start_bot() as process:
        assert answers(wang)
        bot_api.faults.slow("sendMessage", seconds=0.5)
        chat.say(user, ASKED)
        bot_api.block(user)
        wait_for(tmp_path, "not delivered: Forbidden: bot was blocked by the user")
        assert answers(li)
        assert len(chat.messages) == 1
        bot_api.unblock(user)
        assert ask(chat, user, ASKED).text.startswith(SAID)
        assert process.poll() is None
    assert "Traceback" not in log(tmp_path)
    assert str(user.id) not in log(tmp_path)


def test_a_press_that_is_too_old_still_does_its_work(bot_api: BotApi, start_bot: Start, wang: Pair) -> None:
    user, chat = wang
    with start_bot():
        answer = ask(chat, user, "口袋公园建几座")
        bot_api.query_lifetime = 0.0
        chat.press(answer, wording.ORIGINAL)
        assert "新建3座口袋公园" in chat.wait(2, WAIT)[1].text
        bot_api.inline(user, "口袋公园")
        bot_api.wait_call("answerInlineQuery", timeout=WAIT)
        assert answers(wang)
        assert wording.TROUBLE not in [message.text for message in chat.messages]


def test_a_press_that_changes_nothing_says_nothing(bot_api: BotApi, start_bot: Start, wang: Pair) -> None:
    user, chat = wang
    with start_bot():
        contents = ask(chat, user, "/chapters")
        chapter = next(label for label in contents.labels if label.startswith("五、"))
        chat.press(contents, chapter).wait(WAIT)
        chat.wait(lambda messages: chapter[:8] in messages[0].text, WAIT)
        chat.press(contents, chapter).wait(WAIT)
        refused = bot_api.wait_call("editMessageText", 2, WAIT)
        assert "message is not modified" in refused.description
        answer = ask(chat, user, "口袋公园建几座")
        for _ in range(2):
            assert chat.press(answer, wording.USEFUL).wait(WAIT)["text"] == wording.THANKS[True]
        assert answers(wang)
        assert len(chat.messages) == 3


def test_deleted_messages(bot_api: BotApi, start_bot: Start, wang: Pair) -> None:
    user, chat = wang
    with start_bot():
        question = chat.say(user, "2017 财政总收入")
        first = chat.wait(1, WAIT)[0]
        chat.delete(first)
        chat.edit(question, ASKED)
        # The answer that was to be changed is gone: a new one comes.
        second = chat.wait(1, WAIT)[0]
        assert second.id != first.id
        assert second.text.startswith(SAID)
        # Somebody still has the deleted one on the screen: what needs no text of it works, the rest says so.
        assert chat.press(first, wording.USEFUL).wait(WAIT)["text"] == wording.THANKS[True]
        assert chat.press(first, first.labels[-1]).wait(WAIT)["text"] == wording.GONE
        contents = ask(chat, user, "/chapters")
        chat.delete(contents)
        chat.forge(contents.id, "c:").wait(WAIT)
        assert answers(wang)


def test_a_question_deleted_in_a_group_is_answered_all_the_same(bot_api: BotApi, start_bot: Start, wang: Pair) -> None:
    user = wang[0]
    group = bot_api.group("邻居", [user])
    with start_bot():
        assert answers(wang)
        bot_api.faults.flood("sendMessage", retry_after=1, chat=group.id)
        question = group.say(user, f"@{bot_api.me.username} {ASKED}")
        group.delete(question)
        assert group.wait(1, WAIT)[0].text.startswith(SAID)


def test_a_long_answer_edited_to_a_short_one_leaves_no_rest(bot_api: BotApi, start_bot: Start, wang: Pair) -> None:
    user, chat = wang
    with start_bot():
        question = chat.say(user, "规划全文有哪些章节，每章讲了什么，详细说说")
        chat.wait(1, WAIT)
        bot_api.faults.fail("deleteMessage", 9, status=400, description="Bad Request: message can't be deleted")
        chat.edit(question, ASKED)
        chat.wait(lambda messages: messages[0].text.startswith(SAID), WAIT)
        assert answers(wang)


@pytest.mark.parametrize(
    "refusal", [BAD_PHOTO, "Bad Request: not enough rights to send photos to the chat", "Bad Request: PHOTO_INVALID"]
)
def test_a_picture_that_is_refused_comes_as_text(bot_api: BotApi, start_bot: Start, wang: Pair, refusal: str) -> None:
    user, chat = wang
    with start_bot():
        bot_api.faults.fail("sendPhoto", 2, status=400, description=refusal)
        ask(chat, user, SERIES)
        told = chat.wait(2, WAIT)[1]
        assert told.kind == "text"
        assert "2016年116,403" in told.text
        assert "出处：" in told.text
        chat.say(user, "/targets")
        kinds = [message.kind for message in chat.wait(5, WAIT)[2:]]
        assert kinds == ["text", "text", "document"]
        assert "新建" in chat.messages[3].text or "预期" in chat.messages[3].text
        assert wording.TROUBLE not in [message.text for message in chat.messages]


def test_a_hint_that_fails_costs_no_picture(bot_api: BotApi, start_bot: Start, wang: Pair) -> None:
    user, chat = wang
    with start_bot():
        bot_api.faults.fail("sendChatAction", status=502)
        ask(chat, user, SERIES)
        assert chat.wait(2, WAIT)[1].kind == "photo"


@pytest.mark.parametrize("status", [500, 502, 504])
def test_errors_of_the_server_are_tried_again_ever_more_slowly(
    bot_api: BotApi, start_bot: Start, wang: Pair, status: int
) -> None:
    with start_bot():
        assert answers(wang)
        bot_api.faults.fail("sendMessage", 3, status=status)
        assert answers(wang)
        tries = [call.at for call in bot_api.calls_of("sendMessage")][1:]
        pauses = [later - earlier for earlier, later in pairwise(tries)]
        assert len(pauses) == 3
        assert pauses[0] >= 0.5
        assert pauses[1] >= 1
        assert pauses[2] >= 2


def test_lost_connections(bot_api: BotApi, start_bot: Start, wang: Pair, li: Pair) -> None:
    with start_bot() as process:
        bot_api.faults.drop("sendMessage", 2)
        assert answers(wang)
        bot_api.faults.drop("sendMessage", after=True)
        assert answers(wang)  # once more, perhaps: that is better than never
        bot_api.faults.drop("getUpdates", 2)
        bot_api.faults.fail("getUpdates", 2, status=502)
        bot_api.faults.flood("getUpdates", retry_after=1)
        assert answers(li)
        assert process.poll() is None


def test_a_button_is_answered_after_a_flood(bot_api: BotApi, start_bot: Start, wang: Pair) -> None:
    user, chat = wang
    with start_bot():
        answer = ask(chat, user, "口袋公园建几座")
        bot_api.faults.flood("answerCallbackQuery", retry_after=1)
        assert chat.press(answer, wording.USEFUL).wait(WAIT)["text"] == wording.THANKS[True]
        bot_api.faults.fail("editMessageReplyMarkup", status=502)
        chat.press(answer, wording.USELESS).wait(WAIT)
        chat.wait(lambda messages: wording.USELESS + wording.CHOSEN in messages[0].labels, WAIT)


def test_a_stop_waits_for_no_flood(bot_api: BotApi, start_bot: Start, wang: Pair, li: Pair) -> None:
    with start_bot() as process:
        assert answers(li)
        bot_api.faults.flood("sendMessage", retry_after=100, chat=wang[1].id)
        wang[1].say(wang[0], ASKED)
        bot_api.wait_call("sendMessage", 2, WAIT)
        process.terminate()
        assert process.wait(10) == 0


@pytest.mark.parametrize("public", ["", "https://plan.example.cn"])
def test_a_token_that_is_revoked_ends_the_process_and_says_why(
    bot_api: BotApi, start_bot: Start, tmp_path: Path, wang: Pair, public: str
) -> None:
    with start_bot(**({"PLANBOT_PUBLIC_URL": public} if public else {})) as process:
        bot_api.wait_call("setMyShortDescription", timeout=WAIT)
        bot_api.proxy("https://plan.example.cn", address(tmp_path))
        bot_api.faults.revoke()
        wang[1].say(wang[0], ASKED)
        assert process.wait(WAIT) == 1
    assert "exception=ChannelError" not in log(tmp_path)
    assert "does not know the token" in log(tmp_path)
    assert bot_api.token not in log(tmp_path)
