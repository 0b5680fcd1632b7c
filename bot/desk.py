"""The desk: what staff need to know of the questions, kept in one SQLite file by this module alone.

Question texts are redacted before they are kept, persons and talks are keyed hashes, and entries go after a
number of days. Where the disk fails, answering goes on: nothing here raises for that, the log says so.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.answer import Answer


@dataclass(frozen=True, slots=True)
class Who:
    """Who writes: the channel's name (telegram, web), the person's id there and the talk's (a chat, a browser tab)."""

    channel: str
    user: str
    talk: str

    @property
    def key(self) -> str:
        """Return a text that no other talk of the process has."""
        return f"{self.channel}:{self.user}:{self.talk}"


class Desk:
    """The entries of one home folder; safe to use from several threads."""

    def __init__(self, path: Path, keep_days: int) -> None:
        """Open, or make, the file with its key beside it; entries older than `keep_days` days go."""
        raise NotImplementedError

    def record(self, who: Who, message: str, answer: Answer) -> str:
        """Keep a message and what was answered; return the entry's id (at most 16 letters and digits, not guessable)."""
        raise NotImplementedError

    def talk(self, who: Who, lifetime: float, most: int) -> list[str]:
        """Return a talk's last messages (redacted), oldest first: at most `most`, no gap longer than `lifetime` s."""
        raise NotImplementedError

    def upto(self, entry: str, lifetime: float, most: int) -> list[str]:
        """Return the same as `talk` did when an entry had just been recorded; empty where it is not known."""
        raise NotImplementedError

    def forget(self, who: Who) -> int:
        """Erase all entries of a person in a channel at once; return how many there were."""
        raise NotImplementedError

    def close(self) -> None:
        """Write what is waiting and close the file."""
        raise NotImplementedError
