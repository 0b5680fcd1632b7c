"""Grids: a table as a page shows it, turned where a phone has no room for its columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Answer, Citation, Grid
from knowledge.records import Plan, Table
from knowledge.tables import NUMBER_COLUMN

FEW_ROWS, MANY_COLUMNS = 2, 4  # a row or two of many columns are read more easily downwards
FORMED = "　"  # between the cells of a row that a citation quotes


@dataclass(frozen=True, slots=True)
class Shown:
    """A table ready to be shown: `heads` is the index of the column whose cells name their rows."""

    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int


def shown(grid: Grid) -> Shown:
    """Return a grid as it is shown."""
    heads = naming_column(grid.columns)
    if len(grid.rows) > FEW_ROWS or len(grid.columns) <= MANY_COLUMNS or heads:
        return Shown(grid.caption, grid.unit, grid.columns, grid.rows, heads)
    first, *rest = zip(grid.columns, *grid.rows, strict=True)
    return Shown(grid.caption, grid.unit, first, tuple(rest), 0)


def naming_column(columns: Sequence[str]) -> int:
    """Return the index of the column whose cells name their rows: the second where the first counts them."""
    return int(columns[:1] == (NUMBER_COLUMN,) and len(columns) > 1)


def of_answer(answer: Answer, plan: Plan) -> Grid | None:
    """Return the answer's table, or else the rows that it cites from one table of the plan."""
    if answer.table is not None:
        return answer.table
    cited = [c for c in answer.citations if c.kind == "table"]
    table = _cited_table(cited, plan)
    if table is None:
        return None
    rows = tuple(row for row in table.rows if FORMED.join(row) in {c.quote for c in cited})
    return Grid(table.caption, table.unit, table.columns, rows) if rows else None


def _cited_table(cited: Sequence[Citation], plan: Plan) -> Table | None:
    captions = {c.path[-1] for c in cited if c.path}
    return next((t for t in plan.tables if {t.caption} == captions), None)


def anchor(citation: Citation, plan: Plan) -> str:
    """Return where a citation stands on the page of the plan: p12 for paragraph 12, t1r3 for a table's row."""
    if citation.kind == "table":
        for table in plan.tables:
            if citation.path[-1:] == (table.caption,):
                return f"t{table.id + 1}{_row(table.rows, citation.quote)}"
    return f"p{citation.paragraph}"


def _row(rows: Iterable[Sequence[str]], quote: str) -> str:
    return next((f"r{number}" for number, row in enumerate(rows, 1) if FORMED.join(row) == quote), "")
