"""Ledger: the desk's SQLite file. What it holds is described in docs/desk.md.

Everything here runs in the thread that calls it, may wait for the disk and raises sqlite3.Error or OSError;
bot/desk.py decides what becomes of that. One connection writes, another reads.
"""

import json
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import hashing
from bot.entry import Entry, Line, Who

LOG = logging.getLogger("planbot.desk")
# The steps from an empty file to the present form; user_version counts those done.
MIGRATIONS = (
    """
    create table entries (
        seq integer primary key autoincrement,
        id text not null unique,
        at real not null,
        channel text not null,
        person text not null,
        talk text not null,
        question text not null,
        status text not null,
        citations text not null,
        step text not null,
        elapsed_ms real not null,
        useful integer,
        ended integer not null default 0
    );
    create index entries_by_time on entries (at);
    create index entries_by_person on entries (person);
    create index entries_by_talk on entries (talk, seq);
    """,
)
WRITER_WAITS, READER_WAITS = 2.0, 0.1  # seconds for a lock of another process
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
COMPANIONS = ("", "-wal", "-shm")


class NewerFile(sqlite3.DatabaseError):
    """The file was made by a newer planbot."""


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
    """Mark an entry as the last of its talk."""

    who: Who


Change = Insert | Rate | End


class Ledger:
    """The file of one home; opened when first needed and after trouble anew."""

    def __init__(self, path: Path) -> None:
        """Take the file's path; nothing is touched yet."""
        self.path = path
        self._lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._key: hashing.Key | None = None
        self._inode = 0

    def write(self, changes: Iterable[Change]) -> None:
        """Make changes in their order, all or none."""
        with self._changing() as file:
            for change in changes:
                self._apply(file, change)

    def erase(self, who: Who) -> int:
        """Erase a person's entries beyond recovery; return how many there were."""
        with self._changing() as file:
            count = file.execute("delete from entries where person = ?", (self._hashes().person(who),)).rowcount
        self._empty_log()
        return count

    def purge(self, before: float) -> int:
        """Erase what is older than a time in Unix seconds; return how many entries that were."""
        with self._changing() as file:
            count = file.execute("delete from entries where at < ?", (before,)).rowcount
        if count:
            self._empty_log()
        return count

    def talk(self, who: Who, most: int) -> list[Line]:
        """Return a talk's last lines, oldest first."""
        return self._lines("talk = ?", (self._hashes().talk(who),), most)

    def upto(self, entry: str, most: int) -> list[Line]:
        """Return the lines of an entry's talk up to the entry, oldest first; none where it is not known."""
        same = "talk = (select talk from entries where id = ?) and seq <= (select seq from entries where id = ?)"
        return self._lines(same, (entry, entry), most)

    def is_of(self, entry: str, who: Who) -> bool:
        """Return whether an entry is a person's."""
        sql = "select 1 from entries where id = ? and person = ?"
        return bool(self._rows(sql, (entry, self._hashes().person(who))))

    def close(self) -> None:
        """Close both connections."""
        self._drop_writer()

    def _hashes(self) -> hashing.Key:
        if self._key is None:
            self._key = hashing.Key(self.path.with_suffix(".key"))
        return self._key

    def _apply(self, file: sqlite3.Connection, change: Change) -> None:
        match change:
            case Insert(entry):
                file.execute(
                    "insert or ignore into entries (id, at, channel, person, talk, question, status, citations, step,"
                    " elapsed_ms, useful, ended) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        entry.id,
                        entry.at,
                        entry.who.channel,
                        self._hashes().person(entry.who),
                        self._hashes().talk(entry.who),
                        entry.question,
                        entry.status,
                        json.dumps(entry.citations, ensure_ascii=False),
                        entry.step,
                        entry.elapsed_ms,
                        entry.useful,
                        entry.ended,
                    ),
                )
            case Rate(entry_id, useful):
                file.execute("update entries set useful = ? where id = ?", (useful, entry_id))
            case End(who):
                last = "select max(seq) from entries where talk = ?"
                file.execute(f"update entries set ended = 1 where seq = ({last})", (self._hashes().talk(who),))  # noqa: S608

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Give the writing connection within a transaction; close it where that fails."""
        try:
            file = self._open()
            file.execute("begin immediate")
            yield file
            file.execute("commit")
        except (sqlite3.Error, OSError) as error:
            self._drop_writer()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE:
                self._set_aside(error)
            raise

    def _open(self) -> sqlite3.Connection:
        if self._writer is not None and self._inode == _inode(self.path):
            return self._writer
        self._drop_writer()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite gives the files beside it the same mode.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        self._inode = _inode(self.path)
        self._writer = sqlite3.connect(self.path, timeout=WRITER_WAITS, isolation_level=None, check_same_thread=False)
        self._writer.execute("pragma journal_mode = wal")
        self._writer.execute("pragma synchronous = normal")
        self._writer.execute("pragma secure_delete = on")
        self._prepare(self._writer)
        return self._writer

    def _prepare(self, file: sqlite3.Connection) -> None:
        """Bring the file to the present form and make the key where there is none; raises NewerFile."""
        key = self.path.with_suffix(".key")
        if _version(file) == len(MIGRATIONS) and key.exists():
            return
        file.execute("begin immediate")  # another process may be about to do the same
        version = _version(file)
        if version > len(MIGRATIONS):
            raise NewerFile(
                f"{self.path} has version {version}, a newer planbot made it; this one knows {len(MIGRATIONS)}"
            )
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            for statement in filter(str.strip, script.split(";")):
                file.execute(statement)
            file.execute(f"pragma user_version = {number}")
        if not key.exists():
            hashing.make(key)
        file.execute("commit")

    def _drop_writer(self) -> None:
        with self._lock:
            if self._writer is not None:
                with suppress(sqlite3.Error):
                    self._writer.close()
            self._writer = None
            self._drop_reader()

    def _drop_reader(self) -> None:
        if self._reader is not None:
            with suppress(sqlite3.Error):
                self._reader.close()
        self._reader = None

    def _set_aside(self, error: Exception) -> None:
        """Move a damaged file out of the way, if it still is the one that was found damaged."""
        if self._inode != _inode(self.path):
            return
        aside = f"{self.path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
        for companion in COMPANIONS:
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + companion).rename(self.path.with_name(aside + companion))
        LOG.error("desk: %s is damaged (%s); moved to %s, a new one begins", self.path, error, aside)

    def _empty_log(self) -> None:
        """Write the write-ahead log back and cut it to nothing: it may still hold what has been erased."""
        busy = self._open().execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        if busy:
            raise sqlite3.OperationalError(f"the write-ahead log of {self.path} is in use")

    def _lines(self, condition: str, values: Sequence[str], most: int) -> list[Line]:
        sql = f"select id, at, question, ended from entries where {condition} order by seq desc limit ?"  # noqa: S608
        rows = self._rows(sql, (*values, most))
        return [Line(i, at, question, bool(ended)) for i, at, question, ended in reversed(rows)]

    def _rows(self, sql: str, values: Sequence[str | float]) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._reading().execute(sql, values).fetchall()
            except sqlite3.Error:
                self._drop_reader()  # what is wrong with it may be over when it is opened anew
                raise

    def _reading(self) -> sqlite3.Connection:
        if self._reader is None:
            where = f"{self.path.resolve().as_uri()}?mode=rw"  # no file yet: an error, and none is made
            reader = sqlite3.connect(where, uri=True, timeout=READER_WAITS, check_same_thread=False)
            reader.execute("pragma query_only = on")
            self._reader = reader
        return self._reader


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def _version(file: sqlite3.Connection) -> int:
    version: int = file.execute("pragma user_version").fetchone()[0]
    return version
