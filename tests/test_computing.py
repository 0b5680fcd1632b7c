"""What is computed over cells holds for any cells, and its formulas print the very operands."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot import computing

AMOUNTS = st.integers(min_value=1, max_value=10_000_000).map(str)
CENTS = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=4, allow_nan=False)


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_sum_is_the_sum_and_names_every_operand(values: list[str]) -> None:
    result = computing.total(values)
    assert Decimal(result.value) == sum(map(int, values))
    assert result.formula.split(" = ")[0].split(" + ") == values


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_mean_lies_between_the_ends(values: list[str]) -> None:
    result = computing.mean(values)
    assert min(map(Decimal, values)) <= result.number <= max(map(Decimal, values))
    assert f"÷ {len(values)}" in result.formula


@given(AMOUNTS, AMOUNTS)
def test_difference_is_without_sign_and_its_formula_with(later: str, earlier: str) -> None:
    result = computing.difference(later, earlier)
    assert Decimal(result.value) == abs(int(later) - int(earlier))
    assert result.formula == f"{later} − {earlier} = {int(later) - int(earlier)}"


@given(AMOUNTS, AMOUNTS)
def test_growth_has_the_sign_of_the_difference(later: str, earlier: str) -> None:
    growth, gap = computing.growth(later, earlier), computing.difference(later, earlier)
    assert (growth.number > 0) == (gap.number > 0)
    assert (growth.number < 0) == (gap.number < 0)
    assert not growth.value.startswith("-")


@given(AMOUNTS, AMOUNTS, st.integers(min_value=1, max_value=10))
def test_compound_growth_leads_from_first_to_last(last: str, first: str, years: int) -> None:
    rate = computing.compound(last, first, years).number / 100
    again = Decimal(first) * (1 + rate) ** years
    assert abs(again - Decimal(last)) <= Decimal(last) * Decimal("1e-15")


@given(AMOUNTS, AMOUNTS)
def test_over_one_year_compound_growth_is_growth(last: str, first: str) -> None:
    assert computing.compound(last, first, 1).value == computing.growth(last, first).value


@given(AMOUNTS, AMOUNTS)
def test_share_and_multiple_tell_the_same(part: str, whole: str) -> None:
    assert computing.share(part, whole).number == computing.multiple(part, whole).number * 100


@given(AMOUNTS, st.integers(min_value=0, max_value=20), st.integers(min_value=0, max_value=10))
def test_projection_never_falls_below_its_base(base: str, percent: int, years: int) -> None:
    assert computing.projected(base, str(percent), years).number >= Decimal(base)


@given(CENTS, st.integers(min_value=0, max_value=4))
def test_rounding_is_near_and_plain(number: Decimal, places: int) -> None:
    text = computing.rounded(number, places)
    assert abs(Decimal(text) - number) <= Decimal(5).scaleb(-places - 1)
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text)


@given(CENTS, st.integers(min_value=0, max_value=4))
def test_cutting_off_never_grows(number: Decimal, places: int) -> None:
    text = computing.truncated(number, places)
    assert abs(Decimal(text)) <= abs(number)
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text)


@given(AMOUNTS)
def test_ten_thousand_wan_are_one_yi(amount: str) -> None:
    assert Decimal(computing.in_yi(Decimal(amount), 4)) * 10000 == Decimal(amount)


def test_minus_nothing_is_nothing() -> None:
    assert computing.rounded(Decimal("-0.001")) == "0"
    assert computing.truncated(Decimal("-0.001")) == "0"


def test_the_plans_own_figures() -> None:
    assert computing.total(["15119", "18870", "28546", "40121", "30100"]).value == "132756"
    assert computing.compound("142000", "116403", 4).value == "5.09"
    assert computing.growth("464400", "476437").formula == "（464400 − 476437）÷ 476437 ≈ -2.53%"
    assert computing.share("55671", "177323").value == "31.4"
