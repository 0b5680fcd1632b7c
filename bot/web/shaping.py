"""Shaping: the records of a plan as the API shows them."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot import exports
from bot.answer import Citation
from bot.measures import headings
from bot.web import replying, shapes
from index import text
from knowledge.records import Indicator, Plan, Table

CELL_COLUMNS = ("table", "indicator", "attribute", "period", "column", "year", "meaning", "value", "unit", "line")


def card(plan: Plan) -> shapes.PlanCard:
    """Return a plan's card."""
    periods = tuple(shapes.FiveYears(p.id, p.name, p.first_year, p.last_year, p.done) for p in plan.periods)
    counts = (len(plan.paragraphs), len(plan.tables), len(plan.indicators))
    return shapes.PlanCard(plan.id, plan.title, plan.town, replying.edition(plan.id), periods, *counts)


def outline(plan: Plan) -> shapes.Outline:
    """Return a plan's headings with what stands directly under each."""
    owner = {t.id: max((s.id for s in plan.sections if s.line < t.first_line), default=-1) for t in plan.tables}
    headings = tuple(
        shapes.Heading(
            section.level,
            section.title,
            section.path,
            section.period or None,
            tuple(p.id for p in plan.paragraphs if p.section == section.id),
            tuple(t.id + 1 for t in plan.tables if owner[t.id] == section.id),
        )
        for section in plan.sections
    )
    preface = tuple(p.id for p in plan.paragraphs if p.section < 0)
    return shapes.Outline(plan.id, plan.title, preface, headings)


def paragraph(plan: Plan, number: int) -> shapes.Paragraph:
    """Return a paragraph."""
    p = plan.paragraphs[number]
    return shapes.Paragraph(p.id, p.path, p.lead, p.text, p.period or None, p.first_line, p.last_line)


def paragraphs(plan: Plan, offset: int, limit: int) -> shapes.Paragraphs:
    """Return at most `limit` paragraphs from number `offset` on."""
    shown = range(offset, min(offset + limit, len(plan.paragraphs)))
    return shapes.Paragraphs(plan.id, len(plan.paragraphs), offset, tuple(paragraph(plan, n) for n in shown))


def table(plan: Plan, t: Table) -> shapes.Table:
    """Return a table."""
    path = (*headings(plan, t), t.caption)
    return shapes.Table(t.id + 1, path, t.caption, t.unit, t.period or None, t.columns, t.rows)


def indicator(plan: Plan, row: Indicator) -> shapes.Indicator:
    """Return an indicator."""
    caption, period = plan.tables[row.table].caption, row.period or None
    place = (row.id + 1, row.table + 1, caption)
    return shapes.Indicator(*place, row.name, row.attribute, row.unit, period, row.row, row.cells)


def fits(row: Indicator, query: dict[str, Any]) -> bool:
    """Return whether a row has the name (or a part of it), attribute and period that a query names."""
    return (
        named(row, query["name"] or "")
        and query["attribute"] in (None, row.attribute)
        and query["period"] in (None, row.period)
    )


def named(row: Indicator, name: str) -> bool:
    """Return whether a row's name has a text in it, traditional characters and full width letters or not."""
    return text.compact(text.normalise(name)) in text.compact(text.normalise(row.name))


def cells(plan: Plan, row: Indicator) -> Iterator[tuple[str, ...]]:
    """Yield a row's cells as lines of a CSV file, in the order of CELL_COLUMNS."""
    start = (plan.tables[row.table].caption, row.name, row.attribute, row.period)
    for c in row.cells:
        yield (*start, c.column, "" if c.year is None else str(c.year), c.meaning, c.value, c.unit, str(c.line))


def table_bytes(export: exports.Export, form: str) -> bytes:
    """Return a table as a file; `form` is csv or xlsx."""
    return exports.csv_bytes(export.columns, export.rows) if form == "csv" else exports.book_bytes([export])


def hits(found: Iterable[tuple[Citation, float]]) -> tuple[shapes.Hit, ...]:
    """Return passages with their scores."""
    return tuple(shapes.Hit(c.plan, c.kind, c.path, c.quote, c.paragraph, score) for c, score in found)
