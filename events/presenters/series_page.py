"""The page of one series: published numbers, what follows from them, and events beside them. Three layers, never one.

Today's findings are read as they were stored; those of a day in the past are reckoned from what was published by then.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from ..models import PublicBridge, PublicChange, PublicFigure, PublicSeries
from ..vocabulary import Bilingual, BridgeKind, Edition, SeriesMeasure
from . import addresses, coverage, figures_page, notices, series_chart, verdicts, words
from .verdicts import Findings

PARAMETER = "known_on"
MOMENTS: set[str] = {SeriesMeasure.STOCK, SeriesMeasure.CUMULATIVE}
Named = dict[str, dict[str, str]]


def page(series: PublicSeries, params: Any) -> dict[str, Any]:
    """Return everything on the page of a series, today or as it was known on a day.

    Costs: 5 queries, 1 more if other series are named; for a day in the past, those of `reconciliation.reckon` too.
    """
    day, errors = read_day(params)
    figures = list(PublicFigure.objects.filter(series=series, tombstone="").select_related("series", "source"))
    findings = verdicts.known_on(day, series.slug, figures) if day else verdicts.stored(series.slug, figures)
    figures = [figure for figure in figures if figure.public_id in findings.editions]
    rows = {figure.public_id: _row(figure, findings) for figure in figures}
    told, named = findings.series, _named(findings.series, figures)
    return figures_page.naming(series) | {
        "errors": errors,
        "known_on": day.isoformat() if day else "",
        "known_on_words": words.span(day, day) if day else "",
        "total": len(rows),
        "slots": figures_page.slots(figures, rows),
        "chart": series_chart.draw(series_chart.plotted(figures, rows), moments=_measure(series) in MOMENTS),
        "conflicts": [_conflict(one, named) for one in told["conflicts"]],
        "derived": [_derived(one, named) for one in told["derived"]],
        "bridges": _bridges(series),
        "coverage": coverage.shape(told, rows),
        "change": PublicChange.objects.order_by("-number").first(),
        "permalink": addresses.series(series.slug) + (f"?{PARAMETER}={day}" if day else ""),
        **addresses.downloads("figures", f"series={series.slug}" + (f"&{PARAMETER}={day}" if day else "")),
    }


def read_day(params: Any) -> tuple[dt.date | None, list[notices.Notice]]:
    """Return the day that a query string names, and what of it could not be read."""
    errors = [notices.unknown(name, [PARAMETER]) for name in params if name != PARAMETER]
    if not (text := params.get(PARAMETER, "").strip()):
        return None, errors
    try:
        return dt.date.fromisoformat(text), errors
    except ValueError:
        said = Bilingual(f"“{text[:40]}” is not a day.", f"“{text[:40]}”은(는) 날짜가 아닙니다.")
        advice = Bilingual("Write it as 2024-08-21.", "2024-08-21처럼 적으십시오.")
        return None, [*errors, {"name": PARAMETER, "said": said, "advice": advice}]


def _measure(series: PublicSeries) -> str:
    return str(json.loads(series.document)["measure"])


def _row(figure: PublicFigure, findings: Findings) -> dict[str, Any]:
    edition, verdict = findings.editions[figure.public_id], findings.verdicts.get(figure.public_id)
    return figures_page.row(figure) | {
        "edition": edition,
        "edition_words": words.label(Edition, edition),
        "shown": figure.public_id in findings.standing,
        "verdict": verdicts.shape(verdict) if verdict else None,
    }


def _named(told: dict[str, Any], own: Iterable[PublicFigure]) -> Named:
    """Return how a link tells each figure that a finding names. Costs: 1 query if some are of other series."""
    known = {figure.public_id: figure for figure in own}
    used = {one for conflict in told["conflicts"] for one in conflict["members"]}
    used |= {one for derived in told["derived"] for one in derived["derivation"]}
    others: Sequence[PublicFigure] = ()
    if missing := [one for one in used - known.keys() if one.startswith("FG-")]:
        others = list(PublicFigure.objects.filter(public_id__in=missing).select_related("series", "source"))
    names = {one: {"href": addresses.page("figure", one), "words": one} for one in used}
    names |= {one: _name(figure, f"#{one}") for one, figure in known.items()}
    return names | {one.public_id: _name(one, figures_page.address(one), abroad=True) for one in others}


def _name(figure: PublicFigure, href: str, *, abroad: bool = False) -> dict[str, str]:
    row = figures_page.row(figure)
    when = row["as_of"] or row["period"]
    place = f"{when}; {row['series']}" if abroad else when
    return {"href": href, "words": f"{row['value'] or row['interval']} ({place})"}


def _conflict(one: dict[str, Any], named: Named) -> dict[str, Any]:
    return {
        "sentence": one[f"sentence_{addresses.language()}"],
        "members": [named[member] | {"repair": member in one["repairs"]} for member in one["members"]],
        "repairs": [named[member] for member in one["repairs"] if member in named],
    }


def _derived(one: dict[str, Any], named: Named) -> dict[str, Any]:
    start = dt.date.fromisoformat(one["from"]) if one["from"] else None
    return {
        "when": words.span(start, dt.date.fromisoformat(one["to"])),
        "interval": words.interval(one),
        "from": [named[member] for member in one["derivation"]],
    }


BINDINGS = {
    BridgeKind.ACCUMULATES: (
        Bilingual("adds up", "다음 계열을 더함"),
        Bilingual("is added up in", "다음 계열에 더해짐"),
    ),
    BridgeKind.PART_OF: (Bilingual("is part of", "다음 계열의 부분"), Bilingual("has as a part", "다음 부분을 포함")),
    BridgeKind.SUBSET_OF: (Bilingual("lies within", "다음 계열에 포함됨"), Bilingual("includes", "다음 계열을 포함")),
    BridgeKind.SHARE_OF: (Bilingual("is the share of", "다음 계열의 비율"), Bilingual("has its share in", "비율 계열")),
}
"""How a series is bound to another: as the first of a bridge, and as the other."""


def _bridges(series: PublicSeries) -> list[dict[str, Any]]:
    """Return what binds the series to others, and on what grounds. Costs: 1 query."""
    found = PublicBridge.objects.filter(Q(series=series) | Q(other=series), tombstone="")
    told = []
    for bridge in found.select_related("series", "other"):
        first = bridge.series_id == series.number
        end = bridge.other if first else bridge.series
        assert end is not None
        told.append(
            {
                "id": bridge.public_id,
                "how": BINDINGS[BridgeKind(bridge.kind)][not first],
                "href": addresses.series(end.slug),
                "title": figures_page.naming(end)["title"],
                "grounds": json.loads(bridge.document)[f"grounds_{addresses.language()}"],
            }
        )
    return told
