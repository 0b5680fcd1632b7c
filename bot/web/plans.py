"""Plans: the plan as data: outline, paragraphs, tables and indicators, to be read by programs; nothing of it changes."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot import charts, exports
from bot.measures import table_grid
from bot.web import operations, replying, shapes, shaping
from bot.web.fields import from_query, shortened
from bot.web.operations import CSV, PNG, SVG, XLSX
from bot.web.problems import Problem
from index.search import Search
from knowledge.records import Indicator

FILES = {"csv": CSV, "xlsx": XLSX}


class PlanReader:
    """The operations on the plan that this process has."""

    def __init__(self, search: Search) -> None:
        """Take the search over the plan."""
        self.plan = search.plan
        self._operations = operations.by_id(self.plan)

    async def plans(self, request: Request) -> Response:
        """Return the plans."""
        return self._json(request, "plans", lambda _: shapes.Plans((shaping.card(self.plan),)))

    async def one(self, request: Request) -> Response:
        """Return one plan."""
        return self._json(request, "plan", lambda _: shaping.card(self.plan))

    async def outline(self, request: Request) -> Response:
        """Return the headings."""
        return self._json(request, "outline", lambda _: shaping.outline(self.plan))

    async def paragraphs(self, request: Request) -> Response:
        """Return some paragraphs."""
        return self._json(request, "paragraphs", lambda q: shaping.paragraphs(self.plan, q["offset"], q["limit"]))

    async def paragraph(self, request: Request) -> Response:
        """Return one paragraph."""
        number = self._number(request, "段落", 0, len(self.plan.paragraphs) - 1)
        return self._json(request, "paragraph", lambda _: shaping.paragraph(self.plan, number))

    async def tables(self, request: Request) -> Response:
        """Return all tables."""
        return self._json(
            request,
            "tables",
            lambda _: shapes.Tables(self.plan.id, tuple(shaping.table(self.plan, t) for t in self.plan.tables)),
        )

    async def table(self, request: Request) -> Response:
        """Return one table as JSON, CSV or XLSX."""
        found = self.plan.tables[self._number(request, "表格", 1, len(self.plan.tables)) - 1]
        form = self._query(request, "table")["format"]
        if form == "json":
            return self._json(request, "table", lambda _: shaping.table(self.plan, found))
        export = exports.export(table_grid(found), self.plan)
        return self._file(request, f"table-{found.id + 1}", form, lambda: shaping.table_bytes(export, form))

    async def indicators(self, request: Request) -> Response:
        """Return the indicators that fit as JSON or CSV."""
        query = self._query(request, "indicators")
        found = [row for row in self.plan.indicators if shaping.fits(row, query)]
        if query["format"] == "json":
            rows = tuple(shaping.indicator(self.plan, row) for row in found)
            return self._json(request, "indicators", lambda _: shapes.Indicators(self.plan.id, rows))
        lines = [line for row in found for line in shaping.cells(self.plan, row)]
        return self._file(request, "indicators", "csv", lambda: exports.csv_bytes(shaping.CELL_COLUMNS, lines))

    async def indicator(self, request: Request) -> Response:
        """Return one indicator."""
        return self._json(request, "indicator", lambda _: shaping.indicator(self.plan, self._indicator(request)))

    async def chart(self, request: Request) -> Response:
        """Return one indicator's chart as SVG or PNG."""
        row = self._indicator(request)
        query = self._query(request, "indicator-chart")
        drawn = charts.of_indicators([row], self.plan)
        if drawn is None:
            raise Problem("no-chart", {"name": row.name})
        return replying.not_modified(request, self.plan.id) or await self._drawn(drawn, query)

    async def _drawn(self, chart: charts.Chart, query: dict[str, Any]) -> Response:
        media_type, body = await picture(chart, query)
        return replying.unchanging(self.plan.id, body, media_type)

    def _query(self, request: Request, operation: str) -> dict[str, Any]:
        return from_query(request, self._operations[operation].query)

    def _json(self, request: Request, operation: str, make: Callable[[dict[str, Any]], Any]) -> Response:
        """Return the JSON of what is made from a query, where the path names our plan; raises Problem."""
        query = self._query(request, operation)
        self._check_plan(request)
        same = replying.not_modified(request, self.plan.id)
        return same or replying.unchanging(self.plan.id, replying.json_bytes(asdict(make(query))))

    def _file(self, request: Request, name: str, form: str, make: Callable[[], bytes]) -> Response:
        self._check_plan(request)
        same = replying.not_modified(request, self.plan.id)
        return same or attached(replying.unchanging(self.plan.id, make(), FILES[form]), f"{self.plan.id}-{name}.{form}")

    def _check_plan(self, request: Request) -> None:
        wanted = request.path_params.get("id", self.plan.id)
        if wanted != self.plan.id:
            raise Problem("no-plan", {"plan": shortened(wanted), "known": self.plan.id})

    def _number(self, request: Request, part: str, first: int, last: int) -> int:
        """Return the number in a path, from `first` to `last`; raises Problem."""
        self._check_plan(request)
        value: str = request.path_params["number"]
        if not (value.isascii() and value.isdecimal() and len(value) < 9 and first <= int(value) <= last):
            raise Problem("no-part", {"number": shortened(value), "part": part, "first": first, "last": last})
        return int(value)

    def _indicator(self, request: Request) -> Indicator:
        return self.plan.indicators[self._number(request, "指标", 1, len(self.plan.indicators)) - 1]


def attached(response: Response, name: str) -> Response:
    """Return the response as a file to be kept under a name."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


async def picture(chart: charts.Chart, query: dict[str, Any]) -> tuple[str, bytes]:
    """Return the media type of a picture and its bytes; a PNG is drawn in a thread, for it takes a while."""
    if query["format"] == "png":
        return PNG, await run_in_threadpool(charts.png, chart)
    return SVG, charts.svg(chart, query["theme"]).encode()
