"""Ledger file: opens the desk's SQLite file, brings it to the present form, and moves a damaged one out of the way.

One connection writes, another reads; after an error each is opened anew when next needed.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from typing import Any

from bot import hashing

LOG = logging.getLogger("planbot.desk")
# The steps from an empty file to the present form; user_version counts those done. Add, never change.
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
    """
    create table preferences (
        person text not null,
        name text not null,
        at real not null,
        primary key (person, name)
    ) without rowid;
    create index preferences_by_time on preferences (at);
    """,
)
WRITER_WAITS, READER_WAITS = 2.0, 0.1  # seconds for a lock of another process
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
COMPANIONS = ("", "-wal", "-shm")
ASIDE = ".damaged-"


class NewerFile(sqlite3.DatabaseError):
    """The file was made by a newer planbot."""


class LedgerFile:
    """The file, its key beside it, and the connections to it. Methods raise sqlite3.Error, OSError or StoreError."""

    def __init__(self, path: Path) -> None:
        """Take the file's path; nothing is touched yet."""
        self.path = path
        self._lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._key: hashing.Key | None = None
        self._inode = 0
        self._soiled = False

    @property
    def key(self) -> hashing.Key:
        """Return the key that makes hashes of persons and talks."""
        if self._key is None:
            self._key = hashing.Key(self.path.with_suffix(".key"))
        return self._key

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Give the writing connection within a transaction."""
        with self._guarded() as file:
            file.execute("begin immediate")
            yield file
            file.execute("commit")

    def delete(self, condition: str, value: Callable[[], str | float]) -> int:
        """Delete entries and preferences; return how many entries there were. Only `tidy` puts them beyond recovery.

        The value is asked for once the file is open, when there is a key too.
        """
        with self.changing() as file:
            bound = (value(),)
            count = file.execute(f"delete from entries where {condition}", bound).rowcount  # noqa: S608  (our own)
            more = file.execute(f"delete from preferences where {condition}", bound).rowcount  # noqa: S608  (our own)
        self._soiled |= count + more > 0
        return count

    def tidy(self) -> None:
        """Write the write-ahead log back and cut it to nothing where it may still hold what has been deleted."""
        if not self._soiled:
            return
        with self._guarded() as file:
            if file.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
                raise sqlite3.OperationalError(f"the write-ahead log of {self.path} is in use")
        self._soiled = False

    def rows(self, sql: str, values: Sequence[str | float]) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with self._lock:
            try:
                return self._reading().execute(sql, values).fetchall()
            except sqlite3.Error:
                self._drop_reader()  # what is wrong with it may be over when it is opened anew
                raise

    def remove_damaged(self, before: float = inf) -> None:
        """Remove damaged files that were moved aside before a time in Unix seconds."""
        for aside in self.path.parent.glob(f"{self.path.name}{ASIDE}*"):
            if aside.stat().st_mtime < before:
                aside.unlink(missing_ok=True)

    def close(self) -> None:
        """Close both connections."""
        with self._lock:
            if self._writer is not None:
                with suppress(sqlite3.Error):
                    self._writer.close()
            self._writer = None
            self._drop_reader()

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection]:
        """Give the writing connection; close it on any error, so that the next time begins afresh."""
        try:
            yield self._open()
        except BaseException as error:
            self.close()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE:
                self._set_aside(error)
            raise

    def _open(self) -> sqlite3.Connection:
        if self._writer is not None and self._inode == _inode(self.path):
            return self._writer
        self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite gives the files beside it the same mode.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        self._inode = _inode(self.path)
        file = sqlite3.connect(self.path, timeout=WRITER_WAITS, isolation_level=None, check_same_thread=False)
        self._writer = file
        file.execute("pragma journal_mode = wal")
        file.execute("pragma synchronous = normal")
        file.execute("pragma secure_delete = on")
        self._prepare(file)
        if (verdict := file.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
            self.close()
            self._set_aside(sqlite3.DatabaseError(verdict))
            return self._open()
        return file

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
            if version:
                LOG.warning("desk: %s was missing; who asked before can no longer have it erased by asking", key)
        file.execute("commit")

    def _drop_reader(self) -> None:
        if self._reader is not None:
            with suppress(sqlite3.Error):
                self._reader.close()
        self._reader = None

    def _set_aside(self, error: BaseException) -> None:
        """Move a damaged file out of the way, if it still is the one that was found damaged."""
        if self._inode != _inode(self.path):
            return
        aside = f"{self.path.name}{ASIDE}{time.strftime('%Y%m%d-%H%M%S')}"
        for companion in COMPANIONS:
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + companion).rename(self.path.with_name(aside + companion))
        LOG.error("desk: %s is damaged (%s); moved to %s, a new one begins", self.path, error, aside)

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
