"""Explain: how the answer to a question came about, for whoever wants to mend it."""

import argparse
import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from bot import guard, render, steps
from bot.answer import Answer
from bot.conversation import Conversation
from bot.exits import OK
from bot.home import open_search
from bot.question import Question
from bot.settings import Settings
from index.lexicon import Name
from index.search import Hit, Search
from index.spelling import Correction
from knowledge.records import Plan

NOT_LISTED = frozenset({"text", "message", "corrections", "previous"})  # fields of Question that are told elsewhere
SHOWN = 40  # characters of a quote


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Ask the messages before, then explain the answer to the last."""
    talk = Conversation(open_search(settings.home, options.plan))
    for message in options.after:
        talk.ask(message)
    print("\n".join(explanation(talk, " ".join(options.text))))
    return OK


def explanation(talk: Conversation, message: str) -> Iterator[str]:
    """Yield the lines that explain the answer to a message; the talk then remembers it as asked."""
    question = talk.understand(message)
    asked, unguarded = steps.looked_at_again(question, talk.search, steps.first_answer(question, talk.search))
    answer = talk.ask(message)
    yield from _understood(question, talk.search.plan)
    if asked is not question:
        yield f"second look {asked.message}"
        question = asked
    yield ""
    yield from _found(question, talk.search, answer)
    yield ""
    yield from _steps(question, talk.search, unguarded)
    yield ""
    bare = sorted(guard.ungrounded(unguarded, question))
    yield f"guard      {'every figure is backed' if not bare else 'REFUSED, nothing backs ' + ', '.join(bare)}"
    if unguarded.derived:
        yield f"computed   {', '.join(unguarded.derived)}"
    yield f"answer     [{answer.status}]"
    yield answer.text


def _understood(question: Question, plan: Plan) -> Iterator[str]:
    yield f"message    {question.text}"
    yield f"canonical  {question.message}"
    for correction in question.corrections:
        yield f"corrected  {_readable(correction, plan)}"
    for field in dataclasses.fields(question):
        value = getattr(question, field.name)
        if value and field.name not in NOT_LISTED:
            yield f"{field.name:<10} {_readable(value, plan)}"
    if question.previous is not None:
        yield f"before     {question.previous.question.text} → {question.previous.answer.step}"


def _readable(value: object, plan: Plan) -> str:
    if isinstance(value, Correction):
        return f"{value.found} → {value.meant} ({value.how})"
    if isinstance(value, Name):
        return f"{value.found} = {_target(value, plan)}"
    if isinstance(value, tuple) and value and all(isinstance(item, str) for item in value):
        return " ".join(value)
    if isinstance(value, tuple | frozenset):
        return ", ".join(_readable(item, plan) for item in (value if isinstance(value, tuple) else sorted(value)))
    return "yes" if value is True else str(value)


def _target(name: Name, plan: Plan) -> str:
    """Return what a name found stands for: records by their name, measures by their label, ambiguities by both."""
    if name.kind == "measure":
        return next((m.label for m in plan.measures if m.id == name.target), name.target)
    if name.kind == "ambiguity":
        return " or ".join(plan.ambiguities[int(name.target)].measures)
    records: Sequence[Any] = {
        "project": plan.projects,
        "enumeration": plan.enumerations,
        "topic": plan.topics,
        "absent": plan.absent,
        "place": plan.places,
    }.get(name.kind, ())
    return records[int(name.target)].name if records else name.target


def _found(question: Question, search: Search, answer: Answer) -> Iterator[str]:
    weighed = (f"{term}·{search.idf(term):.1f}" for term in dict.fromkeys(search.terms.of(question.message)))
    yield f"terms      {' '.join(weighed)}"
    hits = search.hits(question.message)
    if not hits:
        yield "candidates none"
        return
    yield "candidates by score = share of the best BM25 + 1.2 × likeness to a bank question + 0.6 × cover of the terms"
    head = ("", "score", "bm25", "like", "missing", "cover", "place", "quote", "nearest question")
    yield render.columns([head, *(_candidate(hit, search, answer) for hit in hits)])


def _candidate(hit: Hit, search: Search, answer: Answer) -> tuple[str, ...]:
    sentence = search.sentence(hit.entry.sentence)
    cited = any(c.kind == "paragraph" and sentence.text in c.quote for c in answer.citations)
    parts = (hit.score, hit.bm25, hit.likeness, hit.missing, hit.cover)
    place = f"[{sentence.paragraph}]"
    return (
        "kept" if cited else "rejected",
        *(f"{p:.2f}" for p in parts),
        place,
        _cut(hit.entry.quote),
        _cut(hit.nearest),
    )


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _steps(question: Question, search: Search, answer: Answer) -> Iterator[str]:
    """Yield each step: passed, answered, or what it would have said had it been reached."""
    yield f"steps      answered by {answer.step}"
    rows: list[tuple[str, str, str]] = []
    answered = False
    for step in steps.STEPS:
        found = step(question, search)
        name = f"{step.__module__.rpartition('.')[2]}.{step.__name__}"
        if found is None:
            rows.append(("not reached" if answered else "passed", name, f"for: {_purpose(step.__doc__)}"))
        else:
            said = f"[{found.status}] {_cut(found.text.partition(chr(10))[0])}"
            rows.append(("would say" if answered else "ANSWERED", name, said))
            answered = True
    yield render.columns(rows)


def _purpose(docstring: str | None) -> str:
    return (docstring or "").partition("\n")[0]
