"""Searching: passages near a text, verbatim and with their place, for those who want to read and not to be told."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from bot.answer import Citation
from bot.measures import cite, views
from bot.passages import cite_sentence
from bot.question import understand
from bot.web import operations
from bot.web.fields import from_query
from bot.web.replying import json_response
from bot.web.shapes import Hit, Hits
from index.search import Search

NAMED = 2.8  # the score of a table row whose name is in the text: the most that a passage can have


class Searcher:
    """The operation `search`."""

    def __init__(self, search: Search) -> None:
        """Take the search over the plan."""
        self.search = search
        self._query = operations.by_id(search.plan)["search"].query

    async def find(self, request: Request) -> Response:
        """Return the passages nearest to a text."""
        given = from_query(request, self._query)
        return json_response(asdict(Hits(given["q"], found(self.search, given["q"], given["limit"]))))


def found(search: Search, text: str, most: int) -> tuple[Hit, ...]:
    """Return at most so many passages, best first: rows of tables that the text names, then sentences; each once."""
    question = understand(text, search)
    named = [view for view in views(search) if view.measure.id in question.measure_ids]
    rows = [row for view in named for row in (view.achieved, view.target) if row is not None]
    scores: dict[Citation, float] = {cite(search, row): NAMED for row in rows}
    for hit in search.hits(question.message):
        scores.setdefault(cite_sentence(search, hit.entry.sentence), round(hit.score, 4))
    return tuple(Hit(c.plan, c.kind, c.path, c.quote, c.paragraph, score) for c, score in list(scores.items())[:most])
