"""Public pages. The language is in the path; every page is as old as the public record, and says so in its ETag."""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import condition, require_safe

from tracker.celery import app as celery

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


def dataset_etag(_request: HttpRequest, **_path: Any) -> str:
    """Return the version of everything public and of the program that shows it. Costs: 1 query."""
    last = PublicChange.objects.order_by("-number").values("number")[:1]
    counted = StatisticYear.objects.order_by("-from_change").values("from_change")[:1]
    numbers = PublicChange.objects.order_by("number").values_list(Subquery(last), Subquery(counted)).first() or (0, 0)
    return f'"{numbers[0]}-{numbers[1] or 0}-{program_version()}"'


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
def show_event(request: HttpRequest, public_id: str, **_slug: str) -> HttpResponse:
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


@page
def show_missing(_request: HttpRequest, **_rest: str) -> HttpResponse:
    """Say in the reader's language that there is no such page."""
    raise Http404


@require_safe
def livez(_request: HttpRequest) -> HttpResponse:
    """Answer that the process serves requests, whatever else is down."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Tell whether database, broker and statistics keep up; 503 while the database does not answer."""
    try:
        state = status()
    except OperationalError:
        return JsonResponse({"database": False}, status=503)
    told = {key: state[key] for key in ("dataset_version", "from_change", "open_rows", "oldest_open_at")}
    return JsonResponse({"database": True, "broker": broker_answers(), **told})


def broker_answers() -> bool:
    """Return whether the broker takes a connection. Pages and edits work without it; statistics wait."""
    try:
        with celery.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (OSError, *celery.connection_for_read().connection_errors):
        return False
    return True
