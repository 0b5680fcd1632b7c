"""Server: serves the web channel with uvicorn until told to stop, then finishes what it has begun."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.routing import BaseRoute

from bot.front import Front
from bot.settings import Settings
from bot.web import app
from bot.web.connections import MOST, Connection
from knowledge.errors import ServeError

LOG = logging.getLogger("planbot.web")
GRACE = 10  # seconds for answers that were begun before the stop
LAST_CALL = (
    0.25  # seconds in which what clients have already sent is still read; answers then say that they are the last
)
BACKLOG = 2048


class Server(uvicorn.Server):
    """A uvicorn server that leaves signals to whoever started the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install no handlers."""
        yield

    async def last_call(self) -> None:
        """Take no more connections, and answer what is on its way with a word that the connection ends."""
        for server in self.servers:
            server.close()
        closing = (b"connection", b"close")
        self.config.encoded_headers = [*self.config.encoded_headers, closing]
        self.server_state.default_headers = [*self.server_state.default_headers, closing]
        await asyncio.sleep(LAST_CALL)


async def run(front: Front, settings: Settings, stop: asyncio.Event, routes: Sequence[BaseRoute] = ()) -> None:
    """Serve until `stop` is set; raises ServeError where the address cannot be listened on."""
    sockets = listen(settings.host, settings.port)
    allow_open_files(2 * MOST)
    config = uvicorn.Config(
        app.make(front, settings, routes),
        http=Connection,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level=logging.ERROR,  # what clients do wrong is no news; what the application does wrong it tells itself
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxy),
        forwarded_allow_ips=list(settings.proxy),
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    LOG.info("listening on %s", url(sockets[0]))
    serving = asyncio.create_task(server.serve(sockets))
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if server.started:
        LOG.info("stopping: answers that were begun are finished, at most %d s", GRACE)
        await server.last_call()
    server.should_exit = True
    await serving


def listen(host: str, port: int) -> list[socket.socket]:
    """Return listening sockets, one for each address of a host; raises ServeError."""
    sockets: list[socket.socket] = []
    try:
        for family, _, _, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            number = sockets[0].getsockname()[1] if sockets else port  # with port 0 all share the first one's
            sockets.append(socket.create_server((str(address[0]), number), family=family, backlog=BACKLOG))
    except OSError as error:
        for opened in sockets:
            opened.close()
        raise ServeError(
            f"cannot listen on {host}, port {port}: {error.strerror}; stop what is using it, "
            "or name another address or port in PLANBOT_HOST and PLANBOT_PORT"
        ) from error
    return sockets


def allow_open_files(wanted: int) -> None:
    """Raise this process's own limit of open files, as far as the system lets it; each connection is one."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def url(listening: socket.socket) -> str:
    """Return the address of a listening socket as a URL."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
