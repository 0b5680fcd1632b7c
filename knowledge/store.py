"""The data file: one SQLite file that holds a plan's records; written with sqlite-utils.

Reading uses the standard library's sqlite3, so that answering does not pay for the import of
sqlite-utils. The schema is described in docs/schema.md, which a test keeps true.
"""

import dataclasses
import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from knowledge.bank import Entry
from knowledge.records import (
    Absent,
    Ambiguity,
    Block,
    Cell,
    Enumeration,
    Figure,
    Indicator,
    Measure,
    Mention,
    Paragraph,
    Period,
    Place,
    Plan,
    Project,
    Section,
    Sentence,
    Table,
    Topic,
)

# Table name -> record; the nested cells and mentions carry the id of their owner.
RECORDS: dict[str, type[Any]] = {
    "periods": Period,
    "blocks": Block,
    "sections": Section,
    "paragraphs": Paragraph,
    "sentences": Sentence,
    "tables": Table,
    "indicators": Indicator,
    "measures": Measure,
    "ambiguities": Ambiguity,
    "figures": Figure,
    "projects": Project,
    "enumerations": Enumeration,
    "topics": Topic,
    "absent": Absent,
    "places": Place,
}
NESTED: dict[str, tuple[str, str, type[Any]]] = {
    "cells": ("indicators", "cells", Cell),
    "mentions": ("projects", "mentions", Mention),
}
PLAN_FIELDS = ("id", "title", "town")


def _columns(record: Any) -> dict[str, Any]:
    nested = {field for _, field, _ in NESTED.values()}
    row = {f.name: getattr(record, f.name) for f in dataclasses.fields(record) if f.name not in nested}
    return {k: json.dumps(v, ensure_ascii=False) if isinstance(v, tuple) else v for k, v in row.items()}


def _types(cls: type[Any]) -> dict[str, type[Any]]:
    nested = {field for _, field, _ in NESTED.values()}
    return {
        f.name: int if str(f.type) in ("int", "bool", "int | None") or f.type in (int, bool) else str
        for f in dataclasses.fields(cls)
        if f.name not in nested
    }


def write_plan(connection: sqlite3.Connection, plan: Plan, entries: Iterable[Entry]) -> None:
    """Write a plan and its question bank into an empty data file."""
    from sqlite_utils import Database

    database = Database(connection)
    database.table("plan").insert({name: getattr(plan, name) for name in PLAN_FIELDS})
    for name, cls in RECORDS.items():
        records = getattr(plan, name)
        database.table(name).create({"seq": int, **_types(cls)}, pk="seq")
        database.table(name).insert_all([{"seq": i, **_columns(r)} for i, r in enumerate(records)], pk="seq")
    for name, (owner, field, _) in NESTED.items():
        rows = [
            {"owner": i, "seq": n, **_columns(item)}
            for i, record in enumerate(getattr(plan, owner))
            for n, item in enumerate(getattr(record, field))
        ]
        database.table(name).insert_all(rows, pk=("owner", "seq"))
    database.table("entries").insert_all([_columns(e) for e in entries], pk="id")


def read_plan(connection: sqlite3.Connection) -> Plan:
    """Return the plan of a data file; raises sqlite3.DatabaseError where the file is damaged."""
    nested = {field: _owned(connection, name, cls) for name, (_, field, cls) in NESTED.items()}
    parts: dict[str, Any] = dict(
        zip(PLAN_FIELDS, connection.execute("select id, title, town from plan").fetchone(), strict=True)
    )
    for name, cls in RECORDS.items():
        parts[name] = tuple(_records(connection, name, cls, nested))
    return Plan(**parts)


def read_entries(connection: sqlite3.Connection) -> tuple[Entry, ...]:
    """Return the question bank of a data file."""
    return tuple(_records(connection, "entries", Entry, {}, order="id"))


def _owned(connection: sqlite3.Connection, name: str, cls: type[Any]) -> dict[int, list[Any]]:
    fields = [f.name for f in dataclasses.fields(cls)]
    owned: dict[int, list[Any]] = {}
    for owner, *values in connection.execute(f"select owner, {', '.join(fields)} from {name} order by owner, seq"):  # noqa: S608
        owned.setdefault(owner, []).append(cls(*values))
    return owned


def _records(
    connection: sqlite3.Connection,
    name: str,
    cls: type[Any],
    nested: dict[str, dict[int, list[Any]]],
    order: str = "seq",
) -> Iterable[Any]:
    fields = [f for f in dataclasses.fields(cls) if f.name not in nested]
    tuples = {f.name for f in fields if str(f.type).startswith("tuple")}
    names = [f.name for f in fields]
    query = f"select {', '.join(f'[{n}]' for n in names)} from {name} order by {order}"  # noqa: S608  (names are our own fields)
    for number, row in enumerate(connection.execute(query)):
        values = {n: _tuple(v) if n in tuples else v for n, v in zip(names, row, strict=True)}
        for field, owned in nested.items():
            if field in cls.__dataclass_fields__:
                values[field] = tuple(owned.get(number, ()))
        yield cls(**values)


def _tuple(text: str) -> tuple[Any, ...]:
    return tuple(tuple(v) if isinstance(v, list) else v for v in json.loads(text))
