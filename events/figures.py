"""Reading a printed number: one public rule, pure and versioned. No database. (Reconciling figures comes later.)"""

from decimal import Decimal
from typing import NamedTuple

from .vocabulary import Comparator

RULE_VERSION = "1"


class Interval(NamedTuple):
    """What a printed number allows. `high` is None where it has no upper bound, both are None without a number."""

    low: Decimal | None
    high: Decimal | None


def rounding(value: Decimal) -> Decimal:
    """Return the step to which a number is rounded: its power of ten, or five of it: 34,000 -> 1,000; 250 -> 50."""
    if value == 0:
        return Decimal(0)
    step = Decimal(1)
    if value != value.to_integral_value():
        step = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
    while value % (step * 10) == 0:
        step *= 10
    return step * 5 if value % (step * 5) == 0 and value > step * 5 else step


def interval(comparator: str, value: Decimal | None, upper: Decimal | None = None) -> Interval:
    """Return the interval of a printed number.

    Unit:   that of the series.
    Source: docs/adr/0012-reading-a-number.md, rule version 1.
    """
    if value is None or comparator == Comparator.QUALITATIVE:
        return Interval(None, None)
    step = Decimal(1) if value == value.to_integral_value() else Decimal("0.1")
    match comparator:
        case Comparator.ABOUT:
            around = rounding(value)
            return Interval(max(Decimal(0), value - around), value + around)
        case Comparator.SLIGHTLY_OVER:
            return Interval(value + step, value + rounding(value) - step)
        case Comparator.NEARLY:
            return Interval(max(Decimal(0), value - rounding(value)), value - step)
        case Comparator.OVER:
            return Interval(value + step, None)
        case Comparator.AT_LEAST:
            return Interval(value, None)
        case Comparator.UNDER:
            return Interval(Decimal(0), value - step)
        case Comparator.AT_MOST | Comparator.UP_TO:
            return Interval(Decimal(0), value)
        case Comparator.RANGE if upper is not None:
            return Interval(value, upper)
        case _:
            return Interval(value, value)
