"""Webhook: updates that Telegram delivers to the web server of this process."""

import hashlib
import hmac
import json
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application

from bot.settings import Settings

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1 << 20  # bytes of an update
App = Application[Any, Any, Any, Any, Any, Any]


class Webhook:
    """The route for Telegram: its path and secret come from the token, so they outlive a restart unguessed."""

    def __init__(self, app: App, settings: Settings) -> None:
        """Take the application whose queue is fed."""
        self._app = app
        self.path = f"/telegram/{_derived(settings.token, 'path')}"
        self.secret = _derived(settings.token, "secret")
        self.url = settings.public_url + self.path
        self.open = False  # whether updates are taken; others stay with Telegram, which sends them again

    @property
    def route(self) -> Route:
        """Return the route for the web server."""
        return Route(self.path, self._receive, methods=["POST"])

    async def _receive(self, request: Request) -> Response:
        given = request.headers.get(HEADER, "").encode()
        if not hmac.compare_digest(given, self.secret.encode()):
            return PlainTextResponse("wrong secret", 403)
        if not self.open:
            return PlainTextResponse("not running", 503, {"Retry-After": "5"})
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            update = Update.de_json(json.loads(body), self._app.bot)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return PlainTextResponse("no update", 400)
        await self._app.update_queue.put(update)
        return Response(status_code=200)


async def _body(request: Request) -> bytes | None:
    """Return the body; None where it is larger than any update."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return None
    except ClientDisconnect:
        return None
    return body


def _derived(token: str, use: str) -> str:
    return hmac.new(token.encode(), f"planbot webhook {use}".encode(), hashlib.sha256).hexdigest()
