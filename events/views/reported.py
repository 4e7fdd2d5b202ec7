"""Pages of reported figures: the index, one series, and the address of one number."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from ..models import PublicSeries
from ..presenters import addresses, figure_address, figures_index, series_page, structured
from .frame import page


@page
def show_figures(request: HttpRequest) -> HttpResponse:
    if slug := figures_index.only_series(request.GET):
        return HttpResponsePermanentRedirect(addresses.series(slug))
    return render(request, "events/figures.html", figures_index.page(request.GET))


@page
def show_series(request: HttpRequest, series: str) -> HttpResponse:
    row = get_object_or_404(PublicSeries, slug=series)
    told = series_page.page(row, request.GET)
    told |= {"structured": structured.of_series(told, request.build_absolute_uri)}
    return render(request, "events/series.html", told)


@page
def lead_to_figure(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lead from the lasting address of a figure or a bridge to where it stands now: it may move to another series."""
    row = figure_address.find(public_id)
    if row is None:
        raise Http404
    if row.tombstone:
        return render(request, "events/figure_gone.html", figure_address.tombstone(row), status=410)
    return HttpResponseRedirect(figure_address.of(row))
