"""Cues: the patterns of data/cues.toml, compiled once; what a message's words ask for."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
KEPT = 64  # messages and their parts that one answer looks at again and again


@cache
def table(name: str) -> dict[str, re.Pattern[str]]:
    """Return one table of cues by its name (attribute, operation, period …)."""
    return {key: re.compile(pattern) for key, pattern in _source()[name].items()}


@cache
def _source() -> dict[str, dict[str, str]]:
    return tomllib.loads((DATA / "cues.toml").read_text(encoding="utf-8"))


def found(name: str, message: str) -> frozenset[str]:
    """Return the keys of a table whose pattern occurs in a compact message."""
    return frozenset(key for key, pattern in table(name).items() if pattern.search(message))


@lru_cache(maxsize=KEPT)
def without_cues(message: str) -> str:
    """Return a compact message without the words that say what is asked: its subject is left."""
    for name in ("attribute", "operation", "period"):
        for pattern in table(name).values():
            message = pattern.sub(" ", message)
    return message
