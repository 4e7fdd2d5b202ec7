"""Public pages. The language is in the path; every page is as old as the public record, and says so in its ETag."""

import datetime as dt
from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import condition, require_safe

from .derive import status
from .models import PublicChange, PublicEvent, PublicSource, StatisticYear
from .presenters import changes, event_page, explorer, figures_page, method_page, source_page, yearly
from .presenters.addresses import LANGUAGES

View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """Make a view a public page: read only, in the language of its path, fresh as long as the record is unchanged."""

    @wraps(view)
    @condition(etag_func=dataset_etag)
    def in_language(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:
        with translation.override(language):
            try:
                response = view(request, **kwargs)
            except Http404:
                response = render(request, "events/missing.html", status=404)
        response["Content-Language"] = language
        return response

    @require_safe
    @wraps(in_language)
    def kept(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = in_language(request, **kwargs)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return kept


def dataset_etag(request: HttpRequest, **kwargs: Any) -> str:
    """Return the version of everything public and of the program that shows it. Costs: 1 query."""
    last = PublicChange.objects.order_by("-number").values_list("number")[:1]
    counted = StatisticYear.objects.order_by("-from_change").values_list("from_change")[:1]
    numbers = "-".join(str(number) for (number,) in last.union(counted, all=True))
    return f'"{numbers}-{program_version()}"'


@cache
def program_version() -> str:
    """Return a digest of what shapes a page besides the data, so that a new release is not hidden by an old ETag."""
    folders = (settings.ROOT / "templates", settings.ROOT / "static", Path(__file__).parent)
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SHAPING)
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


SHAPING = {".html", ".css", ".js", ".svg", ".py", ".mo", ".csv"}


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the pages in the language that the browser prefers; English where it knows neither."""
    wanted = [code[:2] for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())]
    language = next((code for code in wanted if code in LANGUAGES), "en")
    response = HttpResponseRedirect(f"/{language}/")
    response["Vary"] = "Accept-Language"
    return response


@page
def show_explorer(request: HttpRequest) -> HttpResponse:
    return render(request, "events/explorer.html", explorer.page(request.GET))


@page
def show_event(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    event = get_object_or_404(PublicEvent, public_id=public_id)
    if event.tombstone:
        return render(request, "events/tombstone.html", event_page.tombstone(event), status=410)
    return render(request, "events/event.html", event_page.page(event))


@page
def show_source(request: HttpRequest, public_id: str) -> HttpResponse:
    source = get_object_or_404(PublicSource, public_id=public_id)
    return render(request, "events/source.html", source_page.page(source))


@page
def show_figures(request: HttpRequest) -> HttpResponse:
    return render(request, "events/figures.html", figures_page.page(request.GET))


@page
def show_statistics(request: HttpRequest) -> HttpResponse:
    return render(request, "events/statistics.html", yearly.page(request.GET))


@page
def show_method(request: HttpRequest) -> HttpResponse:
    return render(request, "events/method.html", method_page.page())


@page
def show_data(request: HttpRequest) -> HttpResponse:
    return render(request, "events/data.html", {"latest": PublicChange.objects.last()})


@page
def show_corrections(request: HttpRequest) -> HttpResponse:
    return render(request, "events/corrections.html", changes.corrections(request.GET))


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Answer that the process serves requests, whatever else is down."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Tell whether database and statistics keep up; 503 while the database does not answer."""
    ...
