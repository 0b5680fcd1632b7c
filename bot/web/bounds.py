"""Bounds: how large a body may be, how often an address may ask, and what happens when our own code fails."""

import ipaddress
import logging
import math
import re
import traceback
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.limits import RateLimit
from bot.web import faults
from bot.web.problems import Problem
from knowledge.patterns import regex

LOG = logging.getLogger("planbot.web")
BODY = 16 * 1024  # bytes
MINUTE = 60.0
# Under /api/ everything counts that computes something; the plan's text and tables do not, nor does the description.
FREE = regex(r"/api/(v1/)?(plans(?!.*/chart$)|openapi\.json)", re.ASCII)
IPV6_NETWORK = 64  # bits: what one household or one phone gets


class Bounds:
    """Refuses what is too much, and turns every error into an answer."""

    def __init__(self, app: ASGIApp, rate: RateLimit | None, free: frozenset[str]) -> None:
        """Take the limit for each address, or None, and paths of other channels that have bounds of their own."""
        self.app = app
        self._rate = rate
        self._free = free

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched_send(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            if scope["path"] not in self._free:
                self._check_rate(scope)
                receive = counted(scope, receive)
            await self.app(scope, receive, watched_send)
        except ClientDisconnect:
            return  # nobody is left to be answered
        except Problem as problem:
            await faults.response(scope, problem)(scope, receive, send)
        except Exception as error:  # noqa: BLE001  (the channel's one: logged, answered with a status)
            tell(error)
            if started:
                raise ConnectionAbortedError("the answer had begun") from None
            await faults.response(scope, Problem("unexpected"))(scope, receive, send)

    def _check_rate(self, scope: Scope) -> None:
        if self._rate is None or not counts(scope):
            return
        wait = self._rate.wait(address(scope))
        if wait:
            seconds = math.ceil(wait)
            raise Problem("too-often", {"seconds": seconds}, {"Retry-After": str(seconds)})


def counts(scope: Scope) -> bool:
    """Return whether a request counts for the rate limit: whatever makes the program look for something."""
    path: str = scope["path"]
    if scope["method"] == "POST" or path.startswith("/mcp"):
        return True
    if path.startswith("/api/"):
        return FREE.match(path) is None
    return b"q=" in scope["query_string"]


def address(scope: Scope) -> str:
    """Return what stands for the client in the rate limit: an IPv4 address or an IPv6 network."""
    client = scope.get("client")
    try:
        found = ipaddress.ip_address(client[0].partition("%")[0] if client else "")
    except ValueError:
        return ""  # a Unix socket, or a proxy that names no address: they share one limit
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False))


def counted(scope: Scope, receive: Receive) -> Receive:
    """Return a `receive` that raises Problem where a body is too large; raises it at once where its length says so."""
    length = Headers(scope=scope).get("content-length", "")
    if length.isdecimal() and int(length) > BODY:
        raise _too_large()
    total = 0

    async def receive_counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > BODY:
            raise _too_large()
        return message

    return receive_counted


def _too_large() -> Problem:
    return Problem("body-too-large", {"limit": BODY})


def tell(error: Exception, log: Callable[[str], None] = LOG.error) -> None:
    """Log an error that nobody foresaw with its place in the code; its message may hold what a person wrote."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log(f"unexpected {type(error).__name__}\n{frames}".rstrip())
