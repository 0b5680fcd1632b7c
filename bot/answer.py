"""The Answer: the one contract between the steps and every channel; also the JSON of CLI and HTTP."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

ANSWERED, PARTIAL, NOT_FOUND, CLARIFY, CHAT = "answered", "partial", "not_found", "clarify", "chat"
STATUSES = (ANSWERED, PARTIAL, NOT_FOUND, CLARIFY, CHAT)


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of the plan: `quote` is verbatim, `path` its headings and lead phrase or table caption.

    `paragraph` counts the plan's paragraphs from 0; for a table it is the paragraph before it.
    """

    plan: str
    kind: str
    path: tuple[str, ...]
    quote: str
    paragraph: int

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON types."""
        names = ("plan", "kind", "path", "quote", "paragraph")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells to show as a table; all values as text, as printed."""

    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON types."""
        return {"caption": self.caption, "unit": self.unit, "columns": self.columns, "rows": self.rows}


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply to one message.

    `text` is the reply in Chinese, its first line the answer. `derived` are numbers in it that were
    computed from cited cells; they and `step` (who answered) stay inside the process.
    """

    status: str
    text: str
    citations: tuple[Citation, ...] = ()
    table: Grid | None = None
    options: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    question: str = ""
    elapsed_ms: float = 0.0
    derived: tuple[str, ...] = field(default=(), repr=False)
    step: str = ""

    def with_(self, **changes: Any) -> "Answer":  # noqa: ANN401  (each field has its own type)
        """Return a copy with some fields changed."""
        return replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        """Return the public fields as JSON types."""
        # By hand: asdict takes ten times as long, for each ask over HTTP.
        return {
            "question": self.question,
            "status": self.status,
            "text": self.text,
            "citations": [citation.to_json() for citation in self.citations],
            "table": self.table and self.table.to_json(),
            "options": self.options,
            "suggestions": self.suggestions,
            "elapsed_ms": self.elapsed_ms,
        }


def figure_told(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return the figure (value, unit) with which an answer on prose begins, or the target that its first line tells; or ()."""
    match = re.match(r"(?:不是[^，]*，)?([\d.]+)([^\d：]{1,4})：", answer.text)
    match = match or re.match(r"[^\n]*”（2021—2025年）目标(?:五年累计)?([\d.]+)(家|亿元)（", answer.text)
    return ((match[1], match[2]),) if match else ()
