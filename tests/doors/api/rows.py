"""Rows of the public record, written as the projection writes them, for tests of what reads them."""

import datetime as dt
import json
from itertools import count
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from events import partial_dates
from events.models import (
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicLink,
    PublicSearch,
    PublicSeries,
    PublicSource,
    StatisticYear,
    YearlyStatistic,
)

numbers = count(1)
NOON = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
TEXTS = (
    *("date_precision", "date_basis", "direction", "movement_class", "route_type", "means", "actor_type", "outcome"),
    *("intent", "evidence", "place", "place_precision", "title_en", "title_ko"),
)
SOLDIER = {
    "title_en": "A soldier crosses the line",
    "title_ko": "군인 1명, 고성에서 귀순",
    "summary_en": "On foot.",
    "summary_ko": "걸어서 넘었다.",
    "occurred": "2024-08-20",
    "occurred_from": "2024-08-20",
    "occurred_to": "2024-08-20",
    "date_precision": "day",
    "date_basis": "crossing",
    "direction": "north_to_south",
    "movement_class": "defection",
    "route_type": "mdl_land",
    "means": "on_foot",
    "place": None,
    "place_name_en": "",
    "place_name_ko": "",
    "place_precision": "none",
    "lat": None,
    "lon": None,
    "radius_km": None,
    "actor_type": "active_duty_soldier",
    "persons_min": 1,
    "persons_max": 1,
    "outcome": "arrived",
    "outcome_parts": [],
    "intent": "stated",
    "first_public": "2024-08-20",
    "evidence": "reported",
    "documents": 1,
    "origins": 1,
    "subjects": [],
}


def text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def change(record: str = "event", public_id: str = "EV-000001", **given: Any) -> PublicChange:
    number = PublicChange.objects.count() + 1
    told = {"at": NOON, "kind": "created", "fields": {}} | given
    return PublicChange.objects.create(number=number, record=record, public_id=public_id, **told)


def event(occurred: str = "2024-08-20", **given: Any) -> PublicEvent:
    """One soldier of 20 August 2024, but for what is given."""
    number = given.pop("number", None) or next(numbers)
    date = partial_dates.read(occurred)
    dates = {"occurred": occurred, "date_precision": date.precision.value}
    dates |= {"occurred_from": date.start and date.start.isoformat(), "occurred_to": date.end and date.end.isoformat()}
    document = {"id": f"EV-{number:06d}", "version": 1} | SOLDIER | dates | given
    row = PublicEvent.objects.create(
        number=number,
        public_id=document["id"],
        version=1,
        change=change(public_id=str(document["id"])).number,
        occurred_from=date.start,
        occurred_to=date.end,
        year_from=date.start.year if date.start else 1945,
        year_to=date.end.year if date.end else 2026,
        persons_min=document["persons_min"],
        persons_max=document["persons_max"],
        document=text(document),
        **{name: document[name] or "" for name in TEXTS},
    )
    words = " ".join(str(document[name]) for name in ("title_en", "title_ko", "summary_en", "summary_ko", "place"))
    PublicSearch.objects.create(event=row, words=words, vector=SearchVector(Value(words), config="simple"))
    return row


def tombstone(**given: Any) -> PublicEvent:
    row = event()
    told = {"tombstone": "withdrawn", "tombstone_reason": "Not a crossing."} | given
    PublicEvent.objects.filter(pk=row.pk).update(**told)
    row.refresh_from_db()
    return row


def source(**given: Any) -> PublicSource:
    number = next(numbers)
    document = {
        "id": f"SR-{number:06d}",
        "version": 1,
        "publisher": "yonhap",
        "publisher_name": "Yonhap",
        "publisher_name_ko": "연합뉴스",
        "publisher_kind": "wire",
        "publisher_country": "KR",
        "title": "A soldier defects",
        "title_withheld": False,
        "url": "https://example.org/a",
        "url_withheld": False,
        "archived_url": "",
        "language": "en",
        "published": "2024-08-20",
        "kind": "article",
        "machine_written": "none",
        "derives_from": None,
        "derives_how": "",
        "public_note": "",
    } | given
    return PublicSource.objects.create(
        number=number,
        public_id=document["id"],
        change=change("source", str(document["id"])).number,
        publisher=document["publisher_name"],
        publisher_slug=document["publisher"],
        language=document["language"],
        published_from=partial_dates.read(str(document["published"])).start,
        document=text(document),
    )


def claim(of: PublicEvent, by: PublicSource, **given: Any) -> PublicClaim:
    number = next(numbers)
    document = {
        "id": f"CL-{number:06d}",
        "event": of.public_id,
        "field": "direction",
        "value": "north_to_south",
        "source": by.public_id,
        "issuer": "jcs",
        "stated": "2024-08-20",
        "certainty": "reported",
        "quote": "crossed to the South",
        "locator": "paragraph 1",
        "relation": "",
        "related_to": None,
        "standing": "accepted",
        "public_note": "",
    } | given
    return PublicClaim.objects.create(
        number=number,
        public_id=document["id"],
        event=of,
        source=by,
        field=document["field"],
        standing=document["standing"],
        position=number % 32_000,
        document=text(document),
    )


def link(one: PublicEvent, other: PublicEvent, kind: str = "return_trip") -> PublicLink:
    return PublicLink.objects.create(event=one, other=other, kind=kind)


def series(slug: str = "arrivals-all", **given: Any) -> PublicSeries:
    number = next(numbers)
    document = {
        "id": slug,
        "title_en": "Arrivals",
        "title_ko": "입국 인원",
        "measure": "flow",
        "concept": "arrivals",
        "population": "nk_arrivals_rok",
        "route_scope": "all",
        "subgroup": "all",
        "unit": "persons",
        "authority": "mou",
        "since": "",
        "definition_en": "Persons admitted.",
        "definition_ko": "입국한 사람.",
    } | given
    line = change("series", slug).number
    return PublicSeries.objects.create(number=number, slug=slug, change=line, document=text(document))


def figure(of: PublicSeries, by: PublicSource, period: str = "2024", **given: Any) -> PublicFigure:
    number = next(numbers)
    date = partial_dates.read(period)
    document = {
        "id": f"FG-{number:06d}",
        "version": 1,
        "series": of.slug,
        "source": by.public_id,
        "issuer": "mou",
        "period": period,
        "period_from": date.start and date.start.isoformat(),
        "period_to": date.end and date.end.isoformat(),
        "as_of": "",
        "words": "236",
        "comparator": "exact",
        "value": 236,
        "low": 236,
        "high": 236,
        "edition": "published",
        "released": "2025-01-15",
        "supersedes": None,
        "conflict_group": "",
        "public_note": "",
    }
    shown = given.pop("shown", True)
    document |= given
    return PublicFigure.objects.create(
        number=number,
        public_id=document["id"],
        change=change("figure", str(document["id"])).number,
        series=of,
        source=by,
        issuer=document["issuer"],
        edition=document["edition"],
        period_from=date.start,
        period_to=date.end,
        low=document["low"],
        high=document["high"],
        shown=shown,
        document=text(document),
    )


def statistic(year: int = 2024, **given: Any) -> YearlyStatistic:
    told = {"direction": "north_to_south", "dimension": "total", "key": "all"} | given
    StatisticYear.objects.get_or_create(year=year, defaults={"from_change": 1, "computed_at": NOON})
    return YearlyStatistic.objects.create(
        year=year, events_certain=2, events_possible=3, persons_min=2, persons_max=5, **told
    )
