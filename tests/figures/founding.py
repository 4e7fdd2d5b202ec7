"""The founding numbers as the engine takes them: read from the tables of the founding dataset, without a database."""

import csv
import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path

import events
from events import partial_dates
from events.figures import Count, Number, Tie, interval

FOLDER = Path(events.__file__).parent / "founding"

TIES = [
    ("accumulates", "cumulative-rok", "arrivals-rok", ""),
    ("accumulates", "cumulative-rok-male", "arrivals-rok-male", ""),
    ("accumulates", "cumulative-rok-female", "arrivals-rok-female", ""),
    ("part_of", "arrivals-rok-male", "arrivals-rok", "sex"),
    ("part_of", "arrivals-rok-female", "arrivals-rok", "sex"),
    ("part_of", "cumulative-rok-male", "cumulative-rok", "sex"),
    ("part_of", "cumulative-rok-female", "cumulative-rok", "sex"),
    ("subset_of", "arrivals-rok-direct", "arrivals-rok", ""),
    ("subset_of", "arrivals-rok-sea", "arrivals-rok", ""),
    ("subset_of", "arrivals-rok-elite", "arrivals-rok", ""),
    ("subset_of", "residents-rok", "cumulative-rok", ""),
    ("share_of", "share-women-arrivals", "arrivals-rok-female", ""),
    ("share_of", "share-women-cumulative", "cumulative-rok-female", ""),
]


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@cache
def counts() -> tuple[Count, ...]:
    return tuple(Count(row["id"], row["measure"], row["unit"], row["authority"]) for row in rows("series"))


@cache
def ties() -> tuple[Tie, ...]:
    return tuple(Tie(f"BR-{at:06}", *tie) for at, tie in enumerate(TIES, 1))


@cache
def numbers() -> tuple[Number, ...]:
    """Return the numbers that are to be published, with their ids in the table."""
    series = {count.slug: count for count in counts()}
    origins = {row["id"]: row["derives_from"] for row in rows("sources")}
    return tuple(number(row, series, origins) for row in rows("figures") if row["state"] == "publish")


def number(row: dict[str, str], series: dict[str, Count], origins: dict[str, str]) -> Number:
    count = series[row["series"]]
    value = Decimal(row["value"]) if row["value"] else None
    by_authority = row["issuer"] == count.authority
    low, high = interval(row["comparator"], value, unit=count.unit, by_authority=by_authority)
    start, end = days(row["period"] or row["as_of"])
    origin = row["source"]
    while origins.get(origin):
        origin = origins[origin].split()[0].strip(";,")
    return Number(
        id=row["id"],
        series=row["series"],
        start=start if row["period"] else None,
        end=end,
        low=low,
        high=high,
        value=value,
        comparator=row["comparator"],
        edition=row["edition"],
        issuer=row["issuer"],
        source=row["source"],
        origin=origin,
        released=released(row["released"]),
        supersedes=row["supersedes"],
    )


def days(text: str) -> tuple[dt.date | None, dt.date | None]:
    read = partial_dates.read(text)
    return read.start, read.end


def released(text: str) -> tuple[dt.date, dt.date] | None:
    start, end = days(text) if text else (None, None)
    return (start, end) if start and end else None
