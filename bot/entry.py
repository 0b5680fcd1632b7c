"""Entry: what is kept of one message, and who wrote it. Records only; bot/desk.py and bot/ledger.py share them."""

from dataclasses import dataclass
from typing import Any

from bot.answer import Answer


@dataclass(frozen=True, slots=True)
class Who:
    """Who writes: the channel's name (telegram, web), the person's id there and the talk's (a chat, a browser tab)."""

    channel: str
    user: str
    talk: str

    @property
    def key(self) -> str:
        """Return a text that no other talk of the process has, whatever signs its ids hold."""
        return f"{self.person}:{self.talk}"

    @property
    def person(self) -> str:
        """Return a text that the person's talks share, and nobody else's."""
        return f"{self.channel}:{len(self.user)}:{self.user}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as it is kept: `question` is redacted, `at` in Unix seconds, `citations` as JSON types.

    `useful` is what the person said of the answer, None for nothing; `ended` tells that the talk was ended after it.
    """

    id: str
    at: float
    who: Who
    question: str
    status: str
    citations: list[dict[str, Any]]
    step: str
    elapsed_ms: float
    useful: bool | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A message of a talk as it is read back."""

    id: str
    at: float
    question: str
    ended: bool


def citations(answer: Answer) -> list[dict[str, Any]]:
    """Return where an answer's passages stand, without their text: that is in the plan."""
    return [
        {"plan": c.plan, "kind": c.kind, "paragraph": c.paragraph, "path": list(c.path)}
        for c in dict.fromkeys(answer.citations)
    ]
