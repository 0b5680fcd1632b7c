"""Serve: all channels of one process, from start to a clean stop.

A channel is `async def run(front, settings, stop)`: it serves until `stop` is set, then finishes what it has begun.
"""

import argparse
import asyncio
import contextlib
import importlib.util
import logging
import signal
import sys

from bot.desk import Desk
from bot.exits import OK
from bot.front import Front
from bot.home import open_search
from bot.settings import Settings
from knowledge.errors import InputError

LOG = logging.getLogger("planbot")
STOPS = (signal.SIGTERM, signal.SIGINT)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until SIGTERM or Ctrl-C; raises InputError where there is nothing to serve."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    search = open_search(settings.home, options.plan)
    desk = Desk(settings.home / "desk.sqlite3", settings.keep_days)
    with contextlib.closing(desk), asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(serve(Front(search, desk), settings))


async def serve(front: Front, settings: Settings) -> int:
    """Run the channels until a signal says stop or one of them fails; return the exit code."""
    stop = asyncio.Event()
    for number in STOPS:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    web, telegram = _installed("starlette"), _installed("telegram")
    if settings.token and not telegram:
        raise InputError(
            "TELEGRAM_BOT_TOKEN is set, but python-telegram-bot is not installed; pip install 'planbot[serve]'"
        )
    if not web:
        raise InputError(
            "the web page needs Starlette and uvicorn, which are not installed; pip install 'planbot[serve]'"
        )
    from bot.web import server

    await server.run(front, settings, stop)
    return OK


def new_loop() -> asyncio.AbstractEventLoop:
    """Return a new event loop: uvloop's where it is installed, which serves about twice as fast."""
    if not _installed("uvloop"):
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None
