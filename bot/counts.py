"""Counts: how many answers were given since the process began, and how long they took; numbers only."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

# Upper ends in seconds; an answer takes about 3 ms, a cold one 20.
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Counts:
    """Answers by channel and status, and by time."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.answers: Counter[tuple[str, str]] = Counter()
        self.seconds = 0.0
        self._within = [0] * (len(BOUNDS) + 1)

    def add(self, channel: str, status: str, seconds: float) -> None:
        """Count an answer."""
        self.answers[channel, status] += 1
        self.seconds += seconds
        self._within[bisect_left(BOUNDS, seconds)] += 1

    def within(self) -> Iterator[tuple[str, int]]:
        """Yield (upper end in seconds or "+Inf", answers that took at most so long), as a Prometheus histogram has them."""
        total = 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), self._within, strict=True):
            total += count
            yield bound, total
