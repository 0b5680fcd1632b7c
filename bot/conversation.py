"""Conversation: what a channel keeps of a talk, so that follow-ups find their subject."""

from dataclasses import dataclass, replace

from bot import follow_up, steps
from bot.answer import Answer, figure_told
from bot.question import Question, Turn
from bot.understanding import understand
from index.search import Search

MOST_TOLD = 3


@dataclass(slots=True)
class Conversation:
    """A talk over one plan; `last` is all that it remembers."""

    search: Search
    last: Turn | None = None

    def ask(self, message: str) -> Answer:
        """Return the answer to the next message and remember it."""
        question = self.understand(message)
        question, answer = steps.settled(question, self.search)
        if answer.status != "chat":
            self.last = remember(question, answer, self.last)
        return answer

    def understand(self, message: str) -> Question:
        """Return the next message as a question in the context of the last."""
        return follow_up.in_context(understand(message, self.search, self.last), self.search)


def remember(question: Question, answer: Answer, before: Turn | None) -> Turn:
    """Return the turn to be remembered: a source or more of the last answer keeps the last question."""
    if before is not None and answer.step in ("last_answer.on_last_answer",):
        shown = sum(line.startswith("· ") for line in before.answer.text.split("\n"))
        return Turn(before.question, answer, before.skipped + shown)
    # Only the turn before is remembered, not the whole talk.
    earlier = before.told[-MOST_TOLD:] if before is not None else ()
    years = (*(before.years if before is not None and question.follows else ()), *question.years)
    told = (*earlier, *figure_told(answer))
    return Turn(replace(question, previous=None), answer, told=told, years=tuple(dict.fromkeys(years))[-MOST_TOLD:])
