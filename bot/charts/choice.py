"""Choice: what can honestly be drawn of a table or an answer.

Only values of one unit and one meaning stand side by side: yearly amounts with yearly amounts, targets with targets.
A rate or a total over a whole period is no year's value; it goes into the notes.
"""

from collections.abc import Iterable, Sequence

from bot.answer import ANSWERED, PARTIAL, Answer, Grid
from bot.charts import words
from bot.charts.records import BARS, COLUMNS, LINE, Chart, Series, number, shown
from knowledge.records import Cell, Indicator, Measure, Plan

MOST_SERIES = 4  # more colours are not told apart on a phone
MOST_COLUMNS, MOST_LETTERS = 6, 9  # more columns, or longer values, leave no room above each


def chart(grid: Grid, plan: Plan) -> Chart | None:
    """Return the chart of an answer's table; None where it holds nothing that can be drawn together.

    The rows are found again in the plan, so that what is drawn is always the plan's own cells.
    """
    rows = [_row(plan, grid, row) for row in grid.rows]
    found = [row for row in rows if row is not None]
    return _drawn(found, grid.columns, plan) if len(found) == len(rows) else None


def of_answer(answer: Answer, plan: Plan) -> Chart | None:
    """Return the chart that belongs to an answer: of its table, or else of the table rows that it rests on."""
    if answer.table is not None:
        return chart(answer.table, plan)
    quotes = {c.quote for c in answer.citations if c.kind == "table"}
    rows = [row for row in plan.indicators if row.row in quotes]
    if answer.status == ANSWERED:
        ids = {row.id for row in rows}
        both = compared([m for m in plan.measures if {m.achieved, m.target} <= ids], plan)
        return both or of_indicators([r for r in rows if not r.attribute] or rows, plan)
    # What the plan lacks is told first; a row only cited to show what the table has instead is not the subject.
    lead = answer.text.partition("\n")[0]
    named = [r for r in rows if not r.attribute and words.label(plan, r) in lead]
    return of_indicators(named, plan) if answer.status == PARTIAL else None


def of_indicators(rows: Sequence[Indicator], plan: Plan) -> Chart | None:
    """Return the chart of table rows with all their columns; None where they cannot be drawn together."""
    return _drawn(rows, {cell.column for row in rows for cell in row.cells}, plan)


def compared(found: Iterable[Measure], plan: Plan) -> Chart | None:
    """Return the yearly rates of the past period beside those that are planned; None where no measure has both."""
    views = [words.view(plan, measure) for measure in found]
    pairs = [(v, v.closing, v.goal) for v in views if v.closing and v.goal and v.closing.unit == v.goal.unit == "%"]
    falling = [pair for pair in pairs if words.falls(pair[0].label)]
    kept = [pair for pair in pairs if pair not in falling] or falling
    rows = [row for v, _, _ in kept[:1] for row in (v.achieved, v.target) if row]
    if not rows:
        return None
    done, planned = (words.period(plan, row) for row in rows)
    subject = f"{kept[0][0].label}" if len(kept) == 1 else ""
    title = (
        f"{subject}年均{'下降' if kept == falling else '增长'}率：{words.short(done)}完成与{words.short(planned)}目标"
    )
    series = (
        Series(f"{words.short(done)}完成", tuple(c.value for _, c, _ in kept)),
        Series(f"{words.short(planned)}目标", tuple(g.value for *_, g in kept)),
    )
    notes = [words.only_planned(planned)]
    for v, c, g in falling if kept is not falling else ():
        if v.achieved:
            told = f"完成{c.value}%，目标{g.value}%"
            notes.append(words.not_drawn(plan, v.achieved, words.OTHER_DIRECTION, told))
    names = tuple(v.measure.target_label for v, *_ in kept)
    return Chart(BARS, title, "%", names, series, tuple(notes), words.source(plan, rows))


