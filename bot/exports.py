"""Exports: tables as files for a spreadsheet, in which no text of any cell is ever run as a formula or opened as a link."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot import render
from bot.answer import Answer, Grid
from bot.charts import words
from bot.charts.canvas import legal
from bot.measures import table_grid
from knowledge.errors import InputError, PlanError
from knowledge.patterns import regex
from knowledge.records import Plan

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

# How a cell begins that a spreadsheet would run: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SIGNED = regex(r"[+-]?[0-9]*\.?[0-9]+")
PLAIN = regex(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")  # what stays the same as a number, leading zeros would not
DIGITS = 15  # more of them a spreadsheet does not keep
LONGEST = 32_767  # UTF-16 units that a cell of a spreadsheet holds
NAME, NOT_IN_NAME = 31, re.compile(r"[\[\]:*?/\\]")  # of a sheet: UTF-16 units, and characters that it may not have
WIDEST, NARROWEST = 48, 9  # of a column, in Latin letters
MADE = datetime(2021, 1, 1)  # the same always, so that the same table gives the same bytes


class Export(NamedTuple):
    """A table to be exported; all values as text, as printed."""

    title: str
    unit: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str


def targets(plan: Plan) -> Export:
    """Return the table of what is planned; raises PlanError where the plan has none."""
    return _table_of(plan, done=False)


def achievements(plan: Plan) -> Export:
    """Return the table of what was reached in the past period; raises PlanError where the plan has none."""
    return _table_of(plan, done=True)


def table(answer: Answer, plan: Plan) -> Export | None:
    """Return an answer's table, or None where it has none."""
    return None if answer.table is None else export(answer.table, plan)


def _table_of(plan: Plan, *, done: bool) -> Export:
    periods = {period.id for period in plan.periods if period.done == done}
    for found in plan.tables:
        if found.period in periods:
            return export(table_grid(found), plan)
    raise PlanError(f"plan {plan.id!r} has no table of {'results' if done else 'targets'}; add one to its text")


def export(grid: Grid, plan: Plan) -> Export:
    """Return a table ready to be exported, with the plan as its source."""
    return Export(grid.caption, grid.unit, grid.columns, grid.rows, words.source(plan))


def inert(value: str) -> str:
    """Return a CSV cell that no spreadsheet takes for a formula; plain numbers stay numbers.

    >>> inert("=1+1"), inert("-3.5"), inert("-3+A1")
    ("'=1+1", '-3.5', "'-3+A1")
    """
    return f"'{value}" if value.startswith(FORMULA) and not SIGNED.fullmatch(value) else value


def csv_bytes(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8 with a mark by which spreadsheets know it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([inert(legal(cell)) for cell in row] for row in (columns, *rows))
    return file.getvalue().encode("utf-8-sig")


def xlsx_bytes(title: str, unit: str, columns: Sequence[str], rows: Sequence[Sequence[str]], source: str) -> bytes:
    """Return a table as an XLSX file; raises InputError where XlsxWriter is not installed."""
    return book_bytes([Export(title, unit, columns, rows, source)])


def book_bytes(exports: Sequence[Export]) -> bytes:
    """Return tables as one XLSX file, a sheet each; raises InputError where XlsxWriter is not installed."""
    if find_spec("xlsxwriter") is None:
        raise InputError("no XLSX without XlsxWriter; pip install 'planbot[pictures]', or ask for CSV")
    from xlsxwriter.workbook import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": MADE})
        for number, export in enumerate(exports, 1):
            _sheet(book, export, number)
    return file.getvalue()


def save(path: str, data: bytes) -> None:
    """Write a file that a person has named; raises InputError where that cannot be done."""
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise InputError(
            f"cannot write {path!r}: {error.strerror}; name a file in a folder that can be written"
        ) from None


def _sheet(book: "Workbook", export: Export, number: int) -> None:
    """Add a sheet: title, unit, the header that stays in sight, the rows, the source."""
    sheet = book.add_worksheet(_name(export.title, number))
    title, head = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
    )
    top = 0
    for text, look in ((export.title, title), (f"单位：{export.unit}" if export.unit else "", None)):
        if text:
            sheet.write_string(top, 0, _fitting(text), look)
            top += 1
    for at, column in enumerate(export.columns):
        sheet.write_string(top, at, _fitting(column), head)
        sheet.set_column(at, at, _width([column, *(row[at] for row in export.rows)]))
    sheet.freeze_panes(top + 1, 0)
    formats: dict[int, Format] = {}
    for down, row in enumerate(export.rows, top + 1):
        for at, cell in enumerate(row):
            if _is_number(cell):
                places = len(cell.partition(".")[2])
                if places not in formats:
                    formats[places] = book.add_format({"num_format": f"0.{'0' * places}" if places else "0"})
                sheet.write_number(down, at, float(cell), formats[places])
            else:
                sheet.write_string(down, at, _fitting(cell))
    sheet.write_string(top + len(export.rows) + 2, 0, _fitting(export.source))


def _is_number(cell: str) -> bool:
    return bool(PLAIN.fullmatch(cell)) and sum(c.isdecimal() for c in cell) <= DIGITS


def _fitting(value: str, most: int = LONGEST) -> str:
    """Return a text without what XML cannot hold, cut off where it is longer than `most` UTF-16 units."""
    return legal(value).encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _name(title: str, number: int) -> str:
    """Return a sheet's name: its number, and the title without what a name may not have."""
    return _fitting(f"表{number} {NOT_IN_NAME.sub(' ', title)}", NAME).rstrip("' \t\r\n")


def _width(cells: Sequence[str]) -> int:
    return min(max(max(render.width(cell) for cell in cells) + 2, NARROWEST), WIDEST)
