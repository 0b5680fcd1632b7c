"""Grids: a table as a page shows it, turned where a phone has no room for its columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Answer, Citation, Grid
from knowledge.records import Plan, Table
from knowledge.tables import NUMBER_COLUMN

FEW_ROWS, MANY_COLUMNS = 2, 4  # a row or two of many columns are read more easily downwards
UNIT = "单位"  # the column that gives each row its own
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
    grid = with_units(grid)
    heads = naming_column(grid.columns)
    if heads:  # the numbers of the rows give way to what they say
        return Shown(grid.caption, grid.unit, grid.columns[1:], tuple(row[1:] for row in grid.rows), 0)
    if len(grid.rows) > FEW_ROWS or len(grid.columns) <= MANY_COLUMNS:
        return Shown(grid.caption, grid.unit, grid.columns, grid.rows, 0)
    first, *rest = zip(grid.columns, *grid.rows, strict=True)
    return Shown(grid.caption, grid.unit, first, tuple(rest), 0)


def with_units(grid: Grid) -> Grid:
    """Return a table of targets with each row's value and unit behind its name: what a phone shows without scrolling."""
    if UNIT not in grid.columns or grid.columns[-1] == UNIT:
        return grid
    at, name = grid.columns.index(UNIT), naming_column(grid.columns) + 1

    def arranged(row: tuple[str, ...], value: str) -> tuple[str, ...]:
        return (*row[:name], value, *row[name:at], *row[at + 1 : -1])

    rows = tuple(arranged(row, row[-1] + row[at]) for row in grid.rows)
    return Grid(grid.caption, grid.unit, arranged(grid.columns, grid.columns[-1]), rows)


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


def address(cited: Sequence[Citation], plan: Plan) -> str:
    """Return where citations of one place stand on the page of the plan.

    That is #t1r3 for the third row of the first table, and #p66 for paragraph 66, in which ?cite=66.2 marks the
    second sentence.
    """
    first = cited[0]
    if first.kind == "table":
        for table in plan.tables:
            if first.path[-1:] == (table.caption,):
                return f"/plan#t{table.id + 1}{_row(table.rows, first.quote)}"
    sentences = [s for s in plan.sentences if s.paragraph == first.paragraph]
    numbers = [str(n) for n, s in enumerate(sentences, 1) if any(s.text in c.quote for c in cited)]
    query = f"?cite={first.paragraph}.{'.'.join(numbers)}" if 0 < len(numbers) < len(sentences) else ""
    return f"/plan{query}#p{first.paragraph}"


def _row(rows: Iterable[Sequence[str]], quote: str) -> str:
    return next((f"r{number}" for number, row in enumerate(rows, 1) if FORMED.join(row) == quote), "")
