"""The desk: what staff need to know of the questions, and what persons have turned on, kept in one SQLite file.

No other module than this and what it is made of (ledger, preferences, writer) touches the file.

Question texts are redacted before they are kept, persons and talks are keyed hashes, and entries go after a
number of days. Where the disk fails, answering goes on: nothing here raises for that, the log says so.
"""

import base64
import secrets
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.answer import Answer
from bot.entry import Entry, Line, Who, citations
from bot.ledger import TROUBLE, End, Insert, Ledger, Rate
from bot.preferences import Preferences
from bot.recent import Recent
from bot.redact import redact
from bot.tally import Day, Group, Row, by_day, since, unanswered
from bot.writer import Troubles, Writer
from index.text import clean

__all__ = ["Desk", "Who"]

LONGEST = 1000  # characters of a question that are kept
LONGEST_PERSONAL = 40  # characters that personal data may take
REMEMBERED = 30 * 60.0  # seconds that entries stay in memory too
MOST_REMEMBERED = 5_000
Found = TypeVar("Found")


class Desk:
    """The entries of one home folder; safe to use from several threads."""

    def __init__(self, path: Path, keep_days: int, clock: Callable[[], float] = time.time) -> None:
        """Open, or make, the file with its key beside it; entries older than `keep_days` days go.

        With 0 days nothing is kept on disk, and talks only in memory. The clock gives Unix seconds.
        """
        self._clock = clock
        self._lock = threading.Lock()
        self._recent = Recent()
        self._ledger = Ledger(path)
        self._writer = Writer(self._ledger, keep_days, clock)
        self._keeps = keep_days > 0
        self._troubles = Troubles()
        self._preferences = Preferences(self._writer, self._preferred, clock, keep_days)

    def record(self, who: Who, message: str, answer: Answer) -> str:
        """Keep a message and what was answered; return the entry's id (at most 16 letters and digits, not guessable)."""
        entry = Entry(
            id=base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower(),
            at=self._clock(),
            who=who,
            question=_kept(message),
            status=answer.status,
            citations=citations(answer),
            step=answer.step,
            elapsed_ms=answer.elapsed_ms,
        )
        with self._lock:
            self._recent.add(entry)
            self._drop_old(entry.at)
            self._writer.add(Insert(entry))
        return entry.id

    def talk(self, who: Who, lifetime: float, most: int) -> list[str]:
        """Return a talk's last messages (redacted), oldest first: at most `most`, no gap longer than `lifetime` s."""
        lines = self._told(who, most)
        return [] if lines and lines[-1].ended else _last(lines, self._clock(), lifetime, most)

    def upto(self, entry: str, lifetime: float, most: int) -> list[str]:
        """Return the same as `talk` did when an entry had just been recorded; empty where it is not known."""
        with self._lock:
            found = self._recent.get(entry)
        if found:
            lines = self._told(found.who, most, entry)
        elif any(self._read(partial(self._ledger.is_of, entry, who), False) for who in self._writer.forgetting()):
            lines = []
        else:
            lines = self._read(lambda: self._ledger.upto(entry, most), list[Line]())
        return _last(lines, lines[-1].at, lifetime, most) if lines else []

    def rate(self, entry: str, who: Who, useful: bool) -> bool:
        """Keep whether an answer was useful; False where not this person asked or the entry is not known.

        Who presses again changes it. In a group only who asked may say so, or one could overrule another.
        """
        with self._lock:
            found = self._recent.get(entry)
            if found and found.who.person == who.person:
                self._recent.change(entry, useful=useful)
        mine = found.who.person == who.person if found else self._read(lambda: self._ledger.is_of(entry, who), False)
        if mine:
            self._writer.add(Rate(entry, useful))
        return mine

    def prefers(self, who: Who, name: str) -> bool:
        """Return whether a person has turned a preference on; it goes when not asked for longer than entries are kept."""
        return self._preferences.has(who, name)

    def prefer(self, who: Who, name: str, on: bool) -> None:
        """Keep that a person turns a preference on or off."""
        self._preferences.set(who, name, on)

    def end(self, who: Who) -> None:
        """Let the talk's next message begin anew, also after a restart."""
        with self._lock:
            if mine := self._recent.of(who):
                self._recent.change(mine[-1].id, ended=True)
            self._writer.add(End(who))

    def forget(self, who: Who) -> int:
        """Erase all that is kept of a person in a channel at once; return how many entries there were.

        Where the disk is in trouble, what it holds is not counted and goes as soon as it is well again.
        """
        with self._lock:
            mine = [entry.id for entry in self._recent if entry.who.person == who.person]
            for name in mine:
                self._recent.remove(name)
        count = self._writer.forget(who) if self._keeps else len(mine)
        self._preferences.forget(who)
        return count

    def stats(self, days: int, channel: str = "") -> list[Day]:
        """Return how the last `days` days went in one channel or in all. May wait for the disk."""
        return by_day(self._rows(days, channel), self._clock(), days)

    def unanswered(self, days: int, most: int, channel: str = "") -> list[Group]:
        """Return what was not answered in the last `days` days, at most `most` groups. May wait for the disk."""
        return unanswered(self._rows(days, channel), most)

    def waiting(self) -> int:
        """Return how many changes are not on disk yet: few where all is well, more and more where the disk fails."""
        return self._writer.waiting()

    def troubled(self) -> bool:
        """Return whether the disk is in trouble, so that changes wait."""
        return self._writer.troubled() or self._troubles.told

    def flush(self) -> bool:
        """Write at once what is waiting and let go what is old; return whether nothing is left waiting."""
        return self._writer.flush()

    def close(self) -> None:
        """Write what is waiting and close the file."""
        self._writer.close()
        self._ledger.close()

    def _preferred(self, who: Who, name: str) -> float | None:
        """Return when a preference was last used; None where it is not on or about to be erased."""
        if any(other.person == who.person for other in self._writer.forgetting()):
            return None
        return self._read(lambda: self._ledger.preferred(who, name), None)

    def _told(self, who: Who, most: int, last: str = "") -> list[Line]:
        """Return a talk's lines from disk and memory, oldest first, up to the entry `last`."""
        with self._lock:
            recent = [Line(e.id, e.at, e.question, e.ended) for e in self._recent.of(who)]
        names = [line.id for line in recent]
        forgotten = any(other.person == who.person for other in self._writer.forgetting())
        kept = [] if forgotten else self._read(lambda: self._ledger.talk(who, most + len(recent)), list[Line]())
        lines = [line for line in kept if line.id not in names]
        # What memory does not hold is older than what it holds.
        return lines + (recent[: names.index(last) + 1] if last in names else recent)

    def _read(self, read: Callable[[], Found], nothing: Found) -> Found:
        """Return what is read from the file, or `nothing` where that fails or there is no file."""
        if not self._keeps:
            return nothing
        try:
            found = read()
        except TROUBLE as error:
            if self._ledger.path.exists():
                self._troubles.tell(error, f"{self._ledger.path} cannot be read")
            return nothing
        self._troubles.over()
        return found

    def _rows(self, days: int, channel: str) -> list[Row]:
        """Return the entries of the last days; from memory those that are not on disk."""
        begin = since(self._clock(), days)
        self.flush()
        kept = self._read(lambda: self._ledger.rows(begin, channel), dict[str, Row]())
        with self._lock:
            recent = [e for e in self._recent if e.id not in kept and e.at >= begin]
        return [*kept.values(), *(self._row(entry) for entry in recent if channel in ("", entry.who.channel))]

    def _row(self, entry: Entry) -> Row:
        person = self._read(lambda: self._ledger.person(entry.who), entry.who.person)
        return Row(entry.at, entry.who.channel, person, entry.question, entry.status, entry.elapsed_ms, entry.useful)

    def _drop_old(self, now: float) -> None:
        """Let memory go of what is older than talks last, unless it still has to be written."""
        while len(self._recent):
            first = next(iter(self._recent))
            too_old = first.at < now - REMEMBERED and first.at < self._writer.oldest()
            if not too_old and len(self._recent) <= MOST_REMEMBERED:
                break
            self._recent.remove(first.id)


def _kept(message: str) -> str:
    """Return what is kept of a message: redacted, of bounded length, and no number that the bound has cut through."""
    text = clean(message[: LONGEST + LONGEST_PERSONAL])
    redacted = redact(text)
    return redacted[:-LONGEST_PERSONAL] if len(message) > LONGEST + LONGEST_PERSONAL else redacted


def _last(lines: list[Line], now: float, lifetime: float, most: int) -> list[str]:
    """Return the last messages of a talk: back to where it was ended, to a gap, or to `most`."""
    told: list[str] = []
    for line in reversed(lines):
        if now - line.at > lifetime or len(told) == most or (line.ended and line is not lines[-1]):
            break
        told.append(line.question)
        now = line.at
    return told[::-1]
