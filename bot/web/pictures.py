"""Pictures: a chart as a page shows it, inline and with its text alternative, and as a PNG to be saved."""

import asyncio
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot import charts
from bot.charts import Chart
from bot.exports import Export, csv_bytes, xlsx_bytes
from bot.web import wording
from knowledge.errors import InputError

ACROSS = 440  # units: a phone's card is about 290 pixels wide, on which letters of 24 units are still read
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart inside a page: `svg` has its own title and description; `png` is the address of the same as a file."""

    title: str
    svg: Markup
    png: str


def picture(chart: Chart | None, png: str) -> Picture | None:
    """Return a chart for a page; None where there is none."""
    # What the charts draw is escaped there, and it has neither style nor script.
    return Picture(chart.title, Markup(charts.svg(chart, across=ACROSS)), png) if chart else None


async def png(chart: Chart, name: str) -> Response:
    """Return a chart as a PNG file; raises HTTPException (404) where this installation cannot draw."""
    try:
        # Drawing takes a tenth of a second and more; others are answered meanwhile.
        content = await asyncio.to_thread(charts.png, chart)
    except InputError:
        raise HTTPException(404, wording.NO_PICTURES) from None
    return _file(content, f"{name}.png", "image/png")


def spreadsheet(export: Export, kind: str, name: str) -> Response:
    """Return a table as a CSV or XLSX file; raises HTTPException (404) where this installation cannot write it."""
    if kind == "csv":
        return _file(csv_bytes(export.columns, export.rows), f"{name}.csv", "text/csv")
    try:
        return _file(xlsx_bytes(*export), f"{name}.xlsx", XLSX)
    except InputError:
        raise HTTPException(404, wording.NO_PICTURES) from None


def _file(content: bytes, name: str, media_type: str) -> Response:
    """Return a file to be saved under a Chinese name (RFC 6266 and 8187)."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "private, no-cache",
    }
    return Response(content, headers=headers, media_type=media_type)
