"""Patience: what is sent to Telegram keeps within its flood limits and is tried again where the network fails."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram._utils.types import JSONDict
from telegram.error import BadRequest, NetworkError
from telegram.ext import AIORateLimiter

LOG = logging.getLogger("planbot.telegram")
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # seconds before the tries after the first
FLOOD_TRIES = 5
# A late answer to these helps nobody: the client has given up, or the picture is there before the hint.
NEVER_AGAIN = frozenset({"answerInlineQuery", "sendChatAction"})

Method = Callable[..., Coroutine[Any, Any, "bool | JSONDict | list[JSONDict]"]]


class Patience(AIORateLimiter):
    """AIORateLimiter (flood limits, `retry_after`) that also tries again after lost connections, time-outs and 5xx.

    A request that timed out may have been carried out: a message may then come twice, which is better than never.
    """

    def __init__(self, overall: int) -> None:
        """Take how many requests a second Telegram takes from the bot in all."""
        super().__init__(overall_max_rate=overall, overall_time_period=1, max_retries=FLOOD_TRIES)

    async def process_request(  # noqa: PLR0913, PLR0917  (the library's signature)
        self,
        callback: Method,
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> "bool | JSONDict | list[JSONDict]":
        """Carry a request out; raises the last TelegramError when patience is at its end."""
        for pause in (*PAUSES, None):
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
            except BadRequest:
                raise
            except NetworkError as error:
                if pause is None or endpoint in NEVER_AGAIN:
                    raise
                LOG.info("%s: %s; trying again in %s s", endpoint, type(error).__name__, pause)
                await asyncio.sleep(pause)
        raise AssertionError("unreachable: the last pause is None")
