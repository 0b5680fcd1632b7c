"""Faults: what went wrong, as a page in plain Chinese with a way back, for people; programs get problem+json."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from bot.question import MAX_LENGTH
from bot.web import rendering, wording
from bot.web.problems import Problem


def wants_page(scope: Scope) -> bool:
    """Return whether a request comes from a browser's window and not from a program."""
    return "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith("/api/")


def response(scope: Scope, problem: Problem) -> Response:
    """Return a problem as whoever sent the request can read it."""
    if wants_page(scope):
        return page(Request(scope), problem.status, headers=problem.headers)
    return problem.response()


def page(request: Request, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """Return the page of an HTTP status; a `detail` in Chinese is told instead of the usual sentence."""
    headers = headers or {}
    title, advice = wording.FAULTS.get(status, wording.OTHER_FAULT)
    wait = headers.get("Retry-After", wording.A_MOMENT)
    # Without one of its own an HTTPException has the English phrase of its status.
    told = advice.format(limit=MAX_LENGTH, wait=wait) if detail.isascii() else detail
    made = rendering.page(request, "fault.html", status, title=title, told=told, code=status)
    made.headers.update(headers)
    return made
