"""The index of reported figures, every series under what it counts; and the figures that a query string asks for."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from .. import reconciliation
from ..figures import EACH_YEAR
from ..filters import FigureFilter, Vintage
from ..models import PublicFigure, PublicSeries
from ..vocabulary import Bilingual, Edition, SeriesMeasure
from . import addresses, figures_page, notices, series_chart, verdicts, words

MOST_ROWS = 1000

GROUPS = {
    "arrivals": Bilingual("Arrivals in South Korea", "한국 입국"),
    "cumulative": Bilingual("Totals up to a day", "누계와 현재 인원"),
    "direct_crossings": Bilingual("Crossings of the line", "군사분계선·북방한계선 귀순"),
    "re_entries": Bilingual("Returns to the North", "재입북"),
    "shares": Bilingual("Shares and ranks", "비율과 순위"),
    "others": Bilingual("Other counts", "그 밖의 집계"),
}
BY_CONCEPT = {EACH_YEAR: "arrivals", "re_arrivals": "arrivals", "re_entry_attempts": "re_entries"}
BY_CONCEPT |= {"residents": "cumulative"}
BY_MEASURE: dict[str, str] = {SeriesMeasure.SHARE: "shares", SeriesMeasure.RANK: "shares"}
BY_MEASURE |= {SeriesMeasure.CUMULATIVE: "cumulative"}


def page(params: Any) -> dict[str, Any]:
    """Return the index of all series, or the figures that a query string asks for, by series.

    Costs: 2 queries, 1 more for each of series and source that is asked for.
    """
    question = FigureFilter(params, PublicFigure.objects.select_related("series", "source"), past=reconciliation)
    rows = list(question.queryset[: MOST_ROWS + 1])
    shared = {"errors": notices.of(question), **addresses.downloads("figures", question.query(limit=None))}
    if not question.values:
        return shared | {"groups": _index(rows)}
    return shared | {
        "series": _by_series(rows[:MOST_ROWS], question.vintage),
        "total": min(len(rows), MOST_ROWS),
        "cut": len(rows) > MOST_ROWS,
        "filtered": True,
        "sentence": question.describe(addresses.language()),
    }


def only_series(params: Any) -> str:
    """Return the series that a query string asks for and nothing else, if there is it. Costs: at most 1 query."""
    if set(params) != {"series"}:
        return ""
    asked = ",".join(params.getlist("series")).strip()
    return PublicSeries.objects.filter(slug=asked).values_list("slug", flat=True).first() or ""


def _index(figures: list[PublicFigure]) -> list[dict[str, Any]]:
    """Return every series under what it counts, those with most figures first. Costs: 1 query."""
    disputed = verdicts.in_conflict()
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in GROUPS}
    for series, members in _members(figures):
        found[_group(json.loads(series.document))].append(_card(series, members, disputed))
    return [
        {"name": name, "title": GROUPS[name], "series": sorted(told, key=lambda one: -one["total"])}
        for name, told in found.items()
        if told
    ]


def _by_series(figures: list[PublicFigure], then: Vintage | None) -> list[dict[str, Any]]:
    """Return figures under their series, each with its verdict of today, or as it was on a day. Costs: 1 query."""
    found = verdicts.of([figure.public_id for figure in figures]) if then is None else {}
    rows = {figure.public_id: figures_page.row(figure) | {"verdict": found.get(figure.public_id)} for figure in figures}
    if then is not None:
        for name, row in rows.items():
            row |= {"edition": then.editions[name], "edition_words": words.label(Edition, then.editions[name])}
            row["shown"] = name in then.shown
    return [
        figures_page.naming(series) | {"slots": figures_page.slots(members, rows), "total": len(members)}
        for series, members in _members(figures)
    ]


def _members(figures: Iterable[PublicFigure]) -> list[tuple[PublicSeries, list[PublicFigure]]]:
    groups: dict[int, list[PublicFigure]] = defaultdict(list)
    for figure in figures:
        groups[figure.series_id or 0].append(figure)
    return [(series, groups[number]) for number in sorted(groups) if (series := groups[number][0].series)]


def _card(series: PublicSeries, figures: Sequence[PublicFigure], disputed: set[str]) -> dict[str, Any]:
    standing = [one for one in figures if one.shown and one.low is not None]
    latest = max(standing, key=lambda one: (str(one.period_to), -one.number), default=None)
    return figures_page.naming(series) | {
        "total": len(figures),
        "sources": len({figure.source_id for figure in figures}),
        "conflicts": len([figure for figure in figures if figure.public_id in disputed]),
        "latest": figures_page.row(latest) if latest else None,
        "line": series_chart.spark(standing),
    }


def _group(document: dict[str, Any]) -> str:
    concept = str(document["concept"])
    name = BY_MEASURE.get(document["measure"]) or BY_CONCEPT.get(concept, concept)
    return name if name in GROUPS else "others"
