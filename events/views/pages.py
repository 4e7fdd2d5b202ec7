"""Public pages: each asks its presenter and shows what it says."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import releases
from ..exports import COLUMNS
from ..presenters import codebook_page, data_page, method_page
from .frame import page
from .names import preferred


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the pages in the language that the browser prefers; English where it knows neither."""
    return HttpResponseRedirect(f"/{preferred(request)}/", headers={"Vary": "Accept-Language"})


@page
def show_method(request: HttpRequest) -> HttpResponse:
    return render(request, "events/method.html", method_page.page())


@page
def show_codebook(request: HttpRequest) -> HttpResponse:
    return render(request, "events/codebook.html", codebook_page.page())


@page
def show_columns(request: HttpRequest) -> HttpResponse:
    return render(request, "events/codebook_columns.html", codebook_page.columns_page(COLUMNS))


@partial(page, also=releases.stamp)
def show_data(request: HttpRequest) -> HttpResponse:
    shown = data_page.page(request.build_absolute_uri("/")[:-1], releases.described())
    return render(request, "events/data.html", shown)


@page
def show_missing(_request: HttpRequest, **_rest: str) -> HttpResponse:
    """Say in the reader's language that there is no such page."""
    raise Http404
