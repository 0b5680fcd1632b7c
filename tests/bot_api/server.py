"""The server: HTTP on a loopback port in a thread of its own, and the faults that a test asks for."""

import asyncio
import json
import re
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

from tests.bot_api.faults import Faults, of_status
from tests.bot_api.log import wait
from tests.bot_api.methods import METHODS
from tests.bot_api.parameters import Parameters
from tests.bot_api.polling import Delivery
from tests.bot_api.wire import NO_UTF8, ApiError, Request, Upload, bad_request, read_request, response
from tests.bot_api.world import BOT, World

PATH = re.compile(r"/(file/)?bot(?P<token>[^/]+)/(?P<name>.+)")
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{35}")
BY_LOWER = {name.lower(): name for name in [*METHODS, "getUpdates"]}
BACKLOG = 1024


@dataclass(frozen=True, slots=True)
class Call:
    """A call that the bot made: its parameters (JSON as such, all else as text), files, and when (monotonic clock).

    `status` and `description` tell how it went: 0 as long as it is under way or when it got no answer.
    """

    method: str
    parameters: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict, repr=False)
    at: float = 0.0
    status: int = 0
    description: str = ""


class BotApi(World):
    """A Bot API server on 127.0.0.1; `with BotApi() as server:` starts and stops it.

    Point the bot at `base_url` (and `base_file_url`) with `token`. What people do is told in `World` and `Chat`, what
    may go wrong in `faults`.
    """

    def __init__(self) -> None:
        """Prepare the server; `start` makes it listen."""
        super().__init__()
        self.port = 0
        self.token = f"{BOT.id}:{'Ab-9_' * 7}"
        self._calls: list[Call] = []
        self._failures: list[BaseException] = []
        self.faults = Faults(self.lock)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), name="bot-api")
        self._ready: Future[None] = Future()
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls base_file_url."""
        return f"{self.url}/file/bot"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Self:
        """Listen on a free port. Raises OSError where that fails."""
        self._thread.start()
        self._ready.result()
        return self

    def stop(self) -> None:
        """Close all connections and end the thread. Raises what went wrong within the server itself, if anything."""
        if self._loop and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join()
        if self._failures:
            raise BaseExceptionGroup("the Bot API server failed", self._failures)

    def down(self) -> None:
        """Drop all connections and accept none, as when Telegram cannot be reached; people still write."""
        self._do(self._close())

    def up(self) -> None:
        """Accept connections again, on the same port."""
        self._do(self._listen())

    @property
    def calls(self) -> tuple[Call, ...]:
        """All calls of the bot in the order of their arrival, except getUpdates."""
        return tuple(call for call in self.all_calls if call.method != "getUpdates")

    @property
    def all_calls(self) -> tuple[Call, ...]:
        """All calls of the bot in the order of their arrival."""
        with self.lock:
            return tuple(self._calls)

    def calls_of(self, method: str) -> tuple[Call, ...]:
        """The calls of one method."""
        return tuple(call for call in self.all_calls if call.method == method)

    def wait_call(self, method: str, number: int = 1, timeout: float = 5.0) -> Call:
        """Wait (seconds) until a method has been called and answered so often; return that call. Raises NotSeen."""

        def done() -> list[Call]:
            return [call for call in self._calls if call.method == method and call.status]

        def complaint() -> str:
            return f"call {number} of {method} did not come; there were {[call.method for call in self.calls]}"

        wait(self.changed, lambda: len(done()) >= number, timeout, complaint)
        with self.lock:
            return done()[number - 1]

    def wake(self) -> None:
        """Tell the thread of the server that there are updates."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._delivery.wake)

    async def _main(self) -> None:
        try:
            self._delivery = Delivery(self)
            self._stopped = asyncio.Event()
            await self._listen()
        except OSError as error:
            self._ready.set_exception(error)
            return
        self._loop = asyncio.get_running_loop()
        webhook = asyncio.create_task(self._delivery.serve_webhook())
        webhook.add_done_callback(self._ended)
        self._ready.set_result(None)
        await self._stopped.wait()
        webhook.cancel()
        await self._close()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port, backlog=BACKLOG)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        for task, writer in list(self._connections.items()):
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        assert self._loop
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._connections[task] = writer
        task.add_done_callback(self._disconnected)

    def _disconnected(self, task: asyncio.Task[None]) -> None:
        self._connections.pop(task).close()
        self._ended(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            self._failures.append(error)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request after the other, until the client hangs up or a connection is to be dropped."""
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            try:
                while (answer := await self._answer(await read_request(reader))) is not None:
                    writer.write(answer)
                    await writer.drain()
                writer.transport.abort()
            except ApiError as error:  # after a request that is unreadable nothing else is readable
                writer.write(_failed(error))
                await writer.drain()

    async def _answer(self, request: Request) -> bytes | None:
        """What goes back over the wire; None: nothing, the connection is to be dropped."""
        found = PATH.fullmatch(request.path)
        if found is None or not TOKEN.fullmatch(found["token"]):
            return _failed(of_status(404))
        if found["token"] != self.token or self.faults.revoked:
            return _failed(of_status(401))
        if found[1]:
            file = self.files.get(found["name"])
            return response(200, file.content, file.type) if file else _failed(of_status(404))
        method = BY_LOWER.get(found["name"].lower())
        if method is None:
            return _failed(of_status(404))
        return await self._call(method, Parameters(request.fields, request.files))

    async def _call(self, method: str, p: Parameters) -> bytes | None:
        with self.lock:
            number = len(self._calls)
            self._calls.append(Call(method, p.decoded(), dict(p.files), time.monotonic()))
            fault = self.faults.next(method, p.integer("chat_id"))
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.drop == "before":
            return None
        try:
            if fault.error:
                raise fault.error
            answer = _succeeded(await self._result(method, p))
            status, description = 200, ""
        except ApiError as error:
            answer, status, description = _failed(error), error.status, error.description
        with self.changed:
            if fault.drop != "after":
                self._calls[number] = replace(self._calls[number], status=status, description=description)
            self.changed.notify_all()
        return None if fault.drop else answer

    async def _result(self, method: str, p: Parameters) -> Any:
        if self.logged_out:
            raise of_status(400, "Logged out")
        if method == "getUpdates":
            return await self._delivery.get_updates(p)
        try:
            with self.lock:
                return METHODS[method](self, p)
        except ApiError:
            raise
        except UnicodeError:
            raise bad_request(NO_UTF8) from None
        except Exception as error:  # noqa: BLE001 - whatever it is, `stop` raises it before the eyes of the test
            self._failures.append(error)
            raise of_status(500) from None


def _succeeded(result: Any) -> bytes:
    return response(200, json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode())


def _failed(error: ApiError) -> bytes:
    return response(error.status, json.dumps(error.json(), ensure_ascii=False).encode())
