"""What reconciling leaves behind, written as it writes it, for tests of what reads it; and bridges."""

from itertools import count
from typing import Any

from events.models import PublicBridge, PublicFigure, PublicSeries, PublicVerdict, ReckonedSeries
from tests.doors.api.rows import NOON, change, text

numbers = count(1)


def verdict(of: PublicFigure, code: str = "consistent", **given: Any) -> PublicFigure:
    """Give a figure a verdict, and return the figure."""
    document = {
        "id": of.public_id,
        "verdict": code,
        "standing": of.shown,
        "single_source": False,
        "derived_low": None,
        "derived_high": None,
        "derivation": [],
        "conflict": [],
        "repairs": [],
        "rule": "2",
        "sentence_en": "43 + 62 = 105.",
        "sentence_ko": "43 + 62 = 105이다.",
    } | given
    PublicVerdict.objects.create(public_id=of.public_id, verdict=code, document=text(document))
    return of


def series(of: PublicSeries, **given: Any) -> ReckonedSeries:
    """Say what was found of a series as a whole: nothing, and no scope of events, but for what is given."""
    document = {
        "id": of.slug,
        "rule": "2",
        "consistent": True,
        "bound_to": [],
        "conflicts": [],
        "derived": [],
        "comparable": False,
        "scope": "",
        "scope_note_en": "Another population.",
        "scope_note_ko": "다른 집단이다.",
        "coverage": [],
    } | given
    return ReckonedSeries.objects.create(
        series=of.slug, from_change=of.change, computed_at=NOON, document=text(document)
    )


def conflict(*members: str, repairs: tuple[str, ...] = ()) -> dict[str, Any]:
    told = {"sentence_en": "26 + 216 = 242, not 236.", "sentence_ko": "26 + 216 = 242이며 236이 아니다."}
    return {"members": list(members), "repairs": list(repairs or members)} | told


def derived(members: list[str], start: str | None = "2024-10-01", end: str = "2024-12-31") -> dict[str, Any]:
    return {"from": start, "to": end, "low": 55, "high": 55, "derivation": members}


def covered(figure: PublicFigure, **given: Any) -> dict[str, Any]:
    """One line of coverage: one of three documented, for certain, but for what is given."""
    counted = {"documented_low": 1, "documented_high": 1, "low": 3, "high": 3, "coverage_low": 0.3333}
    counted |= {"coverage_high": 0.3333, "remainder_low": 2, "remainder_high": 2, "exceeds": False}
    where = {"figure": figure.public_id, "from": "2024-01-01", "to": "2024-12-31", "query": "from=2024&to=2024"}
    return where | counted | given


def bridge(one: PublicSeries, other: PublicSeries, kind: str = "part_of") -> PublicBridge:
    number = next(numbers)
    document = {
        "id": f"BR-{number:06d}",
        "version": 1,
        "kind": kind,
        "series": one.slug,
        "other": other.slug,
        "partition": "sex",
        "grounds_en": "The table prints their sum.",
        "grounds_ko": "표가 합계를 싣는다.",
    }
    line = change("bridge", str(document["id"])).number
    told = {"number": number, "public_id": document["id"], "kind": kind, "document": text(document)}
    return PublicBridge.objects.create(change=line, series=one, other=other, **told)
