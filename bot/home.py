"""Home: the folder with the data files; opens a plan's file and builds it where it is missing, old or damaged."""

import sqlite3
import sys
from pathlib import Path

from index.fingerprint import fingerprint
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
    found = _opened(path, plan_id)
    if found is None:
        _build(path, plan_id)
        found = _opened(path, plan_id)
    if found is None:
        raise StoreError(f"data file {path} cannot be read though it was just built; name another folder in PLANBOT_HOME")
    return found


def discard(home: Path, plan_id: str) -> StoreError:
    """Remove a data file that proved damaged while in use, so that the next start builds it anew; return what to tell."""
    path = data_file(home, plan_id)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        return StoreError(f"data file {path} is damaged and cannot be removed ({error.strerror}); remove it and start again")
    return StoreError(f"data file {path} was damaged and has been removed; start again and it is built anew")


def _opened(path: Path, plan_id: str) -> Search | None:
    """Return the search over a data file, or None where the file is missing, damaged or made from something else."""
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    except sqlite3.Error:
        return None
    try:
        row = connection.execute("select value from meta where name = 'fingerprint'").fetchone()
        if row is not None and row[0] == fingerprint(plan_id):
            return Search(connection)
    except sqlite3.Error:
        pass
    connection.close()
    return None


def _build(path: Path, plan_id: str) -> None:
    from index import build

    print(f"planbot: building {path} (only after a first start or a change) …", file=sys.stderr)
    build.build(plan_id, path)
