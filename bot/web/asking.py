"""Asking: put a question to the plan, in a conversation that the server names."""

import json
import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.desk import Who
from bot.front import Front
from bot.question import MAX_LENGTH
from bot.web import bodies, fields
from bot.web.fields import Field
from bot.web.problems import Problem

CHANNEL = "web"
ID_BYTES = 16  # 128 random bits: not to be guessed
CONVERSATION = Field(
    "conversation",
    "string",
    "Id of the conversation, from the answer before; null or absent begins a new one.",
    "pB0vX3r5T1mN8kQ2wZ7yLA",
    nullable=True,
    pattern="^[A-Za-z0-9_-]{22}$",
)
QUESTION = Field("question", "string", "The message, at most 500 characters.", "2018年财政总收入", required=True)
ASK = (QUESTION, CONVERSATION)


def new_id() -> str:
    """Return the id of a new conversation: 22 letters, digits, - and _."""
    return secrets.token_urlsafe(ID_BYTES)


def who(conversation: str) -> Who:
    """Return who writes in a conversation: the page knows nobody beyond it."""
    return Who(CHANNEL, user=conversation, talk=conversation)


def json_response(value: Any) -> Response:  # noqa: ANN401  (anything that JSON has)
    """Return a value as the JSON of an answer that nobody keeps."""
    body = json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")
    return Response(body, headers={"Cache-Control": "no-store"}, media_type="application/json")


class Asking:
    """The operations of a conversation."""

    def __init__(self, front: Front) -> None:
        """Take the front that answers."""
        self.front = front

    async def ask(self, request: Request) -> Response:
        """Answer a question."""
        given = fields.from_members(await bodies.read_object(request), ASK)
        check_length(given["question"])
        conversation = given["conversation"] or new_id()
        reply = self.front.ask(who(conversation), given["question"])
        return json_response({**reply.answer.to_json(), "entry": reply.entry, "conversation": conversation})


def check_length(question: str) -> None:
    """Raise Problem where a question is too long."""
    if len(question) > MAX_LENGTH:
        raise Problem("question-too-long", {"length": len(question), "limit": MAX_LENGTH})
