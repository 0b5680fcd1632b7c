"""A real server in a process of its own, for tests."""

import asyncio
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from starlette.routing import BaseRoute

from bot.front import Front
from bot.settings import Settings
from bot.web import server

ROOT = Path(__file__).parent.parent
PLANBOT = Path(sys.executable).with_name("planbot")
ADDRESS = re.compile(r"listening on (http://\S+)")


@dataclass(frozen=True)
class Served:
    """A running server: its address and process."""

    url: str
    process: "subprocess.Popen[str]"

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


@contextmanager
def serving(**variables: str) -> Iterator[Served]:
    """Run a server on a free port with some settings; it is told to stop at the end."""
    environment = {**os.environ, "PLANBOT_PORT": "0", "PYTHONPATH": str(ROOT), **variables}
    with subprocess.Popen([PLANBOT, "serve"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            lines: list[str] = []
            for line in process.stderr:
                lines.append(line)
                if found := ADDRESS.search(line):
                    break
            else:
                raise AssertionError("the server did not start: " + "".join(lines))
            yield Served(found[1], process)
        finally:
            process.terminate()
            process.communicate(timeout=30)


@contextmanager
def in_thread(front: Front, settings: Settings, routes: Sequence[BaseRoute] = ()) -> Iterator[str]:
    """Run the same server in a thread, where tests may change its clocks; yield its address. The port must be 0."""
    told: Queue[str] = Queue()
    handler = logging.Handler()
    handler.emit = lambda record: told.put(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("planbot.web").addHandler(handler)
    logging.getLogger("planbot.web").setLevel(logging.INFO)
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = Thread(target=loop.run_until_complete, args=(server.run(front, settings, stop, routes),))
    patch = pytest.MonkeyPatch()
    patch.setattr(server, "LAST_CALL", 0.01)
    thread.start()
    try:
        found = ADDRESS.search(told.get(timeout=20))
        assert found
        yield found[1]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.close()
        patch.undo()
        logging.getLogger("planbot.web").removeHandler(handler)
