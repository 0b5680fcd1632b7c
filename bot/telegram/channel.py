"""The channel itself: the application, how updates come in (polling or webhook), how it starts and stops."""

import asyncio
import contextlib
import logging
import os
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.front import Front
from bot.settings import VARIABLE, Settings
from bot.telegram import asking, commands, delivery, inline, menu, pressing, staff, wording
from bot.telegram.asking import Context, described
from bot.telegram.delivery import Place
from bot.telegram.patience import Patience
from bot.telegram.service import LOG, Service
from bot.telegram.turns import InTurn
from bot.telegram.webhook import Webhook
from knowledge.errors import ChannelError, InputError

UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER)
DOOR, QUESTIONS = -1, 0  # handler groups, in their order
LONG_POLL = 30  # seconds
CONNECTIONS = 24  # at once; at a fifth of a second each, four times what Telegram takes in a second
READ_TIMEOUT = 10.0  # seconds
PAUSES = (1, 2, 5, 10, 30)  # seconds between the tries to reach Telegram at start; the last again and again
CONFLICTS, A_WHILE = 2, 60.0  # so many conflicts in so many seconds: another process polls, and goes on
GONE = (
    "bot was blocked",
    "user is deactivated",
    "bot was kicked",
    "chat not found",
    "not enough rights",
    "can't initiate",
)

App = Application[Any, Any, Any, Any, Any, Any]


