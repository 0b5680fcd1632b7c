"""Ledger: what is done with the desk's SQLite file; docs/desk.md describes what it holds.

Everything here runs in the thread that calls it, may wait for the disk and raises TROUBLE; bot/desk.py and
bot/writer.py decide what becomes of that.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from bot.entry import Entry, Line, Who
from bot.ledger_file import LedgerFile
from bot.tally import Row
from knowledge.errors import StoreError

TROUBLE = (sqlite3.Error, OSError, StoreError)
COLUMNS = (
    "id, at, channel, person, talk, question, status, citations, step, elapsed_ms, useful, ended"  # seq counts itself
)


@dataclass(frozen=True, slots=True)
class Insert:
    """Keep an entry."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Rate:
    """Keep what a person said of an answer."""

    id: str
    useful: bool


@dataclass(frozen=True, slots=True)
class End:
    """Mark the talk's last entry as such."""

    who: Who


@dataclass(frozen=True, slots=True)
class Prefer:
    """Keep a person's preference as used at a time in Unix seconds; None: let go of it."""

    who: Who
    name: str
    at: float | None


Change = Insert | Rate | End | Prefer


class Ledger:
    """The entries and preferences of one home."""

    def __init__(self, path: Path) -> None:
        """Take the file's path; nothing is touched yet."""
        self.path = path
        self._file = LedgerFile(path)

    def prepare(self) -> None:
        """Bring the file to the present form, or make it."""
        with self._file.changing():
            pass

    def write(self, changes: Iterable[Change]) -> None:
        """Make changes in their order, all or none."""
        with self._file.changing() as file:
            for change in changes:
                file.execute(*self._statement(change))

    def erase(self, who: Who) -> int:
        """Erase what is kept of a person; return how many entries there were. Only `tidy` puts them beyond recovery."""
        self._file.remove_damaged()  # nobody's entries can be told apart in a damaged file
        return self._file.delete("person = ?", lambda: self.person(who))

    def purge(self, before: float) -> int:
        """Erase what is older than a time in Unix seconds; return how many entries that were."""
        self._file.remove_damaged(before)
        return self._file.delete("at < ?", lambda: before)

    def clear(self) -> int:
        """Erase everything beyond recovery, where there is anything; return how many entries that were."""
        self._file.remove_damaged()
        if not self.path.exists():
            return 0
        count = self.purge(inf)
        self.tidy()
        return count

    def tidy(self) -> None:
        """Leave nothing recoverable of what has been erased."""
        self._file.tidy()

    def talk(self, who: Who, most: int) -> list[Line]:
        """Return a talk's last lines, oldest first."""
        return self._lines("talk = ?", (self._file.key.talk(who),), most)

    def upto(self, entry: str, most: int) -> list[Line]:
        """Return the lines of an entry's talk up to the entry, oldest first; none where it is not known."""
        same = "talk = (select talk from entries where id = ?) and seq <= (select seq from entries where id = ?)"
        return self._lines(same, (entry, entry), most)

    def is_of(self, entry: str, who: Who) -> bool:
        """Return whether an entry is a person's."""
        return bool(self._file.rows("select 1 from entries where id = ? and person = ?", (entry, self.person(who))))

    def preferred(self, who: Who, name: str) -> float | None:
        """Return when a person's preference was last used, in Unix seconds; None where it is not on."""
        found = self._file.rows("select at from preferences where person = ? and name = ?", (self.person(who), name))
        return float(found[0][0]) if found else None

    def rows(self, since: float, channel: str = "") -> dict[str, Row]:
        """Return the entries since a time in Unix seconds, by id and as they came; of one channel or of all."""
        found = self._file.rows(
            "select id, at, channel, person, question, status, elapsed_ms, useful from entries"
            " where at >= ? and ? in ('', channel) order by seq",
            (since, channel),
        )
        return {
            name: Row(at, came, person, question, status, elapsed, None if useful is None else bool(useful))
            for name, at, came, person, question, status, elapsed, useful in found
        }

    def person(self, who: Who) -> str:
        """Return what tells a person apart in `rows`."""
        return self._file.key.person(who)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _statement(self, change: Change) -> tuple[str, tuple[object, ...]]:
        key = self._file.key
        match change:
            case Insert(e):
                marks = ", ".join("?" * (COLUMNS.count(",") + 1))
                where = json.dumps(e.citations, ensure_ascii=False)
                kept = (e.id, e.at, e.who.channel, key.person(e.who), key.talk(e.who), e.question, e.status, where)
                more = (e.step, e.elapsed_ms, e.useful, e.ended)
                return f"insert or ignore into entries ({COLUMNS}) values ({marks})", (*kept, *more)  # noqa: S608  (our own)
            case Rate(name, useful):
                return "update entries set useful = ? where id = ?", (useful, name)
            case End(who):
                last = "(select max(seq) from entries where talk = ?)"
                return f"update entries set ended = 1 where seq = {last}", (key.talk(who),)  # noqa: S608  (our own)
            case Prefer(who, name, None):
                return "delete from preferences where person = ? and name = ?", (key.person(who), name)
            case Prefer(who, name, at):
                return "insert or replace into preferences (person, name, at) values (?, ?, ?)", (
                    key.person(who),
                    name,
                    at,
                )

    def _lines(self, condition: str, values: Sequence[str], most: int) -> list[Line]:
        sql = f"select id, at, question, ended from entries where {condition} order by seq desc limit ?"  # noqa: S608  (our own)
        found = self._file.rows(sql, (*values, most))
        return [Line(name, at, question, bool(ended)) for name, at, question, ended in reversed(found)]
