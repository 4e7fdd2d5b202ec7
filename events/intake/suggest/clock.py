"""What relative words are counted from: the day of publication in Korean time, or as much of it as is known."""

import calendar
import datetime as dt
from dataclasses import dataclass

from ... import partial_dates
from ...errors import InvalidDate


@dataclass(frozen=True)
class Clock:
    """The publication date; each part is None where it is not known, and then nothing is counted from it."""

    day: dt.date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None

    @classmethod
    def of(cls, published: str) -> "Clock":
        """Return the clock of an EDTF date; one that knows nothing for an empty, open or unreadable one."""
        try:
            date = partial_dates.read(published)
        except InvalidDate:
            return cls()
        start, end = date.start, date.end
        if start is None or end is None or start.year != end.year:
            return cls()
        same_month = start.month == end.month
        return cls(start if start == end else None, (start.year, start.month) if same_month else None, start.year)

    def past_year_of(self, month: int, day: int | None = None) -> int | None:
        """Return the year of the last such month or day before publication, that of publication included."""
        if self.month is None or self.year is None:
            return None
        if self.day and day:
            return self.year if (month, day) <= (self.day.month, self.day.day) else self.year - 1
        return self.year if month <= self.month[1] else self.year - 1

    def past_month_of(self, day: int) -> tuple[int, int] | None:
        """Return year and month of the last such day of a month before publication."""
        if self.day is None:
            return None
        return (
            (self.day.year, self.day.month) if day <= self.day.day else earlier_month(self.day.year, self.day.month, 1)
        )


def earlier_month(year: int, month: int, by: int) -> tuple[int, int]:
    months = year * 12 + month - 1 - by
    return months // 12, months % 12 + 1


def of_day(year: int | None, month: int, day: int) -> str:
    """Return the EDTF of a day; empty where there is no such day."""
    if year is None or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return ""
    return f"{year:04}-{month:02}-{day:02}"


def of_month(year: int | None, month: int) -> str:
    return f"{year:04}-{month:02}" if year is not None and 1 <= month <= 12 else ""


def of_months(year: int | None, first: int, last: int) -> str:
    """Return the EDTF of whole months of one year."""
    if year is None or not 1 <= first <= last <= 12:
        return ""
    return f"{year:04}-{first:02}-01/{year:04}-{last:02}-{calendar.monthrange(year, last)[1]:02}"


def of_week(day: dt.date, weeks: int) -> str:
    """Return the EDTF of the week, Monday to Sunday, that many weeks from a day."""
    monday = day - dt.timedelta(days=day.weekday() - 7 * weeks)
    return f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"
