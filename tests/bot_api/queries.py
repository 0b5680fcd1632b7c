"""Questions that want an answer of another kind than a message: presses of buttons, and inline queries."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.bot_api.log import wait
from tests.bot_api.message import Message, User
from tests.bot_api.wire import bad_request

if TYPE_CHECKING:
    from tests.bot_api.chat import Chat
    from tests.bot_api.world import World

JSON = dict[str, Any]


@dataclass(slots=True)
class Query:
    """A question that is open until the bot answers it, once and in time. `answer` is what it then said."""

    id: str
    user: User
    world: "World" = field(repr=False)
    asked: float = field(default_factory=time.monotonic)
    answer: JSON | None = None

    def wait(self, timeout: float = 5.0) -> JSON:
        """Wait (seconds) for the answer and return it. Raises NotSeen."""
        wait(self.world.changed, lambda: self.answer is not None, timeout, lambda: f"{self!r} got no answer")
        return self.answer or {}


@dataclass(slots=True)
class CallbackQuery(Query):
    """A press of a button. The answer has text, show_alert, url, cache_time as far as given."""

    data: str = ""


@dataclass(slots=True)
class InlineQuery(Query):
    """What a person types after the name of the bot. The answer has results, cache_time, is_personal, …"""

    text: str = ""

    def choose(self, result: str, chat: "Chat") -> Message:
        """The person picks the result with this id, which is sent to a chat; LookupError where there is no such result."""
        known = {str(one["id"]): one for one in (self.answer or {}).get("results", [])}
        if result not in known:
            raise LookupError(f"no result {result!r} to choose; there are: {list(known)}")
        with self.world.lock:
            chosen = {"result_id": result, "from": self.user.json(), "query": self.text}
            self.world.updates.add("chosen_inline_result", chosen)
            message = known[result].get("message", {"text": ""})
            entities = message.get("entities", [])
            return chat.say(self.user, message["text"], entities=entities, via_bot=self.world.me.json())


def close(query: Query | None, lifetime: float, answer: Callable[[], JSON]) -> None:
    """Answer an open question. Raises ApiError 400 where there is none, or not any more."""
    if query is None or query.answer is not None or time.monotonic() - query.asked > lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answer = answer()
