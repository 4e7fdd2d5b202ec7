"""The page of one document: what it is, where it stands among others, and all that it is cited for."""

import json
from itertools import groupby
from typing import Any

from ..models import PublicClaim, PublicFigure, PublicSource
from . import claims, figures_page, listing, sources


def page(source: PublicSource) -> dict[str, Any]:
    """Return everything on a source's page. Costs: 4 or 5 queries, one more a step of derivation."""
    library = sources.Library([source])
    copies = PublicSource.objects.filter(derives_from=source.number).order_by("number")
    figures = PublicFigure.objects.filter(source=source, tombstone="").select_related("series", "source")
    document = sources.shape(source, library)
    return {
        "id": source.public_id,
        "publisher": document["publisher"],
        "document": document,
        "copies": [_copy(copy) for copy in copies],
        "events": _events(source),
        "figures": [figures_page.row(figure) for figure in figures.order_by("series", "-period_from", "number")],
    }


def _copy(copy: PublicSource) -> dict[str, Any]:
    return {**sources.name(copy), "how": sources.derivation(json.loads(copy.document)["derives_how"])}


def _events(source: PublicSource) -> list[dict[str, Any]]:
    """Return the events of which the document speaks, each with what it says."""
    found = PublicClaim.objects.filter(source=source, event__tombstone="").select_related("source", "event")
    rows = list(found.order_by("-event__occurred_from", "event_id", "position"))
    places = claims.place_names(rows)
    return [
        {**listing.row(event), "claims": [claims.shape(row, places) for row in told]}
        for event, told in groupby(rows, key=lambda row: row.event)
    ]
