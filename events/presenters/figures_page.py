"""Reported figures as pages show them: a number with its words and sources, the standing edition first."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from ..models import PublicFigure, PublicSeries
from ..vocabulary import Comparator, Edition, Issuer, SeriesMeasure, Unit
from . import addresses, sources, words

Row = dict[str, Any]


def row(figure: PublicFigure) -> Row:
    """Return one published number with its words, its interval and who stands behind it."""
    document = json.loads(figure.document)
    unit = json.loads(figure.series.document)["unit"] if figure.series else ""
    return {
        "id": figure.public_id,
        "href": address(figure),
        "series": series_title(figure),
        "period": words.date(document["period"]),
        "as_of": words.date(document["as_of"]),
        "value": words.number(document["value"]),
        "unit": words.label(Unit, unit),
        "comparator": "" if document["comparator"] == Comparator.EXACT else Comparator(document["comparator"]).label,
        "words": "" if document["words"].replace(",", "") == str(document["value"]) else document["words"],
        "lang": json.loads(figure.source.document)["language"] if figure.source else "",
        "interval": _interval(document),
        "edition": document["edition"],
        "edition_words": words.label(Edition, document["edition"]),
        "shown": figure.shown,
        "issuer": words.label(Issuer, document["issuer"]),
        "source": sources.name(figure.source) if figure.source else None,
        "released": words.date(document["released"]),
        "supersedes": document["supersedes"],
        "note": document["public_note"],
    }


def address(figure: PublicFigure) -> str:
    """Return where a figure stands: its row on the page of its series."""
    slug = figure.series.slug if figure.series else ""
    return f"{addresses.page('series', slug)}#{figure.public_id}"


def series_title(figure: PublicFigure) -> str:
    return json.loads(figure.series.document)[f"title_{addresses.language()}"] if figure.series else ""


def naming(series: PublicSeries) -> dict[str, Any]:
    """Return what a series is called, what it counts, and whose count it is."""
    document, language = json.loads(series.document), addresses.language()
    return {
        "slug": series.slug,
        "href": addresses.series(series.slug),
        "title": document[f"title_{language}"],
        "definition": document[f"definition_{language}"],
        "measure": words.label(SeriesMeasure, document["measure"]),
        "unit": words.label(Unit, document["unit"]),
        "authority": words.label(Issuer, document["authority"]) if document["authority"] else "",
    }


def slots(figures: Iterable[PublicFigure], rows: dict[str, Row]) -> list[list[Row]]:
    """Return rows by period, newest and longest first; of one period the standing one first, then by release and id."""
    ordered = sorted(figures, key=lambda one: one.pk)
    ordered.sort(key=lambda one: (rows[one.public_id]["shown"], _released(one)), reverse=True)
    ordered.sort(key=_start)
    ordered.sort(key=_end, reverse=True)
    return [
        [rows[figure.public_id] for figure in group]
        for _, group in groupby(ordered, key=lambda f: (_end(f), _start(f)))
    ]


def _start(figure: PublicFigure) -> str:
    return str(figure.period_from or "")


def _end(figure: PublicFigure) -> str:
    return str(figure.period_to or figure.period_from or "")


def _released(figure: PublicFigure) -> str:
    return str(json.loads(figure.document)["released"])


def _interval(document: dict[str, Any]) -> str:
    return "" if document["low"] is None or document["low"] == document["high"] else words.interval(document)
