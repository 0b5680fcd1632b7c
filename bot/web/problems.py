"""Problems: every error of the API in one table, told as problem+json (RFC 9457)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from bot.web import words

MEDIA_TYPE = "application/problem+json"
SHOWN = 60  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: HTTP status, English title and the Chinese detail with its gaps."""

    status: int
    title: str
    detail: str


KINDS: dict[str, Kind] = {
    "bad-request": Kind(400, "The request is not HTTP", words.BAD_REQUEST),
    "not-utf8": Kind(400, "The body is not UTF-8", words.NOT_UTF8),
    "not-json": Kind(400, "The body is not JSON", words.NOT_JSON),
    "not-object": Kind(422, "The body is not a JSON object", words.NOT_OBJECT),
    "duplicate-member": Kind(400, "A member stands twice", words.DUPLICATE),
    "surrogate": Kind(422, "A text has a lone surrogate", words.SURROGATE),
    "missing": Kind(422, "A value is missing", words.MISSING),
    "unknown": Kind(422, "A value is not known here", words.UNKNOWN),
    "repeated": Kind(422, "A parameter stands twice", words.REPEATED),
    "wrong-value": Kind(422, "A value cannot be used", words.WRONG),
    "query-not-utf8": Kind(400, "The query is not UTF-8", words.QUERY_NOT_UTF8),
    "question-too-long": Kind(413, "The question is too long", words.QUESTION_TOO_LONG),
    "body-too-large": Kind(413, "The body is too large", words.BODY_TOO_LARGE),
    "wrong-media-type": Kind(415, "The body has another media type", words.WRONG_MEDIA_TYPE),
    "forbidden": Kind(403, "The request is refused", words.FORBIDDEN),
    "no-page": Kind(404, "Nothing is at this address", words.NO_PAGE),
    "no-entry": Kind(404, "No such answer", words.NO_ENTRY),
    "no-plan": Kind(404, "No such plan", words.NO_PLAN),
    "no-part": Kind(404, "The plan has no such part", words.NO_PART),
    "no-chart": Kind(404, "There is nothing to draw", words.NO_CHART),
    "no-table": Kind(404, "The answer has no table", words.NO_TABLE),
    "wrong-method": Kind(405, "The method is not allowed here", words.WRONG_METHOD),
    "too-slow": Kind(408, "The request came too slowly", words.TOO_SLOW),
    "head-too-large": Kind(431, "The headers are too large", words.HEAD_TOO_LARGE),
    "too-often": Kind(429, "Too many requests", words.TOO_OFTEN),
    "unexpected": Kind(500, "An error of planbot's own", words.UNEXPECTED),
    "too-many-connections": Kind(503, "Too many connections", words.TOO_MANY_CONNECTIONS),
    "stopping": Kind(503, "The service is stopping", words.STOPPING),
    "not-ready": Kind(503, "The service is not ready", words.NOT_READY),
}


@dataclass(slots=True)
class Problem(Exception):
    """A request that cannot be answered: a kind of KINDS and what fills the gaps of its detail."""

    kind: str
    gaps: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return KINDS[self.kind].status

    def to_json(self) -> dict[str, object]:
        """Return the members of RFC 9457."""
        kind = KINDS[self.kind]
        detail = kind.detail.format(**self.gaps)
        return {"type": f"urn:planbot:{self.kind}", "title": kind.title, "status": kind.status, "detail": detail}

    def response(self) -> Response:
        """Return the answer to be sent."""
        body = json.dumps(self.to_json(), ensure_ascii=False).encode("utf-8", "backslashreplace")
        headers = {"Cache-Control": "no-store", **self.headers}
        return Response(body, self.status, headers, media_type=MEDIA_TYPE)


def shown(value: object) -> str:
    """Return a value as a message shows it: JSON, shortened."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = f"{text[:SHOWN]}…" if len(text) > SHOWN else text
    return f"“{text}”"
