"""Firsts: the answers to messages that begin a talk. They depend on the message and the plan alone, so what many
people ask is found once.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass

from bot.answer import Answer
from bot.conversation import Conversation
from bot.question import Turn

MOST = 1_000  # messages, about 10 KB each; the one not asked for longest goes first


@dataclass(slots=True)
class First:
    """What a message that began a talk was answered, what the talk then remembers, and when it was last asked."""

    answer: Answer
    last: Turn | None
    heard: float


class Firsts:
    """Answers by message, kept for some time after they were last given."""

    def __init__(self, lifetime: float) -> None:
        """Take how long an answer is kept, in seconds of the clock whose time `ask` is told."""
        self._lifetime = lifetime
        self._known: OrderedDict[str, First] = OrderedDict()

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._known)

    def ask(self, conversation: Conversation, message: str, now: float) -> Answer:
        """Return the answer to a message; only where it begins the conversation it may come from memory."""
        started = time.perf_counter()
        self._drop_old(now)
        if conversation.last is not None:
            return conversation.ask(message)
        first = self._known.get(message)
        if first is None:
            answer = conversation.ask(message)
            self._known[message] = First(answer, conversation.last, now)
            if len(self._known) > MOST:
                self._known.popitem(last=False)
            return answer
        first.heard = now
        self._known.move_to_end(message)
        conversation.last = first.last
        return first.answer.with_(elapsed_ms=round((time.perf_counter() - started) * 1000, 3))

    def clear(self) -> None:
        """Forget everything: who asked what is not known here, so whoever wants to be forgotten clears it all."""
        self._known.clear()

    def _drop_old(self, now: float) -> None:
        while self._known and now - next(iter(self._known.values())).heard > self._lifetime:
            self._known.popitem(last=False)
