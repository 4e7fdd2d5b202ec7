"""Arrivals as the authorities reported them: another population, shown one by one and added to nothing."""

import datetime as dt
import json
from typing import Any

from django.utils.translation import gettext

from ...models import PublicFigure
from ...vocabulary import Bilingual, Edition
from .. import figures_page, marks
from . import drawing
from .chart import Chart, Numeral, Panel, Table
from .drawing import Bar
from .scope import Scope
from .texts import READINGS, TITLES, YEAR

REPORTED = {"concept": "arrivals", "measure": "flow", "subgroup": "all", "route_scope": "all"}
"""What names the series of all arrivals, whichever way they came."""

UNSOUND = [Edition.MISREAD, Edition.TYPO, Edition.STALE, Edition.WITHDRAWN]
"""Editions that stay visible among the figures and are no arrivals of a year."""

HEAD = ("from", "to", "persons", "comparator", "low", "high", "edition", "issuer", "source", "figure")
WORDS = (
    Bilingual("Persons", "인원"),
    Bilingual("Edition", "판"),
    Bilingual("Said by", "발표 주체"),
    Bilingual("Source", "출처"),
)


def arrivals(scope: Scope) -> Chart:
    """Return the reported arrivals of whole years in the period of the filter; nothing else of it applies.

    Costs: 1 query.
    """
    figures = [figure for figure in _yearly(scope) if _is_arrivals(figure)]
    rows = [figures_page.row(figure) for figure in figures]
    bars = [_bar(figure, row) for figure, row in zip(figures, rows, strict=True) if figure.low is not None]
    return Chart(
        name="arrivals",
        dimension="total",
        title=TITLES["arrivals"],
        reading=READINGS["arrivals"],
        panels=_panels(bars),
        table=Table(str(YEAR), WORDS, (), [_told(figure, row) for figure, row in zip(figures, rows, strict=True)]),
        head=HEAD,
        rows=[_record(figure) for figure in reversed(figures)],
        notes=[Numeral(gettext("Of the filter only the period applies here."))] if scope.question.asked else (),
    )


def _yearly(scope: Scope) -> list[PublicFigure]:
    shown = PublicFigure.objects.filter(shown=True, tombstone="").exclude(edition__in=UNSOUND)
    if scope.start:
        shown = shown.filter(period_from__gte=scope.start)
    if scope.end:
        shown = shown.filter(period_to__lte=scope.end)
    found = shown.select_related("series", "source").order_by("-period_from")
    return [figure for figure in found if _is_year(figure.period_from, figure.period_to)]


def _is_year(start: dt.date | None, end: dt.date | None) -> bool:
    return bool(start and end and start == dt.date(end.year, 1, 1) and end == dt.date(end.year, 12, 31))


def _is_arrivals(figure: PublicFigure) -> bool:
    document = json.loads(figure.series.document) if figure.series else {}
    return all(document.get(name) == value for name, value in REPORTED.items())


def _year(figure: PublicFigure) -> int:
    return figure.period_to.year if figure.period_to else 0


def _bar(figure: PublicFigure, row: dict[str, Any]) -> Bar:
    persons, label = float(figure.low or 0), f"{_year(figure)}: {row['value'] or row['interval']}"
    return Bar(_year(figure), True, marks.THIRD, persons, label, row["href"], row["edition"] != Edition.PROVISIONAL)


def _panels(bars: list[Bar]) -> list[Panel]:
    if not bars:
        return []
    years = range(min(bar.place for bar in bars), max(bar.place for bar in bars) - -1)
    placed = [Bar(years.index(b.place), b.above, b.tone, b.count, b.label, b.href, b.certain) for b in bars]
    names = [str(year) for year in years]
    wide, narrow = (drawing.columns(placed, names, frame, both=False) for frame in (drawing.WIDE, drawing.NARROW))
    return [Panel(wide, narrow)]


def _told(figure: PublicFigure, row: dict[str, Any]) -> tuple[str, list[Numeral]]:
    said = " ".join(filter(None, [str(row["value"] or row["interval"]), str(row["comparator"])]))
    source = row["source"]
    cells = [Numeral(said, row["href"]), Numeral(str(row["edition_words"])), Numeral(str(row["issuer"]))]
    return str(_year(figure)), [*cells, Numeral(str(source["publisher"]), source["href"]) if source else Numeral("")]


def _record(figure: PublicFigure) -> list[Any]:
    document, year = json.loads(figure.document), _year(figure)
    told = [document[name] for name in ("value", "comparator", "low", "high", "edition", "issuer", "source")]
    return [year, year, *told, figures_page.address(figure)]
