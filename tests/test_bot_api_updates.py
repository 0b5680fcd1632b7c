"""The Bot API server of the tests: how updates reach the bot, by polling and by webhook."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

import pytest

from tests.bot_api import BotApi, Chat, User
from tests.bot_api.client import TERMINATED, call, polling, say, updates

WANG, LI = User(101, "王", "zh-hans"), User(102, "李")
KEYBOARD = {"inline_keyboard": [[{"text": "更多", "callback_data": "more"}, {"text": "网站", "url": "https://a.cn"}]]}


@pytest.fixture
def chat(bot_api: BotApi) -> Chat:
    return bot_api.private(WANG)


def test_an_offset_confirms(bot_api: BotApi, chat: Chat) -> None:
    for text in "一二三":
        chat.say(WANG, text)
    first = updates(bot_api, limit=2)
    assert [update["message"]["text"] for update in first] == ["一", "二"]
    assert updates(bot_api, limit=2) == first
    rest = updates(bot_api, offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["三"]
    assert updates(bot_api) == rest
    chat.say(WANG, "四")
    assert [update["message"]["text"] for update in updates(bot_api, offset=-1)] == ["四"]
    assert len(updates(bot_api)) == 1


def test_a_long_poll_ends_with_the_first_update(bot_api: BotApi, chat: Chat, aside: ThreadPoolExecutor) -> None:
    poll = polling(aside, bot_api)
    began = time.monotonic()
    chat.say(WANG, "问")
    assert poll.result().result[0]["message"]["text"] == "问"
    assert time.monotonic() - began < 2
    assert updates(bot_api, offset=-1, timeout=0)
    assert updates(bot_api, offset=updates(bot_api)[-1]["update_id"] + 1, timeout=1) == []


def test_only_what_is_allowed_comes(bot_api: BotApi, chat: Chat) -> None:
    assert updates(bot_api, allowed_updates=["callback_query"]) == []
    chat.say(WANG, "问")
    say(bot_api, chat, reply_markup=KEYBOARD)
    chat.press(chat.last, "更多")
    assert [set(update) for update in updates(bot_api)] == [{"update_id", "callback_query"}]
    updates(bot_api, allowed_updates=[])
    chat.say(WANG, "再问")
    assert len(updates(bot_api)) == 2


def test_a_second_poll_ends_the_first(bot_api: BotApi, chat: Chat, aside: ThreadPoolExecutor) -> None:
    first = polling(aside, bot_api)
    second = polling(aside, bot_api)
    assert (first.result().status, first.result().description) == (409, TERMINATED)
    chat.say(WANG, "问")
    assert len(second.result().result) == 1


def test_polling_and_webhook_exclude_each_other(bot_api: BotApi, aside: ThreadPoolExecutor) -> None:
    poll = polling(aside, bot_api)
    call(bot_api, "setWebhook", url="http://127.0.0.1:9/")
    assert poll.result().description == "Conflict: terminated by setWebhook request"
    refused = call(bot_api, "getUpdates")
    assert refused.status == 409
    assert refused.description.startswith("Conflict: can't use getUpdates method while webhook is active")
    call(bot_api, "setWebhook", url="")
    assert updates(bot_api) == []


def test_pending_updates_can_be_dropped(bot_api: BotApi, chat: Chat) -> None:
    chat.say(WANG, "旧")
    assert call(bot_api, "getWebhookInfo").result["pending_update_count"] == 1
    call(bot_api, "deleteWebhook", drop_pending_updates=True)
    assert updates(bot_api) == []


@contextmanager
def listener(*statuses: int) -> Iterator[tuple[str, Queue[tuple[str, str | None]]]]:
    """A web server that answers with these statuses, then with 200: its address, and what it gets (body, secret)."""
    came: Queue[tuple[str, str | None]] = Queue()
    left = list(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            came.put((f"{self.path} {body}", self.headers["X-Telegram-Bot-Api-Secret-Token"]))
            self.send_response(left.pop(0) if left else 200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in http.server
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as web:
        thread = threading.Thread(target=web.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{web.server_port}", came
        web.shutdown()
        thread.join()


def test_the_webhook_is_called_until_it_takes_the_update(bot_api: BotApi, chat: Chat) -> None:
    chat.say(WANG, "早")
    with listener(500) as (url, came):
        call(bot_api, "setWebhook", url=f"{url}/hook?a=1", **{"secret_token": "S-1"}, allowed_updates=["message"])
        first, again = came.get(timeout=5), came.get(timeout=5)
        assert first == again
        assert first[0].startswith('/hook?a=1 {"update_id": 100000001, "message": {')
        assert first[1] == "S-1"
        info = call(bot_api, "getWebhookInfo").result
        assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
        assert (info["url"], info["max_connections"]) == (f"{url}/hook?a=1", 40)
        assert info["allowed_updates"] == ["message"]
        chat.say(WANG, "晚")
        assert "100000002" in came.get(timeout=5)[0]


def test_a_webhook_behind_a_proxy(bot_api: BotApi, chat: Chat) -> None:
    with listener() as (url, came):
        bot_api.proxy("https://plan.example.cn", url)
        call(bot_api, "setWebhook", url="https://plan.example.cn/hook")
        chat.say(WANG, "早")
        assert came.get(timeout=5)[0].startswith("/hook {")
        assert came.empty()


def test_a_webhook_that_is_not_there(bot_api: BotApi, chat: Chat) -> None:
    with listener() as (url, _):
        pass
    call(bot_api, "setWebhook", url=url)
    chat.say(WANG, "早")
    deadline = time.monotonic() + 5
    while "last_error_message" not in (info := call(bot_api, "getWebhookInfo").result):
        assert time.monotonic() < deadline
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)
