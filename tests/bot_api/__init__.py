"""A Telegram Bot API on this machine, for tests: real HTTP, Telegram's own limits and words, faults on demand.

    with BotApi() as server:
        anna = server.user(101, "Anna")
        chat = server.private(anna)
        …start the bot with server.token and base_url=server.base_url…
        answer = chat.ask(anna, "/start")
        chat.press(answer, "更多").wait()

Standard library only. `server` holds people and chats (`world`), `chat` what people do and see, `methods` the table of
methods, `checks` the limits, `polling` the delivery of updates, `faults` what may go wrong, `wire` the HTTP.
"""

from tests.bot_api.chat import Chat
from tests.bot_api.entities import utf16
from tests.bot_api.faults import Fault
from tests.bot_api.log import NotSeen
from tests.bot_api.message import Button, Message, User
from tests.bot_api.queries import CallbackQuery, InlineQuery
from tests.bot_api.server import BotApi, Call
from tests.bot_api.wire import Upload

__all__ = [
    "BotApi",
    "Button",
    "Call",
    "CallbackQuery",
    "Chat",
    "Fault",
    "InlineQuery",
    "Message",
    "NotSeen",
    "Upload",
    "User",
    "utf16",
]
