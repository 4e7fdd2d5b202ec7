"""Rows of the public record for tests of pages: those of the API's tests, and what pages need besides."""

from typing import Any

from events.models import PublicEvent, PublicSource, StatisticYear, YearlyStatistic
from tests.doors.api.rows import NOON, change, claim, event, figure, link, series, source, tombstone

__all__ = [
    "GOSEONG",
    "PublicEvent",
    "PublicSource",
    "change",
    "claim",
    "copy_of",
    "count_of",
    "event",
    "figure",
    "link",
    "series",
    "source",
    "tombstone",
]

GOSEONG = {
    "place": "goseong-gangwon",
    "place_name_en": "Goseong County",
    "place_name_ko": "고성군",
    "place_precision": "county",
    "radius_km": 20,
}


def copy_of(parent: PublicSource, how: str = "rewrites", **given: Any) -> PublicSource:
    """A document that derives from another."""
    row = source(derives_from=parent.public_id, derives_how=how, **given)
    PublicSource.objects.filter(pk=row.pk).update(derives_from=parent.number)
    row.refresh_from_db()
    return row


def count_of(year: int, direction: str = "north_to_south", **given: Any) -> YearlyStatistic:
    """One cell of the yearly counts: one certain event of one person, but for what is given."""
    StatisticYear.objects.get_or_create(year=year, defaults={"from_change": 7, "computed_at": NOON})
    counts = {"events_certain": 1, "events_possible": 1, "persons_min": 1, "persons_max": 1}
    return YearlyStatistic.objects.create(
        **{"year": year, "direction": direction, "dimension": "total", "key": "all"} | counts | given
    )
