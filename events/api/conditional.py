"""ETags from the version of the dataset: what has not changed is not made again."""

from hashlib import blake2s

from django.db.models import Max, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from ..exports import program_version
from ..models import PublicChange, ReckonedSeries, StatisticYear

CACHE_CONTROL = "public, max-age=0, must-revalidate"


def dataset_version() -> str:
    """Return the number of the last public change. Costs: 1 query, on one index."""
    return str(PublicChange.objects.aggregate(last=Max("number"))["last"] or 0)


def statistics_version() -> str:
    """Return the last public change and the last one that the yearly counts include. Costs: 1 query."""
    last = PublicChange.objects.order_by("-number").values_list("number")[:1]
    counted = StatisticYear.objects.order_by("-from_change").values_list("from_change")[:1]
    return ".".join(str(number) for (number,) in last.union(counted, all=True))


def reckoned_version() -> str:
    """Return the last public change, and what changes each time a series is reckoned again. Costs: 1 query."""
    last = PublicChange.objects.order_by("-number")
    found = last.values_list("number", Subquery(ReckonedSeries.objects.version())).first()
    return ".".join(str(number or 0) for number in found or (0, 0))


def etag(request: HttpRequest, media_type: str, version: str) -> str:
    """Return the weak ETag of one address in one format."""
    asked = f"{request.get_host()}{request.get_full_path()} {media_type} {program_version()}"
    return f'W/"{version}-{blake2s(asked.encode(), digest_size=8).hexdigest()}"'


def not_modified(request: HttpRequest, tag: str) -> HttpResponse | None:
    """Return a 304 if the client holds this very answer. `*` is no tag that we gave, so it is not one."""
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": CACHE_CONTROL})
    return None
