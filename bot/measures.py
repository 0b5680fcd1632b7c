"""Measures as the steps use them: a measure's yearly amounts, closing value and target, and how to cite them."""

from dataclasses import dataclass
from decimal import Decimal

from bot import computing
from bot.answer import Citation, Grid
from index.search import Search
from knowledge.records import Cell, Indicator, Measure, Plan, Table


@dataclass(frozen=True, slots=True)
class View:
    """One measure over both tables; `achieved` and `target` are its rows, or None."""

    measure: Measure
    achieved: Indicator | None
    target: Indicator | None

    @property
    def label(self) -> str:
        """Return the measure's name."""
        return self.measure.label

    def cell(self, year: int) -> Cell | None:
        """Return the cell of a year, or None where the table has none."""
        return next((c for c in self._cells() if c.year == year), None)

    @property
    def years(self) -> tuple[Cell, ...]:
        """Return the cells of single years, oldest first."""
        return tuple(c for c in self._cells() if c.year is not None)

    @property
    def closing(self) -> Cell | None:
        """Return the closing cell (yearly rate or five-year total), or None."""
        return next((c for c in self._cells() if c.year is None), None)

    @property
    def goal(self) -> Cell | None:
        """Return the target's cell, or None."""
        return self.target.cells[0] if self.target else None

    @property
    def is_rate(self) -> bool:
        """Return whether the yearly cells hold percentages (产值能耗年均下降率)."""
        return bool(self.years) and self.years[0].meaning == "rate"

    def _cells(self) -> tuple[Cell, ...]:
        return self.achieved.cells if self.achieved else ()


def view(search: Search, measure_id: str) -> View:
    """Return the view of a measure by its id."""
    plan = search.plan
    measure = next(m for m in plan.measures if m.id == measure_id)
    return View(measure, _row(plan, measure.achieved), _row(plan, measure.target))


def views(search: Search) -> list[View]:
    """Return all measures in the plan's order."""
    return [view(search, measure.id) for measure in search.plan.measures]


def _row(plan: Plan, number: int | None) -> Indicator | None:
    return None if number is None else plan.indicators[number]


def amount(cell: Cell) -> str:
    """Return a cell's value with its unit; 万元 also in 亿元 from 1000万元 on."""
    if cell.meaning == "rate" or cell.unit == "%":
        return f"{cell.value}%"
    text = f"{cell.value}{cell.unit}"
    if cell.unit == "万元":
        return f"{text}（约{computing.in_yi(Decimal(cell.value))}亿元）"
    return text


def goal_text(found: View) -> str:
    """Return a target in words: 年均增长6%, 五年累计150亿元, 净增50家."""
    goal, target = found.goal, found.target
    if goal is None or target is None:
        return ""
    if goal.unit == "%":
        verb = "年均下降" if "下降" in target.name else "年均增长" if "年均" in target.name else "增长"
        return f"{verb}{goal.value}%"
    return f"{goal.value}{goal.unit}"


def closing_text(found: View) -> str:
    """Return the closing value in words: 年均增长6.6%, 五年合计1311012万元."""
    closing, row = found.closing, found.achieved
    if closing is None or row is None:
        return ""
    if closing.meaning == "rate":
        return f"{'年均下降' if '下降' in row.name else '年均增长'}{closing.value}%"
    return f"五年合计{amount(closing)}"


def cite(search: Search, row: Indicator) -> Citation:
    """Return the citation of a table row: the row as printed, the caption at the end of the path."""
    table = search.plan.tables[row.table]
    return Citation(
        search.plan.id, "table", (*headings(search.plan, table), table.caption), row.row, _before(search, table)
    )


def cite_table(search: Search, table: Table) -> tuple[Citation, ...]:
    """Return the citations of every row of a table."""
    return tuple(cite(search, row) for row in search.plan.indicators if row.table == table.id)


def headings(plan: Plan, table: Table) -> tuple[str, ...]:
    """Return the headings above a table, at most two."""
    above = [s for s in plan.sections if s.line < table.first_line]
    return tuple(title for title in (above[-1].path if above else ())[:2])


def _before(search: Search, table: Table) -> int:
    above = [p.id for p in search.plan.paragraphs if p.first_line < table.first_line]
    return above[-1] if above else 0


def series_grid(search: Search, rows: list[View]) -> Grid:
    """Return the printed yearly row(s) of measures as a grid."""
    first = next(v.achieved for v in rows if v.achieved is not None)
    table = search.plan.tables[first.table]
    printed = tuple(tuple(v.achieved.row.split("　")) for v in rows if v.achieved is not None)
    return Grid(table.caption, table.unit, table.columns, printed)


def table_grid(table: Table) -> Grid:
    """Return a whole printed table as a grid."""
    return Grid(table.caption, table.unit, table.columns, table.rows)
