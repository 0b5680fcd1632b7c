"""The Telegram channel end to end: the real process `planbot serve` against a Bot API server on this machine."""

import base64
import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from bot.telegram import wording
from tests.bot_api import BotApi, Chat, Message, User
from tests.serving import ADDRESS, PLANBOT, ROOT

Start = Callable[..., AbstractContextManager["subprocess.Popen[str]"]]
WAIT = 20.0


@pytest.fixture
def start(bot_api: BotApi, planbot_home: Path, tmp_path: Path) -> Start:
    """Return what starts planbot against the test's Bot API, with a home of the test's own."""
    for file in planbot_home.glob("*.sqlite3"):
        if not file.name.startswith("desk"):
            (tmp_path / file.name).symlink_to(file)

    @contextmanager
    def started(**variables: str) -> Iterator["subprocess.Popen[str]"]:
        log = (tmp_path / "log").open("a+", encoding="utf-8")
        environment = {
            **os.environ,
            "PLANBOT_HOME": str(tmp_path),
            "PLANBOT_PORT": "0",
            "PLANBOT_TELEGRAM_RATE": "1000",
            "TELEGRAM_API_BASE": bot_api.url,
            "TELEGRAM_BOT_TOKEN": bot_api.token,
            "PYTHONPATH": str(ROOT),
            **variables,
        }
        with log, subprocess.Popen([PLANBOT, "serve"], cwd=tmp_path, env=environment, stderr=log, text=True) as process:
            try:
                yield process
            finally:
                process.terminate()
                process.wait(30)

    return started


def person(bot_api: BotApi, number: int = 101) -> tuple[User, Chat]:
    user = bot_api.user(number, "王阿姨")
    return user, bot_api.private(user)


def log(tmp_path: Path) -> str:
    return (tmp_path / "log").read_text(encoding="utf-8")


def ask(chat: Chat, user: User, text: str) -> Message:
    return chat.ask(user, text, WAIT)


def test_a_talk_its_buttons_and_a_restart(bot_api: BotApi, start: Start, tmp_path: Path) -> None:
    user, chat = person(bot_api)
    with start():
        first = ask(chat, user, "体育培训中心什么时候建成")
        assert "规划没有写具体日期" in first.text
        assert wording.ORIGINAL in first.labels
        table = ask(chat, user, "2018 财政总收入")
        assert table.text.startswith("168504万元")
    before = len(chat.messages)
    with start():
        # The talk goes on, and the buttons of before work.
        assert "177323万元" in ask(chat, user, "那2019年呢").text
        chat.press(first, wording.ORIGINAL).wait(WAIT)
        found = chat.wait(before + 2, WAIT)
        assert any("体育培训中心项目完成设计招标" in message.text for message in found[before:])
        rated = chat.press(first, wording.USEFUL).wait(WAIT)
        assert rated["text"] == wording.THANKS[True]
        suggestion = first.labels[-1]
        count = len(chat.messages)
        chat.press(first, suggestion).wait(WAIT)
        assert chat.wait(count + 2, WAIT)[count].text == wording.ASKED.format(question=suggestion)
    written = log(tmp_path)
    assert "体育培训中心" not in written
    assert bot_api.token not in written
    assert str(user.id) not in written


