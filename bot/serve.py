"""Serve: all channels of one process, from start to a clean stop.

A channel serves until `stop` is set, then finishes what it has begun; when one ends, the others end too.
"""

import argparse
import asyncio
import contextlib
import importlib.util
import logging
import signal
import sys
from collections.abc import Coroutine

from bot.desk import Desk
from bot.exits import OK, UNMET
from bot.front import Front
from bot.home import open_search
from bot.settings import VARIABLE, Settings
from knowledge.errors import ChannelError, InputError

LOG = logging.getLogger("planbot")
STOPS = (signal.SIGTERM, signal.SIGINT)
INSTALL = "pip install 'planbot[serve]'"


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until SIGTERM or Ctrl-C; raises InputError where there is nothing to serve."""
    _log_to_stderr(settings)
    _require(settings)
    search = open_search(settings.home, options.plan)
    desk = Desk(settings.home / "desk.sqlite3", settings.keep_days)
    with contextlib.closing(desk), asyncio.Runner(loop_factory=new_loop) as runner:
        try:
            runner.run(serve(Front(search, desk), settings))
        except ChannelError as error:
            print(f"planbot: {error}", file=sys.stderr)
            return UNMET
    return OK


def _require(settings: Settings) -> None:
    """Raise InputError where a library is missing that a channel asked for needs."""
    if settings.token and not _installed("telegram"):
        raise InputError(f"{VARIABLE['token']} is set, but python-telegram-bot is not installed; {INSTALL}")
    if settings.public_url and settings.token and not _installed("uvicorn"):
        raise InputError(f"{VARIABLE['public_url']} asks for a webhook, which needs Starlette and uvicorn; {INSTALL}")
    if not settings.token and not _installed("uvicorn"):
        raise InputError(f"the web page needs Starlette and uvicorn, which are not installed; {INSTALL}")


async def serve(front: Front, settings: Settings) -> None:
    """Run the channels until a signal says stop or one of them fails; raises PlanbotError."""
    stop = asyncio.Event()
    for number in STOPS:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    channels: list[Coroutine[None, None, None]] = []
    routes = []
    if settings.token:
        from bot.telegram import channel

        telegram = channel.make(front, settings)
        routes = [telegram.webhook.route] if telegram.webhook else []
        channels.append(telegram.run(stop))
    else:
        LOG.info("no Telegram bot: %s is not set; the web page runs without it", VARIABLE["token"])
    if _installed("uvicorn"):
        from bot.web import server

        channels.append(server.run(front, settings, stop, routes))
    else:
        LOG.info("no web page: Starlette and uvicorn are not installed; %s", INSTALL)
    await _together(channels, stop)


async def _together(channels: list[Coroutine[None, None, None]], stop: asyncio.Event) -> None:
    """Run the channels; when one ends or fails, stop the others, let them finish, and raise what failed first."""
    running = [asyncio.ensure_future(channel) for channel in channels]
    done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    await asyncio.wait(running)
    for task in (*done, *running):
        task.result()


def new_loop() -> asyncio.AbstractEventLoop:
    """Return a new event loop: uvloop's where it is installed, which serves about twice as fast."""
    if not _installed("uvloop"):
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def _log_to_stderr(settings: Settings) -> None:
    """Log to standard error; the token is blotted out wherever it might stand."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(lambda record: _without(settings.token, record))
    logging.basicConfig(handlers=[handler], level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


def _without(secret: str, record: logging.LogRecord) -> bool:
    if secret and secret in (message := record.getMessage()):
        record.msg, record.args = message.replace(secret, "***"), ()
    return True


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None
