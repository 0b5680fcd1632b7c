"""Limits: how often one may ask."""

from collections import OrderedDict, deque
from collections.abc import Callable
from time import monotonic

MOST = 50_000  # keys remembered; the one not heard of for longest goes first


class RateLimit:
    """At most `count` messages of one key in any `seconds` seconds."""

    def __init__(self, count: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        """Take the bounds and a clock in seconds that never goes back."""
        self.count = count
        self.seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Count a message of a key; return 0, or the seconds until the next is welcome (then it is not counted)."""
        now = self._clock()
        seen = self._seen.setdefault(key, deque(maxlen=self.count))
        self._seen.move_to_end(key)
        while len(self._seen) > MOST:
            self._seen.popitem(last=False)
        while seen and now - seen[0] >= self.seconds:
            seen.popleft()
        if len(seen) == self.count:
            return self.seconds - (now - seen[0]) if seen else self.seconds
        seen.append(now)
        return 0.0