def _row(plan: Plan, grid: Grid, row: Sequence[str]) -> Indicator | None:
    """Return the plan's row that a row of a grid is, every cell as printed; None where there is none."""
    for table in plan.tables:
        if table.caption != grid.caption or not set(grid.columns) <= set(table.columns):
            continue
        own = [indicator for indicator in plan.indicators if indicator.table == table.id]
        at = [table.columns.index(column) for column in grid.columns]
        for indicator, printed in zip(own, table.rows, strict=True):
            if tuple(printed[i] for i in at) == tuple(row):
                return indicator
    return None


def _drawn(rows: Sequence[Indicator], columns: Iterable[str], plan: Plan) -> Chart | None:
    if not rows or len({row.table for row in rows}) != 1:
        return None
    wanted = set(columns)
    years = [c.column for c in rows[0].cells if c.year is not None and c.column in wanted]
    if len(years) > 1:
        return _over_years(rows, years, plan)
    cells = [(row, c) for row in rows for c in row.cells if c.column in (years or wanted)]
    return _side_by_side([(row, c) for row, c in cells if years or c.meaning == "target"], plan)


def _over_years(rows: Sequence[Indicator], years: Sequence[str], plan: Plan) -> Chart | None:
    """Return yearly amounts as columns, several measures as bars; a yearly rate as a line."""
    found = [(row, [c for c in row.cells if c.column in years]) for row in rows]
    amounts = [(row, cells) for row, cells in found if all(c.meaning == "amount" for c in cells)]
    kept = amounts or found
    series = tuple(Series(words.label(plan, row), tuple(_value(c) for c in cells)) for row, cells in kept)
    if len(kept) > MOST_SERIES or not any(value for s in series for value in s.values):
        return None
    title = f"{'、'.join(s.name for s in series)}，{years[0].rstrip('年')}—{years[-1]}"
    unit = kept[0][1][0].unit
    notes = [words.over_periods(plan, row, alone=len(kept) == 1) for row, _ in kept]
    notes += [words.not_drawn(plan, r, words.OTHER_UNIT, "") for r, cells in found if (r, cells) not in kept]
    source = words.source(plan, [row for row, _ in kept])
    told = tuple(note for note in notes if note)
    return Chart(_kind(series, unit), title, unit, tuple(years), series, told, source)


def _kind(series: Sequence[Series], unit: str) -> str:
    """Return columns or, for a rate, a line, where there is one series and room for its values; else bars."""
    letters = max(len(shown(value, unit)) for s in series for value in s.values if value)
    if len(series) > 1 or len(series[0].values) > MOST_COLUMNS or letters > MOST_LETTERS:
        return BARS
    return LINE if unit == "%" else COLUMNS


def _value(cell: Cell) -> str | None:
    return cell.value if number(cell.value) is not None else None


def _side_by_side(cells: Sequence[tuple[Indicator, Cell]], plan: Plan) -> Chart | None:
    """Return one value each of several rows as bars, where the unit is the same and all rise or all fall."""
    amounts = [pair for pair in cells if pair[1].meaning == "amount"] or list(cells)
    falling = [pair for pair in amounts if pair[1].unit == "%" and words.falls(pair[0].name)]
    kept = [pair for pair in amounts if pair not in falling] or falling
    if len(kept) < 2 or len({cell.unit for _, cell in kept}) > 1:
        return None
    row, cell = kept[0]
    planned = cell.year is None
    what = f"{words.short(words.period(plan, row))}目标" if planned else cell.column
    notes = [words.only_planned(words.period(plan, row))] if planned else []
    for other, its in (pair for pair in cells if pair not in kept):
        why = words.OTHER_DIRECTION if (other, its) in falling else words.OTHER_UNIT
        notes.append(words.not_drawn(plan, other, why, shown(its.value, its.unit)))
    names = tuple(words.label(plan, r) for r, _ in kept)
    series = (Series(what, tuple(_value(c) for _, c in kept)),)
    return Chart(
        BARS,
        f"{len(kept)}项指标的{what}" if planned else f"{len(kept)}项指标，{what}",
        cell.unit,
        names,
        series,
        tuple(notes),
        words.source(plan, [row]),
    )
