"""The desk over real files: talks are read back, also what still waits; what is forgotten is gone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.answer import Answer, Citation
from bot.desk import Desk, Who

LIFETIME = 1800.0
WANG, LI = Who("telegram", "1001", "-5"), Who("telegram", "1002", "-5")
ANSWER = Answer("answered", "168504万元", (Citation("p", "table", ("表", "财政总收入"), "168504", 3),), step="cell")


class Clock:
    """A clock that goes when told."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "desk.sqlite3"


@pytest.fixture
def desk(path: Path, clock: Clock) -> Iterator[Desk]:
    with closing(Desk(path, 180, clock)) as opened:
        yield opened


def test_a_talk_is_read_back_at_once_and_after_a_restart(desk: Desk, path: Path, clock: Clock) -> None:
    for message in ("2018年财政总收入", "那2019年呢", "2020呢"):
        entry = desk.record(WANG, message, ANSWER)
    assert desk.talk(WANG, LIFETIME, 6) == ["2018年财政总收入", "那2019年呢", "2020呢"]
    assert desk.upto(entry, LIFETIME, 2) == ["那2019年呢", "2020呢"]
    assert desk.talk(LI, LIFETIME, 6) == []
    desk.close()
    with closing(Desk(path, 180, clock)) as again:
        assert again.talk(WANG, LIFETIME, 6) == ["2018年财政总收入", "那2019年呢", "2020呢"]
        assert again.upto(entry, LIFETIME, 6) == ["2018年财政总收入", "那2019年呢", "2020呢"]
        again.record(WANG, "2021呢", ANSWER)
        assert again.talk(WANG, LIFETIME, 3) == ["那2019年呢", "2020呢", "2021呢"]


def test_forgotten_is_gone_from_memory_and_disk(desk: Desk, path: Path) -> None:
    first = desk.record(WANG, "一个要忘记的问题", ANSWER)
    desk.record(LI, "一个要留下的问题", ANSWER)
    assert desk.flush()
    second = desk.record(WANG, "另一个要忘记的问题", ANSWER)
    assert desk.forget(WANG) == 2
    assert desk.talk(WANG, LIFETIME, 6) == desk.upto(first, LIFETIME, 6) == desk.upto(second, LIFETIME, 6) == []
    assert desk.talk(LI, LIFETIME, 6) == ["一个要留下的问题"]
    held = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "要忘记".encode() not in held
    assert "要留下".encode() in held


@pytest.mark.parametrize("restarted", [False, True])
def test_who_asked_says_whether_it_was_useful(desk: Desk, path: Path, clock: Clock, restarted: bool) -> None:
    entry = desk.record(WANG, "2018年财政总收入", ANSWER)
    if restarted:
        desk.close()
        desk = Desk(path, 180, clock)
    with closing(desk):
        assert not desk.rate(entry, LI, True)
        assert desk.rate(entry, WANG, True)
        assert desk.rate(entry, WANG, False)
        assert not desk.rate("nosuchentry", WANG, True)
        assert desk.flush()
        with closing(sqlite3.connect(path)) as file:
            assert file.execute("select useful from entries").fetchall() == [(0,)]
