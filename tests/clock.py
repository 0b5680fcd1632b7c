"""A clock for tests: it goes when told."""


class Clock:
    """Time in seconds, read by calling it; `now` is moved by hand."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
