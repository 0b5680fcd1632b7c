"""Operations: the API as one table, from which its routes, the checks of what is sent and its OpenAPI are made."""

from dataclasses import dataclass
from typing import Any

from bot.web import inputs, shapes
from bot.web.fields import Field
from knowledge.records import Plan

VERSION = "/api/v1"  # the same paths under /api mean the current version
JSON, CSV, SVG, PNG = "application/json", "text/csv", "image/svg+xml", "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
METRICS = "text/plain"
EVERYWHERE = (
    "too-often",
    "unexpected",
    "too-many-connections",
    "stopping",
    "too-slow",
    "head-too-large",
    "bad-request",
)
OF_QUERY = ("unknown", "repeated", "wrong-value", "query-not-utf8")
OF_BODY = (
    "not-utf8",
    "not-json",
    "duplicate-member",
    "not-object",
    "surrogate",
    "missing",
    "unknown",
    "wrong-value",
    "body-too-large",
    "wrong-media-type",
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One row: what is asked for, what may be sent with it, what comes back.

    `answers` maps media types to the record of the JSON, or None for what is no JSON; no media type at all
    means 204. `problems` are kinds of bot/web/problems.py beside those that may always arise.
    """

    id: str
    method: str
    path: str
    summary: str
    answers: dict[str, type[Any] | None]
    problems: tuple[str, ...] = ()
    params: tuple[Field, ...] = ()
    query: tuple[Field, ...] = ()
    body: tuple[Field, ...] = ()
    same: bool = False  # the answer changes only with the plan: it has an ETag

    @property
    def every_problem(self) -> tuple[str, ...]:
        """Return the kinds of all problems that may arise, each once."""
        own = self.path.startswith("/api")
        sent = (*(OF_BODY if self.body else ()), *(OF_QUERY if own and not self.body else ()))
        return tuple(dict.fromkeys((*sent, *self.problems, *EVERYWHERE)))


def table(plan: Plan) -> tuple[Operation, ...]:
    """Return the operations over a plan; most are asked for in this order."""
    return (*_talking(), *_plan(plan), *_indicators(plan), *_running())


def _talking() -> tuple[Operation, ...]:
    entry = (inputs.ENTRY,)
    return (
        Operation(
            "ask",
            "POST",
            f"{VERSION}/ask",
            "Ask a question; the answer stands in the plan, with the passages.",
            {JSON: shapes.Reply},
            ("question-too-long",),
            body=(inputs.QUESTION, inputs.CONVERSATION),
        ),
        Operation(
            "search",
            "GET",
            f"{VERSION}/search",
            "Look for passages: verbatim, with their place, best first.",
            {JSON: shapes.Hits},
            ("missing",),
            query=(inputs.TEXT, inputs.HITS),
        ),
        Operation(
            "feedback",
            "POST",
            f"{VERSION}/feedback",
            "Say whether an answer was useful; only who asked may.",
            {},
            ("no-entry",),
            body=(inputs.ENTRY, inputs.NAMED, inputs.USEFUL),
        ),
        Operation(
            "entry",
            "GET",
            f"{VERSION}/entries/{{entry}}",
            "Show an earlier answer again, made anew from its talk.",
            {JSON: shapes.Answer},
            ("no-entry",),
            params=entry,
        ),
        Operation(
            "entry-chart",
            "GET",
            f"{VERSION}/entries/{{entry}}/chart",
            "Draw the chart that belongs to an answer.",
            {SVG: None, PNG: None},
            ("no-entry", "no-chart"),
            params=entry,
            query=(inputs.PICTURE, inputs.THEME),
        ),
        Operation(
            "entry-table",
            "GET",
            f"{VERSION}/entries/{{entry}}/table",
            "Download the table of an answer.",
            {CSV: None, XLSX: None},
            ("no-entry", "no-table"),
            params=entry,
            query=(inputs.form("csv", "xlsx"),),
        ),
        Operation(
            "forget",
            "POST",
            f"{VERSION}/forget",
            "Erase all that is kept of a conversation, at once.",
            {JSON: shapes.Erased},
            body=(inputs.NAMED,),
        ),
    )


def _plan(plan: Plan) -> tuple[Operation, ...]:
    id_ = inputs.plan_id(plan)
    base = f"{VERSION}/plans/{{id}}"
    missing, part = ("no-plan",), ("no-plan", "no-part")
    return (
        Operation(
            "plans",
            "GET",
            f"{VERSION}/plans",
            "List the plans that can be asked here.",
            {JSON: shapes.Plans},
            same=True,
        ),
        Operation("plan", "GET", base, "Show a plan's card.", {JSON: shapes.PlanCard}, missing, (id_,), same=True),
        Operation(
            "outline",
            "GET",
            f"{base}/outline",
            "Show a plan's headings and what stands under each.",
            {JSON: shapes.Outline},
            missing,
            (id_,),
            same=True,
        ),
        Operation(
            "paragraphs",
            "GET",
            f"{base}/paragraphs",
            "Read the plan's text, verbatim, some paragraphs at a time.",
            {JSON: shapes.Paragraphs},
            missing,
            (id_,),
            (inputs.OFFSET, inputs.LIMIT),
            same=True,
        ),
        Operation(
            "paragraph",
            "GET",
            f"{base}/paragraphs/{{number}}",
            "Read one paragraph, as citations number it.",
            {JSON: shapes.Paragraph},
            part,
            (id_, inputs.NUMBER),
            same=True,
        ),
        Operation(
            "tables",
            "GET",
            f"{base}/tables",
            "Read all tables as printed.",
            {JSON: shapes.Tables},
            missing,
            (id_,),
            same=True,
        ),
        Operation(
            "table",
            "GET",
            f"{base}/tables/{{number}}",
            "Read one table as printed.",
            {JSON: shapes.Table, CSV: None, XLSX: None},
            part,
            (id_, inputs.NUMBER),
            (inputs.form("json", "csv", "xlsx"),),
            same=True,
        ),
    )


def _indicators(plan: Plan) -> tuple[Operation, ...]:
    id_ = inputs.plan_id(plan)
    base = f"{VERSION}/plans/{{id}}/indicators"
    part = ("no-plan", "no-part")
    return (
        Operation(
            "indicators",
            "GET",
            base,
            "List the indicators, each cell with its unit, year and meaning.",
            {JSON: shapes.Indicators, CSV: None},
            ("no-plan",),
            (id_,),
            (inputs.NAME, inputs.ATTRIBUTE, inputs.period(plan), inputs.form("json", "csv")),
            same=True,
        ),
        Operation(
            "indicator",
            "GET",
            f"{base}/{{number}}",
            "Read one indicator.",
            {JSON: shapes.Indicator},
            part,
            (id_, inputs.NUMBER),
            same=True,
        ),
        Operation(
            "indicator-chart",
            "GET",
            f"{base}/{{number}}/chart",
            "Draw the chart of one indicator.",
            {SVG: None, PNG: None},
            (*part, "no-chart"),
            (id_, inputs.NUMBER),
            (inputs.PICTURE, inputs.THEME),
            same=True,
        ),
    )


def _running() -> tuple[Operation, ...]:
    return (
        Operation("lives", "GET", "/healthz", "Say that the process serves.", {JSON: shapes.Alive}),
        Operation("ready", "GET", "/readyz", "Answer a real question first.", {JSON: shapes.Ready}, ("not-ready",)),
        Operation("metrics", "GET", "/metrics", "Show numbers for Prometheus.", {METRICS: None}),
        Operation("openapi", "GET", "/api/openapi.json", "Describe the API (OpenAPI 3.1).", {JSON: None}, same=True),
    )


def by_id(plan: Plan) -> dict[str, Operation]:
    """Return the operations by their id."""
    return {operation.id: operation for operation in table(plan)}
