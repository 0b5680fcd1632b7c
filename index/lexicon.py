"""Lexicon: which of the plan's things (measures, projects, lists, topics …) a message names, longest name first."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from index import text
from knowledge.records import Plan

HYPHEN = re.compile("(?<=[a-z])-(?=[a-z])")  # fixed-asset investment
ENGLISH_PLAIN = frozenset(
    [
        "supposed",
        "expected",
        "intended",
        "under",
        "during",
        "were",
        "will",
        "they",
        "their",
        "there",
        "this",
        "that",
        "what",
        "when",
        "where",
        "which",
        "with",
        "have",
        "been",
        "does",
        "from",
        "into",
        "about",
        "plan",
        "town",
        "kunshan",
        "xiaokunshan",
        "build",
        "built",
        "going",
        "please",
        "tell",
        "would",
        "could",
        "should",
        "your",
        "much",
        "many",
        "long",
        "year",
        "years",
        "still",
        "some",
        "more",
        "than",
        "then",
    ]
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a message: its kind, the target's id or number, and where it stands."""

    kind: str
    target: str
    found: str
    start: int

    @property
    def end(self) -> int:
        """Return the offset after the name."""
        return self.start + len(self.found)


def rows(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield (alias in canonical form, kind, target) for everything that the plan names."""
    for measure in plan.measures:
        yield from ((alias, "measure", measure.id) for alias in _forms(measure.aliases))
    for number, ambiguity in enumerate(plan.ambiguities):
        yield from ((alias, "ambiguity", str(number)) for alias in _forms(ambiguity.aliases))
    named: dict[str, list[tuple[str, ...]]] = {
        "enumeration": [record.aliases for record in plan.enumerations],
        "project": [record.aliases for record in plan.projects],
        "topic": [record.aliases for record in plan.topics],
        "absent": [record.aliases for record in plan.absent],
        "place": [record.aliases for record in plan.places],
    }
    for kind, all_aliases in named.items():
        for number, aliases in enumerate(all_aliases):
            yield from ((alias, kind, str(number)) for alias in _forms(aliases))


def _forms(aliases: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text.compact(alias) for alias in aliases))


def _lengths(names: Iterable[str]) -> dict[str, list[int]]:
    """Return by first character how long the names are that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[0], set()).add(len(name))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


class Lexicon:
    """The aliases of an open data file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read all aliases (about a thousand short strings)."""
        self._by_kind: dict[str, dict[str, str]] = {}
        for alias, kind, target in connection.execute("select alias, kind, target from lexicon"):
            self._by_kind.setdefault(kind, {}).setdefault(alias, target)
        self._lengths = {kind: _lengths(names) for kind, names in self._by_kind.items()}
        row = connection.execute("select value from meta where name = 'english'").fetchone()
        pairs = json.loads(row[0]) if row else []
        self._english: dict[str, str] = {HYPHEN.sub(" ", phrase): chinese for phrase, chinese in pairs}

    def find(self, message: str, kind: str) -> list[Name]:
        """Return the names of one kind in a compact message, in order, without overlaps, longest first at a place."""
        names, lengths = self._by_kind.get(kind, {}), self._lengths.get(kind, {})
        found: list[Name] = []
        free = 0
        for at in [at for at, first in enumerate(message) if first in lengths]:
            if at < free:
                continue
            for length in lengths[message[at]]:
                piece = message[at : at + length]
                if piece in names:
                    found.append(Name(kind, names[piece], piece, at))
                    free = at + length
                    break
        return found

    @cached_property
    def _phrases(self) -> re.Pattern[str]:
        """Return the pattern of all English phrases, the longest first; compiled when first needed."""
        return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, self._english))})(?![a-z])")

    def from_english(self, message: str) -> tuple[str, list[str]]:
        """Return an English message with known phrases in Chinese, and the content words that were left out."""
        message = HYPHEN.sub(" ", message)
        message = self._phrases.sub(lambda match: f" {self._english[match.group()]} ", message)
        kept = [w for w in message.split() if not w.isascii() or any(c.isdigit() for c in w)]
        left = [w for w in re.findall(r"[a-z]{4,}", message) if w not in ENGLISH_PLAIN]
        return "".join(kept), left
