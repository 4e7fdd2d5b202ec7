"""The map of the site for search engines: live pages alone, each in both languages, with the day of its last change."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.db.models import Max, OuterRef, QuerySet, Subquery

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


class Numbered(Both):
    """A large part, page by page: each names the rows of as many numbers, and reads no others."""

    model: ClassVar[type[PublicEvent | PublicSource]]
    columns: ClassVar[tuple[str, ...]]

    def rows(self) -> "QuerySet[Any]":
        """Return the rows that have a page."""
        return self.model._default_manager.all()

    @property
    def paginator(self) -> "Paginator[Any]":
        return Paginator(ByNumber(self), self.limit)

    def get_latest_lastmod(self) -> dt.datetime | None:
        last = self.model._default_manager.order_by("-change", "-number")
        return last.annotate(at=CHANGED).values_list("at", flat=True).first()


class ByNumber(Sequence[Any]):
    """The items of a part, each once in every language, in the place that its number gives it."""

    def __init__(self, part: Numbered) -> None:
        self.part = part
        self.languages = [code for code, _ in settings.LANGUAGES]

    def __len__(self) -> int:
        last = self.part.model._default_manager.aggregate(last=Max("number"))["last"]
        return (last or 0) * len(self.languages)

    def __getitem__(self, places: Any) -> Any:
        """Return the items of a slice; there are fewer than places where a number has no page. Costs: 1 query."""
        first, past = (place // len(self.languages) for place in (places.start, places.stop))
        rows = self.part.rows().filter(number__gt=first, number__lte=past).order_by("number")
        return [(row, code) for row in rows.values_list(*self.part.columns, CHANGED) for code in self.languages]


class Events(Numbered):
    model, columns = PublicEvent, ("public_id", "title_en", "title_ko")

    def rows(self) -> "QuerySet[Any]":
        return PublicEvent.objects.live()

    def location(self, item: tuple[Any, ...]) -> str:
        return addresses.named_event(item[0], item[2 if addresses.language() == "ko" else 1])


class Sources(Numbered):
    model, columns = PublicSource, ("public_id",)

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
