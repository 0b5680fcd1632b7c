"""Dashboard: targets and achievements as tables that can be sorted, as charts, and as files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import charts, exports, measures
from bot.answer import Grid
from bot.charts import Chart, words
from bot.exports import Export
from bot.web import grids, pictures, rendering, wording
from bot.web.assets import unless_known
from knowledge.patterns import regex
from knowledge.records import Plan

COMPARED = "compared"
NUMBER = regex(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A table in an order: `by` is the column it is sorted by, -1 for the plan's own order, `down` from the highest."""

    name: str
    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int
    by: int
    down: bool
    files: bool


class DashboardPages:
    """The page of the indicators, its charts and files."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan."""
        self.plan = plan
        self.exports = {"targets": exports.targets(plan), "achievements": exports.achievements(plan)}
        self.tables = {COMPARED: _compared(plan)} | {name: _with_units(e) for name, e in self.exports.items()}
        self._pages = rendering.KeptPages()
        self.charts = dict(_charts(plan))
        self.notes = [measure.note for measure in plan.measures if measure.note]

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/indicators", self.show, methods=["GET"]),
            Route("/indicators/{name}.{kind}", self.save, methods=["GET"]),
            Route("/indicators/charts/{name}.png", self.draw, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show all tables and charts; `?table=targets&by=4&down=1` sorts a table by its fifth column."""
        return self._pages.page(request, "indicators.html", lambda: self._shown(request.query_params))

    def _shown(self, asked: QueryParams) -> dict[str, Any]:
        chosen = asked.get("table", "")
        by = int(asked["by"]) if re.fullmatch("[0-9]{1,2}", asked.get("by", "")) else -1
        down = asked.get("down") == "1"
        tables = {
            name: _sorted(name, table, *((by, down) if name == chosen else (-1, False)))
            for name, table in self.tables.items()
        }
        drawn = {name: pictures.picture(c, f"/indicators/charts/{name}.png") for name, c in self.charts.items()}
        return {"plan": self.plan, "tables": tables, "charts": drawn, "notes": self.notes}

    async def save(self, request: Request) -> Response:
        """Return a table as CSV or XLSX."""
        export, kind = self.exports.get(request.path_params["name"]), request.path_params["kind"]
        if export is None or kind not in ("csv", "xlsx"):
            raise HTTPException(404, wording.NO_INDICATORS)
        return unless_known(request, pictures.spreadsheet(export, kind, export.title))

    async def draw(self, request: Request) -> Response:
        """Return a chart as PNG."""
        chart = self.charts.get(request.path_params["name"])
        if chart is None:
            raise HTTPException(404, wording.NO_CHART)
        return unless_known(request, await pictures.png(chart, chart.title))


def _charts(plan: Plan) -> Iterator[tuple[str, Chart]]:
    """Yield all that can honestly be drawn, by the name of its address: rates of both periods, targets of one unit,
    the years of each row.
    """
    goals = [row for row in plan.indicators if row.attribute]
    found = [(COMPARED, charts.compared(plan.measures, plan))]
    units = dict.fromkeys(row.unit for row in goals)
    found += [
        (f"targets-{n}", charts.of_indicators([row for row in goals if row.unit == unit], plan))
        for n, unit in enumerate(units, 1)
    ]
    found += [
        (f"years-{row.id + 1}", charts.of_indicators([row], plan)) for row in plan.indicators if not row.attribute
    ]
    yield from ((name, chart) for name, chart in found if chart)


def _compared(plan: Plan) -> Export:
    """Return every measure with its result and its target in words, and whether the target is binding."""
    views = [words.view(plan, measure) for measure in plan.measures]
    rows = [
        (
            view.measure.target_label,
            measures.closing_text(view) or view.measure.prose or wording.NOT_GIVEN,
            measures.goal_text(view) or wording.NOT_GIVEN,
            view.target.attribute if view.target else wording.NOT_GIVEN,
        )
        for view in views
    ]
    return Export(wording.COMPARED, "", wording.COMPARED_COLUMNS, rows, "")


def _with_units(table: Export) -> Export:
    grid = grids.with_units(Grid(table.title, table.unit, tuple(table.columns), tuple(map(tuple, table.rows))))
    return table._replace(columns=grid.columns, rows=grid.rows)


def _sorted(name: str, table: Export, by: int, down: bool) -> Sorted:
    columns, rows = tuple(table.columns), [tuple(row) for row in table.rows]
    if by >= len(columns):
        by, down = -1, False
    if by >= 0:
        rows.sort(key=lambda row: _order(row[by]), reverse=down)
    files = name != COMPARED
    return Sorted(name, table.title, table.unit, columns, tuple(rows), grids.naming_column(columns), by, down, files)


def _order(cell: str) -> tuple[bool, Decimal, bytes]:
    """Return what a cell is sorted by: numbers by value; words after them, as GB 18030 has them: by pronunciation."""
    found = NUMBER.search(cell)
    return found is None, Decimal(found.group()) if found else Decimal(0), cell.encode("gb18030", "replace")
