"""Numbers, periods and sums in words, English and Korean."""

import calendar
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from .. import partial_dates
from ..vocabulary import Bilingual, DatePrecision
from .reading import Interval

MOST_TERMS = 5
"""Longer sums are told by how many numbers they have."""


def written(value: Decimal | int) -> str:
    """Return a number with thousands separators and no zeros after the point: 34,000; 12.8."""
    exact = Decimal(value)
    return f"{int(exact):,}" if exact == exact.to_integral_value() else f"{exact.normalize():,f}"


def span(interval: Interval) -> Bilingual:
    """Return an interval: “55”, “0 to 55”, “at least 34,001”."""
    low = written(interval.low or 0)
    if interval.high is None:
        return Bilingual(f"at least {low}", f"{low} 이상")
    high = written(interval.high)
    return Bilingual(low, low) if low == high else Bilingual(f"{low} to {high}", f"{low}~{high}")


@lru_cache(maxsize=4096)
def period(start: dt.date | None, end: dt.date) -> Bilingual:
    """Return when: “2019”, “1999 to 2021”, “first half of 2024”; without a start “up to the end of 2021”."""
    if start is None:
        day = partial_dates.read(end.isoformat())
        if (end.month, end.day) == (12, 31):
            return Bilingual(f"up to the end of {end.year}", f"{end.year}년 말까지")
        return Bilingual(*(form.format(*_shown(day)[at : at + 1]) for at, form in enumerate(("up to {}", "{}까지"))))
    if start.year < end.year and start.timetuple().tm_yday == 1 and (end.month, end.day) == (12, 31):
        return Bilingual(f"{start.year} to {end.year}", f"{start.year}~{end.year}년")
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1] and start.year == end.year:
        return _months(start, end)
    return Bilingual(*_shown(partial_dates.read(f"{start}/{end}")))


def _months(start: dt.date, end: dt.date) -> Bilingual:
    read = partial_dates.read(f"{start}/{end}")
    if read.precision != DatePrecision.INTERVAL:
        return Bilingual(*_shown(read))
    names = calendar.month_name
    return Bilingual(
        f"{names[start.month]} to {names[end.month]} {start.year}", f"{start.year}년 {start.month}~{end.month}월"
    )


def _shown(days: partial_dates.DateRange) -> tuple[str, str]:
    english, korean = (partial_dates.show(days.start, days.end, days.precision, to) for to in ("en", "ko"))
    return english, korean


def total(values: Iterable[Decimal]) -> str:
    return " + ".join(written(value) for value in values)


def equation(plus: list[Decimal], minus: list[Decimal]) -> str:
    """Return a sum with its result: “43 + 62 = 105”, “236 − 181 = 55”."""
    left = total(plus) + "".join(f" − {written(value)}" for value in minus)
    return f"{left} = {written(sum(plus, Decimal(0)) - sum(minus, Decimal(0)))}"
