"""Asking: a question, in a conversation that the server names; and what may be done with its answer."""

from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot import charts, exports
from bot.answer import Answer
from bot.desk import Who
from bot.front import Front
from bot.question import MAX_LENGTH
from bot.web import bodies, operations, shapes, shaping
from bot.web.fields import from_members, from_query, shortened
from bot.web.ids import new_id
from bot.web.plans import FILES, attached, picture
from bot.web.problems import Problem
from bot.web.replying import json_response

__all__ = ["Asking", "check_length", "new_id", "who"]

CHANNEL = "web"


def who(conversation: str) -> Who:
    """Return who writes in a conversation: the page knows nobody beyond it."""
    return Who(CHANNEL, user=conversation, talk=conversation)


def check_length(question: str) -> None:
    """Raise Problem where a question is too long."""
    if len(question) > MAX_LENGTH:
        raise Problem("question-too-long", {"length": len(question), "limit": MAX_LENGTH})


class Asking:
    """The operations of a conversation."""

    def __init__(self, front: Front) -> None:
        """Take the front that answers."""
        self.front = front
        self.plan = front.search.plan
        self._operations = operations.by_id(self.plan)

    async def ask(self, request: Request) -> Response:
        """Answer a question."""
        given = await self._body(request, "ask")
        known: str | None = given["conversation"]
        conversation = known or new_id()
        reply = self.front.ask(who(conversation), given["question"], new=known is None)
        return json_response({**reply.answer.to_json(), "entry": reply.entry, "conversation": conversation})

    async def feedback(self, request: Request) -> Response:
        """Keep whether an answer was useful."""
        given = await self._body(request, "feedback")
        if not self.front.desk.rate(given["entry"], who(given["conversation"]), given["useful"]):
            raise Problem("no-entry", {"entry": shortened(given["entry"])})
        return Response(status_code=204)

    async def forget(self, request: Request) -> Response:
        """Erase all that is kept of a conversation."""
        person = who((await self._body(request, "forget"))["conversation"])
        self.front.drop(person)
        # The desk may wait for its disk; nobody else shall wait with it.
        erased = await run_in_threadpool(self.front.desk.forget, person)
        return json_response(asdict(shapes.Erased(erased)))

    async def entry(self, request: Request) -> Response:
        """Show an answer again."""
        from_query(request, ())
        return json_response(self._again(request).to_json())

    async def entry_chart(self, request: Request) -> Response:
        """Draw the chart of an answer."""
        query = from_query(request, self._operations["entry-chart"].query)
        answer = self._again(request)
        chart = charts.of_answer(answer, self.plan)
        if chart is None:
            raise Problem("no-chart", {"name": shortened(answer.question)})
        media_type, body = await picture(chart, query)
        return Response(body, headers={"Cache-Control": "no-store"}, media_type=media_type)

    async def entry_table(self, request: Request) -> Response:
        """Return the table of an answer as a file."""
        form = from_query(request, self._operations["entry-table"].query)["format"]
        export = exports.table(self._again(request), self.plan)
        if export is None:
            raise Problem("no-table", {"entry": shortened(request.path_params["entry"])})
        body = shaping.table_bytes(export, form)
        response = Response(body, headers={"Cache-Control": "no-store"}, media_type=FILES[form])
        return attached(response, f"{self.plan.id}-answer.{form}")

    def _again(self, request: Request) -> Answer:
        entry: str = request.path_params["entry"]
        answer = self.front.again(entry)
        if answer is None:
            raise Problem("no-entry", {"entry": shortened(entry)})
        return answer

    async def _body(self, request: Request, operation: str) -> dict[str, Any]:
        members = await bodies.read_object(request)
        question = members.get("question")
        if isinstance(question, str):
            check_length(question)
        return from_members(members, self._operations[operation].body)
