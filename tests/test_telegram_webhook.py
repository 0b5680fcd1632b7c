"""The webhook end to end: Telegram's server delivers to `planbot serve`, directly and through a reverse proxy."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from tests.bot_api import BotApi
from tests.bot_process import WAIT, Start, address, ask, log, person

PUBLIC = "https://plan.example.cn"
ASKED, SAID = "2018 财政总收入", "168504万元"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@contextmanager
def reverse_proxy(to: str, refusals: int = 0) -> Iterator[str]:
    """Pass requests on as nginx with our settings does; the first so many are answered 502 instead."""
    left = [refusals]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if left[0]:
                left[0] -= 1
                self.send_error(502)
                return
            connection = http.client.HTTPConnection(urlsplit(to).netloc, timeout=WAIT)
            headers = {**self.headers, "X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "https"}
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)
            connection.close()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def deliver(url: str, update: object, secret: str) -> int:
    headers = {HEADER: secret, "Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(update).encode(), headers)  # noqa: S310  (loopback)
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as reply:  # noqa: S310
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code
    except urllib.error.URLError:  # hung up on before all was sent
        return 0


def wait_for_error(bot_api: BotApi) -> str:
    deadline = time.monotonic() + WAIT
    while not bot_api.webhook.error and time.monotonic() < deadline:
        time.sleep(0.02)
    return bot_api.webhook.error


def test_a_talk_through_a_reverse_proxy(bot_api: BotApi, start_bot: Start, tmp_path: Path) -> None:
    user, chat = person(bot_api)
    with (
        start_bot(PLANBOT_PUBLIC_URL=PUBLIC, PLANBOT_PROXY="127.0.0.1"),
        reverse_proxy(address(tmp_path)) as proxy,
    ):
        bot_api.wait_call("setWebhook", timeout=WAIT)
        bot_api.proxy(PUBLIC, proxy)
        assert ask(chat, user, ASKED).text.startswith(SAID)
        assert ask(chat, user, "那2019年呢").text.startswith("177323万元")
        answer = ask(chat, user, "口袋公园建几座")
        chat.press(answer, "👍 有用").wait(WAIT)
        assert bot_api.inline(user, "口袋公园建几座").wait(WAIT)["results"]
        assert not bot_api.webhook.error
        assert not bot_api.calls_of("getUpdates")
        people = [person(bot_api, 3000 + number) for number in range(40)]
        for other, place in people:
            place.say(other, ASKED)
        for _, place in people:
            assert place.wait(1, WAIT)[0].text.startswith(SAID)
    assert bot_api.webhook.secret not in log(tmp_path)


def test_what_the_proxy_refused_is_delivered_again(bot_api: BotApi, start_bot: Start, tmp_path: Path) -> None:
    user, chat = person(bot_api)
    with start_bot(PLANBOT_PUBLIC_URL=PUBLIC), reverse_proxy(address(tmp_path), refusals=3) as proxy:
        bot_api.wait_call("setWebhook", timeout=WAIT)
        bot_api.proxy(PUBLIC, proxy)
        chat.say(user, ASKED)
        assert wait_for_error(bot_api) == "Wrong response from the webhook: 502 Bad Gateway"
        assert chat.wait(1, WAIT)[0].text.startswith(SAID)
        time.sleep(0.3)
        assert len(chat.messages) == 1


def test_what_came_while_the_process_was_down_is_delivered_later(
    bot_api: BotApi, start_bot: Start, tmp_path: Path
) -> None:
    people = [person(bot_api, 3000 + number) for number in range(10)]
    with start_bot(PLANBOT_PUBLIC_URL=PUBLIC) as process:
        bot_api.wait_call("setWebhook", timeout=WAIT)
        bot_api.proxy(PUBLIC, address(tmp_path))
        for user, chat in people:
            chat.say(user, ASKED)
        people[0][1].wait(1, WAIT)
        process.terminate()
        assert process.wait(30) == 0
    user, chat = people[0]
    chat.say(user, "2017 财政总收入")
    assert wait_for_error(bot_api)
    with start_bot(PLANBOT_PUBLIC_URL=PUBLIC):
        bot_api.wait_call("setWebhook", 2, timeout=WAIT)
        bot_api.proxy(PUBLIC, address(tmp_path))
        assert chat.wait(2, WAIT)[1].text.startswith("140921万元")
        for _, place in people:
            assert place.wait(1, WAIT)[0].text.startswith(SAID)
        assert [len(place.messages) for _, place in people] == [2] + [1] * 9


def test_only_telegram_gets_in(bot_api: BotApi, start_bot: Start, tmp_path: Path) -> None:
    user, chat = person(bot_api)
    with start_bot(PLANBOT_PUBLIC_URL=PUBLIC):
        hook = bot_api.wait_call("setWebhook", timeout=WAIT).parameters
        here, path, secret = address(tmp_path), str(hook["url"]).removeprefix(PUBLIC), str(hook["secret_token"])
        name = path.rpartition("/")[2]
        assert len(name) == 64
        assert not any(part in path + secret for part in bot_api.token.split(":"))
        assert name != secret
        message = chat.say(user, ASKED).json
        update = {"update_id": 1, "message": {**message, "message_id": 900}}
        for wrong in ("wrong", "", secret[:-1], secret + "0", "密".encode().decode("latin-1")):
            assert deliver(here + path, update, wrong) == 403
        for elsewhere in ("/telegram/", f"/telegram/{'0' * 64}", f"/telegram/{bot_api.token}", path[:-1]):
            assert deliver(here + elsewhere, update, secret) in {404, 405}
        nonsenses: tuple[object, ...] = ("no update", [], None, {"update_id": "x", "message": 3})
        for nonsense in nonsenses:
            assert deliver(here + path, nonsense, secret) == 400
        assert deliver(here + path, {"update_id": 1, "message": {"text": "长" * 700_000}}, secret) in {413, 0}
        assert not chat.messages
        assert deliver(here + path, update, secret) == 200
        assert chat.wait(1, WAIT)[0].text.startswith(SAID)


@pytest.mark.parametrize("address_", ["http://plan.example.cn", "https://plan.example.cn:9000"])
def test_an_address_that_telegram_refuses_is_explained(
    bot_api: BotApi, start_bot: Start, tmp_path: Path, address_: str
) -> None:
    with start_bot(PLANBOT_PUBLIC_URL=address_) as process:
        assert process.wait(WAIT) == 1
    assert f"Telegram does not deliver to PLANBOT_PUBLIC_URL={address_}" in log(tmp_path)
    assert bot_api.token not in log(tmp_path)


def test_an_outage_at_start_is_waited_out_and_polling_takes_over_again(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    bot_api.faults.fail("setWebhook", 2, status=502)
    with start_bot(PLANBOT_PUBLIC_URL=PUBLIC):
        bot_api.wait_call("setWebhook", 3, timeout=WAIT)
    chat.say(user, ASKED)
    with start_bot():
        assert chat.wait(1, WAIT)[0].text.startswith(SAID)
        assert not bot_api.webhook.url
