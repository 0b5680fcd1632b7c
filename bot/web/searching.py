"""Searching: passages near a text, verbatim and with their place, for those who want to read and not to be told."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from bot import finding
from bot.web import operations, shapes, shaping
from bot.web.fields import from_query
from bot.web.replying import json_response
from index.search import Search


class Searcher:
    """The operation `search`."""

    def __init__(self, search: Search) -> None:
        """Take the search over the plan."""
        self.search = search
        self._query = operations.by_id(search.plan)["search"].query

    async def find(self, request: Request) -> Response:
        """Return the passages nearest to a text."""
        given = from_query(request, self._query)
        found = finding.passages(self.search, given["q"], given["limit"])
        return json_response(asdict(shapes.Hits(given["q"], shaping.hits(found))))