def test_series_comes_with_a_chart_and_a_long_table_with_a_file(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    with start():
        ask(chat, user, "财政总收入历年数据")
        chart = chat.wait(2, WAIT)[1]
        assert chart.kind == "photo"
        assert "万元" in str(chart.json.get("caption"))
        ask(chat, user, "/targets")
        sent = chat.wait(5, WAIT)[2:]
        assert [m.kind for m in sent] == ["text", "photo", "document"]
        assert sent[2].uploads[0].content.startswith("\ufeff序号,指标名称".encode())


COMMANDS = [
    ("/start", "规划通"),
    ("/help", "/chapters"),
    ("/plans", "第十四个五年规划纲要"),
    ("/privacy", "180天"),
    ("/search", "/search 口袋公园"),
    ("/search 口袋公园", "新建3座口袋公园"),
    ("/search 量子飞船", "量子飞船"),
    ("/chapters", "点一章"),
    ("/nonsense", "没有这个命令"),
    ("/stats", "没有这个命令"),
    ("/export targets", "没有这个命令"),
    ("/start q_" + base64.urlsafe_b64encode("口袋公园建几座".encode()).decode().rstrip("="), "3座"),
    ("/start q_%%%", "规划通"),
]


def test_commands(bot_api: BotApi, start: Start) -> None:
    with start():
        for number, (command, expected) in enumerate(COMMANDS, 1000):
            user, chat = person(bot_api, number)
            assert expected in ask(chat, user, command).text, command
        bot_api.wait_call("setMyShortDescription", timeout=WAIT)


def test_chapters_are_browsed_in_one_message(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    with start():
        contents = ask(chat, user, "/chapters")
        chapter = next(label for label in contents.labels if label.startswith("五、"))
        chat.press(contents, chapter).wait(WAIT)
        chat.wait(lambda messages: chapter[:8] in messages[0].text, WAIT)
        chat.press(chat.messages[0], "一是加大生态系统保护").wait(WAIT)
        chat.wait(lambda messages: "新建3座口袋公园" in messages[0].text, WAIT)
        chat.press(chat.messages[0], wording.NEXT).wait(WAIT)
        chat.wait(lambda messages: "新建3座口袋公园" not in messages[0].text, WAIT)
        assert len(chat.messages) == 1


def test_simple_replies_and_forgetting(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    with start():
        long = ask(chat, user, "口袋公园建几座")
        assert ask(chat, user, "/simple").text == wording.SIMPLE_ON
        short = ask(chat, user, "口袋公园建几座")
        assert "3座" in short.text
        assert len(short.text) < len(long.text)
        assert ask(chat, user, "/forget").text == wording.FORGOTTEN.format(count=2)
        gone = chat.press(long, wording.USEFUL).wait(WAIT)
        assert gone["text"] == wording.GONE


def test_an_edited_question_is_answered_in_place(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    with start():
        question = chat.say(user, "2018 财政总收入")
        chat.wait(1, WAIT)
        chat.edit(question, "2017 财政总收入")
        chat.wait(lambda messages: "140921万元" in messages[0].text, WAIT)
        assert len(chat.messages) == 1


def test_groups_are_left_in_peace(bot_api: BotApi, start: Start) -> None:
    user, other = bot_api.user(7, "李四"), bot_api.user(8, "赵六")
    group = bot_api.group("邻居", [user, other])
    with start():
        group.say(user, "口袋公园建几座")
        asked = ask(group, user, f"@{bot_api.me.username} 2018 财政总收入")
        assert asked.text.startswith("168504万元")
        group.say(other, "那2019年呢", reply_to=asked)
        second = group.wait(2, WAIT)[1]
        assert "177323" not in second.text  # what another person asked is not his subject
        assert len(group.messages) == 2


def test_inline_answers_are_cited_and_ready_to_send(bot_api: BotApi, start: Start) -> None:
    user, _ = person(bot_api)
    with start():
        found = bot_api.inline(user, "口袋公园建几座").wait(WAIT)
    assert 1 <= len(found["results"]) <= 10
    text = found["results"][0]["input_message_content"]["message_text"]
    assert "3座" in text
    assert "出处：" in text


def test_what_cannot_be_read_gets_a_pointer(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    with start():
        for number, kind in enumerate(("voice", "photo", "sticker", "location", "contact"), 1):
            chat.send(user, kind)
            assert chat.wait(number, WAIT)[-1].text in wording.UNSUPPORTED.values()


def test_markup_in_a_question_is_only_text(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    with start():
        for text in ("<b>口袋公园</b>建几座", "&lt;script&gt;", "</blockquote><a href='x'>2018 财政总收入"):
            assert ask(chat, user, text).text


def test_old_messages_are_apologised_for_once(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    now = int(time.time())
    chat.say(user, "口袋公园建几座", date=now - 3600)
    chat.say(user, "2018 财政总收入", date=now - 3000)
    chat.say(user, "2017 财政总收入", date=now - 60)
    with start():
        first, second = chat.wait(2, WAIT)
        assert first.text == wording.TOO_LATE
        assert second.text.startswith("140921万元")
        time.sleep(0.3)
        assert len(chat.messages) == 2


def test_who_is_too_fast_is_told_once(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    with start():
        for _ in range(24):
            chat.say(user, "2018 财政总收入")
        found = chat.wait(21, WAIT)
        time.sleep(0.5)
        assert len(chat.messages) == 21
        assert [m for m in found if re.search("太快", m.text)] == [found[-1]]


def test_200_people_at_once_each_get_their_own_answer(bot_api: BotApi, start: Start) -> None:
    years = {"2016": "116403", "2017": "140921", "2018": "168504", "2019": "177323", "2020": "142000"}
    people = [(person(bot_api, 5000 + n), year) for n, year in enumerate(list(years) * 40)]
    with start():
        ask(people[0][0][1], people[0][0][0], "你好")
        for (user, chat), year in people:
            chat.say(user, f"{year}年财政总收入")
        for (_, chat), year in people:
            assert chat.wait(1 if chat is not people[0][0][1] else 2, 60)[-1].text.startswith(years[year])


def test_an_outage_of_the_server_is_waited_out(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api)
    with start() as process:
        ask(chat, user, "你好")
        bot_api.down()
        chat.say(user, "2018 财政总收入")
        time.sleep(1)
        bot_api.up()
        assert chat.wait(2, 60)[1].text.startswith("168504万元")
        assert process.poll() is None


def test_staff_export_and_see_what_was_asked(bot_api: BotApi, start: Start) -> None:
    user, chat = person(bot_api, 77)
    with start(PLANBOT_STAFF="77,78"):
        ask(chat, user, "能加装电梯吗")
        assert "问1次" in ask(chat, user, "/stats").text
        assert "能加装电梯吗" in ask(chat, user, "/unanswered").text
        before = len(chat.messages)
        chat.say(user, "/export achievements")
        files = chat.wait(before + 2, WAIT)[before:]
        assert [Path(f.uploads[0].name).suffix for f in files] == [".csv", ".xlsx"]


def test_a_wrong_token_and_a_second_poller_are_explained(bot_api: BotApi, start: Start, tmp_path: Path) -> None:
    with start(TELEGRAM_BOT_TOKEN="1:wrong-wrong-wrong") as process:  # noqa: S106
        assert process.wait(WAIT) == 1
    assert "copy it anew from BotFather" in log(tmp_path)
    with start(TELEGRAM_BOT_TOKEN="nonsense") as process:  # noqa: S106
        assert process.wait(WAIT) == 2
    with start() as one, start() as two:
        deadline = time.monotonic() + 30
        while one.poll() is None and two.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        ended = one if one.poll() is not None else two
        assert ended.returncode == 1
    assert "another process polls" in log(tmp_path)


def test_webhook(bot_api: BotApi, start: Start, tmp_path: Path) -> None:
    user, chat = person(bot_api)
    with start(PLANBOT_PUBLIC_URL="http://127.0.0.1:1"):
        hook = bot_api.wait_call("setWebhook", timeout=WAIT).parameters
        deadline = time.monotonic() + WAIT
        while not (found := ADDRESS.search(log(tmp_path))) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert found
        path = str(hook["url"]).removeprefix("http://127.0.0.1:1")
        assert bot_api.token not in path
        update = {
            "update_id": 1,
            "message": {
                "message_id": 900,
                "date": int(time.time()),
                "text": "2018 财政总收入",
                "chat": {"id": user.id, "type": "private", "first_name": user.first_name},
                "from": user.json(),
            },
        }
        assert deliver(found[1] + path, update, "wrong") == 403
        assert deliver(found[1] + path, update, "") == 403
        assert deliver(found[1] + path, "no update", str(hook["secret_token"])) == 400
        assert deliver(found[1] + path, update, str(hook["secret_token"])) == 200
        assert chat.wait(1, WAIT)[0].text.startswith("168504万元")


def deliver(url: str, update: object, secret: str) -> int:
    request = urllib.request.Request(  # noqa: S310  (loopback)
        url,
        json.dumps(update).encode(),
        {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as reply:  # noqa: S310
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_stop_loses_nothing(bot_api: BotApi, start: Start) -> None:
    people = [person(bot_api, 9000 + n) for n in range(30)]
    with start() as process:
        ask(people[0][1], people[0][0], "你好")
        for user, chat in people:
            chat.say(user, "2018 财政总收入")
        process.terminate()
        assert process.wait(30) == 0
    with start():
        for _, chat in people:
            assert chat.wait(2 if chat is people[0][1] else 1, WAIT)[-1].text.startswith("168504万元")
