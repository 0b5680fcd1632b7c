"""Axis: a scale from zero, so that twice the value is twice the length."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale: the values `low` to `high` stand at `start` to `end`, in units of the picture; zero is always on it."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        """Return where a value stands.

        >>> axis([Decimal(4)], 0, 100).at(Decimal(3))
        75.0
        """
        return self.start + (self.end - self.start) * float((value - self.low) / (self.high - self.low))

    @property
    def zero(self) -> float:
        """Return where zero stands."""
        return self.at(Decimal(0))


def axis(values: Sequence[Decimal], start: float, end: float) -> Axis:
    """Return the scale that just holds the values and zero."""
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    return Axis(low, high if high > low else Decimal(1), start, end)
