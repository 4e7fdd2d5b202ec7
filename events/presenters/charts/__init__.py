"""Statistics: charts of any filter, each as drawing, table and file of the same counts."""

from collections.abc import Callable
from typing import Any

from django.db.models import Max

from ...measures import COUNTED
from ...models import StatisticYear
from ...vocabulary import MovementClass
from .. import addresses, chips, notices, words
from . import arrivals, counted, times
from .chart import Chart
from .scope import ALSO, DIMENSION, Scope
from .sheet import sheet, table
from .texts import WHY

__all__ = ["CHARTS", "Scope", "page", "sheet", "table"]

CHARTS: dict[str, Callable[[Scope], Chart]] = {
    "events": lambda scope: counted.by_year(scope, persons=False),
    "persons": lambda scope: counted.by_year(scope, persons=True),
    "arrivals": arrivals.arrivals,
    "outcome": lambda scope: counted.by_code(scope, "outcome", DIMENSION["outcome"]),
    "who": lambda scope: counted.by_code(scope, "who", DIMENSION["actor_type"]),
    "evidence": lambda scope: counted.by_code(scope, "evidence", DIMENSION["evidence"]),
    "months": times.months,
    "lag": times.lag,
    "routes": lambda scope: counted.small_multiples(scope, "routes", DIMENSION["route_type"]),
    "classes": lambda scope: counted.small_multiples(scope, "classes", DIMENSION["movement_class"]),
}
"""Every chart by the name in its address, in the order of the page."""

ALWAYS = ("arrivals",)
OF_ALL_CLASSES = ("classes",)


def page(params: Any) -> dict[str, Any]:
    """Return the page of statistics for a query string. Costs: 5 queries, and those of the filter."""
    scope = Scope(params)
    asked, errors = _dimension(params)
    made = [make(scope) for name, make in CHARTS.items() if _has(scope, name)]
    charts = [chart for chart in made if not asked or chart.dimension == asked]
    return {
        "errors": [*notices.of(scope.question), *errors],
        "total": scope.total,
        "counted": scope.counted,
        "classes": [words.label(MovementClass, code) for code in COUNTED],
        "sentence": scope.question.describe(addresses.language()) if scope.question.asked else "",
        "chips": chips.of(scope.question, scope.at),
        "explorer": addresses.view(scope.question.query()),
        "charts": [{"chart": chart, "files": _files(scope, chart)} for chart in charts],
        "whole": f"?{scope.question.query()}" if asked else "",
        "why": WHY,
        "state": StatisticYear.objects.aggregate(change=Max("from_change"), at=Max("computed_at")),
    }


def _has(scope: Scope, name: str) -> bool:
    """Return whether there is anything to draw. Without a counted event only all classes and arrivals are left."""
    return name in ALWAYS or bool(scope.total if name in OF_ALL_CLASSES else scope.counted)


def _dimension(params: Any) -> tuple[str, list[notices.Notice]]:
    """Return the one dimension to which the page is narrowed, if any; addresses of earlier pages name it."""
    value, known = params.get(ALSO, "").strip(), list(DIMENSION)
    if value and value not in known:
        return "", [notices.unknown_value(ALSO, value, known)]
    return value, []


def _files(scope: Scope, chart: Chart) -> list[tuple[str, str]]:
    return [(ending.upper(), scope.file(chart.name, ending)) for ending in ("csv", "svg", "png")]
