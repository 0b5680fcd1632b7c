"""The Bot API server of the tests under python-telegram-bot: its objects are understood, its errors are told apart."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    MenuButtonCommands,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from tests.bot_api import BotApi, User
from tests.test_bot_api import png

WANG = User(101, "王", "zh-hans")
MORE = InlineKeyboardMarkup([[InlineKeyboardButton("更多", callback_data="more")]])


def with_bot(server: BotApi, work: Callable[[Bot], Awaitable[Any]]) -> Any:
    """Run `work` with a Bot of the library."""

    async def run() -> Any:
        async with Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
            return await work(bot)

    return asyncio.run(run())


def test_what_is_sent(bot_api: BotApi) -> None:
    chat = bot_api.private(WANG)
    asked = chat.say(WANG, "问")

    async def work(bot: Bot) -> None:
        assert (await bot.get_me()).username == bot_api.me.username
        await bot.send_chat_action(WANG.id, ChatAction.TYPING)
        sent = await bot.send_message(
            WANG.id, "<b>答</b>", ParseMode.HTML, reply_to_message_id=asked.id, reply_markup=MORE
        )
        assert sent.reply_to_message
        assert sent.text_html == "<b>答</b>"
        edited = await sent.edit_text("新", reply_markup=MORE)
        assert not isinstance(edited, bool)
        assert edited.edit_date
        photo = await bot.send_photo(WANG.id, png(80, 60), caption="图 😀", filename="表“一”.png")
        assert (photo.photo[-1].width, photo.caption) == (80, "图 😀")
        assert await (await bot.get_file(photo.photo[-1])).download_as_bytearray() == png(80, 60)
        await photo.edit_media(InputMediaDocument(b"a,b", filename="表.csv", caption="表"))
        await photo.edit_caption("表二", reply_markup=MORE)
        await bot.send_media_group(WANG.id, [InputMediaPhoto(png(8, 6)), InputMediaPhoto(png(9, 6))], caption="册")
        await (await bot.send_document(WANG.id, b"x", filename="规划.pdf")).delete()

    with_bot(bot_api, work)
    assert chat.actions == ["typing"]
    assert [(message.kind, message.text, message.labels) for message in chat.messages] == [
        ("text", "新", ["更多"]),
        ("document", "表二", ["更多"]),
        ("photo", "册", []),
        ("photo", "", []),
    ]
    assert chat.messages[1].file.name == "表.csv"
    (photo,) = bot_api.calls_of("sendPhoto")
    assert photo.files["photo"].name == "表“一”.png"


def test_what_is_set_and_asked(bot_api: BotApi) -> None:
    group = bot_api.group("镇政府", [WANG], bot_status="administrator")

    async def work(bot: Bot) -> None:
        commands = [BotCommand("ask", "问规划")]
        await bot.set_my_commands(commands, BotCommandScopeAllGroupChats(), "zh")
        assert await bot.get_my_commands(BotCommandScopeAllGroupChats(), "zh") == tuple(commands)
        await bot.set_my_description("问规划", "zh")
        assert (await bot.get_my_description("zh")).description == "问规划"
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        assert (await bot.get_chat(group.id)).title == "镇政府"
        assert isinstance(await bot.get_chat_member(group.id, bot_api.me.id), ChatMemberAdministrator)
        await bot.set_webhook("https://example.cn/hook", b"certificate", max_connections=5, secret_token="S" * 3)
        info = await bot.get_webhook_info()
        assert (info.url, info.max_connections, info.has_custom_certificate) == ("https://example.cn/hook", 5, True)
        await bot.delete_webhook(drop_pending_updates=True)

    with_bot(bot_api, work)
    assert bot_api.commands["all_group_chats", "zh"] == [{"command": "ask", "description": "问规划"}]


@pytest.mark.parametrize(
    ("prepare", "error", "told"),
    [
        (lambda server: server.faults.flood(retry_after=7), RetryAfter, "Flood control exceeded"),
        (lambda server: server.faults.fail(status=502), NetworkError, "Bad Gateway"),
        (lambda server: server.faults.fail(), NetworkError, "Internal Server Error"),
        (lambda server: server.faults.fail(status=409, description="Conflict: x"), Conflict, "Conflict: x"),
        (lambda server: server.faults.drop(), NetworkError, "RemoteProtocolError"),
        (lambda server: server.faults.slow(seconds=1), TimedOut, "Timed out"),
        (lambda server: server.faults.revoke(), InvalidToken, "Unauthorized"),
        (lambda server: server.block(WANG), Forbidden, "bot was blocked by the user"),
        (lambda server: server.down(), NetworkError, "ConnectError"),
        (lambda server: server.chats.clear(), BadRequest, "Chat not found"),
    ],
)
def test_errors_are_told_apart(
    prepare: Callable[[BotApi], None],
    error: type[TelegramError],
    told: str,
    bot_api: BotApi,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it RetryAfter warns of a change to come
    bot_api.private(WANG)

    async def work(bot: Bot) -> None:
        prepare(bot_api)
        await bot.send_message(WANG.id, "好", read_timeout=0.2)

    with pytest.raises(error, match=told) as raised:
        with_bot(bot_api, work)
    assert type(raised.value) is error


@contextmanager
def running(server: BotApi) -> Iterator[None]:
    """A small bot of the library that polls in a thread of its own."""
    started, stop = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        builder = Application.builder().token(server.token).base_url(server.base_url)
        application = builder.base_file_url(server.base_file_url).build()
        application.add_handler(CommandHandler("start", start))
        application.add_handler(MessageHandler(filters.TEXT, echo))
        application.add_handler(CallbackQueryHandler(more))
        application.add_handler(InlineQueryHandler(inline))
        async with application:
            await application.start()
            assert application.updater
            await application.updater.start_polling(timeout=5, allowed_updates=Update.ALL_TYPES)
            started.set()
            await stop.wait()
            await application.updater.stop()
            await application.stop()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    started.wait(10)
    yield
    loops[0].call_soon_threadsafe(stop.set)
    thread.join()


async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    await update.message.reply_text("您好", reply_markup=MORE)


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(f"答：{update.effective_message.text}", do_quote=True)


async def more(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query
    await query.answer("来了")
    await query.edit_message_text("更多内容")


async def inline(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.inline_query
    assert query
    await query.answer([InlineQueryResultArticle("1", query.query, InputTextMessageContent("答"))], cache_time=1)


def test_a_bot_at_work(bot_api: BotApi) -> None:
    chat = bot_api.private(WANG)
    group = bot_api.group("镇政府", [WANG])
    with running(bot_api):
        welcome = chat.ask(WANG, "/start")
        assert chat.press(welcome, "更多").wait()["text"] == "来了"
        chat.wait(lambda messages: messages[-1].text == "更多内容")
        assert chat.last.labels == []
        group.say(WANG, "大家好")
        asked = group.say(WANG, "@planbot_test_bot 体育")
        (answer,) = group.wait()
        assert answer.reply_to == asked.id
        assert bot_api.inline(WANG, "体育").wait()["results"][0]["title"] == "体育"
        bot_api.down()
        chat.say(WANG, "在吗")
        bot_api.up()
        assert chat.wait(2, 20)[-1].text == "答：在吗"
    assert bot_api.webhook.url == ""
