"""Statistics: the page, and each of its charts as a file of the same numbers."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .. import pictures
from ..exports import grid
from ..presenters import addresses, charts
from .frame import page

DOTS = 1200
MOST_PICTURES = 32
"""How many pictures a process keeps. One is made in less than half a second and takes some 60 KB."""


@page
def show_statistics(request: HttpRequest) -> HttpResponse:
    return render(request, "events/statistics.html", charts.page(request.GET))


@page
def chart_csv(request: HttpRequest, chart: str) -> HttpResponse:
    """Answer the numbers of a chart; what can't be read in the address is refused, as a file can show no notice."""
    scope = _scope(request, chart)
    if scope.question.errors:
        return _refused(scope)
    origin = request.build_absolute_uri("/")[:-1]
    head, rows = charts.table(charts.CHARTS[chart](scope), scope, origin, _address(request))
    return _file(grid(head, rows), "text/csv; charset=utf-8", f"{chart}.csv")


@page
def chart_svg(request: HttpRequest, chart: str) -> HttpResponse:
    scope = _scope(request, chart)
    if scope.question.errors:
        return _refused(scope)
    return _file(_drawn(request, scope, chart), "image/svg+xml; charset=utf-8", f"{chart}.svg")


@page
def chart_png(request: HttpRequest, chart: str) -> HttpResponse:
    scope = _scope(request, chart)
    if scope.question.errors:
        return _refused(scope)
    return _file(_picture(_drawn(request, scope, chart)), "image/png", f"{chart}.png")


@lru_cache(maxsize=MOST_PICTURES)
def _picture(svg: str) -> bytes:
    """Return a drawing as dots. Kept by the drawing itself, so that a picture can never be of other numbers."""
    return pictures.png(svg, DOTS)


def _scope(request: HttpRequest, chart: str) -> charts.Scope:
    if chart not in charts.CHARTS:
        raise Http404
    return charts.Scope(request.GET)


def _drawn(request: HttpRequest, scope: charts.Scope, chart: str) -> str:
    shown = charts.sheet(charts.CHARTS[chart](scope), scope, _address(request))
    return render_to_string("events/statistics/sheet.svg", shown)


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(addresses.page("statistics"))


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'inline; filename="defections-{name}"'}
    )


def _refused(scope: charts.Scope) -> HttpResponse:
    told = "\n".join(f"{error.field}: {error.said} {error.advice}" for error in scope.question.errors)
    return HttpResponse(f"{told}\n", status=400, content_type="text/plain; charset=utf-8")
