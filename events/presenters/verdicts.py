"""What reconciling found, as readers see it: what is stored for today, reckoned afresh for a day in the past."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from .. import reconciliation
from ..models import PublicFigure, PublicVerdict, ReckonedSeries
from ..vocabulary import FigureVerdict
from . import addresses

NOTHING: dict[str, Any] = {"conflicts": [], "derived": [], "coverage": [], "comparable": False, "rule": ""}
"""What is known of a series before it was reckoned for the first time."""


@dataclass(frozen=True)
class Findings:
    """What is known of one series on one day: its figures' editions, those that stand, their verdicts, the whole."""

    editions: dict[str, str]
    standing: Collection[str]
    verdicts: dict[str, dict[str, Any]]
    series: dict[str, Any]


def stored(slug: str, figures: Sequence[PublicFigure]) -> Findings:
    """Return what was found last. Costs: 2 queries."""
    row = ReckonedSeries.objects.filter(series=slug).first()
    return Findings(
        editions={figure.public_id: figure.edition for figure in figures},
        standing={figure.public_id for figure in figures if figure.shown},
        verdicts=_documents([figure.public_id for figure in figures]),
        series=NOTHING | (json.loads(row.document) if row else {}),
    )


def known_on(day: dt.date, slug: str, figures: Sequence[PublicFigure]) -> Findings:
    """Return what could be found on a day, from the numbers published by then. Costs: the queries of `reckon`."""
    reckoning = reconciliation.reckon([slug], known_on=day)
    editions = reconciliation.editions(figures, day)
    return Findings(
        editions=editions,
        standing=reconciliation.shown_on(figures, day),
        verdicts={one: reconciliation.verdict_document(one, reckoning) for one in editions},
        series=NOTHING | reconciliation.series_document(slug, reckoning, day),
    )


def of(ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the stored verdicts of figures in the reader's words, by id. Costs: 1 query."""
    return {one: shape(document) for one, document in _documents(ids).items()}


def in_conflict() -> set[str]:
    """Return the ids of the figures that can't be true together with others. Costs: 1 query."""
    found = PublicVerdict.objects.filter(verdict=FigureVerdict.IN_CONFLICT)
    return set(found.values_list("public_id", flat=True))


def shape(document: dict[str, Any]) -> dict[str, Any]:
    """Return one verdict: its code and word, its sentence, whether one origin alone stands behind the number."""
    verdict = FigureVerdict(document["verdict"])
    return {
        "code": verdict.value,
        "word": verdict.label,
        "sentence": document[f"sentence_{addresses.language()}"],
        "single_source": document["single_source"],
    }


def _documents(ids: Collection[str]) -> dict[str, dict[str, Any]]:
    found = PublicVerdict.objects.filter(public_id__in=ids).values_list("public_id", "document")
    return {public_id: json.loads(document) for public_id, document in found}
