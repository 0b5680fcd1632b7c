"""Updates that wait for the bot: the queue, and what allowed_updates lets into it."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]

FIRST = 100_000_001
# Sent only when asked for by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """The queue of updates. Not locked: its owner is."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """Take what to call after each update that has come in."""
        self._changed = changed
        self._waiting: deque[JSON] = deque()
        self._next = FIRST
        self.allowed: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, payload: JSON) -> None:
        """Queue an update unless the bot did not ask for its kind."""
        if kind in self.allowed if self.allowed else kind not in ON_REQUEST:
            self._waiting.append({"update_id": self._next, kind: payload})
            self._next += 1
            self._changed()

    def take(self, offset: int, limit: int) -> list[JSON]:
        """Forget what comes before `offset` (below 0: counted from the end); return the next `limit` updates."""
        if offset < 0:
            offset = self._next + offset
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        return [update for _, update in zip(range(limit), self._waiting, strict=False)]

    def clear(self) -> None:
        """Forget all that waits."""
        self._waiting.clear()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Set the kinds that may come in from now on: none named means the usual, None leaves it as it is."""
        if kinds is not None:
            self.allowed = tuple(kinds)


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered to, and how the last deliveries went."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    certificate: bool = False
    ip_address: str = ""
    error_date: int = 0
    error: str = ""
