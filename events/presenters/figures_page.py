"""Reported figures: what others published, every edition of it, the chosen one first and the others beside it."""

import json
from collections import defaultdict
from itertools import groupby
from typing import Any

from ..filters import FigureFilter
from ..models import PublicFigure
from ..vocabulary import Comparator, Edition, Issuer, SeriesMeasure, Unit
from . import addresses, notices, sources, words

MOST_ROWS = 1000


def page(params: Any) -> dict[str, Any]:
    """Return the tables of figures by series for a query string. Costs: 1 query, 1 more for a series."""
    question = FigureFilter(params, PublicFigure.objects.select_related("series", "source"))
    rows = list(question.queryset[: MOST_ROWS + 1])
    by_series: dict[int, list[PublicFigure]] = defaultdict(list)
    for figure in rows[:MOST_ROWS]:
        by_series[figure.series_id or 0].append(figure)
    return {
        "errors": notices.of(question),
        "series": [_series(by_series[number]) for number in sorted(by_series)],
        "total": min(len(rows), MOST_ROWS),
        "cut": len(rows) > MOST_ROWS,
        "filtered": bool(question.values),
        "sentence": question.describe(addresses.language()),
        **addresses.downloads("figures", question.query(limit=None)),
    }


def row(figure: PublicFigure) -> dict[str, Any]:
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
    """Return where a figure stands: its row in the table of its series."""
    slug = figure.series.slug if figure.series else ""
    return f"{addresses.page('figures')}?series={slug}#{figure.public_id}"


def series_title(figure: PublicFigure) -> str:
    return json.loads(figure.series.document)[f"title_{addresses.language()}"] if figure.series else ""


def _series(figures: list[PublicFigure]) -> dict[str, Any]:
    """Return one series; the figures of one period stand together, the chosen one first, then by date of release."""
    series = figures[0].series
    assert series is not None
    document, language = json.loads(series.document), addresses.language()
    ordered = sorted(figures, key=lambda figure: (*_slot(figure), figure.shown, _released(figure)), reverse=True)
    return {
        "slug": series.slug,
        "href": f"{addresses.page('figures')}?series={series.slug}",
        "title": document[f"title_{language}"],
        "definition": document[f"definition_{language}"],
        "measure": words.label(SeriesMeasure, document["measure"]),
        "unit": words.label(Unit, document["unit"]),
        "authority": words.label(Issuer, document["authority"]) if document["authority"] else "",
        "slots": [[row(figure) for figure in group] for _, group in groupby(ordered, key=_slot)],
        "total": len(figures),
    }


def _slot(figure: PublicFigure) -> tuple[str, str, str]:
    """Return what makes two figures say the same thing: their conflict group or their period, newest last."""
    group = json.loads(figure.document)["conflict_group"]
    return str(figure.period_to or figure.period_from or ""), str(figure.period_from or ""), group


def _released(figure: PublicFigure) -> str:
    return str(json.loads(figure.document)["released"])


def _interval(document: dict[str, Any]) -> str:
    """Return what a printed number allows: “33,000–35,000”, “1,001 or more”; empty where it is exact."""
    low, high = document["low"], document["high"]
    if low is None or low == high:
        return ""
    if high is None:
        return f"≥ {words.number(low)}"
    return f"{words.number(low)}–{words.number(high)}"
