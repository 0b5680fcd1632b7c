"""OpenAPI: the description of the API (OpenAPI 3.1), made at start from the table of operations."""

import json
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.web import operations, problems, replying, schemas, shapes
from bot.web.fields import Field, from_query
from bot.web.operations import Operation
from knowledge.records import Plan

ABOUT = """Ask a government plan in everyday Chinese. Every fact in an answer stands in the plan; each answer carries the
passages on which it rests, verbatim.

The paths carry the version. Without it, `/api/…` for `/api/v1/…`, they mean the current version.
`GET` answers to `HEAD` too; what depends on the plan alone has an `ETag` and may be kept.
Errors are `application/problem+json` (RFC 9457), their `detail` in Chinese for whoever asked."""
EXAMPLES = "api-examples.json"  # real answers, in bot/data; a test keeps them true
# What fills the gaps of the problems' sentences in the examples.
SAMPLE = {
    "allowed": "OPTIONS, POST",
    "byte": 14,
    "entry": "abcdefghijklmnop",
    "first": 0,
    "found": "“5”",
    "known": "question、conversation",
    "last": 79,
    "length": 612,
    "limit": 500,
    "method": "GET",
    "name": "question",
    "number": "99",
    "part": "段落",
    "path": "/api/asks",
    "place": "请求正文",
    "plan": "other",
    "seconds": 12,
    "wanted": "一段文字",
    "why": "第1行第2个字符处：Expecting property name enclosed in double quotes",
}
OTHER_LIMITS = {"body-too-large": 16384, "head-too-large": 32768}
MEANING = {
    400: "The request cannot be read.",
    404: "There is no such thing.",
    408: "The request came too slowly.",
    413: "Too much was sent.",
    415: "The body is no JSON.",
    422: "A value cannot be used.",
    429: "This address asks too often; `Retry-After` says how long to wait.",
    431: "The headers are too large.",
    500: "An error of planbot's own.",
    503: "The service cannot answer now.",
}


def document(plan: Plan) -> dict[str, Any]:
    """Return the OpenAPI document of the API over a plan."""
    table = operations.table(plan)
    examples = json.loads(files("bot").joinpath("data", EXAMPLES).read_text(encoding="utf-8"))
    records = dict.fromkeys(r for o in table for r in o.answers.values() if r is not None)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "规划通 planbot",
            "version": version("planbot"),
            "description": ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {o.path: {o.method.lower(): _operation(o, examples)} for o in table},
        "components": {
            "schemas": schemas.components((*records, shapes.Problem)),
            "examples": {kind: {"value": example(kind)} for kind in problems.KINDS},
        },
    }


def example(kind: str) -> dict[str, object]:
    """Return an example of a problem."""
    return problems.Problem(kind, {**SAMPLE, "limit": OTHER_LIMITS.get(kind, SAMPLE["limit"])}).to_json()


def _operation(operation: Operation, examples: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": operation.id, "summary": operation.summary}
    parameters = [*_parameters("path", operation.params), *_parameters("query", operation.query)]
    if parameters:
        found["parameters"] = parameters
    if operation.body:
        found["requestBody"] = {"required": True, "content": {operations.JSON: _body(operation.body)}}
    found["responses"] = {**_success(operation, examples), **dict(_failures(operation))}
    return found


def _parameters(place: str, fields: Iterable[Field]) -> list[dict[str, Any]]:
    return [
        {
            "name": field.name,
            "in": place,
            "required": field.required,
            "description": field.help,
            "schema": field.schema(),
            "example": field.example,
        }
        for field in fields
    ]


def _body(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "schema": {
            "type": "object",
            "required": [field.name for field in fields if field.required],
            "properties": {field.name: {**field.schema(), "description": field.help} for field in fields},
            "additionalProperties": False,
        },
        "example": {field.name: field.example for field in fields},
    }


def _success(operation: Operation, examples: dict[str, Any]) -> dict[str, Any]:
    if not operation.answers:
        return {"204": {"description": "Done."}}
    content: dict[str, Any] = {}
    for media_type, record in operation.answers.items():
        if media_type != operations.JSON:
            content[media_type] = {"schema": {"type": "string"} if media_type.startswith("text/") else {}}
        elif record is None:
            content[media_type] = {"schema": {"type": "object"}}
        else:
            content[media_type] = {"schema": schemas.reference(record), "example": examples.get(operation.id)}
    good: dict[str, Any] = {"description": "Done.", "content": content}
    if not operation.same:
        return {"200": good}
    good["headers"] = {"ETag": {"schema": {"type": "string"}}, "Cache-Control": {"schema": {"type": "string"}}}
    return {"200": good, "304": {"description": "What the client has (`If-None-Match`) is still the same."}}


def _failures(operation: Operation) -> Iterable[tuple[str, dict[str, Any]]]:
    kinds = sorted(operation.every_problem, key=lambda kind: problems.KINDS[kind].status)
    for status in dict.fromkeys(problems.KINDS[kind].status for kind in kinds):
        shown = [kind for kind in kinds if problems.KINDS[kind].status == status]
        failure: dict[str, Any] = {
            "description": MEANING[status],
            "content": {
                problems.MEDIA_TYPE: {
                    "schema": schemas.reference(shapes.Problem),
                    "examples": {kind: {"$ref": f"#/components/examples/{kind}"} for kind in shown},
                }
            },
        }
        if status == 429:
            failure["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
        yield str(status), failure


class Description:
    """The operation `openapi`."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan that can be asked."""
        self._plan = plan.id
        self._body = replying.json_bytes(document(plan))

    async def show(self, request: Request) -> Response:
        """Return the document."""
        from_query(request, ())
        return replying.not_modified(request, self._plan) or replying.unchanging(self._plan, self._body)
