"""What made-up events and sources say: by rule, equal for equal numbers, whatever the size of the record.

Nothing in it happened, and each title says so. Years, directions, ways, places and how exact dates are have about the
shares of the founding record; places are its places. A source comes with every second event; an event cites 2.2 of the
sources so far, and 8.6 claims speak of it.
"""

import csv
import datetime as dt
import random
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from ..derive import Json

MOST_CLAIMS = 12
"""So many numbers of claims belong to each event."""


class Kind(NamedTuple):
    """A way that people move, as codes that belong together, and how many of a thousand events are of it."""

    share: str
    direction: str
    movement_class: str
    route_type: str
    means: str
    actor_type: str
    outcome: str
    places: str
    english: str
    korean: str


class Days(NamedTuple):
    """A date as it is written, and what `partial_dates.read` makes of it."""

    text: str
    start: dt.date | None
    end: dt.date
    precision: str


class PlaceRow(NamedTuple):
    """What an event tells of its place."""

    number: int
    slug: str
    words: str
    document: Json


class Statement(NamedTuple):
    """One claim: what a source says of a field."""

    number: int
    field: str
    value: Any
    source: int
    certainty: str = "reported"
    standing: str = "accepted"
    public_note: str = ""


@dataclass(frozen=True)
class Story:
    """One made-up event: the columns that its accepted claims give it, its place, its claims, what it follows."""

    number: int
    columns: Json
    place: PlaceRow | None
    claims: list[Statement]
    follows: int | None


with (Path(__file__).parent / "kinds.csv").open(newline="", encoding="utf-8") as table:
    KINDS = [Kind(**row) for row in csv.DictReader(table)]
KIND_SHARES = [*accumulate(int(kind.share) for kind in KINDS)]
YEARS = [*range(1950, 2025)]
YEAR_SHARES = [*accumulate(2 if year < 1990 else 4 if year < 2002 else 9 if year < 2020 else 3 for year in YEARS)]
PRECISIONS, PRECISION_SHARES = ("day", "month", "year", "interval", "decade", "open"), (66, 80, 90, 96, 98, 100)
CERTAINTIES, CERTAINTY_SHARES = ("officially_confirmed", "disputed", "reported"), (45, 51, 100)
SOMETIMES = ("means", "intent", "first_public")
"""Fields of which every fourth event has a claim."""
NEAR = 200
"""An event cites sources among so many before its own."""


def own_source(event: int) -> int:
    """Return the number of the source that came with an event or the one before it."""
    return (event + 1) // 2


def origin(source: int) -> int:
    """Return the source from which a source derives: every fifth is a copy of the one before it."""
    return source - 1 if source % 5 == 0 else source


def tell(number: int, places: Mapping[str, PlaceRow]) -> Story:
    """Return one made-up event."""
    dice = random.Random(number)  # one for each, so that an event does not depend on how many there are
    kind = dice.choices(KINDS, cum_weights=KIND_SHARES)[0]
    place = places.get(dice.choice(kind.places.split(" ")))
    days = _date(dice)
    low = dice.choice([1, 1, 1, 1, 1, 1, 2, 3, 4, 9, 21, None])
    high = low and dice.choice([low, low, low, low + 2, None])
    told = {  # keys of values in the order of canonical JSON, as a rebuild reads them
        "occurred": {"basis": "crossing", "edtf": days.text},
        **{name: getattr(kind, name) for name in ("direction", "movement_class", "route_type", "actor_type")},
        "outcome": [{"outcome": kind.outcome, "persons": None}],
    }
    told |= {"place": {"place": place.slug, "precision": place.document["place_precision"]}} if place else {}
    told |= {"persons": {"max": high, "min": low}} if low else {}
    now_and_then = {"means": kind.means, "intent": dice.choice(["stated", "officially_accepted", "inferred"])}
    now_and_then |= {"first_public": days.end.isoformat()}
    told |= {name: value for name, value in now_and_then.items() if dice.random() < 0.25}
    sources = _cited(number, dice)
    claims = _claims(number, told, sources, dice)
    columns = {
        "title_en": f"Made up {number}: {kind.english}{', ' + place.document['place_name_en'] if place else ''}",
        "title_ko": f"지어낸 {number}: {kind.korean}{' (' + place.document['place_name_ko'] + ')' if place else ''}",
        "summary_en": "Made up by rule to measure the tracker; nothing of this happened.",
        "summary_ko": "측정을 위해 규칙으로 만든 기록이며 실제 사건이 아니다.",
        "occurred": days.text,
        "occurred_from": days.start and days.start.isoformat(),
        "occurred_to": days.end.isoformat(),
        "date_precision": days.precision,
        "date_basis": "crossing",
        **{name: told.get(name, "") for name in ("direction", "movement_class", "route_type", "means", "actor_type")},
        "persons_min": low,
        "persons_max": high,
        "outcome": kind.outcome,
        "outcome_parts": told["outcome"],
        "intent": told.get("intent", ""),
        "first_public": told.get("first_public", ""),
        **_weigh(claims),
    }
    return Story(number, columns, place, claims, number - 1 if number % 40 == 0 else None)


