"""ETags from the version of the dataset: what has not changed is not made again."""

from hashlib import blake2s

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from ..exports import program_version
from ..models import ReckonedSeries, StatisticYear, record_version

CACHE_CONTROL = "public, max-age=0, must-revalidate"


def dataset_version() -> str:
    """Return what changes with everything public. Costs: 1 query."""
    return record_version()


def statistics_version() -> str:
    """Return what changes with everything public and with the yearly counts, which follow later. Costs: 1 query."""
    return record_version(StatisticYear)


def reckoned_version() -> str:
    """Return what changes with everything public and each time a series is reckoned again. Costs: 1 query."""
    return record_version(ReckonedSeries)


def etag(request: HttpRequest, media_type: str, version: str) -> str:
    """Return the weak ETag of one address in one format."""
    asked = f"{request.get_host()}{request.get_full_path()} {media_type} {program_version()}"
    return f'W/"{version}-{blake2s(asked.encode(), digest_size=8).hexdigest()}"'


def not_modified(request: HttpRequest, tag: str) -> HttpResponse | None:
    """Return a 304 if the client holds this very answer. `*` is no tag that we gave, so it is not one."""
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": CACHE_CONTROL})
    return None
