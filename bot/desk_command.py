"""The sub-command `planbot desk`: what the desk holds, for operators, and how it is erased."""

import argparse
import csv
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from math import inf
from typing import Any

from bot import render
from bot.answer import STATUSES
from bot.exits import OK
from bot.exports import inert
from bot.ledger import Ledger
from bot.settings import Settings
from bot.tally import UNANSWERED, Day, Group, by_day, since, unanswered
from bot.writer import DAY
from knowledge.errors import InputError, StoreError

DAYS = {"stats": 7, "unanswered": 30}  # looked at unless told otherwise
# What a record looks like where there is none.
NONE: dict[str, Day | Group] = {
    "stats": Day("", 0, dict.fromkeys(STATUSES, 0), None, None, 0, 0, 0),
    "unanswered": Group("", 0, 0, dict.fromkeys(UNANSWERED, 0), {}, ""),
}
Record = dict[str, Any]


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Do what `options.what` names; raises StoreError where there is no desk or its file cannot be used."""
    path = settings.home / "desk.sqlite3"
    if not path.exists():
        raise StoreError(
            f"no desk at {path}: nothing has been kept yet; `planbot serve` makes it, see PLANBOT_KEEP_DAYS"
        )
    with closing(Ledger(path)) as ledger:
        try:
            if options.what in DAYS:
                _show(_records(ledger, options), options)
            else:
                _erase(ledger, options, settings)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"desk {path}: {error}; is the disk full, read-only or the file in use?") from error
    return OK


def _records(ledger: Ledger, options: argparse.Namespace) -> list[Record]:
    """Return days, or groups of what was not answered, as JSON types."""
    now, days = time.time(), DAYS[options.what] if options.days is None else options.days
    if not days:
        raise InputError(f"desk {options.what} --days 0 looks at nothing; give 1 or more")
    ledger.prepare()
    rows = list(ledger.rows(since(now, days), options.channel).values())
    if options.what == "stats":
        return [asdict(day) for day in by_day(rows, now, days)]
    return [asdict(group) for group in unanswered(rows, options.most)]


def _erase(ledger: Ledger, options: argparse.Namespace, settings: Settings) -> None:
    if options.json or options.csv or options.channel:
        raise InputError(f"desk {options.what} takes no --json, --csv or --channel")
    if options.what == "forget-all":
        if options.days is not None:
            raise InputError("desk forget-all takes no --days: it erases everything; see desk purge")
        before = inf
    else:
        before = time.time() - (settings.keep_days if options.days is None else options.days) * DAY
    count = ledger.purge(before)
    ledger.tidy()
    print(f"{count} entries erased")


def _show(records: Sequence[Record], options: argparse.Namespace) -> None:
    if options.json:
        render.print_json(records)
        return
    rows = [_flat(record) for record in records]
    head = list(_flat(asdict(NONE[options.what])))
    if options.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([inert(value) for value in row.values()] for row in rows)
    elif rows:
        print(render.columns([head, *(list(row.values()) for row in rows)]))
    else:
        print("nothing")


def _flat(record: Record) -> dict[str, str]:
    """Return a record as the cells of a line: counts by status in columns of their own, by channel in one."""
    cells: dict[str, str] = {}
    for name, value in record.items():
        if name == "channels":
            cells[name] = " ".join(f"{channel}:{count}" for channel, count in value.items())
        elif name == "statuses":
            cells |= {status: str(count) for status, count in value.items()}
        else:
            cells[name] = "" if value is None else str(value)
    return cells