class Watched(HTTPXRequest):
    """Connections to Telegram; calls `revoked` when Telegram says that it does not know the token."""

    def __init__(self, revoked: Callable[[], None], connections: int, read_timeout: float) -> None:
        """Take what to call, how many connections at once, and how many seconds an answer may take."""
        super().__init__(connection_pool_size=connections, read_timeout=read_timeout, pool_timeout=30.0)
        self._revoked = revoked

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401  (the library's)
        """Carry a request out."""
        code, payload = await super().do_request(*args, **kwargs)
        if code == 401:
            self._revoked()
        return code, payload


class Channel:
    """The Telegram bot of a process; made inside its event loop."""

    def __init__(self, front: Front, settings: Settings) -> None:
        """Build the application; nothing is sent yet. Raises InputError for a token that cannot be one."""
        self._settings = settings
        self._service = Service(front, settings)
        self._failed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._conflicts: list[float] = []
        self._patience = Patience(settings.telegram_rate, CONNECTIONS)
        self._app = self._built()
        self.webhook = Webhook(self._app, settings) if settings.public_url else None

    def _built(self) -> App:
        base = self._settings.telegram_api
        builder = (
            ApplicationBuilder().token(self._settings.token).base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
        )
        builder.rate_limiter(self._patience).concurrent_updates(InTurn())
        builder.request(Watched(self._on_revoked, CONNECTIONS, READ_TIMEOUT))
        builder.get_updates_request(Watched(self._on_revoked, 2, LONG_POLL + 10))
        app: App = builder.build()
        app.add_handlers(asking.doorkeepers(self._service), DOOR)
        for module in (commands, staff, pressing, inline, asking):
            app.add_handlers(module.handlers(self._service), QUESTIONS)
        app.add_handlers(commands.last_handlers(self._service), QUESTIONS)
        app.add_error_handler(_on_error)
        return app

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then finish what has come in; raises ChannelError."""
        stopping: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
        try:
            if await self._reach_telegram(stopping, self._app.initialize):
                async with contextlib.AsyncExitStack() as stack:
                    await self._begin(stack, stopping)
                    await asyncio.wait([stopping, self._failed], return_when=asyncio.FIRST_COMPLETED)
        except InvalidToken:
            self._on_revoked()
        finally:
            stopping.cancel()
            await self._app.shutdown()
        if self._failed.done():
            raise ChannelError(self._failed.result())

    async def _reach_telegram(self, stopping: "asyncio.Future[Any]", act: Callable[[], Awaitable[Any]]) -> bool:
        """Do what needs Telegram; True when it is done, False when we are to stop before; try as long as it takes."""
        tries = 0
        while not stopping.done():
            try:
                await act()
            except BadRequest:
                raise
            except (NetworkError, RetryAfter) as error:
                pause = PAUSES[min(tries, len(PAUSES) - 1)]
                tries += 1
                LOG.warning(
                    "%s not reached (%s); trying again in %s s", self._settings.telegram_api, _named(error), pause
                )
                await asyncio.wait({stopping}, timeout=pause)
            else:
                return True
        return False

    async def _begin(self, stack: contextlib.AsyncExitStack, stopping: "asyncio.Future[Any]") -> None:
        """Start taking updates; what `stack` unwinds stops it: first no new updates, then all begun ones are finished."""
        app = self._app
        await app.start()
        stack.push_async_callback(app.stop)
        stack.push_async_callback(app.update_queue.join)  # what came in is begun while it runs, so that it awaits it
        stack.callback(self._patience.hurry)
        setting_up = asyncio.create_task(menu.set_up(app.bot, self._settings))
        stack.callback(setting_up.cancel)
        if self.webhook is not None:
            stack.callback(self._close)
            await self._reach_telegram(stopping, self._open_webhook)
        elif app.updater is not None:
            await app.updater.start_polling(
                timeout=LONG_POLL, bootstrap_retries=-1, allowed_updates=UPDATES, error_callback=self._on_polling_error
            )
            stack.push_async_callback(self._stop_polling)
        LOG.info("Telegram: @%s answers, by %s", app.bot.username, "webhook" if self.webhook else "polling")

    async def _open_webhook(self) -> None:
        """Let Telegram deliver here; raises ChannelError where it will not."""
        assert self.webhook is not None  # noqa: S101  (the caller has looked)
        try:
            await self._app.bot.set_webhook(self.webhook.url, secret_token=self.webhook.secret, allowed_updates=UPDATES)
        except BadRequest as error:
            raise ChannelError(
                f"Telegram does not deliver to {VARIABLE['public_url']}={self._settings.public_url} ({error}); give an "
                "address with https:// that the internet reaches at port 443, 80, 88 or 8443, or unset it to poll"
            ) from None
        self.webhook.open = True

    async def _stop_polling(self) -> None:
        if self._app.updater is not None:
            with contextlib.suppress(InvalidToken):  # what ended the polling; `_on_revoked` has told it
                await self._app.updater.stop()

    def _close(self) -> None:
        if self.webhook is not None:
            self.webhook.open = False

    def _on_polling_error(self, error: TelegramError) -> None:
        if not isinstance(error, Conflict):
            LOG.warning("no updates from Telegram (%s); trying again", _named(error))
            return
        now = time.monotonic()
        self._conflicts = [at for at in self._conflicts if now - at < A_WHILE] + [now]
        LOG.warning("another process polls with the same token")
        if len(self._conflicts) >= CONFLICTS:
            self._fail(
                "another process polls Telegram with the same token, and only one may; stop the other one "
                f"(perhaps an old planbot), or give this one a bot of its own in {VARIABLE['token']}"
            )

    def _on_revoked(self) -> None:
        self._fail(
            f"Telegram does not know the token in {VARIABLE['token']} (any more); copy it anew from BotFather (/mybots › API Token)"
        )

    def _fail(self, message: str) -> None:
        if not self._failed.done():
            self._failed.set_result(message)


def make(front: Front, settings: Settings) -> Channel:
    """Return the channel of this process; raises InputError for a token that cannot be one."""
    # httpx logs every address at INFO, and Telegram's addresses hold the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    # The library warns at every flood unless it is told that we know of the type to come.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    name, _, secret = settings.token.partition(":")
    if not (name.isascii() and name.isdecimal() and secret):
        raise InputError(
            f"{VARIABLE['token']} is no token: it has the form 123456789:AA…; copy it from BotFather (/mybots › API Token)"
        )
    return Channel(front, settings)


async def _on_error(update: object, context: Context) -> None:
    """Log what went wrong without text and person, and tell the person once; the process goes on."""
    error = context.error
    if isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and any(w in error.message.lower() for w in GONE)
    ):
        LOG.info("%s: not delivered: %s", described(update), error)
        return
    LOG.error("%s: %s", described(update), _named(error))
    message = update.effective_message if isinstance(update, Update) else None
    unheard = isinstance(error, RetryAfter) or (isinstance(error, NetworkError) and not isinstance(error, BadRequest))
    if message is None or unheard:
        return
    with contextlib.suppress(TelegramError):  # logged above; the chat may be gone
        await delivery.send_text(Place.of(message), wording.TROUBLE)


def _named(error: BaseException | None) -> str:
    """Return an error's kind with Telegram's own words, or with where it arose: neither holds what a person wrote."""
    if isinstance(error, TelegramError):
        return f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return " ".join([type(error).__name__, *(f"at {Path(f.filename).name}:{f.lineno}" for f in frames[-3:])])
