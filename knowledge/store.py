"""The data file: one SQLite file that holds a plan's records; written with sqlite-utils.

Reading uses the standard library's sqlite3, so that answering does not pay for the import of
sqlite-utils. The schema is described in docs/schema.md, which a test keeps true.
"""

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator
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
    ProperName,
    Section,
    Sentence,
    Table,
    Topic,
)

# Table name -> record; the nested cells and mentions carry the number of their owner.
RECORDS: dict[str, type[Any]] = {
    "names": ProperName,
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
NESTED_FIELDS = {field for _, field, _ in NESTED.values()}
PLAN_FIELDS = ("id", "title", "town")


def write_plan(connection: sqlite3.Connection, plan: Plan, entries: Iterable[Entry]) -> None:
    """Write a plan and its question bank into an empty data file."""
    from sqlite_utils import Database

    database = Database(connection)
    database.table("plan").insert({name: getattr(plan, name) for name in PLAN_FIELDS}, pk="id")
    for name, cls in RECORDS.items():
        database.table(name).create({"seq": int, **_types(cls)}, pk="seq")
        database.table(name).insert_all([{"seq": i, **_row(r)} for i, r in enumerate(getattr(plan, name))])
    for name, (owner, field, cls) in NESTED.items():
        database.table(name).create({"owner": int, "seq": int, **_types(cls)}, pk=("owner", "seq"))
        database.table(name).insert_all(
            [
                {"owner": i, "seq": n, **_row(item)}
                for i, record in enumerate(getattr(plan, owner))
                for n, item in enumerate(getattr(record, field))
            ]
        )
    database.table("entries").create(_types(Entry), pk="id")
    database.table("entries").insert_all([_row(e) for e in entries])


def _fields(cls: type[Any]) -> list[dataclasses.Field[Any]]:
    return [f for f in dataclasses.fields(cls) if f.name not in NESTED_FIELDS]


def _types(cls: type[Any]) -> dict[str, type[Any]]:
    return {f.name: int if f.type in (int, bool, int | None) else str for f in _fields(cls)}


def _row(record: object) -> dict[str, Any]:
    values = {f.name: getattr(record, f.name) for f in _fields(type(record))}
    return {k: json.dumps(v, ensure_ascii=False) if isinstance(v, tuple) else v for k, v in values.items()}


def read_plan(connection: sqlite3.Connection) -> Plan:
    """Return the plan of a data file; raises sqlite3.DatabaseError where the file is damaged."""
    row = connection.execute("select id, title, town from plan").fetchone()
    if row is None:
        raise sqlite3.DatabaseError("the table plan is empty")
    nested = {field: _owned(connection, name, cls) for name, (_, field, cls) in NESTED.items()}
    parts: dict[str, Any] = dict(zip(PLAN_FIELDS, row, strict=True))
    for name, cls in RECORDS.items():
        own = [field for field in nested if field in cls.__dataclass_fields__]
        parts[name] = tuple(
            cls(**values, **{field: tuple(nested[field].get(number, ())) for field in own})
            for number, values in enumerate(_values(connection, name, cls, "seq"))
        )
    return Plan(**parts)


def read_entries(connection: sqlite3.Connection) -> tuple[Entry, ...]:
    """Return the question bank of a data file; raises sqlite3.DatabaseError where the file is damaged."""
    return tuple(Entry(**values) for values in _values(connection, "entries", Entry, "id"))


def read_entry(connection: sqlite3.Connection, number: int) -> Entry:
    """Return one entry of the question bank by its id."""
    return next(Entry(**values) for values in _values(connection, "entries", Entry, "id", f"where id = {number:d}"))


def _owned(connection: sqlite3.Connection, name: str, cls: type[Any]) -> dict[int, list[Any]]:
    owned: dict[int, list[Any]] = {}
    owners = connection.execute(f"select owner from [{name}] order by owner, seq")  # noqa: S608  (our own names)
    for (owner,), values in zip(owners, _values(connection, name, cls, "owner, seq"), strict=True):
        owned.setdefault(owner, []).append(cls(**values))
    return owned


def _values(
    connection: sqlite3.Connection, name: str, cls: type[Any], order: str, where: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield each row of a table as the arguments of its record."""
    fields = _fields(cls)
    columns = ", ".join(f"[{f.name}]" for f in fields)
    from_sql = [_reader(f.type) for f in fields]
    names = [f.name for f in fields]
    for row in connection.execute(f"select {columns} from [{name}] {where} order by {order}"):  # noqa: S608  (our own names)
        yield {n: read(v) if read else v for n, read, v in zip(names, from_sql, row, strict=True)}


def _reader(kind: Any) -> Any:  # noqa: ANN401  (a dataclass field's type may be anything)
    if kind is bool:
        return bool
    return _tuple if str(kind).startswith("tuple") else None


def _tuple(text: str) -> tuple[Any, ...]:
    return tuple(tuple(v) if isinstance(v, list) else v for v in json.loads(text))
