"""Check: what is wrong with a plan's question bank; `python -m index.check` prints it.

Beside `knowledge.bank.faults`, which reads the bank alone, this puts every question to the search
and looks whether the sentence that it belongs to comes first.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index import build, segment, text
from index.search import Search
from knowledge import bank, plan
from knowledge.bank import Entry

NEAR = 0.5  # sentences that share half of the shorter one's character pairs say nearly the same
FLOOR = 0.96  # of the questions, that find their own sentence; measured 2026-11: 0.979


@dataclass(frozen=True, slots=True)
class Astray:
    """A bank question that finds another sentence than its own."""

    question: str
    entry: Entry
    found: Entry | None

    def __str__(self) -> str:
        """Return one line for people."""
        found = f"entry {self.found.id} ({self.found.quote[:24]}…)" if self.found else "nothing"
        return f"entry {self.entry.id} ({self.entry.quote[:24]}…): question {self.question!r} finds {found}"


def astray(search: Search, step: int = 1) -> Iterator[Astray]:
    """Yield the bank questions whose best hit, found without the question itself, lies in another sentence.

    Asks every `step`th question.
    """
    asked = [(entry, question) for entry in search.entries for question in entry.questions]
    for entry, question in asked[::step]:
        hits = search.hits(text.compact(question), without=text.compact(question))
        found = hits[0].entry if hits else None
        if found is None or not _same(search, entry, found):
            yield Astray(question, entry, found)


def _same(search: Search, entry: Entry, other: Entry) -> bool:
    if entry.sentence == other.sentence:
        return True
    one, two = (_pairs(search.sentence(number).text) for number in (entry.sentence, other.sentence))
    return len(one & two) >= NEAR * min(len(one), len(two))


def _pairs(sentence: str) -> set[str]:
    return set(segment.bigrams(text.compact(sentence)))


def share(search: Search, step: int = 1) -> tuple[float, list[Astray]]:
    """Return the share (0–1) of bank questions that find their own sentence, and those that do not."""
    wrong = list(astray(search, step))
    count = len(range(0, sum(len(entry.questions) for entry in search.entries), step))
    return 1 - len(wrong) / count if count else 1.0, wrong


def report(search: Search, step: int = 1) -> bool:
    """Print the faults of a plan's question bank; return whether it may stay as it is."""
    faults = list(bank.faults(search.entries, search.plan))
    found, wrong = share(search, step)
    told = f"{len(faults)} faults; {found:.1%} of the questions find their own sentence (at least {FLOOR:.0%})"
    sys.stdout.write("\n".join([*faults, *map(str, wrong), f"{search.plan.id}: {told}"]) + "\n")
    return not faults and found >= FLOOR


def main() -> int:
    """Print the faults of every plan's question bank; return 1 where one must be mended."""
    good = True
    for name in plan.names():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plan.sqlite3"
            build.build(name, path)
            connection = sqlite3.connect(path)
            good = report(Search(connection)) and good
            connection.close()
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
