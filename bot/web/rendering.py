"""Rendering: templates become pages; what every page needs beside its own content."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web import visitors
from bot.web.assets import Assets, unless_known

PRIVATE = "private, no-store"
MOST_KEPT = 40  # pages of up to 100 KB
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


class KeptPages:
    """Pages that stay the same as long as the plan does, kept as made: what is asked of them, and how, names them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: OrderedDict[tuple[str, visitors.Preferences], bytes] = OrderedDict()

    def page(self, request: Request, template: str, context: Callable[[], dict[str, Any]]) -> Response:
        """Return a page, made from its context where it is not kept; 304 where the browser has the same."""
        name = here(request), visitors.preferences(request)
        body = self._made.get(name)
        if body is None:
            body = html(request, template, **context()).encode("utf-8", "replace")
        self._made[name] = body
        self._made.move_to_end(name)
        if len(self._made) > MOST_KEPT:
            self._made.popitem(last=False)
        return unless_known(request, HTMLResponse(body, headers={"Cache-Control": SAME}))


def here(request: Request) -> str:
    """Return the path and query of a page, to come back to; that of the page with the form for what a form sent."""
    if request.method != "GET":
        return "/embed" if request.url.path == "/embed" else "/"
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
