"""Headers: what every answer tells the browser: what a page may load, who may frame it, who may call the API (CORS)."""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)
COMMON: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
API = "/api/"
EMBED = "/embed"  # pages and the script that other sites may show
EXPOSED = "Content-Disposition, ETag, Retry-After"
METHODS = "GET, HEAD, OPTIONS, POST"
DAY = 24 * 3600


class SecurityHeaders:
    """Adds the headers to every answer and answers the browser's question before a call from another origin."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Take the origins that may frame `/embed` and that may call the API."""
        self.app = app
        self._origins = frozenset(settings.origins)
        self._own = (
            *COMMON,
            (b"content-security-policy", f"{POLICY}'none'".encode()),
            (b"x-frame-options", b"DENY"),
            (b"cross-origin-resource-policy", b"same-origin"),
        )
        frames = " ".join(("'self'", *settings.frames))
        self._embedded = (
            *COMMON,
            (b"content-security-policy", f"{POLICY}{frames}".encode()),
            (b"cross-origin-resource-policy", b"cross-origin"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        added: Sequence[tuple[bytes, bytes]] = self._embedded if path.startswith(EMBED) else self._own
        shared = path.startswith(API) and bool(self._origins)
        origin = Headers(scope=scope).get("origin", "") if shared else ""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *added]
                if shared:
                    self._share(MutableHeaders(scope=message), origin)
            await send(message)

        if origin in self._origins and asks_first(scope):
            await _allow(send_with_headers)
        else:
            await self.app(scope, receive, send_with_headers)

    def _share(self, headers: MutableHeaders, origin: str) -> None:
        headers.add_vary_header("Origin")
        if origin in self._origins:
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = EXPOSED


def asks_first(scope: Scope) -> bool:
    """Return whether a request is the browser's question whether it may send another (a CORS preflight)."""
    return scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope)


async def _allow(send: Send) -> None:
    headers = MutableHeaders(
        {
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "Content-Type",
            "Access-Control-Max-Age": str(DAY),
        }
    )
    await send({"type": "http.response.start", "status": 204, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b""})
