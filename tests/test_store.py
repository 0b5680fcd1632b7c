"""The data file keeps every record, describes itself and says when it is not what it was."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import schema
from index.search import Search
from knowledge import bank, plan, store
from knowledge.bank import Entry
from knowledge.records import Plan

PAGE = Path(__file__).parent.parent / "docs" / "schema.md"


@pytest.fixture(scope="module")
def record() -> Plan:
    return plan.load()


@pytest.fixture(scope="module")
def entries(record: Plan) -> tuple[Entry, ...]:
    return bank.read(plan.folder() / "question-bank.jsonl", record)


@pytest.fixture
def stored(record: Plan, entries: tuple[Entry, ...]) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    store.write_plan(connection, record, entries)
    yield connection
    connection.close()


def test_what_is_written_is_read_again(stored: sqlite3.Connection, record: Plan, entries: tuple[Entry, ...]) -> None:
    read = store.read_plan(stored)
    for field in dataclasses.fields(record):
        assert getattr(read, field.name) == getattr(record, field.name), field.name
    assert store.read_entries(stored) == entries


def test_types_are_kept(stored: sqlite3.Connection) -> None:
    read = store.read_plan(stored)
    assert [p.done for p in read.periods] == [True, False]
    assert {type(f.done) for f in read.figures} == {bool} == {type(p.done) for p in read.periods}
    assert {type(m.achieved) for m in read.measures} == {int, type(None)}
    assert {type(c.year) for i in read.indicators for c in i.cells} == {int, type(None)}


@pytest.mark.parametrize(
    "damage",
    [
        "drop table sentences",
        "delete from plan",
        "alter table figures drop column subject",
    ],
)
def test_a_damaged_file_raises_a_database_error(stored: sqlite3.Connection, damage: str) -> None:
    stored.execute(damage)
    with pytest.raises(sqlite3.DatabaseError):
        store.read_plan(stored)


def test_the_page_on_the_schema_is_true(search: Search, planbot_home: Path) -> None:
    connection = sqlite3.connect(planbot_home / f"{plan.DEFAULT}.sqlite3")
    try:
        assert PAGE.read_text(encoding="utf-8") == schema.markdown(connection), (
            "python -m index.schema > docs/schema.md"
        )
    finally:
        connection.close()


def test_every_column_of_a_record_is_stored(stored: sqlite3.Connection) -> None:
    owned: dict[str, type[Any]] = {name: cls for name, (_, _, cls) in store.NESTED.items()}
    for name, cls in {**store.RECORDS, **owned, "entries": Entry}.items():
        columns = {row[1] for row in stored.execute(f"pragma table_info([{name}])")} - {"seq", "owner"}
        assert columns == {f.name for f in dataclasses.fields(cls)} - store.NESTED_FIELDS
