"""The Bot API server of the tests: what goes wrong on demand, how many it serves, and how it ends."""

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot_api import BotApi, Chat, User
from tests.bot_api.client import TERMINATED, call, polling, say, updates

WANG, LI = User(101, "王", "zh-hans"), User(102, "李")


@pytest.fixture
def chat(bot_api: BotApi) -> Chat:
    return bot_api.private(WANG)


def test_floods(bot_api: BotApi, chat: Chat) -> None:
    other = bot_api.private(LI)
    bot_api.faults.flood("sendMessage", 2, retry_after=3, chat=chat.id)
    assert say(bot_api, other).status == 200
    for _ in range(2):
        assert say(bot_api, chat).json == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 3",
            "parameters": {"retry_after": 3},
        }
    assert say(bot_api, chat).status == 200
    bot_api.chat_interval = 30
    statuses = [say(bot_api, to).status for to in (chat, chat, other, other)]
    assert statuses == [200, 429, 200, 429]


def test_errors(bot_api: BotApi, chat: Chat) -> None:
    bot_api.faults.fail("sendMessage", status=502)
    bot_api.faults.fail("sendMessage", description="Internal Server Error: sent message not found")
    bot_api.faults.conflict()
    bad, broken, well = (say(bot_api, chat) for _ in range(3))
    assert (bad.status, bad.description) == (502, "Bad Gateway")
    assert (broken.status, broken.description) == (500, "Internal Server Error: sent message not found")
    assert well.status == 200
    assert call(bot_api, "getUpdates").description == TERMINATED
    bot_api.faults.revoke()
    assert call(bot_api, "getMe").status == 401
    bot_api.faults.fail(times=float("inf"))
    bot_api.faults.heal()
    assert call(bot_api, "getMe").status == 200


@pytest.mark.parametrize(("after", "sent"), [(False, 0), (True, 1)])
def test_dropped_connections(after: bool, sent: int, bot_api: BotApi, chat: Chat) -> None:
    bot_api.faults.drop("sendMessage", after=after)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        say(bot_api, chat)
    assert len(chat.messages) == sent
    assert bot_api.calls[0].status == 0


def test_slow_answers(bot_api: BotApi, chat: Chat) -> None:
    bot_api.faults.slow("sendMessage", seconds=0.1)
    began = time.monotonic()
    assert say(bot_api, chat).status == 200
    assert time.monotonic() - began >= 0.1


def test_down_and_up_again(bot_api: BotApi, chat: Chat, aside: ThreadPoolExecutor) -> None:
    poll = polling(aside, bot_api)
    port = bot_api.port
    bot_api.down()
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        poll.result()
    with pytest.raises(ConnectionRefusedError):
        call(bot_api, "getMe")
    chat.say(WANG, "在吗")
    bot_api.up()
    assert bot_api.port == port
    assert len(updates(bot_api)) == 1


def test_logged_out(bot_api: BotApi) -> None:
    assert call(bot_api, "close").result is True
    assert call(bot_api, "logOut").result is True
    assert call(bot_api, "getMe").description == "Logged out"


def test_faults_of_the_server_itself_come_to_light() -> None:
    server = BotApi().start()
    assert call(server, "setMyCommands", commands=[{"command": 1, "description": "x"}]).status == 500
    with pytest.raises(ExceptionGroup, match="the Bot API server failed"):
        server.stop()


def test_two_hundred_at_once(bot_api: BotApi) -> None:
    people = [bot_api.user(number, f"{number}号") for number in range(1, 201)]
    chats = [bot_api.private(user) for user in people]

    def answer_all() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", bot_api.port)
        answered, offset = 0, 0
        while answered < 200:
            for update in updates(bot_api, offset=offset, timeout=5):
                offset = update["update_id"] + 1
                body = f"chat_id={update['message']['chat']['id']}&text={update['message']['text']}"
                path, kind = f"/bot{bot_api.token}/sendMessage", {"Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", path, body, kind)
                assert connection.getresponse().read()
                answered += 1
        connection.close()

    with ThreadPoolExecutor(201) as pool:
        work = pool.submit(answer_all)
        answers = pool.map(
            lambda pair: pair[0].ask(pair[1], f"q{pair[1].id}", 20).text, zip(chats, people, strict=True)
        )
        assert list(answers) == [f"q{user.id}" for user in people]
        work.result()


def test_stopping_leaves_nothing_behind(chat: Chat, bot_api: BotApi, aside: ThreadPoolExecutor) -> None:
    poll = polling(aside, bot_api)
    say(bot_api, chat)
    bot_api.stop()
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        poll.result()
    assert "bot-api" not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(ConnectionRefusedError):
        say(bot_api, chat)
    bot_api.stop()
