"""How often one may ask: over a window that slides, each key by itself, with bounded memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.limits import RateLimit
from tests.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(100.0)


def test_so_many_in_so_many_seconds(clock: Clock) -> None:
    limit = RateLimit(3, 60.0, clock)
    for _ in range(3):
        assert limit.wait("a") == 0.0
        clock.now += 10
    assert limit.wait("a") == 30.0
    clock.now += 29
    assert limit.wait("a") == 1.0
    clock.now += 1
    assert limit.wait("a") == 0.0
    assert limit.wait("a") == 10.0


def test_what_is_refused_does_not_count(clock: Clock) -> None:
    limit = RateLimit(1, 60.0, clock)
    assert limit.wait("a") == 0.0
    assert [limit.wait("a") for _ in range(100)] == [60.0] * 100
    clock.now += 60
    assert limit.wait("a") == 0.0


def test_each_key_by_itself(clock: Clock) -> None:
    limit = RateLimit(1, 60.0, clock)
    assert [limit.wait(key) for key in ("a", "b", "", "a", "c")] == [0.0, 0.0, 0.0, 60.0, 0.0]


def test_nothing_is_welcome_where_none_are_allowed(clock: Clock) -> None:
    assert RateLimit(0, 60.0, clock).wait("a") == 60.0


def test_the_key_not_heard_of_for_longest_goes_first(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    limit = RateLimit(1, 60.0, clock)
    for key in ("a", "b", "a", "c"):
        limit.wait(key)
    assert [limit.wait(key) for key in ("a", "c", "b")] == [60.0, 60.0, 0.0]


def test_the_clock_is_the_processs_own() -> None:
    limit = RateLimit(1, 1000.0)
    assert limit.wait("a") == 0.0
    assert 999.0 < limit.wait("a") <= 1000.0


@given(count=st.integers(1, 4), steps=st.lists(st.floats(0, 30, allow_nan=False), max_size=60))
def test_no_window_ever_holds_more(count: int, steps: list[float]) -> None:
    clock = Clock(100.0)
    limit = RateLimit(count, 20.0, clock)
    welcome: list[float] = []
    for step in steps:
        clock.now += step
        wait = limit.wait("a")
        assert 0.0 <= wait <= 20.0
        if wait == 0.0:
            welcome.append(clock.now)
    for earlier, later in zip(welcome, welcome[count:], strict=False):
        assert later - earlier >= 20.0
