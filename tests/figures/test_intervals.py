"""A printed number means an interval, by one rule."""

from decimal import Decimal

import pytest

from events.figures import interval, rounding

INTERVALS = [
    ("exact", "105", "105", "105"),
    ("range", "100", "100", "100"),
    ("about", "34000", "33000", "35000"),
    ("about", "1", "0", "2"),
    ("slightly_over", "30000", "30001", "39999"),
    ("nearly", "34000", "33000", "33999"),
    ("over", "100", "101", None),
    ("over", "22.5", "22.6", None),
    ("at_least", "100", "100", None),
    ("under", "100", "0", "99"),
    ("at_most", "100", "0", "100"),
    ("up_to", "100", "0", "100"),
]


@pytest.mark.parametrize(("comparator", "value", "low", "high"), INTERVALS)
def test_a_hedge_widens_a_number_into_an_interval(comparator: str, value: str, low: str, high: str | None) -> None:
    assert interval(comparator, Decimal(value)) == (Decimal(low), high and Decimal(high))


def test_a_range_ends_at_its_upper_number() -> None:
    assert interval("range", Decimal(10), Decimal(20)) == (10, 20)


@pytest.mark.parametrize(("comparator", "value"), [("qualitative", Decimal(3)), ("exact", None)])
def test_words_without_a_number_have_no_interval(comparator: str, value: Decimal | None) -> None:
    assert interval(comparator, value) == (None, None)


@pytest.mark.parametrize(
    ("value", "step"), [("0", "0"), ("107", "1"), ("34000", "1000"), ("250", "50"), ("100", "100"), ("22.4", "0.1")]
)
def test_a_number_is_rounded_to_a_power_of_ten_or_half_of_one(value: str, step: str) -> None:
    assert rounding(Decimal(value)) == Decimal(step)
