"""The front over the real plan and a real desk: talks go on, end, come back and never mix."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import firsts
from bot import front as front_module
from bot.answer import Answer
from bot.conversation import Conversation
from bot.desk import Desk, Who
from bot.front import LIFETIME, Front
from index.search import Search
from tests.clock import Clock

WANG, LI = Who("telegram", "1001", "-5"), Who("telegram", "1002", "-5")
# Each message leans on the one before, all in all on the first.
CHAIN = ("2018年财政总收入", "那2019年呢", "2020呢", "换成地方财政收入", "那2017年呢", "原文怎么说")
Open = Callable[[], Front]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=[180, 0], ids=["kept", "in memory"])
def keep_days(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def start(search: Search, tmp_path: Path, clock: Clock, keep_days: int) -> Iterator[Open]:
    """Start the front over one home; what was started before is closed, as with a restart."""
    with ExitStack() as stack:

        def opened() -> Front:
            stack.close()
            desk = stack.enter_context(closing(Desk(tmp_path / "desk.sqlite3", keep_days, clock)))
            return Front(search, desk, clock)

        yield opened


def same(one: Answer | None, other: Answer) -> bool:
    """Whether two Answers are the same but for the time they took."""
    return one is not None and replace(one, elapsed_ms=0.0) == replace(other, elapsed_ms=0.0)


def alone(search: Search, *messages: str) -> Answer:
    """What a talk of its own says to the last message."""
    talk = Conversation(search)
    return [talk.ask(message) for message in messages][-1]


def test_a_talk_is_a_conversation(start: Open, search: Search) -> None:
    front = start()
    for count, message in enumerate(CHAIN, 1):
        assert same(front.ask(WANG, message).answer, alone(search, *CHAIN[:count]))


@pytest.mark.parametrize("keep_days", [180], indirect=True)
@pytest.mark.parametrize("asked", range(1, len(CHAIN)))
def test_a_talk_goes_on_after_a_restart(start: Open, search: Search, asked: int) -> None:
    front = start()
    for message in CHAIN[:asked]:
        front.ask(WANG, message)
    assert same(start().ask(WANG, CHAIN[asked]).answer, alone(search, *CHAIN[: asked + 1]))


@pytest.mark.parametrize("keep_days", [0], indirect=True)
def test_nothing_is_left_after_a_restart_where_nothing_is_kept(start: Open, search: Search, tmp_path: Path) -> None:
    entry = start().ask(WANG, CHAIN[0]).entry
    front = start()
    assert same(front.ask(WANG, CHAIN[1]).answer, alone(search, CHAIN[1]))
    assert front.again(entry) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("keep_days", [180], indirect=True)
def test_a_talk_is_over_after_its_lifetime(start: Open, search: Search, clock: Clock, restarted: bool) -> None:
    front = start()
    front.ask(WANG, CHAIN[0])
    clock.now += LIFETIME
    front = start() if restarted else front
    assert same(front.ask(WANG, CHAIN[1]).answer, alone(search, *CHAIN[:2]))
    clock.now += LIFETIME + 1
    front = start() if restarted else front
    assert same(front.ask(WANG, CHAIN[1]).answer, alone(search, CHAIN[1]))


def test_again_gives_every_answer_of_a_talk(start: Open, clock: Clock, keep_days: int) -> None:
    front = start()
    replies = [front.ask(WANG, message) for message in CHAIN]
    for reply in replies:
        assert same(front.again(reply.entry), reply.answer)
    if keep_days:
        clock.now += 90 * 86_400
        front = start()
        for reply in replies:
            assert same(front.again(reply.entry), reply.answer)
    assert front.again("nosuchentry") is front.again("") is front.again("' or 1=1 --") is None


@pytest.mark.parametrize(
    "message",
    [
        "我是李秀英，体育培训中心什么时候建成",
        "我叫王小明，电话13812345678，2018年财政总收入多少",
        "住文翔路123弄4号501室，能加装电梯吗",
        "微信abc12345，3座口袋公园建在哪",
    ],
)
def test_what_is_redacted_changes_no_answer(start: Open, message: str) -> None:
    front = start()
    reply = front.ask(WANG, message)
    again = front.again(reply.entry)
    assert again is not None
    assert (again.status, again.text) == (reply.answer.status, reply.answer.text)


def test_again_starts_where_the_talk_did(start: Open, clock: Clock) -> None:
    front = start()
    front.ask(WANG, CHAIN[0])
    clock.now += LIFETIME + 1
    reply = front.ask(WANG, CHAIN[1])
    assert same(front.again(reply.entry), reply.answer)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("keep_days", [180], indirect=True)
def test_an_ended_talk_begins_anew(start: Open, search: Search, restarted: bool) -> None:
    front = start()
    first = front.ask(WANG, CHAIN[0])
    front.end(WANG)
    front = start() if restarted else front
    reply = front.ask(WANG, CHAIN[1])
    assert same(reply.answer, alone(search, CHAIN[1]))
    assert same(front.again(reply.entry), reply.answer)
    assert same(front.again(first.entry), first.answer)


def test_forgetting_ends_all_talks_of_a_person_and_no_other(start: Open, search: Search, keep_days: int) -> None:
    front = start()
    elsewhere = replace(WANG, talk="1001")
    entries = [front.ask(who, CHAIN[0]).entry for who in (WANG, elsewhere)]
    kept = front.ask(LI, CHAIN[0])
    assert front.forget(WANG) == 2
    for who in (WANG, elsewhere):
        assert same(front.ask(who, CHAIN[1]).answer, alone(search, CHAIN[1]))
    assert [front.again(entry) for entry in entries] == [None, None]
    assert same(front.again(kept.entry), kept.answer)
    assert same(front.ask(LI, CHAIN[1]).answer, alone(search, *CHAIN[:2]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WANG, LI),
        (WANG, replace(WANG, talk="-6")),
        (WANG, replace(WANG, channel="web")),
        (Who("web", "a", "b:c"), Who("web", "a:b", "c")),
        (Who("web", "a", ""), Who("web", "", "a")),
    ],
    ids=["two persons in a group", "two chats", "two channels", "colons", "nothing"],
)
def test_talks_never_mix(start: Open, search: Search, one: Who, other: Who) -> None:
    front = start()
    front.ask(one, "2018年财政总收入")
    front.ask(other, "体育培训中心什么时候建成")
    assert same(front.ask(one, "那2019年呢").answer, alone(search, "2018年财政总收入", "那2019年呢"))
    assert same(front.ask(other, "在哪里").answer, alone(search, "体育培训中心什么时候建成", "在哪里"))


def test_talks_in_memory_are_bounded(start: Open, search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_module, "MOST", 3)
    front = start()
    people = [Who("web", str(number), "tab") for number in range(5)]
    for who in people:
        front.ask(who, CHAIN[0])
    assert list(front._talks) == people[2:]
    # The desk still has the one that went.
    assert same(front.ask(people[0], CHAIN[1]).answer, alone(search, *CHAIN[:2]))
    assert list(front._talks) == [people[3], people[4], people[0]]


def test_what_has_not_been_heard_of_leaves_the_memory(start: Open, clock: Clock) -> None:
    front = start()
    front.ask(WANG, CHAIN[0])
    clock.now += LIFETIME / 2
    front.ask(LI, CHAIN[0])
    clock.now += LIFETIME / 2 + 1
    front.ask(LI, CHAIN[1])
    assert list(front._talks) == [LI]


def test_what_begins_talks_is_found_once(start: Open, search: Search) -> None:
    front = start()
    first = front.ask(WANG, CHAIN[0]).answer
    again = front.ask(LI, CHAIN[0]).answer
    assert same(again, first)
    assert again.elapsed_ms < first.elapsed_ms
    assert same(front.ask(LI, CHAIN[1]).answer, alone(search, *CHAIN[:2]))
    assert same(front.ask(WANG, CHAIN[0]).answer, alone(search, CHAIN[0], CHAIN[0])), "it does not begin this talk"


def test_whoever_is_forgotten_leaves_no_first_message(start: Open, clock: Clock) -> None:
    front = start()
    front.ask(WANG, CHAIN[0])
    assert len(front._firsts) == 1
    front.forget(WANG)
    assert len(front._firsts) == 0
    front.ask(WANG, CHAIN[0])
    clock.now += LIFETIME + 1
    front.ask(LI, CHAIN[-1])
    assert len(front._firsts) == 1


def test_first_messages_are_bounded(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firsts, "MOST", 3)
    front = start()
    for number in range(5):
        front.ask(Who("telegram", str(number), "1"), f"{2016 + number}年财政总收入")
    assert len(front._firsts) == 3
