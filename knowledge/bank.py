"""The question bank: what people ask about each fact, keyed by the sentence that answers it.

One JSON object a line: `sentence` and `quote` (verbatim; the clauses that answer), `questions`,
`lay_terms` (everyday words that the quote does not use) and `missing` (questions about the same
subject that the plan does not answer).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import PlanError
from knowledge.records import Plan

KEYS = {"sentence", "quote", "questions", "lay_terms", "missing"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of the plan: a quote inside a sentence and what people ask about it."""

    id: int
    sentence: int
    quote: str
    questions: tuple[str, ...]
    lay_terms: tuple[str, ...]
    missing: tuple[str, ...]


def read(path: Path, plan: Plan) -> tuple[Entry, ...]:
    """Return the bank's entries, in the plan's order, and one bare entry for each sentence without.

    Raises PlanError that names the line for an entry which does not stand in the plan.
    """
    by_text: dict[str, int] = {}
    for sentence in plan.sentences:
        by_text.setdefault(sentence.text, sentence.id)
    found: list[tuple[int, str, dict[str, Any]]] = []
    for number, entry in _lines(path):
        owner = by_text.get(entry["sentence"])
        if owner is None or entry["quote"] not in entry["sentence"]:
            raise PlanError(f"{path}:{number}: {entry['quote'][:40]!r} is not in the plan; copy sentence and quote")
        found.append((owner, entry["quote"], entry))
    told = {sentence for sentence, _, _ in found}
    bare: dict[str, Any] = {"questions": [], "lay_terms": [], "missing": []}
    found += [(s.id, s.text, bare) for s in plan.sentences if s.id not in told]
    found.sort(key=lambda item: (item[0], plan.sentences[item[0]].text.find(item[1])))
    return tuple(
        Entry(i, s, q, tuple(e["questions"]), tuple(e["lay_terms"]), tuple(e["missing"]))
        for i, (s, q, e) in enumerate(found)
    )


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise PlanError(f"question bank {path}: {error.strerror}; restore the file") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise PlanError(f"{path}:{number}: not JSON ({error}); mend the line") from error
        if not isinstance(entry, dict) or set(entry) != KEYS:
            raise PlanError(f"{path}:{number}: an entry has exactly the keys {', '.join(sorted(KEYS))}")
        yield number, entry


def faults(entries: Sequence[Entry], plan: Plan) -> Iterator[str]:
    """Yield what is wrong with a bank: a quote not in its sentence, empty, doubled or contradicting questions.

    The two periods may be asked the same ("建了几个口袋公园"), so a question may stand once in each.
    """
    answered: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        period = plan.sentences[entry.sentence].period
        yield from (f"{_where(entry)}: {fault}" for fault in _own_faults(entry, plan))
        for question in entry.questions:
            other = answered.setdefault((_bare(question), period), entry)
            if other is not entry:
                yield f"{_where(entry)}: question {question!r} also stands at entry {other.id}"
    for entry in entries:
        period = plan.sentences[entry.sentence].period
        for question in entry.missing:
            giver = answered.get((_bare(question), period))
            if giver is not None:
                yield f"{_where(entry)}: {question!r} is missing here, answered at entry {giver.id}"


def _own_faults(entry: Entry, plan: Plan) -> Iterator[str]:
    if entry.quote not in plan.sentences[entry.sentence].text:
        yield f"the quote does not stand in sentence {entry.sentence}"
    for kind in (entry.questions, entry.lay_terms, entry.missing):
        if any(not piece.strip() for piece in kind):
            yield "an empty question or term"
        yield from (f"{piece!r} stands twice" for piece, count in Counter(map(_bare, kind)).items() if count > 1)
    for term in entry.lay_terms:
        if term in entry.quote:
            yield f"lay term {term!r} is the quote's own word"


def _where(entry: Entry) -> str:
    return f"entry {entry.id} ({entry.quote[:24]}…)"


def _bare(question: str) -> str:
    """Return a question without what does not tell it from another: punctuation, white space, final particles."""
    return re.sub(r"[\W_]", "", question).rstrip("吗呢吧伐啊呀")
