"""Frozen records of what a plan says; each remembers where in the source it stands.

Lines count from 1 and are inclusive. `period` is the id of a Period, or "" where the text
describes the situation and belongs to neither five-year period.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A run of source lines of one kind: blank, heading, paragraph or table."""

    kind: str
    lines: tuple[str, ...]
    first_line: int

    @property
    def last_line(self) -> int:
        """Return the number of the block's last line."""
        return self.first_line + len(self.lines) - 1

    @property
    def text(self) -> str:
        """Return the block's text without indentation."""
        return "\n".join(self.lines).strip()


@dataclass(frozen=True, slots=True)
class Period:
    """A five-year period: years inclusive; `done` tells results from plans."""

    id: str
    name: str
    first_year: int
    last_year: int
    done: bool

    @property
    def label(self) -> str:
        """Return the name with its years, as replies print it."""
        return f"{self.name}（{self.first_year}—{self.last_year}年）"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its place: level 1 = 一、, 2 = （一）, 3 = 1."""

    id: int
    level: int
    title: str
    path: tuple[str, ...]
    line: int
    period: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose; `path` ends with the lead phrase where it has one."""

    id: int
    section: int
    path: tuple[str, ...]
    lead: str
    text: str
    first_line: int
    last_line: int
    period: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph, verbatim; `start` is its offset in the paragraph's text."""

    id: int
    paragraph: int
    text: str
    start: int
    line: int
    period: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed; `unit` is the unit printed above it, or ""."""

    id: int
    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_line: int
    last_line: int
    period: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of an indicator.

    `column` is the printed column; `year` is set for a single year; `meaning` is amount (of that
    year), rate (yearly, over the period), total (of the period, as printed) or target.
    `value` is as printed, without unit or percent sign.
    """

    column: str
    year: int | None
    meaning: str
    value: str
    unit: str
    line: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of a table: `name` as printed, `attribute` 预期性 or 约束性 for targets."""

    id: int
    table: int
    name: str
    attribute: str
    unit: str
    period: str
    row: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in prose: `subject` is the words it counts, `clause` the words around it.

    `value` is as printed (三, 32.36), `number` the same in Arabic digits. `kind` is amount (so many),
    ordinal (第四期: which one, not how many) or name (三年行动计划, “万名农民…”: what a thing is called).
    """

    sentence: int
    value: str
    number: str
    unit: str
    kind: str
    subject: str
    clause: str
    start: int
    period: str
    done: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that speaks of a project: its clause and the stage that clause tells."""

    sentence: int
    clause: str
    stage: str
    period: str


@dataclass(frozen=True, slots=True)
class Project:
    """A named project or place with every mention in the plan's order."""

    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A named list of the plan (三张名片 …); no items: the plan uses the term but never spells it out."""

    name: str
    aliases: tuple[str, ...]
    items: tuple[str, ...]
    sentences: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One subject of measurement over both tables and the prose (增加值, 高新技术企业 …).

    `achieved` and `target` are ids of Indicators or None; `prose` is the clause that gives the
    period's result in words, standing in sentence `prose_sentence` (-1 without).
    """

    id: str
    label: str
    target_label: str
    achieved: int | None
    target: int | None
    prose: str
    prose_sentence: int
    note: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Words that may mean several measures, so that the reply must ask back."""

    aliases: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme that people ask an overview of: verbatim quotes in the plan's order, each with its sentence.

    `rows` are the names of the table rows that belong to it, in any table that has them.
    """

    name: str
    aliases: tuple[str, ...]
    quotes: tuple[str, ...]
    sentences: tuple[int, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """A thing that people ask about and that the plan does not speak of; `near` are quotes on the same need.

    `aspect`: it is asked of something (门票, 办事材料), so that with its subject in the plan only this is lacking.
    """

    name: str
    aliases: tuple[str, ...]
    near: tuple[str, ...]
    sentences: tuple[int, ...]
    aspect: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Another town, district or city: the plan's figures are not its figures."""

    name: str
    aliases: tuple[str, ...]
    in_plan: bool


@dataclass(frozen=True, slots=True)
class ProperName:
    """A word of the plan that segmentation keeps whole; `proper`: the name of a place or a company."""

    text: str
    proper: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a plan's file says, in the order of the source."""

    id: str
    title: str
    town: str
    names: tuple[ProperName, ...]
    periods: tuple[Period, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    indicators: tuple[Indicator, ...]
    measures: tuple[Measure, ...]
    ambiguities: tuple[Ambiguity, ...]
    figures: tuple[Figure, ...]
    projects: tuple[Project, ...]
    enumerations: tuple[Enumeration, ...]
    topics: tuple[Topic, ...]
    absent: tuple[Absent, ...]
    places: tuple[Place, ...]
