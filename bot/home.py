"""Home: the folder with the data files; opens a plan's file and builds it where it is missing, old or damaged."""

import sqlite3
import sys
from pathlib import Path

from index.fingerprint import is_fresh
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
    path = data_file(home, plan.folder(plan_id).name)
    if not is_fresh(path, plan_id):
        _build(path, plan_id)
    try:
        return Search(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False))
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"data file {path}: {error}; remove it or name another folder in PLANBOT_HOME") from error


def _build(path: Path, plan_id: str) -> None:
    from index import build

    print(f"planbot: building {path} (only on first use and after a change) …", file=sys.stderr)
    build.build(plan_id, path)
