"""Connections: uvicorn's HTTP protocol with the bounds that it lacks: time for a request, size of its head, number
of connections, time for a client to take its answer.

A request that cannot be read is told so as problem+json. Answers that were begun before it are still delivered.
"""

import asyncio
from asyncio import TimerHandle

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from bot.web.headers import COMMON
from bot.web.problems import Problem

IDLE = 75.0  # seconds between requests: longer than a proxy keeps an idle connection (60), or it may send into a closed one
RECEIVE = 15.0  # seconds from the first byte of a request, or from connecting, to its last byte
TAKE = 20.0  # seconds in which a client must take something of a waiting answer
HEAD = 32 * 1024  # bytes of request line and headers
DROP = 1024 * 1024  # bytes of a body that are still read after the answer, so that the client sees it
MOST = 2_000  # open connections; a new one then takes the place of the one that is idle for longest


class Connection(HttpToolsProtocol):
    """One connection of a client."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Start the time for the first request; where too many connections are open, one idle one goes."""
        super().connection_made(transport)
        self.timeout_keep_alive = IDLE  # type: ignore[assignment]  # uvicorn's type says whole seconds; the loop does not
        self._begun = False  # a request has begun and not ended
        self._in_head = True
        self._head = self._named = 0  # bytes of the head: as they came, and in whole headers
        self._dropped = 0  # bytes of a body that nobody wants any more
        self._unread = "bad-request"  # why a request cannot be read
        self._heard = self.loop.time()
        self._abort: TimerHandle | None = None
        self._due: TimerHandle | None = self.loop.call_later(RECEIVE, self._too_slow)
        if len(self.connections) > self.most and not self._make_room():
            self._refuse("too-many-connections")

    @property
    def most(self) -> int:
        """Return how many connections may be open."""
        return MOST

    @property
    def newest(self) -> RequestResponseCycle | None:
        """Return the request whose head was read last; uvicorn's type denies that there may be none yet."""
        return self.cycle

    @property
    def idle(self) -> bool:
        """Return whether nothing is being received or answered."""
        return not self._begun and (self.newest is None or self.newest.response_complete)

    def _make_room(self) -> bool:
        idle = [c for c in self.connections if isinstance(c, Connection) and c is not self and c.idle]
        if idle:
            oldest = min(idle, key=lambda connection: connection._heard)
            self.connections.discard(oldest)
            oldest.transport.abort()
        return bool(idle)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        for timer in (self._due, self._abort):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; a request that is not whole has its time."""
        self._heard = self.loop.time()
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._begun:
            self._bound(len(data))
        elif self._due is not None:
            self._due.cancel()
            self._due = None
        if self.idle and self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def _bound(self, size: int) -> None:
        """Bound a request that is not whole: its time, its head and what comes after it was answered."""
        if self._due is None:
            self._due = self.loop.call_later(RECEIVE, self._too_slow)
        if self._in_head and self._head > HEAD:
            self._unread = "head-too-large"
            self.send_400_response("")
        elif not self._in_head and self.cycle.response_complete:
            self._dropped += size
            if self._dropped > DROP:
                self._close()

    def eof_received(self) -> bool | None:  # type: ignore[override]  # asyncio's own type
        """Where the client has sent its last, still deliver what it has asked for before."""
        if self._others_wait():
            self.cycle.keep_alive = False
            return True
        return None

    def on_message_begin(self) -> None:
        """Note that a request has begun."""
        super().on_message_begin()
        self._begun = self._in_head = True
        self._head = self._named = self._dropped = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; raises ValueError, which ends the connection, where they are too large together."""
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_url(self, url: bytes) -> None:
        """Take a part of the address; raises ValueError as `on_header` does."""
        self._count(len(url))
        super().on_url(url)

    def _count(self, size: int) -> None:
        """Count what the head names, also where all of it comes in one packet."""
        self._named += size
        if self._named > HEAD:
            self._unread = "head-too-large"
            raise ValueError(self._unread)

    def on_headers_complete(self) -> None:
        """Note that the head is whole."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that a request is whole."""
        self._begun = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read; earlier requests of a pipeline are answered first."""
        if self._others_wait():
            self.cycle.keep_alive = False
            self.flow.pause_reading()
        else:
            self._refuse(self._unread)

    def _others_wait(self) -> bool:
        """Return whether answers to whole requests are still to be sent."""
        waiting = self.newest is not None and not self.newest.response_complete
        own = self._begun and not self._in_head  # the newest cycle is that of the broken request itself
        return waiting and not own

    def _too_slow(self) -> None:
        self._due = None
        if self.transport.is_closing():
            return
        if not self._begun and self.newest is None:
            self._close()  # it never sent anything: a browser that connected to be ready
        else:
            self._unread = "too-slow"
            self.send_400_response("")

    def _refuse(self, kind: str) -> None:
        """Answer with a problem, where no answer has begun, and close."""
        if self.newest is None or not self.newest.response_started or self.newest.response_complete:
            self.transport.write(_answer(kind))
        self._close()

    def _close(self) -> None:
        self.transport.close()
        self._abort_later()

    def _abort_later(self) -> None:
        """Give a client that takes nothing of its answer up."""
        if self._abort is None:
            self._abort = self.loop.call_later(TAKE, self.transport.abort)

    def pause_writing(self) -> None:
        """Start the time in which the client must take something."""
        super().pause_writing()
        self._abort_later()

    def resume_writing(self) -> None:
        """Stop that time."""
        super().resume_writing()
        if self._abort is not None and not self.transport.is_closing():
            self._abort.cancel()
            self._abort = None

    def on_response_complete(self) -> None:
        """Go on with the next request; where the connection ends, see that it does."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._abort_later()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection."""
        if not self.transport.is_closing():
            self._close()

    def shutdown(self) -> None:
        """End when the answers that were begun are sent; a request that is not whole is refused."""
        if self._begun and not self._others_wait():
            self._refuse("stopping")
        else:
            super().shutdown()
            if self.transport.is_closing():
                self._abort_later()


def _answer(kind: str) -> bytes:
    """Return a whole HTTP answer with a problem."""
    response = Problem(kind, {"seconds": round(RECEIVE), "limit": HEAD}).response()
    lines = [*response.raw_headers, *COMMON, (b"connection", b"close")]
    head = b"".join(b"%s: %s\r\n" % line for line in lines)
    return STATUS_LINE[response.status_code] + head + b"\r\n" + bytes(response.body)
