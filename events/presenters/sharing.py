"""Every way on from a view: its files, its feed, how to cite it and how to show it on another site."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from .. import partial_dates
from ..models import PublicChange
from ..vocabulary import DatePrecision
from . import addresses
from .asked import Asked


def of(asked: Asked, last: PublicChange | None) -> dict[str, Any]:
    """Return the ways on. All are of the whole view: neither its page nor its number of rows is part of them.

    `last` is the change that the dataset ends with.

    Shape:  csv, json, files (as of `downloads`), counts, feed, here (addresses), whole_sentence, version, day (of the
            dataset), live, pinned (to embed).
    """
    query = asked.question.query(limit=None)
    listed = asked.question.query(limit=None, sort=None)
    language = addresses.language()
    embed = f"/{language}/embed/{_asking(listed)}"
    return {
        **addresses.downloads("events", query),
        "counts": f"/api/v1/events/counts.csv?{listed}{'&' if listed else ''}group_by=year",
        "feed": f"/{language}/feeds/events.atom{_asking(listed)}",
        "here": addresses.view(query),
        "whole_sentence": asked.question.describe(language).removesuffix("."),
        "version": last.number if last else 0,
        "day": _day(last.at if last else None),
        "live": embed,
        "pinned": f"{embed}{'&' if listed else '?'}pinned={last.number}" if last else "",
    }


def _asking(query: str) -> str:
    return f"?{query}" if query else ""


def _day(at: datetime | None) -> str:
    day = timezone.localtime(at).date() if at else None
    return partial_dates.show(day, day, DatePrecision.DAY, addresses.language())
