"""The Bot API server of the tests: what its methods do, what they refuse, and in which words."""

import struct
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.bot_api import BotApi, Chat, User, utf16
from tests.bot_api.client import call, request
from tests.bot_api.entities import detect, formatted
from tests.bot_api.wire import ApiError

WANG = User(101, "王", "zh-hans")


@pytest.fixture
def chat(bot_api: BotApi) -> Chat:
    return bot_api.private(WANG)


def keyboard(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(text: str = "更多", data: str = "more") -> dict[str, str]:
    return {"text": text, "callback_data": data}


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04AB\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x11\x00"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>规划</b>", "规划", [("bold", 0, 2)]),
        ("😀<strong>a</strong><i>b</i><em>c</em>", "😀abc", [("bold", 2, 1), ("italic", 3, 1), ("italic", 4, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", at, 1) for at in range(3)]),
        ("<span class='tg-spoiler'>a</span><tg-spoiler>b</tg-spoiler>", "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote>引\n文</blockquote>", "引\n文", [("blockquote", 0, 3)]),
        ("<blockquote expandable>引文</blockquote>", "引文", [("expandable_blockquote", 0, 2)]),
        ("<b>粗<i>斜</i></b>", "粗斜", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<pre>a &lt; b</pre>", "a < b", [("pre", 0, 5)]),
        ("<pre><code class='language-python'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<code class='language-python'>x</code>", "x", [("code", 0, 1)]),
        ("<B>a</b >", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("&lt;b&gt; &amp; &quot;&#20320;&#x597d;&quot; &nbsp; & &#0;", '<b> & "你好" &nbsp; & &#0;', []),
        ("\n  <b> 两头 </b>\n", "两头", [("bold", 0, 2)]),
        ("\u3000\u3000<b>段</b>", "\u3000\u3000段", [("bold", 2, 1)]),
        ("<b></b>空", "空", []),
        ("<a href='无'>x</a>", "x", []),
        ("<code>/start</code> /help", "/start /help", [("code", 0, 6), ("bot_command", 7, 5)]),
    ],
)
def test_html(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    plain, found = formatted(source, "HTML", [])
    assert (plain, [(e["type"], e["offset"], e["length"]) for e in found]) == (text, entities)


def test_html_keeps_addresses_and_languages() -> None:
    _, (link,) = formatted('<a href="https://example.cn?a=1&amp;b=2">x</a>', "HTML", [])
    assert link["url"] == "https://example.cn?a=1&b=2"
    assert formatted("<a>example.cn</a>", "html", [])[1][0]["url"] == "http://example.cn/"
    assert formatted("<pre><code class='language-py'>x</code></pre>", "HTML", [])[1][0]["language"] == "py"


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("规<p>划</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        (
            "<b bold>a</b>",
            'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0',
        ),
        ("<a href=x:y>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<i><b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
def test_wrong_html(source: str, wrong: str, bot_api: BotApi, chat: Chat) -> None:
    answer = call(bot_api, "sendMessage", chat_id=chat.id, text=source, parse_mode="HTML")
    assert (answer.status, answer.description) == (400, f"Bad Request: can't parse entities: {wrong}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start 你好", [("bot_command", 0, 6)]),
        ("😀 /help@planbot_test_bot", [("bot_command", 3, 22)]),
        ("/start你好", []),
        ("见 a/b，5/6", []),
        ("@planbot 体育", [("mention", 0, 8)]),
        ("@planbot体育 请问@planbot", []),
        ("#规划 #2021", [("hashtag", 0, 3)]),
        ("看 https://example.cn/a?b=1，再看 www.gov.cn。", [("url", 2, 24), ("url", 30, 10)]),
        ("写给 a.b@example.cn", [("email", 3, 14)]),
    ],
)
def test_entities_found(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in detect(text)] == found


def test_unknown_parse_mode() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("*a*", "MarkdownV3", [])


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot{}/getMe", 200, ""),
        ("/bot{}/GETME", 200, ""),
        ("/bot{}/flyAway", 404, "Not Found"),
        ("/bot{}", 404, "Not Found"),
        ("/", 404, "Not Found"),
        ("/bot123/getMe", 404, "Not Found"),
        ("/bot1{}/getMe", 401, "Unauthorized"),
    ],
)
def test_addresses(path: str, status: int, description: str, bot_api: BotApi) -> None:
    answer = request(bot_api, path.format(bot_api.token), verb="GET")
    assert (answer.status, answer.description) == (status, description)
    if description:
        assert answer.json == {"ok": False, "error_code": status, "description": description}


def test_every_way_to_send_parameters(bot_api: BotApi, chat: Chat) -> None:
    path = f"/bot{bot_api.token}/sendMessage"
    form = urlencode({"chat_id": chat.id, "text": "一&=+ 😀"})
    assert request(bot_api, f"{path}?{form}", verb="GET").result["text"] == "一&=+ 😀"
    assert request(bot_api, path, form.encode(), "application/x-www-form-urlencoded").status == 200
    assert call(bot_api, "sendMessage", chat_id=chat.id, text="二", reply_markup=keyboard([button()])).status == 200
    assert call(bot_api, "sendMessage", chat_id=chat.id, text="三", some=b"file").status == 200
    assert [message.text for message in chat.messages] == ["一&=+ 😀", "一&=+ 😀", "二", "三"]
    assert bot_api.calls[2].parameters["reply_markup"] == keyboard([button()])


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"chat_id": 101, "text": "\\ud800"}', "application/json", 400),
        (b"text=\xff", "application/x-www-form-urlencoded", 400),
        (b"chat_id=101&text=x&reply_markup=[%22%5cud800%22]", "application/x-www-form-urlencoded", 400),
        (b"text=x", "text/plain", 400),
    ],
)
def test_unreadable_bodies(body: bytes, kind: str, status: int, bot_api: BotApi, chat: Chat) -> None:
    assert request(bot_api, f"/bot{bot_api.token}/sendMessage", body, kind).status == status
    assert not chat.messages


