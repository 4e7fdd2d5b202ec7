"""Rows of the public record, written as the projection writes them, for tests of what reads them."""

import datetime as dt
import json
from itertools import count
from typing import Any

from events import partial_dates
from events.derive import tally
from events.derive.search import write_search
from events.models import (
    PublicBridge,
    PublicChange,
    PublicCheck,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicLink,
    PublicSeries,
    PublicSource,
    PublicVerdict,
    ReckonedSeries,
    StatisticYear,
    YearlyStatistic,
)

numbers = count(1)
NOON = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
TEXTS = (
    *("date_precision", "date_basis", "direction", "movement_class", "route_type", "means", "actor_type", "outcome"),
    *("intent", "evidence", "place", "place_precision", "title_en", "title_ko"),
)
WORDS = ("title_en", "title_ko", "summary_en", "summary_ko", "place_name_en", "place_name_ko", "place")
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
        lat=document["lat"],
        lon=document["lon"],
        persons_min=document["persons_min"],
        persons_max=document["persons_max"],
        document=text(document),
        **{name: document[name] or "" for name in TEXTS},
    )
    words = " ".join(str(document[name]) for name in WORDS)
    write_search({number: words})
    tally.add(number)
    return row


def tombstone(**given: Any) -> PublicEvent:
    row = event()
    tally.take_off(row.pk)
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
        "event_scope": "",
        "scope_note_en": "",
        "scope_note_ko": "",
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
        "upper": None,
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
    released = partial_dates.read(str(document["released"])) if document["released"] else None
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
        released_from=released.start if released else None,
        released_to=released.end if released else None,
        document=text(document),
    )


def bridge(of: PublicSeries, other: PublicSeries, **given: Any) -> PublicBridge:
    number = next(numbers)
    document = {
        "id": f"BR-{number:06d}",
        "version": 1,
        "kind": "part_of",
        "series": of.slug,
        "other": other.slug,
        "partition": "sex",
        "grounds_en": "One table.",
        "grounds_ko": "한 표에 실린다.",
    } | given
    line = change("bridge", str(document["id"])).number
    told = {"kind": document["kind"], "series": of, "other": other, "document": text(document)}
    return PublicBridge.objects.create(number=number, public_id=document["id"], change=line, **told)


def check(of: PublicSeries | None, by: PublicSource, **given: Any) -> PublicCheck:
    number = next(numbers)
    document = {
        "id": f"CK-{number:06d}",
        "version": 1,
        "kind": "number",
        "source": by.public_id,
        "issuer": "outlet",
        "words": "only 236 came",
        "stated": "2025-02-01",
        "series": of and of.slug,
        "period": "2024",
        "comparator": "exact",
        "value": 236,
        "upper": None,
        "other_series": None,
        "other_period": "",
        "since": "",
        "event": None,
        "event_scope": "",
        "public_note": "",
    } | given
    line = change("check", str(document["id"])).number
    told = {"kind": document["kind"], "series": of, "source": by, "document": text(document)}
    stated = partial_dates.read(str(document["stated"])).start
    return PublicCheck.objects.create(number=number, public_id=document["id"], change=line, stated_from=stated, **told)


def verdict(of: PublicFigure | PublicCheck, code: str = "consistent", **given: Any) -> PublicVerdict:
    """What was found about a figure or a check, as the nightly reckoning keeps it."""
    told: dict[str, Any] = {"id": of.public_id, "verdict": code}
    if isinstance(of, PublicCheck):
        told |= {"evidence": ["FG-000001", "FG-000002"], "details": []}
    else:
        told |= {"standing": True, "single_source": False, "derived_low": 236, "derived_high": 236}
        told |= {"derivation": ["FG-000001"], "conflict": [], "repairs": []}
    told |= {"rule": "2", "sentence_en": "43 + 62 = 105.", "sentence_ko": "43 + 62 = 105이다."} | given
    return PublicVerdict.objects.create(public_id=of.public_id, verdict=code, document=text(told))


def reckoned(of: PublicSeries, *coverage: dict[str, Any], **given: Any) -> ReckonedSeries:
    told = {"id": of.slug, "rule": "2", "consistent": True, "bound_to": [], "conflicts": [], "derived": []}
    told |= {"comparable": bool(coverage), "scope": "", "scope_note_en": "Why.", "scope_note_ko": "이유."}
    told |= {"coverage": list(coverage)} | given
    line = {"from_change": PublicChange.objects.count(), "computed_at": NOON}
    return ReckonedSeries.objects.create(series=of.slug, document=text(told), **line)


def covered(of: PublicFigure) -> dict[str, Any]:
    """Two or three of the nine of a year, as reconciling tells it."""
    told = {"figure": of.public_id, "from": "2024-01-01", "to": "2024-12-31", "low": 9, "high": 9}
    told |= {"documented_low": 2, "documented_high": 3, "coverage_low": 0.2222, "coverage_high": 0.3333}
    told |= {"remainder_low": 6, "remainder_high": 7, "exceeds": False}
    return told | {"query": "from=2024-01-01&to=2024-12-31&direction=north_to_south"}


def statistic(year: int = 2024, **given: Any) -> YearlyStatistic:
    told = {"direction": "north_to_south", "dimension": "total", "key": "all"} | given
    StatisticYear.objects.get_or_create(year=year, defaults={"from_change": 1, "computed_at": NOON})
    return YearlyStatistic.objects.create(
        year=year, events_certain=2, events_possible=3, persons_min=2, persons_max=5, **told
    )
