"""A short way to ask the reading aids: the values of a field, figures and passages of a text."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from events.intake import PlaceName, Reading
from events.intake.suggest import SeriesName, read

ROOT = Path(__file__).resolve().parents[3]
PUBLISHED = "2024-08-21"
"""A Wednesday."""


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "events/founding" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def places() -> tuple[PlaceName, ...]:
    return tuple(
        PlaceName(row["id"], row["kind"], (row["name_en"], row["name_ko"], *filter(None, row["aliases"].split(";"))))
        for row in rows("places")
    )


@cache
def series() -> tuple[SeriesName, ...]:
    scope = ("concept", "measure", "unit", "subgroup", "route_scope", "authority", "population", "since")
    return tuple(SeriesName(row["id"], *(row[name] for name in scope)) for row in rows("series"))


def reading(text: str, published: str = PUBLISHED, title: str = "") -> Reading:
    return read(text, published=published, title=title, places=places(), series=series())


def values(text: str, field: str, published: str = PUBLISHED) -> list[Any]:
    return [one.value for one in reading(text, published).found if one.kind == "value" and one.field == field]


def figures(text: str, published: str = PUBLISHED) -> list[dict[str, Any]]:
    return [one.value for one in reading(text, published).found if one.kind == "figure"]


def words(text: str, kind: str, published: str = PUBLISHED) -> list[str]:
    return [text[one.start : one.end] for one in reading(text, published).found if one.kind == kind]
