"""Look: the plans, a plan's text and the rows of its tables, for people who want to see what planbot reads."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bot import render
from bot.exits import OK
from bot.home import open_search
from bot.settings import Settings
from knowledge import plan
from knowledge.errors import InputError
from knowledge.records import Block, Indicator, Plan

Show = Callable[[Plan, Sequence[str]], Iterator[str]]  # (plan, what stands behind the kind) -> lines
CSV_COLUMNS = ("table", "indicator", "attribute", "period", "column", "year", "meaning", "value", "unit", "line")


def run_plans(options: argparse.Namespace, settings: Settings) -> int:
    """List the plans: id, town and title; a star marks the one that is asked by default."""
    rows = [("", "id", "town", "title")]
    for name in plan.names():
        found = plan.load(name)
        rows.append(("*" if name == settings.plan else "", name, found.town, found.title))
    print(render.columns(rows))
    return OK


def run_show(options: argparse.Namespace, settings: Settings) -> int:
    """Print the outline or a part of the plan, verbatim."""
    kind, *rest = options.what or ["outline"]
    found = open_search(settings.home, options.plan).plan
    if kind.isdecimal() and not rest:
        kind, rest = "chapter", [kind]
    show = SHOWS.get(kind)
    if show is None or len(rest) > 1:
        raise InputError(
            f"cannot show {' '.join(options.what)!r}; say nothing, a chapter's number, paragraph N, table N or all"
        )
    text = "\n".join(show(found, rest))
    print(text, end="" if text.endswith("\n") else "\n")
    return OK


def outline(found: Plan, rest: Sequence[str]) -> Iterator[str]:
    """Yield the plan's headings, and its paragraphs by number and lead phrase, in the order of the text."""
    _number(rest, 0, -1, "outline")
    yield found.title
    lines = [(s.line, f"{'  ' * (s.level - 1)}{s.title}") for s in found.sections]
    level = {s.id: s.level for s in found.sections}
    for p in found.paragraphs:
        lines.append((p.first_line, f"{'  ' * level.get(p.section, 0)}[{p.id}] {p.lead or p.text[:20] + '……'}"))
    for number, table in enumerate(found.tables, 1):
        lines.append((table.first_line, f"表 {number}：{table.caption}"))
    yield from (line for _, line in sorted(lines, key=lambda pair: pair[0]))


def chapter(found: Plan, rest: Sequence[str]) -> Iterator[str]:
    """Yield the source lines of a chapter, from its heading to the next chapter's."""
    starts = [s.line for s in found.sections if s.level == 1]
    number = _number(rest, 1, len(starts), "chapter")
    end = starts[number] if number < len(starts) else sys.maxsize
    yield from _lines(found.blocks, starts[number - 1], end - 1)


def paragraph(found: Plan, rest: Sequence[str]) -> Iterator[str]:
    """Yield where a paragraph stands and its text."""
    shown = found.paragraphs[_number(rest, 0, len(found.paragraphs) - 1, "paragraph")]
    yield " › ".join(shown.path)
    yield shown.text


def table(found: Plan, rest: Sequence[str]) -> Iterator[str]:
    """Yield a table's caption and its cells in columns."""
    shown = found.tables[_number(rest, 1, len(found.tables), "table") - 1]
    yield f"{shown.caption}（单位：{shown.unit}）" if shown.unit else shown.caption
    yield render.columns([shown.columns, *shown.rows])


def everything(found: Plan, rest: Sequence[str]) -> Iterator[str]:
    """Yield every line of the source."""
    _number(rest, 0, -1, "all")
    yield from _lines(found.blocks, 1, sys.maxsize)


SHOWS: dict[str, Show] = {
    "outline": outline,
    "chapter": chapter,
    "paragraph": paragraph,
    "table": table,
    "all": everything,
}


def _number(rest: Sequence[str], lowest: int, highest: int, kind: str) -> int:
    """Return the number behind a kind; a kind whose highest number is below the lowest takes none."""
    if highest < lowest and not rest:
        return lowest
    if highest < lowest:
        raise InputError(f"show {kind} takes nothing more, not {rest[0]!r}")
    value = rest[0] if rest else ""
    if not (value.isdecimal() and len(value) < 9 and lowest <= int(value) <= highest):
        raise InputError(f"no {kind} {value!r} in this plan; its {kind}s are numbered {lowest} to {highest}")
    return int(value)


def _lines(blocks: Sequence[Block], first: int, last: int) -> Iterator[str]:
    for block in blocks:
        for number, line in enumerate(block.lines, block.first_line):
            if first <= number <= last:
                yield line


def run_indicators(options: argparse.Namespace, settings: Settings) -> int:
    """List every row of the plan's tables with unit, attribute, period and cells."""
    from bot import exports

    found = open_search(settings.home, options.plan).plan
    if options.json:
        render.print_json([_record(found, row) for row in found.indicators])
    elif options.csv:
        sys.stdout.flush()
        lines = [line for row in found.indicators for line in _cells(found, row)]
        sys.stdout.buffer.write(exports.csv_bytes(CSV_COLUMNS, lines))
    elif options.xlsx:
        exports.save(options.xlsx, exports.book_bytes([exports.achievements(found), exports.targets(found)]))
    else:
        _print_tables(found)
    return OK


def _record(found: Plan, row: Indicator) -> dict[str, Any]:
    return {
        "table": found.tables[row.table].caption,
        "name": row.name,
        "attribute": row.attribute,
        "unit": row.unit,
        "period": _period(found, row.period),
        "row": row.row,
        "cells": [asdict(cell) for cell in row.cells],
    }


def _period(found: Plan, period: str) -> str:
    return next((p.label for p in found.periods if p.id == period), "")


def _cells(found: Plan, row: Indicator) -> Iterator[tuple[str, ...]]:
    start = (found.tables[row.table].caption, row.name, row.attribute, _period(found, row.period))
    for c in row.cells:
        yield (*start, c.column, "" if c.year is None else str(c.year), c.meaning, c.value, c.unit, str(c.line))


def _print_tables(found: Plan) -> None:
    for number, shown in enumerate(found.tables):
        rows = [row for row in found.indicators if row.table == number]
        head = ("指标", "属性", "单位", *(cell.column for cell in rows[0].cells)) if rows else ("指标",)
        print(f"{shown.caption}  {_period(found, shown.period)}")
        print(
            render.columns([head, *((r.name, r.attribute or "—", r.unit or "—", *_shown(r)) for r in rows)]), end="\n\n"
        )


def _shown(row: Indicator) -> tuple[str, ...]:
    """Return the cells as printed; a unit that differs from the row's own stands behind its value."""
    return tuple(c.value + (c.unit if c.unit not in ("", row.unit) else "") for c in row.cells)
