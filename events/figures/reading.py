"""Reading a printed number: one public rule, pure and versioned. Why so: docs/adr/0035-reading-a-number-2.md"""

from decimal import Decimal
from typing import NamedTuple

from ..vocabulary import Comparator, Unit

RULE_VERSION = "2"

NONE, HUNDRED = Decimal(0), Decimal(100)
SINGLE_DIGITS, DOZENS = (Decimal(1), Decimal(9)), (Decimal(24), Decimal(99))


class Interval(NamedTuple):
    """What a printed number allows. `high` is None where it has no upper bound, both are None without a number."""

    low: Decimal | None
    high: Decimal | None


def rounding(value: Decimal) -> Decimal:
    """Return the step to which a number is rounded: its power of ten, or five of it: 34,000 -> 1,000; 250 -> 50."""
    if value == 0:
        return NONE
    step = Decimal(1)
    if value != value.to_integral_value():
        step = _last_digit(value)
    while value % (step * 10) == 0:
        step *= 10
    return step * 5 if value % (step * 5) == 0 and value > step * 5 else step


def interval(
    comparator: str, value: Decimal | None, upper: Decimal | None = None, *, unit: str = "", by_authority: bool = True
) -> Interval:
    """Return the interval of a printed number.

    `upper` is the second number of a range, `by_authority` whether the series is the speaker's own: a bare round
    number said by anybody else reads as `about`.

    Unit:   that of the series; percent lie within 0 to 100.
    Source: docs/adr/0035-reading-a-number-2.md, rule version 2.
    """
    if comparator == Comparator.SINGLE_DIGITS:
        return Interval(*SINGLE_DIGITS)
    if comparator == Comparator.DOZENS:
        return Interval(*DOZENS)
    if value is None or comparator == Comparator.QUALITATIVE:
        return Interval(None, None)
    if comparator == Comparator.EXACT and unit != Unit.PERCENT and not by_authority and is_round(value):
        comparator = Comparator.ABOUT
    if comparator == Comparator.EXACT and unit == Unit.PERCENT:
        half = _last_digit(value) / 2
        return _clipped(value - half, value + half, unit)
    return _clipped(*_hedged(comparator, value, upper), unit)


def is_round(value: Decimal) -> bool:
    """Return whether the last digit of a whole number is 0, as in 34,000 and 20; 0 itself says none, exactly."""
    return value != 0 and value % 10 == 0


def _hedged(comparator: str, value: Decimal, upper: Decimal | None) -> tuple[Decimal, Decimal | None]:
    step = Decimal(1) if value == value.to_integral_value() else Decimal("0.1")
    match comparator:
        case Comparator.ABOUT:
            return value - rounding(value), value + rounding(value)
        case Comparator.SLIGHTLY_OVER:
            return value + step, value + rounding(value) - step
        case Comparator.NEARLY:
            return value - rounding(value), value - step
        case Comparator.OVER:
            return value + step, None
        case Comparator.AT_LEAST:
            return value, None
        case Comparator.UNDER:
            return NONE, value - step
        case Comparator.AT_MOST | Comparator.UP_TO:
            return NONE, value
        case Comparator.RANGE if upper is not None:
            return value, upper
        case _:
            return value, value


def _clipped(low: Decimal, high: Decimal | None, unit: str) -> Interval:
    if unit == Unit.PERCENT:
        return Interval(min(max(NONE, low), HUNDRED), HUNDRED if high is None else min(high, HUNDRED))
    return Interval(max(NONE, low), high)


def _last_digit(value: Decimal) -> Decimal:
    """Return what one of the last printed digit is worth: 69 -> 1, 12.8 -> 0.1; zeros after the point say nothing."""
    exponent = int(value.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(min(exponent, 0))
