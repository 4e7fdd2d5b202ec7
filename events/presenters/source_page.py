"""The page of one document: what it is, where it stands among others, and all that it is cited for."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.translation import get_language_info

from ..models import PublicClaim, PublicFigure, PublicSource
from ..vocabulary import Bilingual
from . import checks, claims, figures_page, listing, sources, verdicts

OTHER_TONGUES = {"zh": Bilingual("Chinese", "중국어")}
"""Languages that Django knows by their scripts only."""


def page(source: PublicSource) -> dict[str, Any]:
    """Return everything on a source's page. Costs: 5 or 6 queries, one more a step of derivation."""
    library = sources.Library([source])
    copies = PublicSource.objects.filter(derives_from=source.number).order_by("number")
    figures = PublicFigure.objects.filter(source=source, tombstone="").select_related("series", "source")
    document = sources.shape(source, library)
    return {
        "id": source.public_id,
        "publisher": document["publisher"],
        "document": document,
        "tongue_words": tongue(document["lang"]),
        "copies": [_copy(copy) for copy in copies],
        "events": _events(source),
        "figures": _figures(figures.order_by("series", "-period_from", "number")),
        "checks": checks.of_source(source.public_id),
    }


def tongue(code: str) -> str:
    """Return the name of a language in the reader's, or its code where none is known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return str(OTHER_TONGUES.get(code, code))


def _copy(copy: PublicSource) -> dict[str, Any]:
    return {**sources.name(copy), "how": sources.derivation(json.loads(copy.document)["derives_how"])}


def _figures(figures: Iterable[PublicFigure]) -> list[dict[str, Any]]:
    """Return the numbers that the document prints, each with its verdict. Costs: 2 queries."""
    rows = [figures_page.row(figure) for figure in figures]
    found = verdicts.of([row["id"] for row in rows])
    return [row | {"verdict": found.get(row["id"])} for row in rows]


def _events(source: PublicSource) -> list[dict[str, Any]]:
    """Return the events of which the document speaks, each with what it says."""
    found = PublicClaim.objects.filter(source=source, event__tombstone="").select_related("source", "event")
    rows = list(found.order_by("-event__occurred_from", "event_id", "position"))
    places = claims.place_names(rows)
    return [
        {**listing.row(event), "claims": [claims.shape(row, places) for row in told]}
        for event, told in groupby(rows, key=lambda row: row.event)
    ]
