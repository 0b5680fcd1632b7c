"""MCP over HTTP: the Model Context Protocol at /mcp (streamable HTTP), where PLANBOT_MCP is set.

Each request stands for itself: no session to be kept, no stream to be held open.
"""

import importlib.util
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.answer import Answer
from bot.desk import Who
from bot.front import Front
from bot.settings import VARIABLE, Settings
from bot.web.bounds import BODY
from bot.web.ids import new_id
from bot.web.problems import Problem
from knowledge.errors import InputError

PATH, CHANNEL = "/mcp", "mcp"
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def make(front: Front, settings: Settings) -> tuple[Route, Lifespan]:
    """Return the route and what must run while the application does; raises InputError where the SDK is missing."""
    if importlib.util.find_spec("mcp") is None:
        raise InputError(f"{VARIABLE['mcp']} is set, but the SDK is not installed; pip install 'planbot[mcp]'")
    from mcp.server.transport_security import TransportSecuritySettings

    from bot import mcp_server

    logging.getLogger("mcp").setLevel(logging.ERROR)  # below that it logs what clients send
    server = mcp_server.make(front.search, over(front))
    server.streamable_http_app(
        json_response=True,
        stateless_http=True,
        max_request_body_size=BODY,
        # The host is the proxy's affair; origins are checked below, by the same setting as for the API.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    manager = server.session_manager

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with manager.run():
            yield

    return Route(PATH, KnownOrigins(manager.handle_request, settings.origins), methods=["POST"], name="mcp"), lifespan


def over(front: Front) -> Callable[[str, str | None], tuple[Answer, str]]:
    """Return what answers a question in a conversation of the front."""

    def ask(question: str, conversation: str | None) -> tuple[Answer, str]:
        name = conversation or new_id()
        return front.ask(Who(CHANNEL, user=name, talk=name), question).answer, name

    return ask


class KnownOrigins:
    """Refuses browsers on pages of other sites, as the protocol demands; other programs name no origin."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        """Take the origins that may call."""
        self.app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if Headers(scope=scope).get("origin") in (None, *self._origins):
            await self.app(scope, receive, send)
        else:
            await Problem("forbidden").response()(scope, receive, send)
