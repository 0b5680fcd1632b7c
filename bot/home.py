"""Home: the folder with the data files; opens a plan's file and builds it where it is missing, old or damaged."""

import sqlite3
import sys
from pathlib import Path

from index.search import Search
from knowledge import plan
from knowledge.errors import StoreError



def data_file(home: Path, plan_id: str) -> Path:
    """Return where a plan's data file stands."""
    return home / f"{plan_id}.sqlite3"


def open_search(home: Path, plan_id: str = plan.DEFAULT) -> Search:
    """Return the search over a plan, building its data file first where that is needed.

    Raises UnknownPlan, PlanError (the plan's own files) or StoreError (the home).
    """
    plan.folder(plan_id)
    path = data_file(home, plan_id)
    if not _fresh(path, plan_id):
        _build(path, plan_id)
    try:
        return Search(_connect(path))
    except sqlite3.Error:
        _build(path, plan_id)
        return Search(_connect(path))


def _build(path: Path, plan_id: str) -> None:
    from index import build

    print(f"planbot: building {path} (only after a first start or a change) …", file=sys.stderr)
    build.build(plan_id, path)


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise StoreError(f"data file {path} is missing; make its folder writable or name another in PLANBOT_HOME")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def _fresh(path: Path, plan_id: str) -> bool:
    from index.fingerprint import fingerprint

    if not path.is_file():
        return False
    try:
        connection = _connect(path)
        try:
            row = connection.execute("select value from meta where name = 'fingerprint'").fetchone()
        finally:
            connection.close()
    except (sqlite3.Error, StoreError):
        return False
    return row is not None and row[0] == fingerprint(plan_id)
