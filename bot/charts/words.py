"""Words of the charts: names, notes and the line that says where the figures stand."""

from collections.abc import Iterable

from bot import computing, measures, replies
from bot.answer import Grid
from bot.measures import View
from knowledge.records import Indicator, Measure, Period, Plan

OTHER_UNIT, OTHER_DIRECTION = "的单位不同", "是下降率"


def view(plan: Plan, measure: Measure) -> View:
    """Return a measure with its rows in both tables."""
    achieved, target = (None if n is None else plan.indicators[n] for n in (measure.achieved, measure.target))
    return View(measure, achieved, target)


def label(plan: Plan, row: Indicator) -> str:
    """Return what the values of a row are called.

    The row 财政总收入年均增长率 holds yearly amounts of 财政总收入; a row of targets is called as printed.
    """
    if row.attribute:
        return row.name
    return next((m.label for m in plan.measures if m.achieved == row.id), row.name)


def falls(name: str) -> bool:
    """Return whether a rate of that name is a rate of decline."""
    return "下降" in name


def period(plan: Plan, row: Indicator) -> Period:
    """Return the period of a row's table."""
    return next(p for p in plan.periods if p.id == row.period)


def short(found: Period) -> str:
    """Return a period's name without the word for period: “十三五”."""
    return found.name.removesuffix("期间")


def only_planned(planned: Period) -> str:
    """Return the note that targets are no results."""
    return f"{planned.first_year}年起为目标，不是结果。"


def over_periods(plan: Plan, row: Indicator, *, alone: bool) -> str:
    """Return what the tables give for whole periods, which is no year's value; "" where they give nothing."""
    found = next((view(plan, m) for m in plan.measures if m.achieved == row.id), None)
    if found is None:
        return ""
    parts = [f"{short(period(plan, row))}{measures.closing_text(found)}{_sum_of_years(found)}"] if found.closing else []
    if found.goal and found.target:
        total = "五年累计" if found.goal.unit == "亿元" else ""
        parts.append(f"{short(period(plan, found.target))}目标{total}{measures.goal_text(found)}")
    return f"{'' if alone else found.label + '：'}{'，'.join(parts)}。" if parts else ""


def _sum_of_years(found: View) -> str:
    """Return what the years add up to, where a printed total says otherwise."""
    closing = found.closing
    if closing is None or closing.meaning != "total":
        return ""
    added = computing.total([cell.value for cell in found.years]).value
    return f"，与各年相加的{added}{closing.unit}不符" if added != closing.value else ""


def not_drawn(plan: Plan, row: Indicator, why: str, values: str) -> str:
    """Return the note on a row that was left out, with its values."""
    return f"{label(plan, row)}{why}，未画入{'：' if values else ''}{values}。"


def not_listed(count: int, left: int) -> str:
    """Return the note below a table of which not all rows are shown."""
    return f"共{count}行，其余{left}行未列出。"


def of_table(grid: Grid) -> str:
    """Return in one sentence what a table holds."""
    unit = f"，单位{grid.unit}" if grid.unit else ""
    return f"{grid.caption}{unit}：{len(grid.rows)}行，各列为{'、'.join(grid.columns)}。"


def source(plan: Plan, rows: Iterable[Indicator] = ()) -> str:
    """Return where figures stand: the plan's title and the tables of some rows."""
    captions = "、".join(dict.fromkeys(plan.tables[row.table].caption for row in rows))
    return replies.SOURCE.format(path=f"{plan.title} › {captions}" if captions else plan.title)
