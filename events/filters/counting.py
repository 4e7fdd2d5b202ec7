"""Where events are counted: from the cells of alike events where a cut holds all that is asked, else row by row."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from ..models import PublicTally
from ..models.public import PublicEventQuerySet
from ..partial_dates import Exact

YEARS = {"year_from", "year_to"}
DATES = {"occurred_from", "occurred_to"}
DERIVED = {"month": "with_month", "lag": "with_lag"}


def exactness(first: date | None, last: date | None) -> Exact:
    """Return how exact a period is: its days lie at the edges of years, of months, or anywhere."""
    edges = [day for day in (first, last and last + timedelta(1)) if day]
    if not edges:
        return Exact.NOT
    if any(day.day > 1 for day in edges):
        return Exact.DAY
    return Exact.MONTH if any(day.month > 1 for day in edges) else Exact.YEAR


def cells(columns: Collection[str], period: Exact, dates: Exact) -> "QuerySet[PublicTally] | None":
    """Return the cells of the smallest cut with these columns, for a period so exact; none if there is no such cut.

    Years and dates are columns too; `dates` says how exact the dates have to be that are asked for.
    """
    needed = period
    if YEARS & {*columns}:
        needed = max(needed, Exact.YEAR)
    if DATES & {*columns}:
        needed = max(needed, dates)
    codes = {*columns} - YEARS - DATES
    cut = next((cut for cut in PublicTally.CUTS if cut.answers(codes, needed)), None)
    return PublicTally.objects.of(cut.name) if cut else None


def rows(events: PublicEventQuerySet, columns: Collection[str], conditions: Collection[Q]) -> QuerySet[Any]:
    """Return events one by one, each counting as the one that it is."""
    for name, add in DERIVED.items():
        if name in columns and name not in events.query.annotations:
            events = getattr(events, add)()
    return events.filter(*conditions).counting()
