"""How updates reach the bot: getUpdates, which waits for them, and delivery to a webhook."""

import asyncio
import time

from tests.bot_api.faults import TERMINATED
from tests.bot_api.parameters import Parameters
from tests.bot_api.wire import ApiError, post, reason
from tests.bot_api.world import World

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
BY_WEBHOOK = "Conflict: terminated by setWebhook request"
LONGEST = 50  # seconds that getUpdates waits at most
RETRY = 0.05  # seconds between two attempts at a webhook
SLOWEST = 10.0  # seconds that a webhook may take


class Delivery:
    """Hands out the updates of a world; lives in one event loop."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._news = asyncio.Event()
        self._poll: asyncio.Event | None = None

    def wake(self) -> None:
        """There are new updates, or another way for them."""
        self._news.set()
        if self._poll:
            self._poll.set()

    async def get_updates(self, p: Parameters) -> list[dict[str, object]]:
        """Answer a long poll: at once where updates wait, else when one comes or the timeout is over."""
        world = self._world
        with world.lock:
            if world.webhook.url:
                raise ApiError(409, WEBHOOK_ACTIVE)
            world.updates.allow(p.data("allowed_updates", list))
        offset, limit = p.integer("offset"), min(max(p.integer("limit", 100), 1), 100)
        deadline = time.monotonic() + min(max(p.integer("timeout"), 0), LONGEST)
        if self._poll:
            self._poll.set()
        mine = self._poll = asyncio.Event()
        try:
            while True:
                mine.clear()
                with world.lock:
                    found = world.updates.take(offset, limit)
                if found or time.monotonic() >= deadline:
                    return found
                await self._pause(mine, deadline)
        finally:
            if self._poll is mine:
                self._poll = None

    async def _pause(self, mine: asyncio.Event, deadline: float) -> None:
        """Wait for news or the deadline. Raises ApiError 409 where someone else has taken over."""
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                await mine.wait()
        except TimeoutError:
            pass
        if self._poll is not mine:
            raise ApiError(409, TERMINATED)
        if self._world.webhook.url:
            raise ApiError(409, BY_WEBHOOK)

    async def serve_webhook(self) -> None:
        """Deliver to the webhook, one update after the other, as long as there is one; again until it is taken."""
        while True:
            await self._news.wait()
            self._news.clear()
            while await self._deliver_next():
                pass

    async def _deliver_next(self) -> bool:
        """Try to deliver the next update; return whether there was one."""
        world = self._world
        with world.lock:
            hook, waiting = world.webhook, world.updates.take(0, 1)
        if not hook.url or not waiting:
            return False
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with asyncio.timeout(SLOWEST):
                status, _ = await post(world.route(hook.url), waiting[0], headers)
            error = "" if 200 <= status < 300 else f"Wrong response from the webhook: {status} {reason(status)}"
        except TimeoutError:
            error = "Read timeout expired"
        except OSError:
            error = "Connection refused"
        with world.lock:
            if not error:
                world.updates.take(int(waiting[0]["update_id"]) + 1, 0)
            else:
                hook.error, hook.error_date = error, int(time.time())
        if error:
            await asyncio.sleep(RETRY)
        return True
