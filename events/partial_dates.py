"""EDTF in, an honest range out: (from, to, precision). A month stays a month; no day is ever made up.

The reading is done by the `edtf` library (Library of Congress levels 0 to 2); this room limits it to what a date
of this record can be and shows the result in English and Korean. Times are Korean time (UTC+9).
"""

import datetime as dt
from dataclasses import dataclass

from edtf import EDTFObject, Interval, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from .errors import InvalidDate
from .vocabulary import DatePrecision

FIRST_YEAR, LAST_YEAR = 1900, 2100
REMEDY = "Write YYYY, YYYY-MM, YYYY-MM-DD, a decade such as 196X, or a range with a slash; ? and ~ mark doubt."
OPEN = ("..", "")


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
    if not text or len(text) > 40 or "\x00" in text:
        raise InvalidDate(f"“{text[:40]}” is not a date.", field=field, remedy=REMEDY)
    start_text, slash, end_text = text.partition("/")
    if slash and (start_text in OPEN or end_text in OPEN):
        return _read_open(text, start_text, end_text, field)
    parsed = _parse(text, field)
    start, end = _day(parsed, text, field, last=False), _day(parsed, text, field, last=True)
    if start > end:
        raise InvalidDate(f"“{text}” ends before it starts.", field=field, remedy="Put the earlier date first.")
    doubtful = any(mark in text for mark in "?~%")
    return DateRange(text, start, end, _precision(start, end), doubtful)


def _read_open(text: str, start_text: str, end_text: str, field: str) -> DateRange:
    if start_text in OPEN and end_text in OPEN:
        raise InvalidDate(f"“{text}” is open at both ends.", field=field, remedy="Give one end at least.")
    known = _parse(end_text if start_text in OPEN else start_text, field)
    start = None if start_text in OPEN else _day(known, text, field, last=False)
    end = None if end_text in OPEN else _day(known, text, field, last=True)
    return DateRange(text, start, end, DatePrecision.BEFORE_AFTER, any(mark in text for mark in "?~%"))


def _parse(text: str, field: str) -> EDTFObject:
    try:
        return parse_edtf(text)
    except (EDTFParseException, AttributeError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise InvalidDate(f"“{text}” is not a date.", field=field, remedy=REMEDY) from error


def _day(parsed: EDTFObject, text: str, field: str, *, last: bool) -> dt.date:
    try:
        if isinstance(parsed, Interval):
            parsed = parsed.upper if last else parsed.lower
        bound = parsed.upper_strict() if last else parsed.lower_strict()
        day = dt.date(*bound[:3])
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise InvalidDate(f"“{text}” is not a date that the record can hold.", field=field, remedy=REMEDY) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidDate(
            f"“{text}” lies outside {FIRST_YEAR} to {LAST_YEAR}.", field=field, remedy="Check the year's digits."
        )
    return day


def _precision(start: dt.date, end: dt.date) -> DatePrecision:
    days = (end - start).days + 1
    first_and_last = (start.month, start.day, end.month, end.day)
    same_year = start.year == end.year
    if days == 1:
        return DatePrecision.DAY
    if days == 7:
        return DatePrecision.WEEK
    if first_and_last == (1, 1, 12, 31) and days > 366:
        return DatePrecision.DECADE if days > 3600 and start.year % 10 == 0 else DatePrecision.INTERVAL
    if same_year and start.day == 1 and (end + dt.timedelta(days=1)).day == 1:
        months = end.month - start.month + 1
        whole = {
            1: DatePrecision.MONTH,
            3: DatePrecision.QUARTER,
            6: DatePrecision.HALF_YEAR,
            12: DatePrecision.YEAR,
        }
        if (start.month - 1) % months == 0 and months in whole:
            return whole[months]
    return DatePrecision.INTERVAL


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
    if start is None and end is None:
        return "날짜 미상" if korean else "date not known"
    if start is None:
        assert end is not None
        return f"{_show_day(end, korean)} 또는 그 이전" if korean else f"on or before {_show_day(end, korean)}"
    return f"{_show_day(start, korean)} 또는 그 이후" if korean else f"on or after {_show_day(start, korean)}"


def _show_part(start: dt.date, precision: str, korean: bool) -> str:
    if precision == DatePrecision.QUARTER:
        number = (start.month + 2) // 3
        return f"{start.year}년 {number}분기" if korean else f"{start.year} Q{number}"
    first = start.month == 1
    if korean:
        return f"{start.year}년 {'상' if first else '하'}반기"
    return f"{'first' if first else 'second'} half of {start.year}"
