"""The map of the site for search engines: live pages alone, each in both languages, with the day of its last change."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.sitemaps import Sitemap, views
from django.db.models import OuterRef, Subquery

from .models import PublicChange, PublicCheck, PublicEvent, PublicSeries, PublicSource
from .presenters import addresses

PAGES = (
    "explorer",
    "map",
    "figures",
    "checks",
    "statistics",
    "method",
    "codebook_page",
    "codebook_columns",
    "data",
    "corrections",
)
CHANGED = Subquery(PublicChange.objects.filter(number=OuterRef("change")).values("at"))


class Both(Sitemap):  # type: ignore[type-arg]
    """A part of the map. `items` are tuples of what an address needs and the time of the last change."""

    i18n = alternates = True
    limit = 5000  # languages counted: a file of some megabytes, made in a second

    def lastmod(self, item: tuple[Any, ...]) -> dt.datetime | None:
        at: dt.datetime | None = item[-1]
        return at


class Pages(Both):
    def items(self) -> Sequence[tuple[Any, ...]]:
        last = PublicChange.objects.order_by("-number").values_list("at", flat=True).first()
        return [(name, last) for name in PAGES]

    def location(self, item: tuple[Any, ...]) -> str:
        return addresses.page(item[0])


class Events(Both):
    def items(self) -> Sequence[tuple[Any, ...]]:
        rows = PublicEvent.objects.live().order_by("number")
        return list(rows.values_list("public_id", "title_en", "title_ko", CHANGED))

    def location(self, item: tuple[Any, ...]) -> str:
        return addresses.named_event(item[0], item[2 if addresses.language() == "ko" else 1])


class Sources(Both):
    def items(self) -> Sequence[tuple[Any, ...]]:
        return list(PublicSource.objects.order_by("number").values_list("public_id", CHANGED))

    def location(self, item: tuple[Any, ...]) -> str:
        return addresses.source(item[0])


class Checks(Both):
    def items(self) -> Sequence[tuple[Any, ...]]:
        rows = PublicCheck.objects.filter(tombstone="").order_by("number")
        return list(rows.values_list("public_id", CHANGED))

    def location(self, item: tuple[Any, ...]) -> str:
        return addresses.page("check", item[0])


class Series(Both):
    def items(self) -> Sequence[tuple[Any, ...]]:
        return list(PublicSeries.objects.order_by("number").values_list("slug", CHANGED))

    def location(self, item: tuple[Any, ...]) -> str:
        return addresses.series(item[0])


PARTS: dict[str, Any] = {
    "pages": Pages,
    "events": Events,
    "sources": Sources,
    "checks": Checks,
    "series": Series,
}
show_index = partial(views.index, sitemaps=PARTS, sitemap_url_name="sitemap_part")
show_part = partial(views.sitemap, sitemaps=PARTS)
