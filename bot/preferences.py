"""Preferences: what a person has asked for once and for all, such as short replies; a part of the desk.

They are read with every message, so memory holds those of whom it has heard lately; the ledger holds all of them.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from math import inf

from bot.entry import Who
from bot.ledger import Prefer
from bot.writer import DAY, Writer

MOST = 10_000  # of memory; the one not asked for longest goes first
NOTED = 3600.0  # seconds after which a use is noted again: not every message need reach the disk
Key = tuple[str, str]


class Preferences:
    """The preferences of one home; safe to use from several threads."""

    def __init__(
        self, writer: Writer, load: Callable[[Who, str], float | None], clock: Callable[[], float], keep_days: int
    ) -> None:
        """Take the writer, what reads from the file when one was last used (Unix seconds, None: not on), the clock.

        What has not been used for `keep_days` days is off; with 0 all is in memory alone.
        """
        self._writer = writer
        self._load = load
        self._clock = clock
        self._keep_for = keep_days * DAY or inf
        self._lock = threading.Lock()
        self._used: OrderedDict[Key, float | None] = OrderedDict()

    def has(self, who: Who, name: str) -> bool:
        """Return whether a person has turned a preference on; that it was used is noted once an hour."""
        now, key = self._clock(), (who.person, name)
        with self._lock:
            known = key in self._used
            used = self._used.get(key)
        if not known:
            # Read outside the lock: the disk may be slow, and others need not wait for it.
            used = self._load(who, name)
            self._remember(key, used)
        if used is None or now - used > self._keep_for:
            return False
        if now - used > NOTED:
            self._keep(who, name, now)
        return True

    def set(self, who: Who, name: str, on: bool) -> None:
        """Turn a person's preference on or off."""
        self._keep(who, name, self._clock() if on else None)

    def forget(self, who: Who) -> None:
        """Let memory go of a person's preferences; the writer erases what is on disk."""
        with self._lock:
            for key in [key for key in self._used if key[0] == who.person]:
                del self._used[key]

    def _keep(self, who: Who, name: str, at: float | None) -> None:
        self._remember((who.person, name), at)
        self._writer.add(Prefer(who, name, at))

    def _remember(self, key: Key, used: float | None) -> None:
        with self._lock:
            self._used[key] = used
            self._used.move_to_end(key)
            if len(self._used) > MOST:
                self._used.popitem(last=False)
