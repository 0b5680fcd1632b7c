"""Writer: the one thread that changes the desk's file, a batch at a time, so that nobody waits for the disk.

What cannot be written waits and is tried again; the log tells each kind of trouble once until it is over.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from bot.entry import Who
from bot.ledger import TROUBLE, Change, Insert, Ledger, Prefer

LOG = logging.getLogger("planbot.desk")
BATCH = 0.25  # seconds in which changes gather: what a killed process may lose
IDLE = 60.0  # seconds after which the thread looks up though nothing has come
LONGEST_PAUSE = 30.0  # seconds between two attempts while there is trouble
PURGE = 3600.0  # seconds between two looks for old entries
DAY = 86_400.0
MOST_WAITING = 20_000  # changes; beyond that the oldest go
PATIENCE = 2.0  # seconds that one who asks to be forgotten waits for the disk; beyond that it is done later


@dataclass(eq=False, slots=True)
class Forget:
    """Erase a person's entries; `done` is set once it has been tried, `count` says how many there were."""

    who: Who
    done: threading.Event = field(default_factory=threading.Event)
    count: int = 0


class Troubles:
    """The kinds of trouble that have been told."""

    def __init__(self) -> None:
        """Begin without any."""
        self._told: set[str] = set()

    def tell(self, error: Exception, what: str) -> None:
        """Log an error, if none of its kind has been since all was well."""
        kind = getattr(error, "sqlite_errorname", None) or f"{type(error).__name__}{getattr(error, 'errno', '')}"
        if kind not in self._told:
            self._told.add(kind)
            LOG.error("desk: %s: %s (%s); answering goes on", what, error, kind)

    @property
    def told(self) -> bool:
        """Return whether there is any."""
        return bool(self._told)

    def over(self) -> bool:
        """Return whether there was any, and begin anew."""
        was, self._told = bool(self._told), set()
        return was


class Writer:
    """The thread and what waits for it. With `keep_days` 0 it only erases."""

    def __init__(self, ledger: Ledger, keep_days: int, clock: Callable[[], float]) -> None:
        """Start; the clock gives Unix seconds."""
        self._ledger = ledger
        self._keep = keep_days * DAY
        self._clock = clock
        self._purged = -inf
        self._troubles = Troubles()
        self._changed = threading.Condition()
        self._waiting: list[Change | Forget] = []
        self._batch: list[Change | Forget] = []
        self._forgotten: list[Forget] = []
        self._orders: list[Forget] = []  # those among what waits: each ask looks for them
        self._lost = 0
        self._urgent = self._closing = False
        self._pause = BATCH
        self._begun = self._finished = 0  # rounds of work
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()

    def add(self, change: Change) -> None:
        """Let a change be made soon."""
        if not self._keep:
            return
        with self._changed:
            self._waiting.append(change)
            if len(self._waiting) > MOST_WAITING:
                self._lose_oldest()
            if len(self._waiting) == 1:
                self._changed.notify_all()

    def forget(self, who: Who) -> int:
        """Erase what waits and what is kept of a person; return how many entries that were.

        Where the disk is in trouble, what it holds is not counted and goes as soon as it is well again.
        """
        order = Forget(who)
        with self._changed:
            waited = sum(isinstance(change, Insert) and _is_of(change, who) for change in self._waiting)
            self._waiting = [change for change in self._waiting if not _is_of(change, who)]
            self._waiting.append(order)
            self._orders.append(order)
            self._hurry()
        order.done.wait(PATIENCE)
        return waited + order.count

    def forgetting(self) -> list[Who]:
        """Return the persons whose entries still have to be erased."""
        with self._changed:
            return [order.who for order in self._orders]

    def waiting(self) -> int:
        """Return how many changes are still to be made."""
        with self._changed:
            return len(self._batch) + len(self._waiting)

    def troubled(self) -> bool:
        """Return whether the disk is in trouble."""
        return self._troubles.told

    def oldest(self) -> float:
        """Return when the oldest entry that is not yet on disk was recorded, in Unix seconds; infinity for none."""
        with self._changed:
            waiting = (c.entry.at for part in (self._batch, self._waiting) for c in part if isinstance(c, Insert))
            return next(waiting, inf)

    def flush(self, timeout: float = PATIENCE) -> bool:
        """Work at once; return whether nothing is left within so many seconds."""
        with self._changed:
            wanted = self._begun + 1
            self._hurry()
            done = self._changed.wait_for(lambda: self._finished >= wanted, timeout)
            return done and not self._waiting

    def close(self) -> None:
        """Try a last time to write what is waiting, and end the thread."""
        with self._changed:
            self._closing = True
            self._hurry()
        self._thread.join()
        if self._waiting:
            LOG.error("desk: %d changes could not be written and are lost", len(self._waiting))

    def _hurry(self) -> None:
        self._urgent = True
        self._changed.notify_all()

    def _lose_oldest(self) -> None:
        """Drop the oldest change, but never a wish to be forgotten."""
        oldest = next((i for i, change in enumerate(self._waiting) if not isinstance(change, Forget)), None)
        if oldest is not None:
            del self._waiting[oldest]
            self._lost += 1

    def _run(self) -> None:
        closing = False
        while not closing:
            with self._changed:
                self._changed.wait_for(lambda: self._urgent or self._waiting, IDLE)
                self._changed.wait_for(lambda: self._urgent, self._pause)
                self._urgent, closing = False, self._closing
                self._batch, self._waiting = self._waiting, []
                self._begun += 1
            try:
                self._work()
            except TROUBLE as error:
                self._troubles.tell(error, f"{self._ledger.path} cannot be written")
                self._pause = min(max(1.0, self._pause * 2), LONGEST_PAUSE)
            for order in (*self._forgotten, *self._batch):
                if isinstance(order, Forget):
                    order.done.set()  # what could not be done now is done later: nobody waits for that
            self._forgotten.clear()
            with self._changed:
                self._waiting[:0], self._batch = self._batch, []
                self._finished += 1
                self._changed.notify_all()

    def _work(self) -> None:
        """Purge where it is time, and make the changes of the batch; what is done leaves it."""
        self._purge()
        while self._batch:
            first = self._batch[0]
            if isinstance(first, Forget):
                first.count = self._ledger.erase(first.who)
                self._forgotten.append(first)
                with self._changed:
                    self._orders.remove(first)
                    del self._batch[0]
            else:
                changes = _changes_before_a_forget(self._batch)
                self._ledger.write(changes)
                del self._batch[: len(changes)]
        self._ledger.tidy()
        if self._troubles.over():
            LOG.warning("desk: %s is written again, %d changes were lost", self._ledger.path, self._lost)
            self._lost = 0
        self._pause = BATCH

    def _purge(self) -> None:
        """Let go what is too old, where it is time to look."""
        now = self._clock()
        if abs(now - self._purged) < PURGE:
            return
        if self._keep:
            self._ledger.purge(now - self._keep)
        else:
            self._ledger.clear()
        self._purged = now


def _changes_before_a_forget(batch: list[Change | Forget]) -> list[Change]:
    changes: list[Change] = []
    for change in batch:
        if isinstance(change, Forget):
            break
        changes.append(change)
    return changes


def _is_of(change: Change | Forget, who: Who) -> bool:
    """Return whether a change keeps something of a person."""
    match change:
        case Insert(entry):
            return entry.who.person == who.person
        case Prefer(other):
            return other.person == who.person
    return False
