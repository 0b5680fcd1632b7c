"""Front: what every channel does with a message: find its talk, answer, and keep at the desk what was asked.

A channel hands over who writes and what; it gets the Answer and the id of its entry, which a button may carry:
after a restart the entry still leads back to the talk, from which the same Answer is made again.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.answer import Answer
from bot.conversation import Conversation
from bot.counts import Counts
from bot.desk import Desk, Who
from bot.firsts import Firsts
from bot.redact import without_marks
from index.search import Search

LIFETIME = 30 * 60.0  # seconds that a talk is remembered after its last message
MOST = 10_000  # talks in memory; the one not heard of for longest goes first
# Messages from which a talk is taken up again, at about 4 ms each: a follow-up may lean on one that leaned itself.
REPLAYED = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """An Answer and the id of its entry at the desk."""

    entry: str
    answer: Answer


@dataclass(slots=True)
class Talk:
    """A conversation and when it was last heard of, in seconds of the front's clock."""

    conversation: Conversation
    heard: float


class Front:
    """Answers for all channels of one process; not for use from several threads at once."""

    def __init__(self, search: Search, desk: Desk, clock: Callable[[], float] = time.time) -> None:
        """Take the search over the plan, the desk and a clock in Unix seconds."""
        self.search = search
        self.desk = desk
        self.counts = Counts()
        self._clock = clock
        self._firsts = Firsts(LIFETIME)
        self._talks: OrderedDict[Who, Talk] = OrderedDict()  # the one not heard of for longest comes first

    def ask(self, who: Who, message: str, *, new: bool = False) -> Reply:
        """Return the answer to a person's next message in a talk, and keep it at the desk.

        `new` tells that the talk has just got its name, so that nothing of it can be known.
        """
        answer = self._firsts.ask(self._talk(who, new=new), message, self._clock())
        self.counts.add(who.channel, answer.status, answer.elapsed_ms / 1000)
        return Reply(self.desk.record(who, message, answer), answer)

    def afresh(self, message: str) -> Answer:
        """Return what a message would be answered that begins a talk; nothing is kept of it at the desk."""
        return self._firsts.ask(Conversation(self.search), message, self._clock())

    @property
    def talks(self) -> int:
        """Return how many talks are in memory."""
        return len(self._talks)

    def again(self, entry: str) -> Answer | None:
        """Return the Answer of an earlier entry, made anew from its talk; None where the desk knows it no more."""
        messages = self.desk.upto(entry, LIFETIME, REPLAYED)
        return self._replayed(messages)[1] if messages else None

    def forget(self, who: Who) -> int:
        """Erase all that is kept of a person; return how many entries that were."""
        self.drop(who)
        return self.desk.forget(who)

    def drop(self, who: Who) -> None:
        """Erase what is kept of a person in this process's memory; the desk has its own."""
        for talk in [talk for talk in self._talks if talk.person == who.person]:
            del self._talks[talk]
        self._firsts.clear()

    def end(self, who: Who) -> None:
        """Let a talk begin anew."""
        self._talks.pop(who, None)
        self.desk.end(who)

    def _talk(self, who: Who, *, new: bool) -> Conversation:
        now = self._clock()
        while self._talks and now - next(iter(self._talks.values())).heard > LIFETIME:
            self._talks.popitem(last=False)
        talk = self._talks.get(who)
        if talk is None:
            # After a restart the desk still has the talk.
            told = [] if new else self.desk.talk(who, LIFETIME, REPLAYED)
            talk = Talk(self._replayed(told)[0], now)
        talk.heard = now
        self._talks[who] = talk
        self._talks.move_to_end(who)
        if len(self._talks) > MOST:
            self._talks.popitem(last=False)
        return talk.conversation

    def _replayed(self, messages: list[str]) -> tuple[Conversation, Answer | None]:
        conversation, answer = Conversation(self.search), None
        for message in messages:
            answer = conversation.ask(without_marks(message))
        return conversation, answer
