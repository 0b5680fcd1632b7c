"""The Bot API server of the tests: what people say and press, and what a test sees of the bot."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot_api import BotApi, Chat, NotSeen, User
from tests.bot_api.client import call, say, updates

WANG, LI = User(101, "王", "zh-hans"), User(102, "李")
KEYBOARD = {"inline_keyboard": [[{"text": "更多", "callback_data": "more"}, {"text": "网站", "url": "https://a.cn"}]]}


@pytest.fixture
def chat(bot_api: BotApi) -> Chat:
    return bot_api.private(WANG)


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_messages_of_all_kinds(bot_api: BotApi, chat: Chat) -> None:
    kinds = ("photo", "document", "voice", "video", "sticker", "location", "contact")
    for kind in kinds:
        assert chat.send(WANG, kind).kind == kind
    chat.send(WANG, "photo", caption="这是 @planbot", forward_date=1)
    *_, last = came = [update["message"] for update in updates(bot_api)]
    assert [kind for message in came[:-1] for kind in kinds if kind in message] == list(kinds)
    assert (last["caption"], last["forward_date"]) == ("这是 @planbot", 1)
    assert last["caption_entities"] == [{"type": "mention", "offset": 3, "length": 8}]
    assert last["from"] == {"id": 101, "is_bot": False, "first_name": "王", "language_code": "zh-hans"}


def test_people_edit_and_reply(bot_api: BotApi, chat: Chat) -> None:
    asked = chat.say(WANG, "/ask 体育")
    assert chat.edit(asked, "/ask 体育中心").edited
    chat.say(WANG, "还有呢", reply_to=asked)
    first, edited, reply = updates(bot_api)
    assert first["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 4}]
    assert edited["edited_message"]["text"] == "/ask 体育中心"
    assert reply["message"]["reply_to_message"]["message_id"] == asked.id
    assert chat.messages == ()


def test_a_press_carries_the_message(bot_api: BotApi, chat: Chat) -> None:
    say(bot_api, chat, reply_markup=KEYBOARD)
    press = chat.press(chat.last, "更多")
    (update,) = updates(bot_api)
    query = update["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (press.id, "more", 101)
    assert query["message"]["reply_markup"] == KEYBOARD
    assert call(bot_api, "answerCallbackQuery", callback_query_id=press.id, text="好", show_alert=True).result is True
    assert press.wait() == {"text": "好", "show_alert": True, "url": "", "cache_time": 0}
    assert bot_api.answered_callbacks == (press,)
    again = call(bot_api, "answerCallbackQuery", callback_query_id=press.id)
    assert again.description.startswith("Bad Request: query is too old")


def test_presses_grow_old(bot_api: BotApi, chat: Chat) -> None:
    say(bot_api, chat, reply_markup=KEYBOARD)
    press = chat.press(chat.last, "more")
    bot_api.query_lifetime = 0
    assert call(bot_api, "answerCallbackQuery", callback_query_id=press.id).status == 400
    with pytest.raises(NotSeen, match=r"got no answer \(waited 0.01 s\)"):
        press.wait(0.01)


def test_what_can_be_pressed(bot_api: BotApi, chat: Chat) -> None:
    say(bot_api, chat, reply_markup=KEYBOARD)
    shown = chat.last
    with pytest.raises(LookupError, match="no button '网站' to press; there are"):
        chat.press(shown, "网站")
    call(bot_api, "editMessageText", chat_id=chat.id, message_id=shown.id, text="没有了")
    assert chat.press(shown, "更多").data == "more"
    with pytest.raises(LookupError):
        chat.press(shown.id, "更多")
    call(bot_api, "deleteMessage", chat_id=chat.id, message_id=shown.id)
    chat.press(shown, "更多")
    chat.forge(shown, "别的")
    messages = [update["callback_query"]["message"] for update in updates(bot_api)]
    assert messages[0]["text"] == "没有了"
    assert messages[1:] == [{"chat": chat.json, "message_id": shown.id, "date": 0}] * 2


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("大家好", False),
        ("/ask 体育", True),
        ("/ask@planbot_test_bot 体育", True),
        ("/ask@Other_bot 体育", False),
        ("@planbot_test_bot 体育", True),
        ("@PlanBot_Test_Bot 体育", True),
        ("@other_bot 体育", False),
    ],
)
def test_groups_keep_their_privacy(text: str, comes: bool, bot_api: BotApi) -> None:
    group = bot_api.group("镇政府", [WANG, LI])
    group.say(WANG, text)
    assert bool(updates(bot_api)) == comes
    assert call(bot_api, "getMe").result["can_read_all_group_messages"] is False


def test_groups_let_replies_to_the_bot_through(bot_api: BotApi) -> None:
    group = bot_api.group("镇政府", [WANG, LI])
    say(bot_api, group)
    group.say(WANG, "接着问", reply_to=group.last)
    group.say(LI, "闲聊", reply_to=group.say(LI, "闲聊"))
    assert [update["message"]["text"] for update in updates(bot_api)] == ["接着问"]
    bot_api.privacy = False
    group.say(LI, "闲聊")
    assert len(updates(bot_api)) == 2
    with pytest.raises(LookupError, match="who does it"):
        group.forge(group.last, "x")
    group.forge(group.last, "x", LI)


def test_channels(bot_api: BotApi) -> None:
    channel = bot_api.channel("公告")
    post = channel.say(None, "通知")
    channel.edit(post, "新通知")
    say(bot_api, channel)
    assert channel.last.json["sender_chat"] == channel.json
    assert [set(update) - {"update_id"} for update in updates(bot_api)] == [{"channel_post"}, {"edited_channel_post"}]


def test_blocked(bot_api: BotApi, chat: Chat) -> None:
    bot_api.block(WANG)
    refused = say(bot_api, chat)
    assert (refused.status, refused.description) == (403, "Forbidden: bot was blocked by the user")
    assert call(bot_api, "sendChatAction", chat_id=chat.id, action="typing").status == 403
    chat.say(WANG, "我回来了")
    assert say(bot_api, chat).status == 200
    blocked, back, message = updates(bot_api)
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"] == {"user": bot_api.me.json(), "status": "member"}
    assert message["message"]["text"] == "我回来了"


def test_who_has_not_begun(bot_api: BotApi) -> None:
    chat = bot_api.private(LI, started=False)
    assert say(bot_api, chat).description == "Forbidden: bot can't initiate conversation with a user"
    chat.say(LI, "/start")
    assert say(bot_api, chat).status == 200


def test_added_to_a_group_and_thrown_out(bot_api: BotApi) -> None:
    group = bot_api.group("镇政府", [WANG], bot_status="left")
    group.say(WANG, "/ask")
    assert say(bot_api, group).description == "Forbidden: bot is not a member of the supergroup chat"
    bot_api.bot_becomes(group, "administrator", WANG)
    group.say(WANG, "管理员看到一切")
    bot_api.bot_becomes(group, "kicked", WANG)
    assert say(bot_api, group).description == "Forbidden: bot was kicked from the supergroup chat"
    added, message, thrown = updates(bot_api)
    assert added["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert message["message"]["chat"]["title"] == "镇政府"
    assert thrown["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    statuses = [
        call(bot_api, "getChatMember", chat_id=group.id, user_id=user).result["status"] for user in (101, bot_api.me.id)
    ]
    assert statuses == ["member", "kicked"]


def test_waiting(bot_api: BotApi, chat: Chat, aside: ThreadPoolExecutor) -> None:
    waiting = aside.submit(chat.wait, lambda messages: [m.text for m in messages] == ["一", "二"])
    asking = aside.submit(chat.ask, WANG, "问")
    while not updates(bot_api):
        time.sleep(0.005)
    say(bot_api, chat, "一")
    assert asking.result().text == "一"
    say(bot_api, chat, "二")
    assert len(waiting.result()) == len(chat.wait(2)) == 2
    with pytest.raises(NotSeen) as wrong:
        chat.wait(3, 0.01)
    told = (
        "message 3 of the bot did not come; the bot sent 2 messages; there are now:\n  <#2 text '一'>\n  <#3 text '二'>"
    )
    assert str(wrong.value) == f"{told} (waited 0.01 s)"
    call(bot_api, "sendChatAction", chat_id=chat.id, action="typing")
    assert chat.actions == ["typing"]


def test_calls_are_kept(bot_api: BotApi, chat: Chat, aside: ThreadPoolExecutor) -> None:
    waiting = aside.submit(bot_api.wait_call, "sendMessage", 2)
    updates(bot_api)
    for text in ("一", ""):
        say(bot_api, chat, text)
    assert (waiting.result().parameters["text"], waiting.result().status) == ("", 400)
    assert [call.status for call in bot_api.calls] == [200, 400]
    assert [call.method for call in bot_api.all_calls] == ["getUpdates", "sendMessage", "sendMessage"]
    with pytest.raises(NotSeen, match=r"call 1 of getMe did not come; there were \['sendMessage', 'sendMessage'\]"):
        bot_api.wait_call("getMe", timeout=0.01)
