"""Files: the chart and the table of an answer, to be saved."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import charts
from bot.answer import Answer
from bot.exports import Export
from bot.front import Front
from bot.web import grids, pictures, wording
from bot.web.transcripts import Transcripts


class AnswerFiles:
    """What an answer's buttons save; an entry's id is known to who asked alone."""

    def __init__(self, front: Front, transcripts: Transcripts) -> None:
        """Take the front and the talks that can be shown again."""
        self.front = front
        self.transcripts = transcripts

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/answers/{entry}/chart.png", self.draw, methods=["GET"]),
            Route("/answers/{entry}/table.{kind}", self.save, methods=["GET"]),
        ]

    async def draw(self, request: Request) -> Response:
        """Return an answer's chart as PNG."""
        chart = charts.of_answer(self._answer(request), self.front.search.plan)
        if chart is None:
            raise HTTPException(404, wording.NO_CHART)
        return await pictures.png(chart, chart.title)

    async def save(self, request: Request) -> Response:
        """Return an answer's table as CSV or XLSX."""
        plan = self.front.search.plan
        grid = grids.of_answer(self._answer(request), plan)
        kind = request.path_params["kind"]
        if grid is None or kind not in ("csv", "xlsx"):
            raise HTTPException(404, wording.NO_TABLE)
        export = Export(grid.caption, grid.unit, grid.columns, grid.rows, wording.COPY_PLAN.format(plan.title))
        return pictures.spreadsheet(export, kind, grid.caption)

    def _answer(self, request: Request) -> Answer:
        entry = request.path_params["entry"]
        answer = self.transcripts.find(entry) or self.front.again(entry)
        if answer is None:
            raise HTTPException(404, wording.NO_ANSWER)
        return answer
