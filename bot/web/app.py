"""App: the web channel as one Starlette application: API, pages, other channels' routes, and what guards them."""

import importlib
import importlib.util
from collections.abc import Awaitable, Callable, Iterator, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import MAX_BODY_SIZE_SCOPE_KEY
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from bot.front import Front
from bot.limits import RateLimit
from bot.settings import Settings
from bot.web import faults, mcp_route, operations
from bot.web.asking import Asking
from bot.web.bounds import BODY, MINUTE, Bounds
from bot.web.fields import shortened
from bot.web.headers import SecurityHeaders
from bot.web.health import Health
from bot.web.metrics import Measured, Metrics
from bot.web.openapi import Description
from bot.web.plans import PlanReader
from bot.web.problems import Problem
from bot.web.searching import Searcher

Handler = Callable[[Request], Awaitable[Response]]
BY_STATUS = {403: "forbidden", 404: "no-page", 413: "body-too-large"}  # of what Starlette itself raises


def make(front: Front, settings: Settings, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the application: `routes` of other channels first, then the API and the pages.

    Routes of other channels bound their own bodies (`max_body_size`) and are not limited in how often they come.
    """
    metrics = Metrics(front)
    rate = RateLimit(settings.rate, MINUTE) if settings.rate else None
    free = frozenset(route.path for route in routes if isinstance(route, Route))
    mcp, lifespan = mcp_route.make(front, settings) if settings.mcp else (None, None)
    app = Starlette(
        routes=[*routes, *api(front, metrics), *([mcp] if mcp else []), *_pages(front, settings)],
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders, settings),
            Middleware(Measured, metrics),
            Middleware(Bounds, rate, free),
        ],
        exception_handlers={Problem: _problem, HTTPException: _http},
    )
    app.router.redirect_slashes = False  # behind a proxy it would name the wrong host
    return app


def api(front: Front, metrics: Metrics) -> Iterator[Route]:
    """Yield the routes of the API: each operation under its version, and without for the current one."""
    plan = front.search.plan
    handlers = _handlers(front, metrics)
    for operation in operations.table(plan):
        for path in dict.fromkeys((operation.path, operation.path.replace(operations.VERSION, "/api"))):
            yield Route(path, handlers[operation.id], methods=[operation.method], name=operation.id)


def _handlers(front: Front, metrics: Metrics) -> dict[str, Handler]:
    asking, reader, health = Asking(front), PlanReader(front.search), Health(front)
    return {
        "ask": asking.ask,
        "search": Searcher(front.search).find,
        "feedback": asking.feedback,
        "forget": asking.forget,
        "entry": asking.entry,
        "entry-chart": asking.entry_chart,
        "entry-table": asking.entry_table,
        "plans": reader.plans,
        "plan": reader.one,
        "outline": reader.outline,
        "paragraphs": reader.paragraphs,
        "paragraph": reader.paragraph,
        "tables": reader.tables,
        "table": reader.table,
        "indicators": reader.indicators,
        "indicator": reader.indicator,
        "indicator-chart": reader.chart,
        "lives": health.lives,
        "ready": health.is_ready,
        "metrics": metrics.show,
        "openapi": Description(front.search.plan).show,
    }


def _pages(front: Front, settings: Settings) -> list[BaseRoute]:
    if importlib.util.find_spec("bot.web.pages") is None:
        return []
    found: list[BaseRoute] = importlib.import_module("bot.web.pages").routes(front, settings)
    return found


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101  (for the type checker: registered for it alone)
    return faults.response(request.scope, error)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    path = shortened(request.scope["path"])
    if faults.wants_page(request.scope):
        return faults.page(request, error.status_code, error.detail, error.headers)
    if error.status_code != 405:
        otherwise = "bad-request" if error.status_code < 500 else "unexpected"
        gaps = {"path": path, "limit": request.scope.get(MAX_BODY_SIZE_SCOPE_KEY, BODY)}
        return Problem(BY_STATUS.get(error.status_code, otherwise), gaps).response()
    allowed = ", ".join(sorted({*_methods(request), "OPTIONS"}))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": allowed})
    told = {"path": path, "method": shortened(request.method), "allowed": allowed}
    return Problem("wrong-method", told, {"Allow": allowed}).response()


def _methods(request: Request) -> set[str]:
    """Return the methods of all routes at a request's path."""
    routes = [r for r in request.app.routes if isinstance(r, Route) and r.matches(request.scope)[0] is not Match.NONE]
    return {method for route in routes for method in route.methods or ()}
