"""Faults on demand: what goes wrong with the next calls of a method."""

import threading
from dataclasses import dataclass

from tests.bot_api.wire import ApiError, reason

TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of `method` ("*": any), to one chat only where its id is given.

    They wait `delay` seconds, and then end in `error`, or the connection is dropped before ("before") or after
    ("after") the method has done its work.
    """

    method: str = "*"
    times: float = 1
    chat: int | None = None
    delay: float = 0.0
    error: ApiError | None = None
    drop: str = ""


class Faults:
    """The faults still to come; several for one method come one after the other. `times` may be `math.inf`."""

    def __init__(self, lock: threading.RLock) -> None:
        """Take the lock under which faults come and go."""
        self.revoked = False
        self._lock = lock
        self._coming: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let something go wrong."""
        with self._lock:
            self._coming.append(fault)

    def flood(self, method: str = "*", times: float = 1, *, retry_after: int = 1, chat: int | None = None) -> None:
        """429 with retry_after (seconds), for one chat (id) or for all."""
        self.add(Fault(method, times, chat, error=too_many_requests(retry_after)))

    def fail(self, method: str = "*", times: float = 1, *, status: int = 500, description: str = "") -> None:
        """An error of any status; its usual phrase where no description is given."""
        self.add(Fault(method, times, error=of_status(status, description)))

    def conflict(self, times: float = 1) -> None:
        """409 for getUpdates, as when another process polls with the same token."""
        self.fail("getUpdates", times, status=409, description=TERMINATED)

    def drop(self, method: str = "*", times: float = 1, *, after: bool = False) -> None:
        """The connection breaks; `after`: only when the method has done its work, so that just the answer is lost."""
        self.add(Fault(method, times, drop="after" if after else "before"))

    def slow(self, method: str = "*", times: float = 1, *, seconds: float = 1.0) -> None:
        """The answer takes so long."""
        self.add(Fault(method, times, delay=seconds))

    def revoke(self) -> None:
        """401 for everything: the token was revoked."""
        self.revoked = True

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._coming.clear()
            self.revoked = False

    def next(self, method: str, chat: int) -> Fault:
        """The fault that a call meets; one without effect where it meets none."""
        with self._lock:
            for fault in self._coming:
                if fault.method.lower() in {"*", method.lower()} and fault.chat in {None, chat}:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._coming.remove(fault)
                    return fault
        return Fault()


def too_many_requests(retry_after: int) -> ApiError:
    """429 with the seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def of_status(status: int, description: str = "") -> ApiError:
    """An error of any status; its usual phrase where no description is given."""
    return ApiError(status, description or reason(status))
