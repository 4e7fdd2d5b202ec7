"""Events that may be the same as one that is being coded: shown to an editor while typing, never decided here."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from ..models import Claim, Event, NotSame, Place
from ..vocabulary import Direction, PlacePrecision, State

MOST = 8
READ = 200
"""Candidates that are looked at, the closest in date first."""
SLACK = dt.timedelta(days=1)
RECENT = dt.timedelta(days=365)
CLOSED = (State.WITHDRAWN, State.MERGED)
TOO_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.BORDER)
WEIGHTS = {
    "source": 4,
    "dates": 3,
    "origin": 2,
    "place": 2,
    "near_place": 1,
    "direction": 1,
    "persons": 1,
}
LEAST = 3
"""What a candidate must weigh: an overlapping date or a shared document does, a direction alone does not."""
KIN = """
WITH RECURSIVE up(id, derives_from_id) AS (
  SELECT id, derives_from_id FROM events_source WHERE id = ANY(%s)
  UNION SELECT s.id, s.derives_from_id FROM events_source s JOIN up ON s.id = up.derives_from_id
), kin(id) AS (
  SELECT id FROM up WHERE derives_from_id IS NULL
  UNION SELECT s.id FROM events_source s JOIN kin ON s.derives_from_id = kin.id
)
SELECT id FROM kin
"""


@dataclass(frozen=True)
class Similar:
    """An event that may be the same, and why: codes of `WEIGHTS`."""

    event: Event
    reasons: tuple[str, ...]


def similar_events(
    *,
    occurred_from: dt.date | None = None,
    occurred_to: dt.date | None = None,
    direction: str = "",
    place: str = "",
    persons: tuple[int, int | None] | None = None,
    sources: Collection[int] = (),
    exclude: Event | None = None,
) -> list[Similar]:
    """Return at most 8 events that may be the one described, best first, without those told apart from `exclude`.

    Costs: at most 3 queries, whatever is given.
    """
    occurred_from, occurred_to = _closed(occurred_from, occurred_to)
    kin = _kin(sources)
    wanted = _places_around(place)
    near = _overlap(occurred_from, occurred_to)
    if near is None and not kin and not wanted:
        return []
    claims = Claim.objects.filter(event=OuterRef("pk"))
    found = Event.objects.exclude(state__in=CLOSED).select_related("place__parent__parent")
    found = found.annotate(
        shares=Exists(claims.filter(source__in=list(sources))), kin=Exists(claims.filter(source__in=kin))
    )
    conditions = Q(kin=True) | (near if near is not None else Q(place__slug__in=wanted))
    if exclude is not None:
        apart = NotSame.objects.filter(Q(one=exclude, other=OuterRef("pk")) | Q(other=exclude, one=OuterRef("pk")))
        found = found.exclude(pk=exclude.pk).exclude(Exists(apart))
    rows = found.filter(conditions).order_by("-shares", "-kin", "-occurred_from", "-pk")[:READ]
    judged = [_judge(row, occurred_from, occurred_to, direction, place, wanted, persons) for row in rows]
    ranked = sorted(judged, key=lambda similar: (-_weight(similar.reasons), -similar.event.pk))
    return [similar for similar in ranked if _weight(similar.reasons) >= LEAST][:MOST]


def _closed(start: dt.date | None, end: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the days of a date whose open end is taken as RECENT: “on or before” in a report means not long before."""
    if start is None and end is not None:
        return _moved(end, -RECENT), end
    if end is None and start is not None:
        return start, _moved(start, RECENT)
    return start, end


def _kin(sources: Collection[int]) -> list[int]:
    """Return every document that goes back to the same origins as these, themselves included."""
    if not sources:
        return []
    with connection.cursor() as cursor:
        cursor.execute(KIN, [list(sources)])
        return [number for (number,) in cursor.fetchall()]


def _places_around(slug: str) -> list[str]:
    """Return a place with the places around it, three steps outwards; a country or border is around too much."""
    if not slug:
        return []
    place = Place.objects.filter(slug=slug).select_related("parent__parent").first()
    return list(_outwards(place))


def _outwards(place: Place | None) -> Iterable[str]:
    own = place
    for _ in range(3):
        if place is not None:
            if place == own or place.kind not in TOO_WIDE:
                yield place.slug
            place = place.parent


def _overlap(start: dt.date | None, end: dt.date | None) -> Q | None:
    """Return the condition that an event's days overlap these, by a day more on both sides; None without a date."""
    if start is None and end is None:
        return None
    overlap = Q(occurred_from__isnull=False) | Q(occurred_to__isnull=False)
    if end is not None:
        overlap &= Q(occurred_from__isnull=True) | Q(occurred_from__lte=_moved(end, SLACK))
    if start is not None:
        overlap &= Q(occurred_to__isnull=True) | Q(occurred_to__gte=_moved(start, -SLACK))
    return overlap


def _moved(day: dt.date, step: dt.timedelta) -> dt.date:
    return day if day in (dt.date.min, dt.date.max) else day + step


def _judge(
    row: Event,
    start: dt.date | None,
    end: dt.date | None,
    direction: str,
    place: str,
    wanted: Collection[str],
    persons: tuple[int, int | None] | None,
) -> Similar:
    around = set(_outwards(row.place))
    same = bool(place) and row.place is not None and row.place.slug == place
    open_start, open_end = start or dt.date.min, end or dt.date.max
    dated = (row.occurred_from or row.occurred_to) is not None and (start or end) is not None
    holds = {
        "source": row.shares,  # type: ignore[attr-defined]
        "dates": dated
        and (row.occurred_from or dt.date.min) <= _moved(open_end, SLACK)
        and (row.occurred_to or dt.date.max) >= _moved(open_start, -SLACK),
        "origin": row.kin and not row.shares,  # type: ignore[attr-defined]
        "place": same,
        "near_place": not same and not around.isdisjoint(wanted),
        "direction": bool(direction) and row.direction == direction and direction != Direction.UNKNOWN,
        "persons": persons is not None
        and row.persons_min is not None
        and row.persons_min <= (persons[1] or row.persons_min)
        and persons[0] <= (row.persons_max or persons[0]),
    }
    return Similar(row, tuple(code for code in WEIGHTS if holds[code]))


def _weight(reasons: Iterable[str]) -> int:
    return sum(WEIGHTS[code] for code in reasons)
