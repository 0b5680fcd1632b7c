"""The flow: a list of steps, each (Question, Search) -> Answer or None; the first answer counts."""

import time
from collections.abc import Callable

from bot import (
    absence,
    chapters,
    figuring,
    guard,
    indicators,
    last_answer,
    lists,
    members,
    miscounted,
    off_table,
    ordinals,
    other_places,
    overviews,
    parts,
    prose,
    second_look,
    side_by_side,
    small_talk,
    subject,
    suggest,
    tables,
    to_build,
)
from bot.answer import ANSWERED, NOT_FOUND, PARTIAL, Answer
from bot.question import Question
from index.search import Search

EVASIVE = (PARTIAL, NOT_FOUND)
SECOND = ("prose.on_prose",)  # steps whose answer to a long message is looked at again
Step = Callable[[Question, Search], Answer | None]

STEPS: tuple[Step, ...] = (
    small_talk.on_unusable,
    last_answer.on_last_answer,
    small_talk.on_small_talk,
    miscounted.on_miscounted,
    parts.on_parts,
    ordinals.on_ordinals,
    other_places.on_other_place,
    side_by_side.on_verbatim,
    chapters.on_chapters,
    members.on_besides,
    side_by_side.on_same,
    side_by_side.on_periods,
    side_by_side.on_two,
    side_by_side.on_sums,
    figuring.on_figuring,
    side_by_side.on_each,
    tables.on_tables,
    off_table.on_off_table,
    indicators.on_indicators,
    lists.on_lists,
    subject.on_bare,
    absence.on_absent,
    to_build.on_to_build,
    overviews.on_overview,
    prose.on_prose,
    overviews.on_remaining_topic,
    absence.not_found,
)


def answer(question: Question, search: Search) -> Answer:
    """Return the answer to a question: pure, synchronous, the same for the same question and plan."""
    return settled(question, search)[1]


def settled(question: Question, search: Search) -> tuple[Question, Answer]:
    """Return what was answered – the question, or the part of a long message that asks – and its answer."""
    started = time.perf_counter()
    asked, found = looked_at_again(question, search, first_answer(question, search))
    found = guard.guarded(found, question)
    found = suggest.with_suggestions(found, asked, search)
    elapsed = round((time.perf_counter() - started) * 1000, 3)
    return asked, found.with_(question=question.text, elapsed_ms=elapsed)


def looked_at_again(question: Question, search: Search, found: Answer) -> tuple[Question, Answer]:
    """Return what a long message asks without what it tells by the way, and its answer, where the whole got none."""
    summed = found.step == "parts.on_parts" and question.claims and question.confirms
    doubtful = found.status in EVASIVE or (found.step in SECOND and second_look.is_far(question, search))
    if summed or not doubtful:
        return question, found  # the figures that such a message states were looked at one by one
    pieces = list(second_look.shorter(question, search))
    for part in pieces:
        if found.status in EVASIVE or second_look.is_nearer(question, part, pieces, search):
            other = first_answer(part, search)
            told = (ANSWERED, PARTIAL) if found.status == NOT_FOUND else (ANSWERED,)
            if other.status in told and not other.step.startswith("overviews."):
                return part, other
    return question, found


def first_answer(question: Question, search: Search, without: Step | None = None) -> Answer:
    """Return the first step's answer, with the step's name for `explain`; `without` is a step to leave out."""
    for step in STEPS:
        found = step(question, search) if step is not without else None
        if found is not None:
            return found if found.step else found.with_(step=f"{step.__module__.split('.')[-1]}.{step.__name__}")
    raise AssertionError("the last step always answers")
