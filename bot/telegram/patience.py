"""Patience: what is sent to Telegram keeps within its flood limits and is tried again where the network fails."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from math import inf
from typing import Any

from telegram._utils.types import JSONDict
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter

LOG = logging.getLogger("planbot.telegram")
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # seconds before the tries after the first
FLOOD_TRIES = 5
LONGEST_FLOOD = 120.0  # seconds; who is told to wait longer has done something that waiting does not mend
LAST_MINUTE = 8.0  # seconds that the tries may take once the process is to stop
# A late answer to these helps nobody: the client has given up, or the picture is there before the hint.
NEVER_AGAIN = frozenset({"answerInlineQuery", "sendChatAction"})

Result = bool | JSONDict | list[JSONDict]
Method = Callable[..., Coroutine[Any, Any, Result]]


class Patience(AIORateLimiter):
    """AIORateLimiter that honours `retry_after` chat by chat, and tries again after lost connections, time-outs and 5xx.

    AIORateLimiter's own retries would let all chats wait for the one that is flooded. A request that timed out may have
    been carried out: a message may then come twice, which is better than never.
    """

    def __init__(self, overall: int, connections: int) -> None:
        """Take how many requests a second Telegram takes from the bot in all, and how many may be under way at once."""
        super().__init__(overall_max_rate=overall, overall_time_period=1)
        # Requests that wait in httpcore's pool cost it time with every other one that begins or ends; here they do not.
        self._free = asyncio.Semaphore(connections)
        self._held: dict[object, float] = {}  # until when nothing goes to a chat, in seconds of the loop's clock
        self._stopping = asyncio.Event()
        self._deadline = inf

    def hurry(self) -> None:
        """Let what is under way come to an end within LAST_MINUTE: the process is to stop."""
        self._deadline = asyncio.get_running_loop().time() + LAST_MINUTE
        self._stopping.set()

    async def process_request(  # noqa: PLR0913, PLR0917  (the library's signature)
        self,
        callback: Method,
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Carry a request out; raises the last TelegramError when patience is at its end."""
        held = data.get("chat_id") or endpoint

        async def patient(*args: Any, **kwargs: Any) -> Result:  # noqa: ANN401
            return await self._patiently(lambda: callback(*args, **kwargs), endpoint, held)

        return await super().process_request(patient, args, kwargs, endpoint, data, rate_limit_args)

    async def _patiently(self, request: Method, endpoint: str, held: object) -> Result:
        floods, failures = 0, 0
        while True:
            await self._let_flood_pass(held)
            try:
                async with self._free:
                    return await request()
            except BadRequest:
                raise
            except RetryAfter as error:
                floods += 1
                seconds = _seconds(error)
                if floods > FLOOD_TRIES or seconds > LONGEST_FLOOD or endpoint in NEVER_AGAIN:
                    raise
                LOG.info("%s: Telegram asks to wait %d s", endpoint, seconds)
                await self._pause(seconds + 0.1, error, held)
            except NetworkError as error:
                failures += 1
                if failures > len(PAUSES) or endpoint in NEVER_AGAIN:
                    raise
                pause = PAUSES[failures - 1]
                LOG.info("%s: %s; trying again in %s s", endpoint, type(error).__name__, pause)
                await self._pause(pause, error)

    async def _let_flood_pass(self, held: object) -> None:
        """Wait where another request has been told that a chat takes nothing for a while."""
        now = asyncio.get_running_loop().time()
        until = self._held.get(held, 0.0)
        if until > now:
            await self._sleep(until - now)
        elif held in self._held:
            del self._held[held]

    async def _pause(self, seconds: float, error: TelegramError, held: object = None) -> None:
        """Wait before the next try; raises the error where the process will have ended before that."""
        if held is not None:
            self._held[held] = asyncio.get_running_loop().time() + seconds
        if not await self._sleep(seconds):
            raise error

    async def _sleep(self, seconds: float) -> bool:
        """Wait; return False, at once, where the process is to stop before the time is over."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        if not self._stopping.is_set():
            await asyncio.wait({stopping := asyncio.ensure_future(self._stopping.wait())}, timeout=seconds)
            stopping.cancel()
        if until > self._deadline:
            return False
        await asyncio.sleep(until - loop.time())
        return True


def _seconds(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait: the library gives an int, or a timedelta where PTB_TIMEDELTA says so."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
