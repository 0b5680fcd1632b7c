"""Faults: what went wrong, as a page in plain Chinese with a way back, for people; programs get problem+json."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from bot.question import MAX_LENGTH
from bot.web import rendering, wording

HTML = "text/html"


def wants_page(request: Request) -> bool:
    """Return whether a request comes from a browser's window and not from a program."""
    return HTML in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def page(request: Request, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """Return the page of an HTTP status; `detail` is what to say instead of the usual, in Chinese."""
    headers = headers or {}
    title, advice = wording.FAULTS.get(status, wording.OTHER_FAULT)
    wait = headers.get("Retry-After", wording.A_MOMENT)
    told = detail or advice.format(limit=MAX_LENGTH, wait=wait)
    made = rendering.page(request, "fault.html", status, title=title, told=told, code=status)
    made.headers.update(headers)
    return made
