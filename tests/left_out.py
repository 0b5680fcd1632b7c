"""The bank left one out: every bank question is put without itself, and the whole reply is looked at.

What an unseen question on a known passage meets: its words, but not its very form. Questions that the plan answers
should be `answered` from their own paragraph; those that it does not answer should not be `answered`. Its author wrote
the lay terms too, and a question held to be unanswered may be answered elsewhere, so both shares are for comparing
one day with another, not for boasting. `.venv/bin/python tests/left_out.py [STEP] [FILE]` asks every STEPth question
and writes those that go wrong to FILE.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot import home, settings
from bot.answer import ANSWERED, Answer
from bot.conversation import Conversation
from index import text
from index.search import Asked, Search
from knowledge.bank import Entry


class LeftOut(Search):
    """A search whose bank lacks the question that is asked."""

    left = ""

    def leave_out(self, question: str) -> None:
        """Forget a question of the bank, and what was found with it."""
        self.left = text.compact(question)
        self._hits.cache_clear()

    def entry(self, number: int) -> Entry:
        """Return an entry without the question left out."""
        found = super().entry(number)
        return replace(found, questions=self._rest(found.questions), missing=self._rest(found.missing))

    def _rest(self, questions: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(q for q in questions if text.compact(q) != self.left)

    def asked(self, entry: Entry) -> Asked:
        """Return what the bank asks about an entry, without the question left out."""
        found = super().asked(entry)
        return replace(found, questions=found.questions.without(self.left))


@dataclass(frozen=True, slots=True)
class Put:
    """A bank question, whether the plan answers it, its entry and the reply to it without itself."""

    question: str
    answerable: bool
    entry: Entry
    answer: Answer
    own: bool

    @property
    def good(self) -> bool:
        """Whether the reply is what the bank says of the question."""
        if self.answerable:
            return self.answer.status == ANSWERED and self.own
        return self.answer.status != ANSWERED

    def record(self) -> dict[str, Any]:
        """Return what a reader needs to see why it went wrong."""
        about = {"question": self.question, "answerable": self.answerable, "quote": self.entry.quote}
        return {**about, "status": self.answer.status, "step": self.answer.step, "text": self.answer.text}


def put(search: LeftOut, step: int = 1) -> Iterator[Put]:
    """Yield every `step`th bank question with its reply."""
    pairs = [(e, q, True) for e in search.entries for q in e.questions]
    pairs += [(e, q, False) for e in search.entries for q in e.missing]
    for entry, question, answerable in pairs[::step]:
        search.leave_out(question)
        answer = Conversation(search).ask(question)
        paragraph = search.sentence(entry.sentence).paragraph
        own = any(c.kind == "paragraph" and c.paragraph == paragraph for c in answer.citations)
        tables = any(c.kind == "table" for c in answer.citations)
        yield Put(question, answerable, entry, answer, own or tables)
    search.leave_out("")


def shares(found: list[Put]) -> tuple[float, float]:
    """Return the shares (0–1) of good replies to questions that the plan answers, and to those that it does not."""
    told = [p.good for p in found if p.answerable]
    untold = [p.good for p in found if not p.answerable]
    return sum(told) / len(told), sum(untold) / len(untold)


def opened(folder: Path, plan: str) -> LeftOut:
    """Return the search of a plan's data file, built where it is missing."""
    home.open_search(folder, plan)
    return LeftOut(sqlite3.connect(home.data_file(folder, plan)))


def main() -> None:
    """Print both shares; write what went wrong."""
    chosen = settings.read(os.environ)
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    found = list(put(opened(chosen.home, chosen.plan), step))
    told, untold = shares(found)
    sys.stdout.write(
        f"{len(found)} questions: answered {told:.1%}; not answered, where the plan does not, {untold:.1%}\n"
    )
    if len(sys.argv) > 2:
        lines = [json.dumps(p.record(), ensure_ascii=False) for p in found if not p.good]
        Path(sys.argv[2]).write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
