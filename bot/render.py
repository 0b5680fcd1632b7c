"""Render: an Answer as text for a terminal, plain or coloured; and as one line of JSON."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from bot import replies
from bot.answer import Answer

RESET, DIM, SOURCE, QUOTE = "\x1b[0m", "\x1b[2m", "\x1b[36m", "\x1b[33m"
# How a line of a reply begins -> its colour; made from the fixed replies that begin so.
COLOURS = {
    replies.SOURCE.partition("{")[0]: SOURCE,
    replies.ORIGINAL.partition("{")[0]: QUOTE,
}


def text(answer: Answer, *, colour: bool) -> str:
    """Return the reply for a person; in colour, source and quote lines stand out and suggestions are dimmed."""
    if not colour:
        return answer.text
    lines = [_coloured(line) for line in answer.text.split("\n")]
    lines += [f"{DIM}· {suggestion}{RESET}" for suggestion in answer.suggestions]
    return "\n".join(lines)


def _coloured(line: str) -> str:
    code = next((code for start, code in COLOURS.items() if line.startswith(start)), "")
    return f"{code}{line}{RESET}" if code else line


def json_line(value: object) -> str:
    """Return a value as one line of JSON, Chinese characters as they are.

    Characters that JSON allows but that some readers take for the end of a line are escaped.
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def print_json(value: object) -> None:
    """Print a value as one line of JSON in UTF-8, whatever the terminal's encoding (RFC 8259), and flush.

    An unpaired surrogate, which has no UTF-8, is written as JSON's own escape.
    """
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{json_line(value)}\n".encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def width(value: str) -> int:
    """Return how many columns a terminal needs for a text.

    >>> width("规划a")
    5
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in value)
    return wide + sum(not unicodedata.combining(c) for c in value)


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as aligned columns; all rows are of the same length."""
    table = [list(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    lines = ("  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)) for row in table)
    return "\n".join(line.rstrip() for line in lines)
