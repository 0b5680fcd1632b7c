"""Cards: an exchange as the page shows it: the answer first, then its lines, quotes with marked words, table, sources."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from markupsafe import Markup

from bot import charts, passages, replies
from bot.answer import NOT_FOUND, Answer, Citation, Grid
from bot.web import grids, marking, pictures, wording
from bot.web.pictures import Picture
from bot.web.transcripts import Exchange
from index.search import Search
from knowledge.patterns import regex

# How a line begins -> what it is shown as; lines of the first two are told by the citations.
SOURCE, ORIGINAL = replies.SOURCE.partition("{")[0], replies.ORIGINAL.partition("{")[0]
POINT, GROUP, FORMULA = "· ", "【", "算式："
NUMBERED = regex(r"\d+\. ")
CHOICE = regex(r"[①-⑳]")
FIGURE = regex(r"(?P<figure>\d[\d.]*[^：，。“”（）\d]{1,6})：(?P<rest>.+)", re.DOTALL)
MORE = regex(r"还有\d+条，回复“(?P<words>[^”]+)”继续看。")
ADVICE = frozenset({replies.ASK_TOWN, replies.PLAN_NOT_FACT, replies.CHECK_TODAY_DONE})
# What a line may say of a cell beside the words of the table itself.
OF_A_CELL = regex(r"年均|增长|下降|目标|五年累计|[\s：，。（）、·]|^\d+\. ")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind: text, points, numbers (a numbered list), group (a heading), formula or advice."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the plan: its path in words and its address."""

    path: str
    href: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Passages of one paragraph, verbatim, with the question's words marked."""

    passages: tuple[Markup, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Card:
    """All that a template needs; `open` tells that the answer is its chart's table, not a single cell of it; `share` is the address that asks the question again, "" where it needs its talk."""

    entry: str
    question: str
    status: str
    figure: str
    lead: str
    blocks: tuple[Block, ...]
    quotes: tuple[Quote, ...]
    rows: tuple[Source, ...]
    table: grids.Shown | None
    picture: Picture | None
    open: bool
    options: tuple[str, ...]
    suggestions: tuple[str, ...]
    copied: str
    more: str
    share: str
    useful: bool | None


def card(exchange: Exchange, before: Iterable[str], search: Search) -> Card:
    """Return an exchange as a card; where it leans on the talk, also words asked `before` are marked."""
    answer = exchange.answer
    table = grids.of_answer(answer, search.plan)
    figure, lead, *lines = _lines(answer)
    more = next((found["words"] for line in lines if (found := MORE.fullmatch(line))), "")
    return Card(
        entry=exchange.entry,
        question=exchange.question,
        status=answer.status,
        figure=figure,
        lead=lead,
        blocks=tuple(_blocks(line for line in lines if not _is_told_elsewhere(line, answer))),
        quotes=tuple(_quotes(answer, _pattern(exchange, before, search), search)),
        rows=tuple(dict.fromkeys(_rows(answer, search))),
        table=grids.shown(table) if table else None,
        picture=pictures.picture(charts.of_answer(answer, search.plan), f"/answers/{exchange.entry}/chart.png"),
        open=answer.table is not None,
        options=answer.options,
        suggestions=answer.suggestions,
        copied=_copied(exchange, search.plan.title),
        more=more,
        share=f"/?q={percent(exchange.question, safe='')}" if exchange.alone else "",
        useful=exchange.useful,
    )


def _lines(answer: Answer) -> list[str]:
    """Return the figure that the answer begins with, or "", then the answer line by line."""
    first, *rest = answer.text.split("\n")
    found = FIGURE.fullmatch(first)
    return [found["figure"], found["rest"], *rest] if found else ["", first, *rest]


def _is_told_elsewhere(line: str, answer: Answer) -> bool:
    """Return whether quotes, sources, buttons or the table say what a line says."""
    if not line.strip() or MORE.fullmatch(line):
        return True
    if answer.citations and line.startswith((SOURCE, ORIGINAL)):
        return True
    if answer.options and CHOICE.match(line):
        return True
    return answer.table is not None and _stands_in(line, answer.table)


def _stands_in(line: str, grid: Grid) -> bool:
    """Return whether a line says nothing but cells of a table; one without any value of its own says more."""
    names = sorted({*grid.columns, *(cell for row in grid.rows for cell in row), grid.unit} - {""}, key=len)
    rest = OF_A_CELL.sub("", line)
    for name in reversed(names):
        rest = rest.replace(OF_A_CELL.sub("", name), "")
    return not rest and any(c.isdigit() for c in line)


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    kind, gathered = "", list[str]()
    for line in lines:
        found, text = _kind(line)
        if gathered and (found != kind or kind == "group"):
            yield Block(kind, tuple(gathered))
            gathered = []
        kind = found
        gathered.append(text)
    if gathered:
        yield Block(kind, tuple(gathered))


def _kind(line: str) -> tuple[str, str]:
    if line.startswith(POINT):
        return "points", line.removeprefix(POINT)
    if number := NUMBERED.match(line):
        return "numbers", line[number.end() :]
    if line.startswith(GROUP):
        return "group", line.strip("【】")
    if line.startswith(FORMULA):
        return "formula", line
    return ("advice" if line in ADVICE else "text"), line


def _pattern(exchange: Exchange, before: Iterable[str], search: Search) -> re.Pattern[str] | None:
    prose = [c.quote for c in exchange.answer.citations if c.kind != "table"]
    for question in (exchange.question, *(() if exchange.alone else before)):
        found = marking.pattern(marking.keywords(search, question))
        if found and any(found.search(quote) for quote in prose):
            return found
    return None


def _quotes(answer: Answer, wanted: re.Pattern[str] | None, search: Search) -> Iterator[Quote]:
    """Yield the passages of prose, those of one paragraph together."""
    places: dict[int, list[Citation]] = {}
    for citation in answer.citations:
        if citation.kind != "table":
            places.setdefault(citation.paragraph, []).append(citation)
    for cited in places.values():
        texts = dict.fromkeys(c.quote for c in cited)
        yield Quote(tuple(marking.marked(text, wanted) for text in texts), _source(cited, search))


def _rows(answer: Answer, search: Search) -> Iterator[Source]:
    """Yield the places of table rows, the table itself where many are cited."""
    cited = [c for c in answer.citations if c.kind == "table"]
    for citation in cited:
        place = _source([citation], search)
        if len(cited) <= grids.FEW_ROWS:
            row = passages.row_name(citation.quote)
            yield Source(" › ".join((place.path, row)), place.href)
        else:
            yield Source(place.path, re.sub(r"r\d+$", "", place.href))


def _source(cited: Sequence[Citation], search: Search) -> Source:
    return Source(" › ".join(cited[0].path) or replies.PREFACE, grids.address(cited, search.plan))


def _copied(exchange: Exchange, title: str) -> str:
    """Return question, answer and source as a text that can be passed on."""
    answer = exchange.answer
    lines = [wording.COPY_QUESTION.format(exchange.question), wording.COPY_ANSWER.format(answer.text)]
    told = any(line.startswith(ORIGINAL) for line in answer.text.split("\n"))
    if not told and answer.status != NOT_FOUND:
        quotes = dict.fromkeys(c.quote for c in answer.citations if c.kind != "table")
        lines += [wording.COPY_ORIGINAL.format(quote) for quote in list(quotes)[:2]]
    if answer.citations:
        lines.append(wording.COPY_PLAN.format(title))
    return "\n".join(lines)