def tell_source(number: int) -> Json:
    """Return the columns of one made-up source."""
    copied = origin(number) != number
    return {
        "title": f"Made-up source {number}",
        "url": f"https://example.org/{number}",
        "language": ("en", "ko")[number % 2],
        "published": "2024-12-31",
        "published_from": "2024-12-31",
        "kind": "article",
        "machine_written": "none",
        "derives_from_id": origin(number) if copied else None,
        "derives_how": "rewrites" if copied else "",
    }


def _date(dice: random.Random) -> Days:
    """Return a date, read already: reading one of the rarer forms takes longer than all else that an event needs."""
    day = dt.date(dice.choices(YEARS, cum_weights=YEAR_SHARES)[0], 1, 1) + dt.timedelta(dice.randrange(365))
    precision = dice.choices(PRECISIONS, cum_weights=PRECISION_SHARES)[0]
    year = day.year
    if precision == "day":
        return Days(f"{day}", day, day, precision)
    if precision == "month":
        return Days(f"{day:%Y-%m}", day.replace(day=1), day.replace(day=monthrange(year, day.month)[1]), precision)
    if precision == "year":
        return Days(f"{year}", dt.date(year, 1, 1), dt.date(year, 12, 31), precision)
    if precision == "interval":
        end = day + dt.timedelta(dice.randint(2, 90))
        return Days(f"{day}/{end}", day, end, precision)
    if precision == "decade":
        first = year - year % 10
        return Days(f"{first // 10}X", dt.date(first, 1, 1), dt.date(first + 9, 12, 31), precision)
    return Days(f"../{day}", None, day, "before_after")


def _cited(event: int, dice: random.Random) -> list[int]:
    own = own_source(event)
    wanted = min(dice.choice([1, 2, 2, 3, 3]), own)
    return sorted({own, *dice.sample(range(max(own - NEAR, 1), own + 1), wanted)})[-wanted:]


def _claims(event: int, told: Json, sources: list[int], dice: random.Random) -> list[Statement]:
    """Return one claim on each field, their sources in turn, and of every tenth event a number that lost."""
    first = (event - 1) * MOST_CLAIMS + 1
    claims = [
        Statement(first + place, field, value, sources[place % len(sources)])
        for place, (field, value) in enumerate(told.items())
    ]
    certainty = dice.choices(CERTAINTIES, cum_weights=CERTAINTY_SHARES)[0]
    claims[0] = claims[0]._replace(certainty=certainty)
    if event % 10 == 0 and "persons" in told:
        other = {"max": None, "min": told["persons"]["min"] + 1}
        lost = {"standing": "rejected", "public_note": "Made up: another number."}
        claims.append(Statement(first + len(claims), "persons", other, sources[-1], **lost))
    return claims


def _weigh(claims: list[Statement]) -> Json:
    """Return evidence, documents and origins, as `derive.resolve` finds them."""
    sources = {claim.source for claim in claims if claim.standing == "accepted"}
    origins = len({origin(source) for source in sources})
    said = claims[0].certainty
    evidence = said if said != "reported" else "corroborated" if origins > 1 else "reported"
    return {"evidence": evidence, "documents": len(sources), "origins": origins}
