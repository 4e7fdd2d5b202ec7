"""How much of a published number is documented as events. A share and a remainder, never a sum."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from .reading import Interval

WHOLE = Fraction(1)


class Coverage(NamedTuple):
    """The share of a number that is documented, and what is not.

    `low` and `high` are shares of 1; `high` is None where the number may be 0, `low` where it has no upper bound.
    `exceeds`: more is surely documented than the number allows, so that one of the two is wrong.
    """

    low: Fraction | None
    high: Fraction | None
    remainder: Interval
    exceeds: bool


def coverage(events: Interval, figure: Interval) -> Coverage | None:
    """Return how far events, surely and possibly in a cell, cover its number; None where no number is given.

    Unit:   that of the figure, for both. Whether scopes match is for the caller to know.
    """
    if figure.low is None or events.low is None:
        return None
    possible = events.low if events.high is None else events.high
    exceeds = figure.high is not None and events.low > figure.high
    low = min(WHOLE, Fraction(events.low) / Fraction(figure.high)) if figure.high else None
    high = min(WHOLE, Fraction(possible) / Fraction(figure.low)) if figure.low else None
    left = None if figure.high is None else max(Decimal(0), figure.high - events.low)
    return Coverage(low, high, Interval(max(Decimal(0), figure.low - possible), left), exceeds)
