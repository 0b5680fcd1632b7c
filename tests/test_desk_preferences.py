"""Preferences over real files: they outlive a restart, and go with /forget and with time."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bot import preferences
from bot.desk import Desk, Who
from tests.clock import Clock

HOUR, DAY = 3600.0, 86_400.0
WANG, WANG_IN_GROUP, LI = Who("telegram", "1001", "1001"), Who("telegram", "1001", "-5"), Who("telegram", "1002", "-5")
Open = Callable[..., Desk]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite3"


@pytest.fixture
def start(path: Path, clock: Clock) -> Iterator[Open]:
    """Open the desk of one home; what was open before is closed, as with a restart."""
    with ExitStack() as stack:

        def opened(keep_days: int = 180) -> Desk:
            stack.close()
            return stack.enter_context(closing(Desk(path, keep_days, clock)))

        yield opened


def kept(path: Path) -> list[tuple[str, str, float]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute("select person, name, at from preferences").fetchall()


def test_it_outlives_a_restart_in_every_talk_of_the_person(start: Open, path: Path) -> None:
    desk = start()
    assert not desk.prefers(WANG, "simple")
    desk.prefer(WANG, "simple", True)
    assert desk.prefers(WANG_IN_GROUP, "simple")
    assert not desk.prefers(LI, "simple")
    desk = start()
    assert desk.prefers(WANG, "simple")
    assert not desk.prefers(LI, "simple")
    assert b"1001" not in b"".join(file.read_bytes() for file in path.parent.iterdir())
    desk.prefer(WANG, "simple", False)
    assert not desk.prefers(WANG, "simple")
    assert not start().prefers(WANG, "simple")
    assert kept(path) == []


@pytest.mark.parametrize("written", [True, False])
def test_forgetting_erases_it(start: Open, path: Path, written: bool) -> None:
    desk = start()
    desk.prefer(WANG, "simple", True)
    desk.prefer(LI, "simple", True)
    if written:
        assert desk.flush()
    assert desk.forget(WANG) == 0
    assert not desk.prefers(WANG, "simple")
    assert desk.prefers(LI, "simple")
    desk = start()
    assert not desk.prefers(WANG, "simple")
    assert len(kept(path)) == 1


def test_it_goes_so_many_days_after_its_last_use(start: Open, path: Path, clock: Clock) -> None:
    desk = start(30)
    desk.prefer(WANG, "simple", True)
    desk.prefer(LI, "simple", True)
    assert desk.flush()
    for _ in range(3):
        clock.now += 29 * DAY
        assert desk.prefers(WANG, "simple")
    assert not desk.prefers(LI, "simple")
    assert desk.flush()
    assert len(kept(path)) == 1
    clock.now += 30 * DAY + HOUR
    assert not start(30).prefers(WANG, "simple")
    start(30).flush()
    assert kept(path) == []


def test_not_every_message_reaches_the_disk(start: Open, path: Path, clock: Clock) -> None:
    desk = start()
    desk.prefer(WANG, "simple", True)
    assert desk.flush()
    clock.now += HOUR - 1
    assert desk.prefers(WANG, "simple")
    assert desk.waiting() == 0
    clock.now += 2
    assert desk.prefers(WANG, "simple")
    assert desk.flush()
    assert kept(path)[0][2] == clock.now


def test_with_no_days_it_is_in_memory_alone(start: Open, path: Path, clock: Clock) -> None:
    desk = start(0)
    desk.prefer(WANG, "simple", True)
    assert desk.flush()
    assert not path.exists()
    clock.now += 400 * DAY
    assert desk.prefers(WANG, "simple")
    assert not start(0).prefers(WANG, "simple")


def test_a_file_of_before_gets_room_for_it(start: Open, path: Path) -> None:
    start().flush()
    with closing(sqlite3.connect(path)) as file:
        file.executescript("drop table preferences; pragma user_version = 1;")
    desk = start()
    desk.prefer(WANG, "simple", True)
    assert desk.flush()
    assert start().prefers(WANG, "simple")


def test_memory_is_bounded(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preferences, "MOST", 10)
    desk = start()
    people = [Who("telegram", str(number), "") for number in range(30)]
    for who in people:
        desk.prefer(who, "simple", True)
    assert desk.flush()
    assert len(desk._preferences._used) == 10
    assert all(desk.prefers(who, "simple") for who in people)


def test_a_broken_disk_does_not_take_it_away(start: Open, path: Path) -> None:
    desk = start()
    assert desk.flush()
    path.unlink()
    path.mkdir()
    desk.prefer(WANG, "simple", True)
    assert desk.prefers(WANG, "simple")
    assert not desk.prefers(LI, "simple")
    path.rmdir()
    assert desk.flush()
