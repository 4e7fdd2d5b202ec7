"""Small worlds of numbers for the tests of the engine: one line a number."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from events.figures import Count, Number, Reckoning, Tie, interval, reconcile

FLOW = Count("flow", "flow", "persons", "mou")
MEN = Count("men", "flow", "persons", "mou")
WOMEN = Count("women", "flow", "persons", "mou")
TOTAL = Count("total", "cumulative", "persons", "mou")
STOCK = Count("stock", "stock", "persons", "mou")
SHARE = Count("share", "share", "percent", "mou")
COUNTS = (FLOW, MEN, WOMEN, TOTAL, STOCK, SHARE)

SEX = (Tie("BR-1", "part_of", "men", "flow", "sex"), Tie("BR-2", "part_of", "women", "flow", "sex"))
SUM = Tie("BR-3", "accumulates", "total", "flow")
WITHIN = Tie("BR-4", "subset_of", "stock", "total")
OF_WOMEN = Tie("BR-5", "share_of", "share", "women")
TIES = (*SEX, SUM, WITHIN, OF_WOMEN)

UNITS = {count.slug: count.unit for count in COUNTS}


def days(text: str) -> tuple[dt.date | None, dt.date]:
    """Return the days of “2019”, “2019Q1”, “2019H2”, “..2019” or a pair of years “2017-2019”."""
    if text.startswith(".."):
        return None, days(text[2:])[1]
    first, _, last = text.partition("-")
    if last:
        return dt.date(int(first), 1, 1), dt.date(int(last), 12, 31)
    year, part = int(text[:4]), text[4:]
    months = {"Q": 3, "H": 6}.get(part[:1], 12)
    start = (int(part[1:]) - 1) * months + 1 if part else 1
    past = start + months
    return dt.date(year, start, 1), dt.date(year + past // 13, (past - 1) % 12 + 1, 1) - dt.timedelta(days=1)


def number(
    name: str,
    series: str,
    when: str,
    value: int | str | None,
    comparator: str = "exact",
    *,
    edition: str = "published",
    issuer: str = "mou",
    source: str = "SR-1",
    released: str = "2025-01-01",
    supersedes: str = "",
) -> Number:
    exact = None if value is None else Decimal(value)
    low, high = interval(comparator, exact, unit=UNITS[series], by_authority=issuer == "mou")
    day = dt.date.fromisoformat(released) if released else None
    start, end = days(when)
    shared = (low, high, exact, comparator, edition, issuer, source, source, (day, day) if day else None, supersedes)
    return Number(name, series, start, end, *shared)


def reckon(numbers: Iterable[Number], ties: Iterable[Tie] = TIES) -> Reckoning:
    return reconcile(COUNTS, list(numbers), list(ties))