SEND: dict[str, Any] = {"chat_id": 101, "text": "好"}
PHOTO: dict[str, Any] = {"chat_id": 101, "photo": png(800, 600)}
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "好"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 999, "text": "好"}, "chat not found"),
    ("sendMessage", {"chat_id": 101}, "message text is empty"),
    ("sendMessage", {**SEND, "text": " \n "}, "text must be non-empty"),
    ("sendMessage", {**SEND, "text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ("sendMessage", {**SEND, "text": "规" * 4097}, "message is too long"),
    ("sendMessage", {**SEND, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {**SEND, "reply_markup": "{"}, "can't parse reply markup JSON object"),
    ("sendMessage", {**SEND, "reply_markup": keyboard([button(data="规" * 22)])}, "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        {**SEND, "reply_markup": keyboard([button(data="")])},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {**SEND, "reply_markup": keyboard([{"callback_data": "x"}])},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    ("sendMessage", {**SEND, "reply_markup": keyboard([button("")])}, "inline keyboard button text must be non-empty"),
    ("sendMessage", {**SEND, "reply_markup": keyboard([{"text": "a", "url": "无"}])}, "BUTTON_URL_INVALID"),
    ("sendMessage", {**SEND, "reply_markup": keyboard(*[[button()]] * 101)}, "reply markup is too long"),
    (
        "sendMessage",
        {**SEND, "reply_markup": {"inline_keyboard": [button()]}},
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    ("sendMessage", {**SEND, "reply_markup": {"keyboard": [[""]]}}, "keyboard button text must be non-empty"),
    ("sendMessage", {**SEND, "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
    ("sendPhoto", {"chat_id": 101}, "there is no photo in the request"),
    ("sendPhoto", {**PHOTO, "photo": "unknown"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {**PHOTO, "photo": "https://example.cn/a.png"}, "failed to get HTTP URL content"),
    ("sendPhoto", {**PHOTO, "photo": b""}, "file must be non-empty"),
    ("sendPhoto", {**PHOTO, "photo": b"<svg/>"}, "IMAGE_PROCESS_FAILED"),
    ("sendPhoto", {**PHOTO, "photo": png(6000, 4001)}, "PHOTO_INVALID_DIMENSIONS"),
    ("sendPhoto", {**PHOTO, "photo": jpeg(210, 10)}, "PHOTO_INVALID_DIMENSIONS"),
    ("sendPhoto", {**PHOTO, "caption": "规" * 1025}, "message caption is too long"),
    (
        "sendPhoto",
        {**PHOTO, "photo": png(9, 9) + bytes(10 * 1024 * 1024)},
        "file of size 10485789 bytes is too big for a photo; the maximum size is 10485760 bytes",
    ),
    ("sendDocument", {"chat_id": 101}, "there is no document in the request"),
    ("sendMediaGroup", {"chat_id": 101}, "there are no messages to send"),
    ("sendMediaGroup", {"chat_id": 101, "media": [{}] * 11}, "too many messages to send as an album"),
    ("sendChatAction", {"chat_id": 101, "action": "thinking"}, "wrong parameter action in request"),
    ("editMessageText", {**SEND, "message_id": 77}, "message to edit not found"),
    ("deleteMessage", {"chat_id": 101, "message_id": 77}, "message to delete not found"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "长" * 201}, "MESSAGE_TOO_LONG"),
    (
        "answerInlineQuery",
        {"inline_query_id": "1", "results": []},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("setMyCommands", {"commands": [{"command": "开始", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": " "}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a"}]}, "can't parse BotCommand: Can't find field \"description\""),
    ("setMyDescription", {"description": "述" * 513}, "bot description is too long"),
    ("setMyShortDescription", {"short_description": "述" * 121}, "bot short description is too long"),
    ("setMyName", {"name": "名" * 65}, "bot name is too long"),
    ("getChat", {"chat_id": 999}, "chat not found"),
    ("getChatMember", {"chat_id": 101, "user_id": 999}, "invalid user_id specified"),
    ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    ("setWebhook", {"url": "http://example.cn/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    (
        "setWebhook",
        {"url": "https://example.cn:8080/"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    ("setWebhook", {"url": "https://a.cn/", "secret_token": "密"}, "secret token contains unallowed characters"),
]


@pytest.mark.parametrize(("method", "parameters", "wrong"), REFUSED)
def test_refused(method: str, parameters: dict[str, Any], wrong: str, bot_api: BotApi, chat: Chat) -> None:
    answer = call(bot_api, method, **parameters)
    assert (answer.status, answer.description) == (400, f"Bad Request: {wrong}")
    assert bot_api.calls[-1].description == answer.description
    assert not chat.messages


ALLOWED: list[tuple[str, dict[str, Any]]] = [
    ("sendMessage", {**SEND, "text": "规" * 4096}),
    ("sendMessage", {**SEND, "text": "😀" * 2048}),
    ("sendMessage", {**SEND, "text": f"<b>{'规' * 4096}</b>", "parse_mode": "HTML"}),
    ("sendMessage", {**SEND, "reply_markup": keyboard([button(data="规" * 21 + "x")])}),
    ("sendMessage", {**SEND, "reply_markup": keyboard(*[[button()]] * 100)}),
    ("sendMessage", {**SEND, "reply_markup": keyboard([{"text": "a", "url": "example.cn"}])}),
    ("sendMessage", {**SEND, "reply_markup": keyboard([{"text": "a", "switch_inline_query_current_chat": ""}])}),
    ("sendMessage", {**SEND, "reply_parameters": {"message_id": 77, "allow_sending_without_reply": True}}),
    ("sendPhoto", {**PHOTO, "caption": f"<i>{'规' * 1024}</i>", "parse_mode": "HTML"}),
    ("sendPhoto", {**PHOTO, "photo": jpeg(9000, 1000)}),
    ("sendDocument", {"chat_id": 101, "document": b"%PDF"}),
    ("setMyCommands", {"commands": [{"command": "a" * 32, "description": "x" * 256}]}),
    ("setMyDescription", {"description": "述" * 512}),
]


@pytest.mark.parametrize(("method", "parameters"), ALLOWED)
def test_allowed(method: str, parameters: dict[str, Any], bot_api: BotApi, chat: Chat) -> None:
    assert call(bot_api, method, **parameters).result


def test_a_message(bot_api: BotApi, chat: Chat) -> None:
    asked = chat.say(WANG, "问", date=1_600_000_000)
    markup = keyboard([button()])
    sent = call(bot_api, "sendMessage", **SEND, reply_markup=markup, reply_parameters={"message_id": asked.id}).result
    assert sent["chat"] == {"id": 101, "type": "private", "first_name": "王"}
    assert sent["from"] == bot_api.me.json()
    assert sent["reply_to_message"]["text"] == "问"
    assert sent["reply_to_message"]["date"] == 1_600_000_000
    assert sent["reply_markup"] == markup
    assert (sent["message_id"], chat.last.labels, chat.last.reply_to) == (2, ["更多"], 1)
    assert repr(chat.last) == "<#2 text '好' [更多]>"


def test_edits(bot_api: BotApi, chat: Chat) -> None:
    first = call(bot_api, "sendMessage", **SEND, reply_markup=keyboard([button()])).result
    same = {"chat_id": 101, "message_id": first["message_id"]}
    unchanged = call(bot_api, "editMessageText", **same, text="好", reply_markup=keyboard([button()]))
    assert unchanged.description.startswith("Bad Request: message is not modified: specified new message content")
    assert call(bot_api, "editMessageText", **same, text="<b>新</b>", parse_mode="HTML").result["edit_date"]
    assert (chat.last.text, chat.last.marked("bold"), chat.last.labels, chat.last.edited) == ("新", ["新"], [], True)
    assert call(bot_api, "editMessageReplyMarkup", **same).description.startswith("Bad Request: message is not mod")
    assert call(bot_api, "editMessageReplyMarkup", **same, reply_markup=keyboard([button("改")])).status == 200
    assert (chat.last.text, chat.last.labels) == ("新", ["改"])
    no_caption = call(bot_api, "editMessageCaption", **same, caption="x").description
    assert no_caption == "Bad Request: there is no caption in the message to edit"
    keys = call(bot_api, "editMessageReplyMarkup", **same, reply_markup={"keyboard": [["a"]]}).description
    assert keys == "Bad Request: inline keyboard expected"


def test_only_own_messages_without_reply_keyboard_are_edited(bot_api: BotApi, chat: Chat) -> None:
    asked = chat.say(WANG, "问")
    call(bot_api, "sendMessage", **SEND, reply_markup={"keyboard": [["查"], [{"text": "帮助"}]]})
    assert chat.tap("帮助").text == "帮助"
    with pytest.raises(LookupError, match="no key '无' on the keyboard; there are: \\['查', '帮助'\\]"):
        chat.tap("无")
    for message in (asked, chat.last):
        answer = call(bot_api, "editMessageText", chat_id=101, message_id=message.id, text="x")
        assert answer.description == "Bad Request: message can't be edited"
    call(bot_api, "sendMessage", **SEND, reply_markup={"remove_keyboard": True})
    assert chat.keyboard is None


def test_pictures_and_files(bot_api: BotApi, chat: Chat) -> None:
    sent = call(bot_api, "sendPhoto", **PHOTO, caption="<b>图</b>", parse_mode="HTML").result
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(320, 240), (800, 600)]
    assert (chat.last.kind, chat.last.text, chat.last.marked("bold")) == ("photo", "图", ["图"])
    assert (chat.last.file.name, chat.last.file.content) == ("photo.bin", png(800, 600))
    again = call(bot_api, "sendPhoto", chat_id=101, photo=sent["photo"][-1]["file_id"]).result
    assert again["photo"] == sent["photo"]
    same = {"chat_id": 101, "message_id": sent["message_id"]}
    assert call(bot_api, "editMessageCaption", **same, caption="新").result["photo"] == sent["photo"]
    media = {"type": "document", "media": "attach://table", "caption": "表"}
    assert call(bot_api, "editMessageMedia", **same, media=media, table=b"a,b").result["document"]["file_size"] == 3
    assert [(m.kind, m.text, m.file.content[:3]) for m in chat.messages] == [
        ("document", "表", b"a,b"),
        ("photo", "", b"\x89PN"),
    ]
    no_text = call(bot_api, "editMessageText", **same, text="x").description
    assert no_text == "Bad Request: there is no text in the message to edit"


def test_albums(bot_api: BotApi, chat: Chat) -> None:
    media = [{"type": "photo", "media": "attach://one", "caption": "一"}, {"type": "photo", "media": "attach://two"}]
    sent = call(bot_api, "sendMediaGroup", chat_id=101, media=media, one=png(9, 9), two=jpeg(8, 8)).result
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.text for message in chat.messages] == ["一", ""]
    video = call(bot_api, "sendMediaGroup", chat_id=101, media=[{"type": "video", "media": "x"}])
    assert video.description == 'Bad Request: can\'t parse InputMedia: type "video" is unsupported'


def test_deleting(bot_api: BotApi, chat: Chat) -> None:
    old = chat.say(WANG, "旧", date=1_600_000_000)
    call(bot_api, "sendMessage", **SEND)
    refused = call(bot_api, "deleteMessage", chat_id=101, message_id=old.id)
    assert refused.description == "Bad Request: message can't be deleted"
    assert call(bot_api, "deleteMessage", chat_id=101, message_id=chat.last.id).result is True
    call(bot_api, "sendMessage", **SEND)
    assert call(bot_api, "deleteMessages", chat_id=101, message_ids=[3, 99]).result is True
    assert (chat.messages, [message.text for message in chat.history]) == ((), ["旧"])


def test_commands_have_scopes_and_languages(bot_api: BotApi) -> None:
    group = {"type": "all_group_chats"}
    one = {"type": "chat", "chat_id": 5}
    call(bot_api, "setMyCommands", commands=[{"command": "/ask", "description": "问 "}])
    call(bot_api, "setMyCommands", commands=[], scope=group, language_code="zh")
    call(bot_api, "setMyCommands", commands=[{"command": "desk", "description": "x"}], scope=one)
    assert call(bot_api, "getMyCommands").result == [{"command": "ask", "description": "问"}]
    assert call(bot_api, "getMyCommands", scope=group, language_code="zh").result == []
    assert set(bot_api.commands) == {("default", ""), ("all_group_chats", "zh"), ("chat:5", "")}
    assert call(bot_api, "deleteMyCommands").result
    assert call(bot_api, "getMyCommands").result == []


def test_what_the_bot_says_of_itself(bot_api: BotApi) -> None:
    call(bot_api, "setMyName", name="小规", language_code="")
    call(bot_api, "setMyDescription", description="问规划", language_code="zh")
    call(bot_api, "setMyShortDescription", short_description="规划")
    assert call(bot_api, "getMe").result["first_name"] == "小规"
    assert call(bot_api, "getMyDescription", language_code="zh").result == {"description": "问规划"}
    assert (bot_api.description, bot_api.short_description) == ("", "规划")
    call(bot_api, "setChatMenuButton", chat_id=5, menu_button={"type": "default"})
    assert call(bot_api, "getChatMenuButton").result == {"type": "commands"}
    assert bot_api.menu_buttons == {5: {"type": "default"}}


def article(number: object) -> dict[str, Any]:
    return {"type": "article", "id": str(number), "title": "答", "input_message_content": {"message_text": "<b>答</b>"}}


@pytest.mark.parametrize(
    ("results", "wrong"),
    [
        ([article(n) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article(1), article(1)], "RESULT_ID_DUPLICATE"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([article("")], "RESULT_ID_INVALID"),
        ([{"type": "article"}], "can't parse inline query result: Can't find field \"id\""),
        ([article(1) | {"title": ""}], "can't parse inline query result: Can't find field \"title\""),
        ([article(1) | {"input_message_content": {"message_text": "x" * 4097}}], "message is too long"),
        ([article(1) | {"reply_markup": keyboard([button(data="x" * 65)])}], "BUTTON_DATA_INVALID"),
    ],
)
def test_wrong_inline_results(results: list[Any], wrong: str, bot_api: BotApi) -> None:
    query = bot_api.inline(WANG, "体育")
    answer = call(bot_api, "answerInlineQuery", inline_query_id=query.id, results=results)
    assert (answer.description, bot_api.inline_answers) == (f"Bad Request: {wrong}", ())


def test_inline_results_are_chosen(bot_api: BotApi, chat: Chat) -> None:
    query = bot_api.inline(WANG, "体育")
    assert call(bot_api, "answerInlineQuery", inline_query_id=query.id, results=[article(1)], cache_time=5).result
    assert query.wait()["cache_time"] == bot_api.inline_answers[0]["cache_time"] == 5
    assert query.choose("1", chat).json["via_bot"] == bot_api.me.json()
    with pytest.raises(LookupError, match="no result '2' to choose; there are: \\['1'\\]"):
        query.choose("2", chat)
    updates = call(bot_api, "getUpdates").result
    assert [set(update) - {"update_id"} for update in updates] == [
        {"inline_query"},
        {"chosen_inline_result"},
        {"message"},
    ]


def test_lengths_are_in_utf16() -> None:
    assert [utf16("规划"), utf16("a😀"), utf16("")] == [2, 3, 0]
