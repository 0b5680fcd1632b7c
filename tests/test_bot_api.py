"""The Bot API server of the tests keeps to what Telegram does."""

import asyncio
from collections.abc import Iterator

import pytest
from telegram import Bot

from tests.bot_api import BotApi


@pytest.fixture
def server() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


def bot(server: BotApi) -> Bot:
    return Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)


def test_a_talk(server: BotApi) -> None:
    anna = server.user(101, "Anna")
    chat = server.private(anna)
    chat.say(anna, "/start 你好")

    async def talk() -> None:
        async with bot(server) as me:
            (update,) = await me.get_updates(timeout=5)
            assert update.message
            assert update.message.text == "/start 你好"
            await update.message.reply_html("<b>你好</b>", do_quote=True)

    asyncio.run(talk())
    (sent,) = chat.wait(1)
    assert sent.text == "你好"
    assert sent.marked("bold") == ["你好"]
