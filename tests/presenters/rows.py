"""Rows of the public record for tests of pages: those of the API's tests, and what pages need besides."""

import datetime as dt
import json
from typing import Any

from events import partial_dates
from events.derive.rows import event_columns
from events.models import (
    PublicCheck,
    PublicEvent,
    PublicSeries,
    PublicSource,
    PublicVerdict,
    PublicVersion,
    StatisticYear,
    YearlyStatistic,
)
from tests.doors.api.rows import NOON, change, claim, event, figure, link, numbers, series, source, text, tombstone

__all__ = [
    "GOSEONG",
    "PublicEvent",
    "PublicSource",
    "PublicVersion",
    "change",
    "check",
    "claim",
    "copy_of",
    "count_of",
    "event",
    "figure",
    "finding",
    "link",
    "series",
    "source",
    "tombstone",
    "version",
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


def version(of: PublicEvent, number: int = 1, **given: Any) -> PublicVersion:
    """One version of an event as it is now, but for what is given; its change is made a day after the one before."""
    at = NOON + dt.timedelta(days=number - 1)
    line = change("event", of.public_id, kind="updated", at=at, reason=given.pop("reason", "")).number
    told = [json.loads(row.document) for row in of.claims.order_by("position")]
    ends = {"from_change": given.pop("from_change", line), "to_change": given.pop("to_change", None)}
    claims = json.dumps(given.pop("claims", told))
    columns = event_columns(json.loads(of.document) | {"version": number} | given)
    PublicEvent.objects.filter(pk=of.pk).update(version=number, change=line)
    PublicVersion.objects.filter(number=of.number, to_change=None).update(to_change=line)
    identity = {"number": of.number, "public_id": of.public_id, "version": number, "change": line, "at": at}
    return PublicVersion.objects.create(**identity, **ends, claims=claims, **columns)


def check(by: PublicSource | None = None, of: PublicSeries | None = None, **given: Any) -> PublicCheck:
    """“only 105 came in the first half”, 21 August 2024, but for what is given; nobody has asked it yet."""
    number, by = next(numbers), by or source()
    document = {
        "id": f"CK-{number:06d}",
        "version": 1,
        "kind": "number",
        "source": by.public_id,
        "issuer": "mou",
        "words": "only 105 came in the first half",
        "stated": "2024-08-21",
        "series": of and of.slug,
        "period": "2024-01-01/2024-06-30",
        "comparator": "exact",
        "value": 105,
        "upper": None,
        "other_series": None,
        "other_period": "",
        "since": "",
        "event": None,
        "event_scope": "",
        "public_note": "",
    } | given
    return PublicCheck.objects.create(
        number=number,
        public_id=document["id"],
        change=change("check", str(document["id"])).number,
        kind=document["kind"],
        source=by,
        series=of,
        stated_from=partial_dates.read(str(document["stated"])).start,
        document=text(document),
    )


FIRST_SINCE = {
    "kind": "first_since",
    "words": "the first soldier since 2019",
    "period": "",
    "comparator": "",
    "value": None,
    "since": "2019",
    "event_scope": "direction=north_to_south&actor_type=active_duty_soldier",
}
"""What makes a check one of events."""


def finding(of: PublicCheck, verdict: str = "holds", **given: Any) -> PublicVerdict:
    """What asking a check found: it holds, as 43 + 62 = 105, but for what is given."""
    told = {"id": of.public_id, "verdict": verdict, "evidence": [], "details": [], "rule": "2"}
    told |= {"sentence_en": "43 + 62 = 105.", "sentence_ko": "43 + 62 = 105이다."} | given
    return PublicVerdict.objects.create(public_id=of.public_id, verdict=verdict, document=text(told))
