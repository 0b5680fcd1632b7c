"""App: the web channel as one Starlette application: API, pages, other channels' routes, and what guards them."""

import importlib
import importlib.util
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from bot.front import Front
from bot.settings import Settings
from bot.web.asking import Asking
from bot.web.fields import shortened
from bot.web.problems import Problem


def make(front: Front, settings: Settings, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the application: `routes` of other channels first, then the API and the pages."""
    asking = Asking(front)
    api = [Route(f"/api{version}/ask", asking.ask, methods=["POST"]) for version in ("/v1", "")]
    app = Starlette(
        routes=[*routes, *api, *_pages(front, settings)],
        exception_handlers={Problem: _problem, HTTPException: _http},
    )
    app.router.redirect_slashes = False  # behind a proxy it would name the wrong host
    return app


def _pages(front: Front, settings: Settings) -> list[BaseRoute]:
    if importlib.util.find_spec("bot.web.pages") is None:
        return []
    found: list[BaseRoute] = importlib.import_module("bot.web.pages").routes(front, settings)
    return found


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101  (for the type checker: registered for it alone)
    return error.response()


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    path = shortened(request.url.path)
    if error.status_code != 405:
        return Problem("no-page", {"path": path}).response()
    allowed = ", ".join(sorted({*_methods(request), "OPTIONS"}))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": allowed})
    gaps = {"path": path, "method": shortened(request.method), "allowed": allowed}
    return Problem("wrong-method", gaps, {"Allow": allowed}).response()


def _methods(request: Request) -> set[str]:
    """Return the methods of all routes at a request's path."""
    routes = [r for r in request.app.routes if isinstance(r, Route) and r.matches(request.scope)[0] is not Match.NONE]
    return {method for route in routes for method in route.methods or ()}
