"""Turns: updates of one talk are handled one after the other, those of different talks side by side."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 256


class InTurn(BaseUpdateProcessor):
    """Handles up to AT_ONCE updates at once, but a person's in a chat in the order in which they came."""

    def __init__(self) -> None:
        """Begin with no talk."""
        super().__init__(AT_ONCE)
        self._last: dict[object, asyncio.Event] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when the one before it in its talk is done."""
        key = talk_of(update)
        before, done = self._last.get(key), asyncio.Event()
        self._last[key] = done
        try:
            if before is not None:
                await before.wait()
            await coroutine
        finally:
            done.set()
            if self._last.get(key) is done:
                del self._last[key]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to clear away: `Application.stop` has waited for all updates."""


def talk_of(update: object) -> object:
    """Return what tells the talks apart: chat and person, or the update itself where it has neither."""
    if not isinstance(update, Update):
        return id(update)
    chat, user = update.effective_chat, update.effective_user
    return (chat.id if chat else None, user.id if user else None) if chat or user else update.update_id
