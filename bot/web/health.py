"""Health: whether the process lives, and whether it really answers."""

from starlette.requests import Request
from starlette.responses import Response

from bot.answer import ANSWERED
from bot.conversation import Conversation
from bot.front import Front
from bot.web.problems import Problem
from bot.web.replying import json_response
from index.search import Search

TRIED = 40  # entries of the question bank that are looked at for a question to ask


class Health:
    """The two questions of whoever runs the process."""

    def __init__(self, front: Front) -> None:
        """Take the front and find a question that its plan answers."""
        self.search = front.search
        self._question = question(front.search)

    async def lives(self, request: Request) -> Response:
        """Say that the process serves."""
        return json_response({"status": "ok"})

    async def is_ready(self, request: Request) -> Response:
        """Ask a real question; raise Problem where it is not answered from the plan."""
        answer = Conversation(self.search).ask(self._question)
        if answer.status != ANSWERED or not answer.citations:
            raise Problem("not-ready")
        plan = self.search.plan
        return json_response({"status": "ok", "plan": plan.id, "paragraphs": len(plan.paragraphs)})


def question(search: Search) -> str:
    """Return a question of the bank that the plan answers, or "" where none of the first is."""
    for number in range(TRIED):
        for found in search.entry(number).questions:
            if Conversation(search).ask(found).status == ANSWERED:
                return found
    return ""
