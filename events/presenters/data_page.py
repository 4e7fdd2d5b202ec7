"""The page of the data: what there is to take, how much of it, how to ask for it and how to cite it."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Sum, Value
from django.utils import timezone
from django.utils.translation import gettext

from .. import partial_dates
from ..models import (
    PublicBridge,
    PublicChange,
    PublicCheck,
    PublicCount,
    PublicFigure,
    PublicSeries,
    PublicTally,
    YearlyStatistic,
)
from ..vocabulary import Bilingual, DatePrecision
from . import addresses, catalogue, distributions, recipes

ABOUT = Bilingual(
    "Defections and other crossings of the Korean border, one row an event, each value with the words of its sources.",
    "남북 경계를 넘은 탈북·월북과 그 밖의 이동을 사건마다 한 줄로 적고, 값마다 출처의 말을 붙인 기록.",
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LISTS = {
    "events": (PublicTally.objects.of("codes"), Bilingual("Events", "사건")),
    "claims": (
        PublicCount.objects.of("claim"),
        Bilingual("Claims: what each source says", "주장: 출처마다 말한 것"),
    ),
    "sources": (PublicCount.objects.of("source"), Bilingual("Sources", "출처")),
    "figures": (PublicFigure.objects.filter(tombstone=""), Bilingual("Reported figures", "보도된 수치")),
    "series": (PublicSeries.objects.all(), Bilingual("Series of figures", "수치 계열")),
    "bridges": (PublicBridge.objects.filter(tombstone=""), Bilingual("Bridges between series", "계열의 연결")),
    "checks": (PublicCheck.objects.filter(tombstone=""), Bilingual("Checked sentences", "검증한 문장")),
    "statistics": (YearlyStatistic.objects.all(), Bilingual("Yearly counts", "연도별 집계")),
    "changes": (PublicChange.objects.all(), Bilingual("Changes and corrections", "변경과 정정")),
}


def page(site: str, releases: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what there is to take; `site` is the address of this site, without a slash, `releases` those that stand.

    Costs: 2 queries.
    """
    latest = PublicChange.objects.last()
    lists = [
        {"name": name, "label": LISTS[name][-1], "rows": rows, "forms": addresses.forms(name)}
        for name, rows in counts().items()
    ]
    return {
        "latest": latest,
        "lists": lists,
        "site": site,
        "language": addresses.language(),
        "recipes": recipes.for_site(site),
        "described": _described(site, latest, releases),
        "catalogue": catalogue.of(site, str(ABOUT), latest, releases),
        "releases": [_release(release) for release in releases],
    }


def _release(told: dict[str, Any]) -> dict[str, Any]:
    """Return a release with addresses that never answer anything else than the file with its sum."""
    files = [file | {"for_good": f"{file['href']}?sha256={file['sha256']}"} for file in told["files"]]
    released = partial_dates.read(told["released"])
    day = partial_dates.show(released.start, released.end, DatePrecision.DAY, addresses.language())
    sums = f"/data/releases/{told['id']}/SHA256SUMS"
    return told | {"files": files, "day": day, "sums": sums, "signature": f"{sums}.sig" if told["signed"] else ""}


def counts() -> dict[str, int]:
    """Return how many rows each list has, in the order of the page, from kept counts of the large. Costs: 1 query."""
    numbers = {"events": Sum("events"), "claims": Sum("rows"), "sources": Sum("rows"), "changes": Max("number")}
    each = [
        rows.order_by().values(list=Value(name)).annotate(n=numbers.get(name, Count("pk"))).values_list("list", "n")
        for name, (rows, _) in LISTS.items()
    ]
    found = dict(each[0].union(*each[1:], all=True))
    return {name: found.get(name) or 0 for name in LISTS}


def _described(site: str, latest: PublicChange | None, releases: list[dict[str, Any]]) -> str:
    """Return the data set in the words of schema.org, for search engines of data."""
    here, name = f"{site}{addresses.page('data')}", gettext("Defection Events Tracker")
    dated = (
        {"version": str(latest.number), "dateModified": timezone.localtime(latest.at).date().isoformat()}
        if latest
        else {}
    )
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": here,
        "url": here,
        "name": name,
        "description": str(ABOUT),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": ["en", "ko"],
        "creator": {"@type": "Organization", "name": name, "url": f"{site}{addresses.page('explorer')}"},
        "spatialCoverage": str(Bilingual("Korean peninsula", "한반도")),
        "temporalCoverage": distributions.TEMPORAL,
        "measurementTechnique": f"{site}{addresses.page('method')}",
        **dated,
        "distribution": [*_files(site), *_frozen(site, releases)],
    }
    return json.dumps(described, ensure_ascii=False, separators=(",", ":"))


def _files(site: str) -> Iterator[dict[str, Any]]:
    for file in distributions.all_of():
        named = {"@type": "DataDownload", "name": file.name, "encodingFormat": file.media_type}
        yield named | {"contentUrl": f"{site}{file.path}"}


def _frozen(site: str, releases: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the files of the newest release that hold records, each with its sum."""
    for file in (file for release in releases[:1] for file in release["files"] if file["rows"] is not None):
        named = {"@type": "DataDownload", "name": f"{releases[0]['id']}: {file['path']}", "sha256": file["sha256"]}
        yield named | {"encodingFormat": file["media_type"], "contentUrl": f"{site}{file['href']}"}
