"""What every public page has in common: read only, in the language of its path, as old as the public record."""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from ..kept import keep
from ..models import ReckonedSeries, StatisticYear, record_version
from ..presenters import missing

View = Callable[..., HttpResponse]


def page(view: View, also: Callable[[], str] = str) -> View:
    """Make a view a public page: read only, in the language of its path, fresh as long as the record is unchanged."""
    return fresh(spoken(view), also)


def fresh(view: View, also: Callable[[], str] = str) -> View:
    """Let a view be read only, and made again only when the public record, the program or what `also` tells changed."""

    @require_safe
    @wraps(view)
    def if_changed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        tag, more = dataset_etag(request), also()
        tag = f'{tag[:-1]}-{more}"' if more else tag

        def made_once(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return keep(request, tag, lambda: view(request, **kwargs))

        response: HttpResponse = condition(etag_func=lambda *_, **__: tag)(made_once)(request, **kwargs)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return if_changed


def spoken(view: View) -> View:
    """Make a view answer in the language of its path, and where there is nothing too."""

    @wraps(view)
    def in_language(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:
        with translation.override(language):
            try:
                response = view(request, **kwargs)
            except Http404:
                response = render(request, "events/missing.html", missing.page(request.path_info), status=404)
        response["Content-Language"] = language
        return response

    return in_language


def unkept(view: View) -> View:
    """Make a view a page of one reader: kept by no cache, listed by no search engine."""

    @wraps(view)
    def for_one(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = spoken(view)(request, **kwargs)
        response["Cache-Control"] = "no-store, private"  # `never_cache` would tell the second in Expires besides
        response["X-Robots-Tag"] = "noindex"
        return response

    return for_one


def dataset_etag(_request: HttpRequest, **_path: Any) -> str:
    """Return the version of everything public and of the program that shows it. Costs: 1 query.

    A count or a finding follows a change a moment later, so both have a part of it. A page may tell what has not been
    yet, or reach to this year, so the day in Korea is one too.
    """
    return f'"{record_version(StatisticYear, ReckonedSeries)}-{timezone.localdate():%y%m%d}-{program_version()}"'


@cache
def program_version() -> str:
    """Return a digest of what shapes a page besides the data, so that a new release is not hidden by an old ETag."""
    folders = (settings.ROOT / "templates", settings.ROOT / "static", Path(__file__).parent.parent)
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SHAPING)
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


SHAPING = {".html", ".css", ".js", ".svg", ".py", ".mo", ".csv"}
