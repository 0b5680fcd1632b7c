"""Patterns: the compiled form of the regular expressions in data/*.toml, kept in the home.

Compiling them takes up to 150 ms of a cold start, reading them back 4 ms (docs/performance.md). What is
kept is what `re.compile` makes, flags and code, for exactly this Python and these word lists; whatever
is missing or damaged is compiled as ever, so that nothing but time depends on the file.
"""

import marshal
import os
import re
import sys
import tomllib
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

try:
    # Private, so not promised for every Python; without them all patterns are compiled at each start.
    _sre: Any = import_module("_sre")
    _compiler: Any = import_module("re._compiler")
    _parser: Any = import_module("re._parser")
except ImportError:  # pragma: no cover
    _sre = None

DATA = Path(__file__).parent / "data"
Kept = tuple[int, bytes, int, dict[str, int]]  # flags, code (uint32), number of groups with the whole, names of groups
_kept: dict[str, Kept] = {}


def compiled(pattern: str) -> re.Pattern[str]:
    """Return `re.compile(pattern)`, from what `load` found where it can; raises re.error."""
    kept = _kept.get(pattern)
    return re.compile(pattern) if kept is None else _restored(pattern, kept)


def either(alternatives: Iterable[str]) -> str:
    """Return the pattern that matches what one of the alternatives matches.

    >>> either(["你好", "您好|喂"])
    '(?:你好)|(?:您好|喂)'
    """
    return "|".join(f"(?:{pattern})" for pattern in alternatives)


def load(home: Path) -> None:
    """Take the compiled patterns kept in a home; keep them there first where they are missing, old or damaged.

    A home that cannot be written costs time, nothing else.
    """
    if _sre is None:  # pragma: no cover
        return
    lists = [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.toml"))]
    version = f"{sys.version} {_sre.MAGIC} {zlib.crc32(chr(0).join(lists).encode())}"
    path = home / f"patterns-{sys.implementation.cache_tag}.bin"
    found = _read(path, version)
    if found is None:
        found = {pattern: _dissected(pattern) for content in lists for pattern in patterns(tomllib.loads(content))}
        _write(path, version, found)
    _kept.clear()
    _kept.update(found)


def patterns(content: object) -> Iterator[str]:
    """Yield the patterns of a word list: each text in a table, and each list of texts as one alternation."""
    if isinstance(content, dict):
        for name, value in content.items():
            if isinstance(value, str) and name != "name":
                yield value
            else:
                yield from patterns(value)
    elif isinstance(content, list) and content and all(isinstance(item, str) for item in content):
        yield either(content)
    elif isinstance(content, list):
        for item in content:
            yield from patterns(item)


def _dissected(pattern: str) -> Kept:
    parsed = _parser.parse(pattern)
    code = array("I", _compiler._code(parsed, 0))
    return parsed.state.flags, code.tobytes(), parsed.state.groups, parsed.state.groupdict


def _restored(pattern: str, kept: Kept) -> re.Pattern[str]:
    """Return the pattern from its parts, as the last lines of re._compiler.compile do."""
    flags, code, groups, names = kept
    by_number: list[str | None] = [None] * groups
    for name, number in names.items():
        by_number[number] = name
    made: re.Pattern[str] = _sre.compile(pattern, flags, array("I", code).tolist(), groups - 1, names, tuple(by_number))
    return made


def _read(path: Path, version: str) -> dict[str, Kept] | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if len(content) <= 4 or zlib.crc32(content[4:]).to_bytes(4, "big") != content[:4]:
        return None
    found: Any = marshal.loads(content[4:])  # noqa: S302  (our own file, whole by its checksum; re checks the code)
    return found[1] if found[0] == version else None


def _write(path: Path, version: str, found: dict[str, Kept]) -> None:
    content = marshal.dumps((version, found))
    unfinished = path.with_name(f".{path.name}-{os.getpid()}")
    with suppress(OSError):
        unfinished.write_bytes(zlib.crc32(content).to_bytes(4, "big") + content)
        unfinished.replace(path)
