"""Readers: a plan's file becomes blocks (heading, paragraph, table, blank) that keep every line.

All that follows works on blocks, so another format joins as one more reader in READERS.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge.errors import PlanError
from knowledge.patterns import regex
from knowledge.records import Block

HEADING = regex(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)\S")
TABLE_CELL = regex(r"^\t\S")
CAPTION_MAX = 40


def read_text(path: Path) -> tuple[Block, ...]:
    """Return the blocks of a UTF-8 text laid out one paragraph, or one table cell, a line.

    Raises PlanError where the file is missing, is not UTF-8 or holds nothing but white space.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PlanError(f"plan text {path}: {error.strerror or error}; put the plan's text there") from error
    except UnicodeDecodeError as error:
        raise PlanError(f"plan text {path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    if not text.strip():
        raise PlanError(f"plan text {path} is empty; put the plan's text there")
    return tuple(_blocks(text.replace("\r\n", "\n").split("\n")))


READERS: dict[str, Callable[[Path], tuple[Block, ...]]] = {".txt": read_text}


def read(path: Path) -> tuple[Block, ...]:
    """Return the blocks of a plan's file; raises PlanError for a format without a reader."""
    reader = READERS.get(path.suffix)
    if reader is None:
        raise PlanError(f"plan file {path}: no reader for {path.suffix!r}; known: {', '.join(READERS)}")
    return reader(path)


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        kind = "table" if end else _kind(lines[at])
        end = end or at + 1
        yield Block(kind, tuple(lines[at:end]), at + 1)
        at = end


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    # A heading carries no full stop; "1.…" and "一、…" inside prose do.
    if HEADING.match(line) and "。" not in line:
        return "heading"
    return "paragraph"


def _table_end(lines: list[str], at: int) -> int:
    """Return the index after the table whose caption stands at `at`, or 0 where none does."""
    caption = lines[at].strip()
    if not caption or len(caption) > CAPTION_MAX or "。" in caption or TABLE_CELL.match(lines[at]):
        return 0
    first = at + 1
    while first < len(lines) and (not lines[first].strip() or lines[first].strip().startswith("单位：")):
        first += 1
    if first >= len(lines) or not TABLE_CELL.match(lines[first]):
        return 0
    end = last = first
    while end < len(lines) and (TABLE_CELL.match(lines[end]) or not lines[end].strip()):
        if lines[end].strip():
            last = end
        end += 1
    return last + 1
