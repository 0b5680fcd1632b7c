"""Reader: the whole plan as one page, each paragraph, table and row at an address that lasts, with a search in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import finding, replies
from bot.web import grids, marking, rendering, wording
from index.search import Search
from knowledge.records import Paragraph, Section, Sentence, Table

LONGEST_FIND = 50  # characters that may be looked for
NEAR = 3  # sentences offered where nothing has the words


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the page: its anchor and its text, with its lead phrase set off and what was found marked."""

    anchor: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page: its anchor, level (1–3) and title."""

    anchor: str
    level: int
    title: Markup


@dataclass(frozen=True, slots=True)
class Printed:
    """A table of the page: its anchor and cells, with what was found marked."""

    anchor: str
    caption: Markup
    unit: str
    columns: tuple[Markup, ...]
    rows: tuple[tuple[Markup, ...], ...]
    heads: int


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence that comes near what was looked for, where it stands and its address."""

    quote: str
    path: str
    href: str


Part = Passage | Heading | Printed


class Finder:
    """Marks what is looked for all over the page and numbers the hits from 1; `at` is the one that is shown."""

    def __init__(self, words: str, at: int = 1, cited: tuple[int, ...] = ()) -> None:
        """Take the words, any of which is found, the number of the hit that is shown, and the sentences cited."""
        self.count = 0
        self.cited = frozenset(cited)
        self._at = at
        self._pattern = marking.pattern(finding.wanted(words))

    def marked(self, value: str) -> Markup:
        """Return a text with its hits marked."""
        return marking.marked(value, self._pattern, self._mark)

    def sentence(self, sentence: Sentence, lead: str) -> Markup:
        """Return a sentence that may begin with a lead phrase; one that is cited stands out."""
        begun = Markup("<b>{}</b>").format(self.marked(lead)) if lead else Markup()
        told = begun + self.marked(sentence.text[len(lead) :])
        return Markup('<mark class="cited">{}</mark>').format(told) if sentence.id in self.cited else told

    def _mark(self, shown: Markup) -> Markup:
        self.count += 1
        current = Markup(' class="current" aria-current="true"') if self.count == self._at else Markup()
        return Markup('<mark id="h{}"{}>{}</mark>').format(self.count, current, shown)


class ReaderPages:
    """The page of the plan."""

    def __init__(self, search: Search) -> None:
        """Take the search over the plan."""
        self.search = search
        self.plan = search.plan
        self._pages = rendering.KeptPages()
        self._sentences: dict[int, list[Sentence]] = {}
        for sentence in self.plan.sentences:
            self._sentences.setdefault(sentence.paragraph, []).append(sentence)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [Route("/plan", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """Show the plan; `?find=词` marks all hits, `&at=3` goes to the third; `?cite=66.2` marks a cited sentence."""
        return self._pages.page(request, "plan.html", lambda: self._shown(request.query_params))

    def _shown(self, asked: QueryParams) -> dict[str, Any]:
        words = " ".join(asked.get("find", "").split())
        fault = wording.FIND_TOO_LONG.format(limit=LONGEST_FIND) if len(words) > LONGEST_FIND else ""
        at = _number(asked.get("at", ""))
        finder = Finder("" if fault else words, at, self._cited(asked.get("cite", "")))
        title, parts = self._title(finder), tuple(self._parts(finder))
        return {
            "plan": self.plan,
            "title": title,
            "parts": parts,
            "words": words,
            "fault": fault,
            "count": finder.count,
            "at": min(at, finder.count),
            "near": () if fault or finder.count else self._near(words),
        }

    def _near(self, words: str) -> tuple[Near, ...]:
        found = finding.sentences(words, self.search, NEAR).citations
        return tuple(Near(c.quote, " › ".join(c.path) or replies.PREFACE, grids.address([c], self.plan)) for c in found)

    def _title(self, finder: Finder) -> tuple[Passage, ...]:
        """Return the paragraphs at the start that are nothing but the plan's title, as it is set."""
        shown: list[Passage] = []
        told = ""
        for paragraph in self.plan.paragraphs:
            told += paragraph.text
            if not self.plan.title.startswith(told):
                break
            shown.append(self._passage(paragraph, finder))
        return tuple(shown)

    def _parts(self, finder: Finder) -> Iterator[Part]:
        """Yield what follows the title, in the plan's order."""
        titles = sum(1 for _ in self._title(Finder("")))
        records: list[Section | Paragraph | Table] = [*self.plan.sections, *self.plan.tables]
        records += self.plan.paragraphs[titles:]
        for record in sorted(records, key=_line):
            if isinstance(record, Section):
                yield Heading(f"s{record.id + 1}", record.level, finder.marked(record.title))
            elif isinstance(record, Table):
                yield _printed(record, finder)
            else:
                yield self._passage(record, finder)

    def _passage(self, paragraph: Paragraph, finder: Finder) -> Passage:
        first, *others = self._sentences[paragraph.id]
        lead = paragraph.lead if first.text.startswith(paragraph.lead) else ""
        told = [finder.sentence(first, lead), *(finder.sentence(other, "") for other in others)]
        return Passage(f"p{paragraph.id}", Markup().join(told))

    def _cited(self, value: str) -> tuple[int, ...]:
        """Return the ids of the sentences that "66.2.3" names: the second and third of paragraph 66."""
        if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,4}){1,40}", value):
            return ()
        paragraph, *numbers = map(int, value.split("."))
        sentences = self._sentences.get(paragraph, [])
        return tuple(s.id for number, s in enumerate(sentences, 1) if number in numbers)


def _line(record: Section | Paragraph | Table) -> int:
    return record.line if isinstance(record, Section) else record.first_line


def _printed(table: Table, finder: Finder) -> Printed:
    return Printed(
        anchor=f"t{table.id + 1}",
        caption=finder.marked(table.caption),
        unit=table.unit,
        columns=tuple(map(finder.marked, table.columns)),
        rows=tuple(tuple(map(finder.marked, row)) for row in table.rows),
        heads=grids.naming_column(table.columns),
    )


def _number(value: str) -> int:
    """Return the number of a hit, 1 for anything else."""
    return int(value) if re.fullmatch("[1-9][0-9]{0,4}", value) else 1
