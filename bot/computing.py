"""Computing over cells: pure functions that return the value and the formula with its operands.

Amounts are Decimal in the unit of their cells. Formulas print their operands as printed in the
plan, so that the guard can check each of them against a cited row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

WAN_PER_YI = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Result:
    """A computed value as text, and the formula that shows where it comes from."""

    value: str
    formula: str
    number: Decimal

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the value as replies print it: bare, signed, and in 亿元."""
        return self.value, rounded(abs(self.number)), rounded(self.number), in_yi(abs(self.number))


def rounded(number: Decimal, places: int = 2) -> str:
    """Return a number rounded half up, without trailing zeros.

    >>> rounded(Decimal("16.8504")), rounded(Decimal("131.10"))
    ('16.85', '131.1')
    """
    return _plain(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def truncated(number: Decimal, places: int = 2) -> str:
    """Return a number cut off after some places, as people quote figures (17.7323 → 17.7).

    >>> truncated(Decimal("17.7923"), 1)
    '17.7'
    """
    return _plain(number.quantize(Decimal(1).scaleb(-places), ROUND_DOWN))


def _plain(number: Decimal) -> str:
    """Return a number without trailing zeros, and zero without a sign."""
    text = f"{number or abs(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_yi(amount: Decimal, places: int = 2) -> str:
    """Return an amount in 万元 as a number of 亿元."""
    return rounded(amount / WAN_PER_YI, places)


def total(values: Sequence[str]) -> Result:
    """Return the sum of printed values."""
    number = sum(map(Decimal, values), Decimal(0))
    return Result(rounded(number), " + ".join(values) + f" = {rounded(number)}", number)


def mean(values: Sequence[str]) -> Result:
    """Return the arithmetic mean of printed values."""
    whole = total(values)
    number = whole.number / len(values)
    return Result(rounded(number, 1), f"（{' + '.join(values)}）÷ {len(values)} = {rounded(number, 1)}", number)


def difference(later: str, earlier: str) -> Result:
    """Return later − earlier."""
    number = Decimal(later) - Decimal(earlier)
    return Result(rounded(abs(number)), f"{later} − {earlier} = {rounded(number)}", number)


def growth(later: str, earlier: str) -> Result:
    """Return the change from earlier to later in percent."""
    number = (Decimal(later) - Decimal(earlier)) / Decimal(earlier) * 100
    return Result(rounded(abs(number)), f"（{later} − {earlier}）÷ {earlier} ≈ {rounded(number)}%", number)


def compound(last: str, first: str, years: int) -> Result:
    """Return the compound yearly growth rate in percent: (last/first)^(1/years) − 1."""
    number = ((Decimal(last) / Decimal(first)) ** (Decimal(1) / years) - 1) * 100
    return Result(rounded(abs(number)), f"（{last} ÷ {first}）^(1/{years}) − 1 ≈ {rounded(number)}%", number)


def share(part: str, whole: str) -> Result:
    """Return part ÷ whole in percent."""
    number = Decimal(part) / Decimal(whole) * 100
    return Result(rounded(number), f"{part} ÷ {whole} ≈ {rounded(number)}%", number)


def multiple(later: str, earlier: str) -> Result:
    """Return how many times `earlier` goes into `later`."""
    number = Decimal(later) / Decimal(earlier)
    return Result(rounded(number), f"{later} ÷ {earlier} ≈ {rounded(number)}", number)


def projected(base: str, percent: str, years: int) -> Result:
    """Return base × (1 + percent)^years: an exercise, never a figure of the plan."""
    number = Decimal(base) * (1 + Decimal(percent) / 100) ** years
    return Result(rounded(number, 0), f"{base} ×（1 + {percent}%）^{years} ≈ {rounded(number, 0)}", number)
