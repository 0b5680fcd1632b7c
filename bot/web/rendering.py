"""Rendering: templates become pages; what every page needs beside its own content."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web import visitors
from bot.web.assets import Assets, unless_known

PRIVATE = "private, no-store"
SAME = "private, no-cache"  # keep it, but ask whether it is still the same


@cache
def assets() -> Assets:
    """Return the static files, read once."""
    return Assets()


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["asset"] = assets().url
    return environment


def html(request: Request, template: str, **context: Any) -> str:  # noqa: ANN401  (what the template names)
    """Return a template filled in; every text in it is escaped."""
    shared = {"preferences": visitors.preferences(request), "here": here(request)}
    return _templates().get_template(template).render({**shared, **context})


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401
    """Return a page that is the visitor's alone."""
    # A lone surrogate has no UTF-8; it is shown as a question mark.
    body = html(request, template, **context).encode("utf-8", "replace")
    return HTMLResponse(body, status, {"Cache-Control": PRIVATE})


def same_page(request: Request, template: str, **context: Any) -> Response:  # noqa: ANN401
    """Return a page that stays the same as long as the plan and the visitor's preferences do."""
    made = HTMLResponse(html(request, template, **context).encode("utf-8", "replace"), headers={"Cache-Control": SAME})
    return unless_known(request, made)


def here(request: Request) -> str:
    """Return the path and query of a page, to come back to; that of the page with the form for what a form sent."""
    if request.method != "GET":
        return "/embed" if request.url.path == "/embed" else "/"
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
