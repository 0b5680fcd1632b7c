"""Transcripts: the last exchanges of each talk, so that a page can be shown again; in memory only."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answer import Answer
from bot.front import LIFETIME

MOST_TALKS = 500  # the one not heard of for longest goes first
MOST_EXCHANGES = 8  # the oldest of a talk goes first


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer; `entry` is its id at the desk.

    `alone`: asked anew without the talk before it, the question gets the same answer. `useful`: what was said of it.
    """

    entry: str
    question: str
    answer: Answer
    alone: bool = True
    useful: bool | None = None


@dataclass(slots=True)
class _Talk:
    exchanges: tuple[Exchange, ...]
    heard: float


class Transcripts:
    """The exchanges of all talks, bounded in number and age."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock in seconds that never goes back."""
        self._clock = clock
        self._talks: OrderedDict[str, _Talk] = OrderedDict()

    def of(self, talk: str) -> tuple[Exchange, ...]:
        """Return a talk's exchanges, oldest first."""
        found = self._talks.get(talk)
        if found is None or self._clock() - found.heard > LIFETIME:
            self._talks.pop(talk, None)
            return ()
        return found.exchanges

    def add(self, talk: str, exchange: Exchange) -> None:
        """Put an exchange at a talk's end."""
        self._talks[talk] = _Talk((*self.of(talk), exchange)[-MOST_EXCHANGES:], self._clock())
        self._talks.move_to_end(talk)
        while len(self._talks) > MOST_TALKS:
            self._talks.popitem(last=False)

    def rate(self, talk: str, entry: str, *, useful: bool) -> None:
        """Keep whether an answer was useful, where it is still shown."""
        found = self._talks.get(talk)
        if found is not None:
            found.exchanges = tuple(replace(e, useful=useful) if e.entry == entry else e for e in found.exchanges)

    def find(self, entry: str) -> Answer | None:
        """Return the answer of an entry; None where it is no longer known."""
        return next((e.answer for t in self._talks.values() for e in t.exchanges if e.entry == entry), None)

    def forget(self, talk: str) -> None:
        """Drop a talk."""
        self._talks.pop(talk, None)
