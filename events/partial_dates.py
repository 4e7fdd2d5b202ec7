"""EDTF in, an honest range out: (from, to, precision). A month stays a month; no day is ever made up.

The reading is done by the `edtf` library (Library of Congress levels 0 to 2); this room limits it to what a date
of this record can be and shows the result in English and Korean. Times are Korean time (UTC+9).
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from .errors import InvalidDate
from .vocabulary import DatePrecision

FIRST_YEAR, LAST_YEAR = 1900, 2100
REMEDY = "Write YYYY, YYYY-MM, YYYY-MM-DD, a decade such as 196X, or a range with a slash; ? and ~ mark doubt."
OPEN = ("..", "")

DOUBT = re.compile("[?~%]")
PLAIN_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"""[0-9]{2}XX | [0-9]{3}X | [0-9]{4} (?:          # a century, a decade, a year
          - (?: 2[1-3] | 3[3-6] | 4[01] )              # spring to autumn, a quarter, a half-year
        | - (?: 0[1-9] | 1[0-2] ) (?: -[0-9]{2} | -XX )?
        | -XX (?: -XX )?
    )?""",
    re.VERBOSE,
)
"""What a date of this record can be, marks of doubt aside.

Refused, though it is EDTF: a time of day (its zone could move the day), winter (it lies in two years), sets, a month
such as 1X (the library prints when it fails on it), and numbers such as Y1E9999999 (reading them never ends).
"""


class Exact(IntEnum):
    """How exact a date is told, and how exact the edges of a period are."""

    NOT = 0
    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True)
class DateRange:
    """A span of days, both ends included; `None` is an open end. `text` is the EDTF that was read."""

    text: str
    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision
    doubtful: bool = False


def read(text: str, *, field: str = "date") -> DateRange:
    """Return the range of days that an EDTF text covers.

    Raises: InvalidDate, naming `field`, for text that is not EDTF, years outside 1900 to 2100, or an end before
            its start.
    """
    text = text.strip()
    first, slash, last = text.partition("/")
    if not slash:
        last = first
    if first in OPEN and last in OPEN:
        raise InvalidDate(f"“{text}” says nothing of when.", field=field, remedy=REMEDY)
    start = None if first in OPEN else _days(first, field)[0]
    end = None if last in OPEN else _days(last, field)[1]
    if start and end and start > end:
        raise InvalidDate(f"“{text}” ends before it starts.", field=field, remedy="Put the earlier date first.")
    return DateRange(text, start, end, _precision(start, end), DOUBT.search(text) is not None)


def _days(text: str, field: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a moment, which is EDTF without a slash."""
    refusal = InvalidDate(f"“{text[:40]}” is not a date.", field=field, remedy=REMEDY)
    if not MOMENT.fullmatch(DOUBT.sub("", text)):
        raise refusal
    try:
        start, end = _bounds(text)
    except (EDTFParseException, ValueError) as error:  # a mark out of place; the 30th or 29th of February
        raise refusal from error
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise InvalidDate(
            f"“{text}” lies outside {FIRST_YEAR} to {LAST_YEAR}.", field=field, remedy="Check the year's digits."
        )
    return start, end


@lru_cache(maxsize=4096)
def _bounds(text: str) -> tuple[dt.date, dt.date]:
    """Return what `_days` returns, unchecked.

    Costs: up to 20 ms in the library's grammar; a plain day does without it, and months and years are remembered.
    """
    if PLAIN_DAY.fullmatch(text):
        return (day := dt.date.fromisoformat(text)), day
    moment = parse_edtf(text)
    return dt.date(*moment.lower_strict()[:3]), dt.date(*moment.upper_strict()[:3])


WHOLE_MONTHS = {
    1: DatePrecision.MONTH,
    3: DatePrecision.QUARTER,
    6: DatePrecision.HALF_YEAR,
    12: DatePrecision.YEAR,
    120: DatePrecision.DECADE,
}


def _precision(start: dt.date | None, end: dt.date | None) -> DatePrecision:
    if start is None or end is None:
        return DatePrecision.BEFORE_AFTER
    days = (end - start).days + 1
    if days in (1, 7):
        return DatePrecision.DAY if days == 1 else DatePrecision.WEEK
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = start.day == 1 and (end + dt.timedelta(days=1)).day == 1
    in_step = (start.year % 10 * 12 + start.month - 1) % months == 0
    return WHOLE_MONTHS.get(months, DatePrecision.INTERVAL) if whole and in_step else DatePrecision.INTERVAL


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def show(start: dt.date | None, end: dt.date | None, precision: str, language: str = "en") -> str:
    """Return a range in words, as exact as its precision and no more: “20 Aug 2024”, “2017년 6월”, “1960s”."""
    korean = language.startswith("ko")
    if start is None or end is None:
        return _show_open(start, end, korean)
    if precision == DatePrecision.DAY:
        return _show_day(start, korean)
    if precision == DatePrecision.MONTH:
        return f"{start.year}년 {start.month}월" if korean else f"{MONTHS[start.month - 1]} {start.year}"
    if precision == DatePrecision.YEAR:
        return f"{start.year}년" if korean else str(start.year)
    if precision == DatePrecision.DECADE:
        return f"{start.year}년대" if korean else f"{start.year}s"
    if precision in (DatePrecision.QUARTER, DatePrecision.HALF_YEAR):
        return _show_part(start, str(precision), korean)
    return f"{_show_day(start, korean)}–{_show_day(end, korean)}"


def _show_day(day: dt.date, korean: bool) -> str:
    if korean:
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _show_open(start: dt.date | None, end: dt.date | None, korean: bool) -> str:
    if start:
        return f"{_show_day(start, korean)} 또는 그 이후" if korean else f"on or after {_show_day(start, korean)}"
    if end:
        return f"{_show_day(end, korean)} 또는 그 이전" if korean else f"on or before {_show_day(end, korean)}"
    return "날짜 미상" if korean else "date not known"


def _show_part(start: dt.date, precision: str, korean: bool) -> str:
    if precision == DatePrecision.QUARTER:
        number = (start.month + 2) // 3
        return f"{start.year}년 {number}분기" if korean else f"{start.year} Q{number}"
    first = start.month == 1
    if korean:
        return f"{start.year}년 {'상' if first else '하'}반기"
    return f"{'first' if first else 'second'} half of {start.year}"
