"""The messages of one chat, and waiting for them."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from tests.bot_api.message import Message

JSON = dict[str, Any]


class NotSeen(AssertionError):
    """What a test waited for did not come in time; its text lists what came instead."""


def wait(
    condition: threading.Condition, ready: Callable[[], Any], timeout: float, complaint: Callable[[], str]
) -> None:
    """Wait (seconds) until `ready()`, which is called with the lock held; raise NotSeen when time runs out."""
    deadline = time.monotonic() + timeout
    with condition:
        while not ready():
            left = deadline - time.monotonic()
            if left <= 0:
                raise NotSeen(f"{complaint()} (waited {timeout:g} s)")
            condition.wait(left)


class Log:
    """All messages of a chat by id, as they stand now."""

    def __init__(self, lock: threading.RLock) -> None:
        """Take the lock under which everything here happens."""
        self.changed = threading.Condition(lock)
        self.messages: dict[int, Message] = {}
        self.sent: list[int] = []  # ids of all that the bot ever sent here
        self._last = 0

    def next_id(self) -> int:
        """The id of the next message: 1, 2, 3, …"""
        self._last += 1
        return self._last

    def keep(self, message: Message) -> Message:
        """Keep a new message, or a message as it is after an edit."""
        if message.by_bot and message.id not in self.messages:
            self.sent.append(message.id)
        self.messages[message.id] = message
        self.changed.notify_all()
        return message

    def drop(self, message: Message) -> None:
        """Delete a message."""
        del self.messages[message.id]
        self.changed.notify_all()

    def of_bot(self) -> tuple[Message, ...]:
        """What the bot has sent and not deleted, oldest first."""
        with self.changed:
            return tuple(self.messages[at] for at in self.sent if at in self.messages)

    def wait(self, ready: Callable[[Sequence[Message]], Any], what: str, timeout: float) -> tuple[Message, ...]:
        """Wait until `ready(messages of the bot)`; return these. Raises NotSeen."""
        wait(self.changed, lambda: ready(self.of_bot()), timeout, lambda: f"{what} did not come; {self._told()}")
        return self.of_bot()

    def _told(self) -> str:
        there = "".join(f"\n  {message!r}" for message in self.of_bot())
        return f"the bot sent {len(self.sent)} messages; there are now:{there or ' none'}"
