"""Shapes: what the API's answers hold, as records; their JSON Schema is made from them (bot/web/schemas.py).

Paragraphs count from 0, as in citations; tables and indicators from 1. Values are text, as printed.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from bot.answer import Citation, Grid
from knowledge.records import Cell

Period = Annotated[str | None, "Id of the five-year period that it tells of; null: the situation, neither period."]
Number = Annotated[int, "The number that addresses it."]
PlanId = Annotated[str, "The plan's id."]


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply to one message: what `bot.answer.Answer.to_json` returns."""

    question: Annotated[str, "The question as it was understood, without control characters."]
    status: Annotated[
        str,
        "answered: the plan holds it; partial: it speaks of the subject, not of what was asked; not_found; "
        "clarify: several things may be meant, see options; chat: small talk.",
    ]
    text: Annotated[str, "The reply in Chinese, its first line the answer."]
    citations: Annotated[tuple[Citation, ...], "The passages on which it rests, verbatim."]
    table: Annotated[Grid | None, "The table to show with it, or null."]
    options: Annotated[tuple[str, ...], "Where the status is clarify: what may be meant, each a question to be asked."]
    suggestions: Annotated[tuple[str, ...], "Questions that may be asked next."]
    elapsed_ms: Annotated[float, "Milliseconds that finding the answer took."]


@dataclass(frozen=True, slots=True)
class Reply(Answer):
    """An answer with its place: rate it or show it again by `entry`, go on in `conversation`."""

    entry: Annotated[str, "Id of this answer."]
    conversation: Annotated[str, "Id of the conversation; send it with the next question."]


@dataclass(frozen=True, slots=True)
class Said(Answer):
    """An answer to a program that talks (MCP)."""

    conversation: Annotated[str, "Id of the conversation; send it with a follow-up question."]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was forgotten."""

    erased: Annotated[int, "Number of messages that were erased."]


@dataclass(frozen=True, slots=True)
class Hit(Citation):
    """A passage that a search found."""

    score: Annotated[float, "The higher the nearer (0 to 2.8); comparable within one search only."]


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, best first."""

    query: Annotated[str, "What was looked for."]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class FiveYears:
    """A five-year period."""

    id: str
    name: str
    first_year: int
    last_year: int
    done: Annotated[bool, "Whether the plan tells its results; otherwise what is planned."]


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan."""

    id: PlanId
    title: str
    town: str
    edition: Annotated[str, "Changes when the plan or planbot changes."]
    periods: tuple[FiveYears, ...]
    paragraphs: Annotated[int, "How many paragraphs it has."]
    tables: Annotated[int, "How many tables it has."]
    indicators: Annotated[int, "How many indicators (rows of its tables) it has."]


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans that can be asked here."""

    plans: tuple[PlanCard, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what stands directly under it."""

    level: Annotated[int, "1 for a chapter (一、), 2 for （一）, 3 for 1."]
    title: str
    path: Annotated[tuple[str, ...], "The headings above it and its own title."]
    period: Period
    paragraphs: Annotated[tuple[int, ...], "Numbers of its paragraphs."]
    tables: Annotated[tuple[int, ...], "Numbers of its tables."]


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan's headings in the order of the text."""

    plan: PlanId
    title: str
    preface: Annotated[tuple[int, ...], "Numbers of the paragraphs before the first heading."]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, verbatim."""

    number: Number
    path: Annotated[tuple[str, ...], "The headings above it and its lead phrase."]
    lead: Annotated[str, "The phrase that it begins with (一是…), or empty."]
    text: Annotated[str, "The text, verbatim."]
    period: Period
    first_line: Annotated[int, "Its first line in the source, from 1."]
    last_line: Annotated[int, "Its last line in the source."]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Some paragraphs of a plan in the order of the text."""

    plan: PlanId
    total: Annotated[int, "How many paragraphs the plan has."]
    offset: Annotated[int, "Number of the first one here."]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed."""

    number: Number
    path: Annotated[tuple[str, ...], "The headings above it and its caption."]
    caption: str
    unit: Annotated[str, "The unit printed above it, or empty."]
    period: Period
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a plan."""

    plan: PlanId
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of a table."""

    number: Number
    table: Annotated[int, "Number of its table."]
    caption: Annotated[str, "Caption of its table."]
    name: Annotated[str, "Its name as printed."]
    attribute: Annotated[str, "预期性 or 约束性 for a target, else empty."]
    unit: str
    period: Period
    row: Annotated[str, "The row as printed, to be cited."]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Indicators:
    """The indicators of a plan that fit."""

    plan: PlanId
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Indicators that a name stands for, to be cited by their rows (MCP)."""

    plan: PlanId
    indicators: tuple[Indicator, ...]
    citations: Annotated[tuple[Citation, ...], "The row of each, as printed, with its place."]


@dataclass(frozen=True, slots=True)
class Alive:
    """The process serves."""

    status: Annotated[str, "ok"]


@dataclass(frozen=True, slots=True)
class Ready:
    """The process answers: a real question has just been answered."""

    status: Annotated[str, "ok"]
    plan: PlanId
    paragraphs: Annotated[int, "How many paragraphs the plan has."]


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong (RFC 9457)."""

    type: Annotated[str, "urn:planbot: and the kind of problem; stays the same."]
    title: Annotated[str, "The kind in English."]
    status: Annotated[int, "The HTTP status."]
    detail: Annotated[str, "In Chinese: the value, the place and what to do."]


# What the records of other packages say of their fields in their docstrings.
ELSEWHERE: dict[type[Any], dict[str, str]] = {
    Citation: {
        "plan": "The plan's id.",
        "kind": "paragraph or table.",
        "path": "Chapter, section, lead phrase or table caption.",
        "quote": "Verbatim text; for a table the row as printed.",
        "paragraph": "Number of the paragraph; for a table of the one before it.",
    },
    Grid: {"caption": "Its caption.", "unit": "The unit printed above it, or empty."},
    Cell: {
        "column": "The printed column.",
        "year": "Set for the value of a single year.",
        "meaning": "amount (of that year), rate (yearly, over the period), total (of the period) or target.",
        "value": "As printed, without unit or percent sign.",
        "unit": "Its unit.",
        "line": "Its line in the source.",
    },
}
