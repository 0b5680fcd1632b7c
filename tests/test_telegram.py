"""The Telegram channel end to end: the real process `planbot serve` against a Bot API server on this machine."""

import base64
import re
import time
from pathlib import Path

from bot.telegram import wording
from tests.bot_api import BotApi
from tests.bot_process import WAIT, Start, ask, log, person


def test_a_talk_its_buttons_and_a_restart(bot_api: BotApi, start_bot: Start, tmp_path: Path) -> None:
    user, chat = person(bot_api)
    with start_bot():
        first = ask(chat, user, "体育培训中心什么时候建成")
        assert "规划没有写具体日期" in first.text
        assert wording.ORIGINAL in first.labels
        table = ask(chat, user, "2018 财政总收入")
        assert table.text.startswith("168504万元")
    before = len(chat.messages)
    with start_bot():
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


def test_series_comes_with_a_chart_and_a_long_table_with_a_file(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    with start_bot():
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


def test_commands(bot_api: BotApi, start_bot: Start) -> None:
    with start_bot():
        for number, (command, expected) in enumerate(COMMANDS, 1000):
            user, chat = person(bot_api, number)
            assert expected in ask(chat, user, command).text, command
        bot_api.wait_call("setMyShortDescription", timeout=WAIT)


def test_chapters_are_browsed_in_one_message(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    with start_bot():
        contents = ask(chat, user, "/chapters")
        chapter = next(label for label in contents.labels if label.startswith("五、"))
        chat.press(contents, chapter).wait(WAIT)
        chat.wait(lambda messages: chapter[:8] in messages[0].text, WAIT)
        chat.press(chat.messages[0], "一是加大生态系统保护").wait(WAIT)
        chat.wait(lambda messages: "新建3座口袋公园" in messages[0].text, WAIT)
        chat.press(chat.messages[0], wording.NEXT).wait(WAIT)
        chat.wait(lambda messages: "新建3座口袋公园" not in messages[0].text, WAIT)
        assert len(chat.messages) == 1


def test_simple_replies_last_and_forgetting_ends_them(bot_api: BotApi, start_bot: Start, tmp_path: Path) -> None:
    user, chat = person(bot_api)
    with start_bot():
        long = ask(chat, user, "口袋公园建几座")
        assert ask(chat, user, "/simple").text == wording.SIMPLE_ON
        short = ask(chat, user, "口袋公园建几座")
        assert "3座" in short.text
        assert len(short.text) < len(long.text)
    with start_bot():
        assert ask(chat, user, "口袋公园建几座").text == short.text
        other, others = person(bot_api, 102)
        assert ask(others, other, "口袋公园建几座").text == long.text
        said = ask(chat, user, "/forget").text
        assert said == wording.FORGOTTEN.format(count=3) + wording.SIMPLE_FORGOTTEN
        gone = chat.press(long, wording.USEFUL).wait(WAIT)
        assert gone["text"] == wording.GONE
        assert ask(chat, user, "口袋公园建几座").text == long.text
    assert str(user.id).encode() not in b"".join(file.read_bytes() for file in tmp_path.glob("desk*"))


def test_an_edited_question_is_answered_in_place(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    with start_bot():
        question = chat.say(user, "2018 财政总收入")
        chat.wait(1, WAIT)
        chat.edit(question, "2017 财政总收入")
        chat.wait(lambda messages: "140921万元" in messages[0].text, WAIT)
        assert len(chat.messages) == 1


def test_groups_are_left_in_peace(bot_api: BotApi, start_bot: Start) -> None:
    user, other = bot_api.user(7, "李四"), bot_api.user(8, "赵六")
    group = bot_api.group("邻居", [user, other])
    with start_bot():
        group.say(user, "口袋公园建几座")
        asked = ask(group, user, f"@{bot_api.me.username} 2018 财政总收入")
        assert asked.text.startswith("168504万元")
        group.say(other, "那2019年呢", reply_to=asked)
        second = group.wait(2, WAIT)[1]
        assert "177323" not in second.text  # what another person asked is not his subject
        assert len(group.messages) == 2


def test_inline_answers_are_cited_and_ready_to_send(bot_api: BotApi, start_bot: Start) -> None:
    user, _ = person(bot_api)
    with start_bot():
        found = bot_api.inline(user, "口袋公园建几座").wait(WAIT)
    assert 1 <= len(found["results"]) <= 10
    text = found["results"][0]["input_message_content"]["message_text"]
    assert "3座" in text
    assert "出处：" in text


def test_what_cannot_be_read_gets_a_pointer(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    with start_bot():
        for number, kind in enumerate(("voice", "photo", "sticker", "location", "contact"), 1):
            chat.send(user, kind)
            assert chat.wait(number, WAIT)[-1].text in wording.UNSUPPORTED.values()


def test_markup_in_a_question_is_only_text(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    with start_bot():
        for text in ("<b>口袋公园</b>建几座", "&lt;script&gt;", "</blockquote><a href='x'>2018 财政总收入"):
            assert ask(chat, user, text).text


def test_old_messages_are_apologised_for_once(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    now = int(time.time())
    chat.say(user, "口袋公园建几座", date=now - 3600)
    chat.say(user, "2018 财政总收入", date=now - 3000)
    chat.say(user, "2017 财政总收入", date=now - 60)
    with start_bot():
        first, second = chat.wait(2, WAIT)
        assert first.text == wording.TOO_LATE
        assert second.text.startswith("140921万元")
        time.sleep(0.3)
        assert len(chat.messages) == 2


def test_who_is_too_fast_is_told_once(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    with start_bot():
        for _ in range(24):
            chat.say(user, "2018 财政总收入")
        found = chat.wait(21, WAIT)
        time.sleep(0.5)
        assert len(chat.messages) == 21
        assert [m for m in found if re.search("太快", m.text)] == [found[-1]]


def test_200_people_at_once_each_get_their_own_answer(bot_api: BotApi, start_bot: Start) -> None:
    years = {"2016": "116403", "2017": "140921", "2018": "168504", "2019": "177323", "2020": "142000"}
    people = [(person(bot_api, 5000 + n), year) for n, year in enumerate(list(years) * 40)]
    with start_bot():
        ask(people[0][0][1], people[0][0][0], "你好")
        for (user, chat), year in people:
            chat.say(user, f"{year}年财政总收入")
        for (_, chat), year in people:
            assert chat.wait(1 if chat is not people[0][0][1] else 2, 60)[-1].text.startswith(years[year])


def test_an_outage_of_the_server_is_waited_out(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api)
    with start_bot() as process:
        ask(chat, user, "你好")
        bot_api.down()
        chat.say(user, "2018 财政总收入")
        time.sleep(1)
        bot_api.up()
        assert chat.wait(2, 60)[1].text.startswith("168504万元")
        assert process.poll() is None


def test_staff_export_and_see_what_was_asked(bot_api: BotApi, start_bot: Start) -> None:
    user, chat = person(bot_api, 77)
    with start_bot(PLANBOT_STAFF="77,78"):
        ask(chat, user, "能加装电梯吗")
        assert "问1次" in ask(chat, user, "/stats").text
        assert "能加装电梯吗" in ask(chat, user, "/unanswered").text
        before = len(chat.messages)
        chat.say(user, "/export achievements")
        files = chat.wait(before + 2, WAIT)[before:]
        assert [Path(f.uploads[0].name).suffix for f in files] == [".csv", ".xlsx"]


def test_a_wrong_token_and_a_second_poller_are_explained(bot_api: BotApi, start_bot: Start, tmp_path: Path) -> None:
    with start_bot(TELEGRAM_BOT_TOKEN="1:wrong-wrong-wrong") as process:  # noqa: S106
        assert process.wait(WAIT) == 1
    assert "copy it anew from BotFather" in log(tmp_path)
    with start_bot(TELEGRAM_BOT_TOKEN="nonsense") as process:  # noqa: S106
        assert process.wait(WAIT) == 2
    with start_bot() as one, start_bot() as two:
        deadline = time.monotonic() + 30
        while one.poll() is None and two.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        ended = one if one.poll() is not None else two
        assert ended.returncode == 1
    assert "another process polls" in log(tmp_path)


def test_a_stop_loses_nothing(bot_api: BotApi, start_bot: Start) -> None:
    people = [person(bot_api, 9000 + n) for n in range(30)]
    with start_bot() as process:
        ask(people[0][1], people[0][0], "你好")
        for user, chat in people:
            chat.say(user, "2018 财政总收入")
        process.terminate()
        assert process.wait(30) == 0
    with start_bot():
        for _, chat in people:
            assert chat.wait(2 if chat is people[0][1] else 1, WAIT)[-1].text.startswith("168504万元")
