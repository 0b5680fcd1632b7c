"""Tables: a table block laid out one cell a line becomes rows, indicators and cells.

What a column means is read off the table itself: a year column of a row called …年均增长率 holds
the year's amount in the table's unit, its closing column the yearly rate (see the plan's own
table "“十三五”期间完成重要任务指标"); a closing number without % is the five-year total.
"""

from collections.abc import Iterator

from knowledge.errors import PlanError
from knowledge.patterns import regex
from knowledge.records import Block, Cell, Indicator, Table

UNIT = regex(r"^单位：(\S+)$")
YEAR = regex(r"^(\d{4})年$")
NUMBER_COLUMN = "序号"


def read_table(block: Block, number: int, period_of: dict[str, str]) -> Table:
    """Return the table of a table block; raises PlanError where a row has too few or many cells."""
    lines = [line.strip() for line in block.lines]
    unit = next((m.group(1) for line in lines if (m := UNIT.match(line))), "")
    groups = list(_groups(block))
    columns, rows = groups[0], tuple(groups[1:])
    for row in rows:
        if len(row) != len(columns):
            raise PlanError(
                f"table {lines[0]!r} (line {block.first_line}): row {row[0]!r} has {len(row)} cells, "
                f"the header {len(columns)}; separate rows by one blank line"
            )
    period = next((p for start, p in period_of.items() if start in lines[0]), "")
    return Table(number, lines[0], unit, columns, rows, block.first_line, block.last_line, period)


def _groups(block: Block) -> Iterator[tuple[str, ...]]:
    group: list[str] = []
    for line in block.lines:
        if line.startswith("\t"):
            group.append(line.strip())
        elif group:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def read_indicators(table: Table, block: Block, first_id: int) -> Iterator[Indicator]:
    """Yield the indicators of a table with their cells and source lines."""
    at = block.first_line
    name_column = 1 if table.columns[0] == NUMBER_COLUMN else 0
    for offset, row in enumerate(table.rows):
        at = _row_line(block, row, at)
        yield Indicator(
            id=first_id + offset,
            table=table.id,
            name=row[name_column],
            attribute=_named(table, row, "属性"),
            unit=_named(table, row, "单位") or table.unit,
            period=table.period,
            row="　".join(row),
            cells=tuple(_cells(table, row, name_column, at)),
        )
        at += len(row)


def _row_line(block: Block, row: tuple[str, ...], after: int) -> int:
    for index in range(after - block.first_line, len(block.lines)):
        if tuple(line.strip() for line in block.lines[index : index + len(row)]) == row:
            return block.first_line + index
    raise PlanError(f"table at line {block.first_line}: row {row[0]!r} not found again in the source")


def _named(table: Table, row: tuple[str, ...], column: str) -> str:
    return row[table.columns.index(column)] if column in table.columns else ""


def _cells(table: Table, row: tuple[str, ...], name_column: int, line: int) -> Iterator[Cell]:
    for index in range(name_column + 1, len(row)):
        column, text = table.columns[index], row[index]
        if column in ("属性", "单位"):
            continue
        year = YEAR.match(column)
        percent = text.endswith("%")
        own_unit = _named(table, row, "单位")
        if own_unit:
            meaning, unit = "target", own_unit
        elif year:
            meaning, unit = ("rate", "%") if percent else ("amount", table.unit)
        else:
            meaning, unit = ("rate", "%") if percent else ("total", table.unit)
        yield Cell(column, int(year.group(1)) if year else None, meaning, text.rstrip("%"), unit, line + index)
