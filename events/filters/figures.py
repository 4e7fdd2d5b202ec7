"""The one question about reported figures."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from .. import partial_dates
from ..models import PublicFigure, PublicSeries, PublicSource
from ..vocabulary import Bilingual
from .events import FROM, TO
from .paging import Order
from .parameter import CHOICE, CODES, DAY, IDS, SLUGS, Parameter
from .question import Question, list_parameters
from .reading import Params

PERIOD = Coalesce("period_from", "period_to", Value(date(1900, 1, 1)), output_field=DateField())
FIGURE_ORDERS = {
    "newest": Order("newest", PERIOD, date, descending=True),
    "oldest": Order("oldest", PERIOD, date),
    "changed": Order("changed", F("change"), int, descending=True),
}
OF_SERIES = ("series", "concept", "subgroup")
KNOWN_ON = Parameter(
    "known_on",
    DAY,
    "",
    Bilingual(
        "A day, as 2024-08-21: what had been published by then, each edition as it was on that day.",
        "하루. 예: 2024-08-21. 그날까지 발표된 것만 그날의 판으로 보여 준다.",
    ),
    Bilingual("As known on", "알려진 시점"),
)
FIGURE_PARAMETERS = (
    FROM,
    TO,
    Parameter(
        "series",
        SLUGS,
        "",
        Bilingual("Id of a series, as arrivals-all.", "통계 계열의 식별자. 예: arrivals-all."),
        Bilingual("Series", "계열"),
    ),
    Parameter(
        "concept",
        SLUGS,
        "",
        Bilingual("What a series counts, as arrivals.", "계열이 세는 것. 예: arrivals."),
        Bilingual("Concept", "개념"),
    ),
    Parameter(
        "subgroup",
        SLUGS,
        "",
        Bilingual("Which part of the population, as female.", "집단의 어느 부분인지. 예: female."),
        Bilingual("Subgroup", "하위 집단"),
    ),
    Parameter("issuer", CODES, "issuer", Bilingual("Who said it.", "발표 주체."), Bilingual("Issuer", "발표 주체")),
    Parameter("edition", CODES, "edition", Bilingual("Which edition.", "어느 판인지."), Bilingual("Edition", "판")),
    Parameter(
        "source",
        IDS,
        "",
        Bilingual("Id of the source that prints it, as SR-000001.", "수치를 실은 출처의 식별자. 예: SR-000001."),
        Bilingual("Source", "출처"),
        prefix="SR",
    ),
    Parameter(
        "shown",
        CHOICE,
        "",
        Bilingual(
            "1: only the edition that the rule chose for its slot; 0: only the others.",
            "1: 규칙에 따라 고른 판만, 0: 나머지만.",
        ),
        Bilingual("Chosen by the rule", "대표 수치"),
        ("1", "0"),
    ),
    KNOWN_ON,
    *list_parameters(FIGURE_ORDERS),
)


class Past(Protocol):
    """Who tells what was known on a day: `reconciliation`, which stands above this room."""

    def editions(self, rows: Iterable[PublicFigure], known_on: date) -> dict[str, str]: ...

    def shown_on(self, rows: Iterable[PublicFigure], known_on: date) -> set[str]: ...


class Vintage(NamedTuple):
    """What was known on one day: the edition of each figure by its id, and the ids that the rule chose."""

    editions: dict[str, str]
    shown: set[str]


class DatedQuestion(Question):
    """A question that may ask of what was known on a day."""

    @property
    def known_on(self) -> date | None:
        return date.fromisoformat(self.one("known_on")) if "known_on" in self.values else None


class FigureFilter(DatedQuestion):
    """Which reported figures a query string asks for. A period in `from` and `to` overlaps the figure's own.

    With `known_on` it asks of that day: what was published later is left out, `edition` and `shown` are those of then.
    """

    parameters = FIGURE_PARAMETERS
    orders = FIGURE_ORDERS
    subject = Bilingual("Reported figures", "발표된 수치")

    def __init__(
        self, params: Params, queryset: QuerySet[PublicFigure], *, past: Past, also: Collection[str] = ()
    ) -> None:
        super().__init__(params, also=also)
        self.past, self.of_series = past, self._read_series()
        matching = queryset.filter(self.of_series & self._read_conditions(), tombstone="")
        self.queryset: QuerySet[PublicFigure] = self.order.sort(matching)

    @cached_property
    def vintage(self) -> Vintage | None:
        """What was known on the day that is asked for, of the series that are. Costs: 1 query if one is."""
        if self.known_on is None:
            return None
        rows = list(PublicFigure.objects.filter(self.of_series, tombstone="").select_related("series"))
        return Vintage(self.past.editions(rows, self.known_on), self.past.shown_on(rows, self.known_on))

    def _read_conditions(self) -> Q:
        found = Q(released_to__lte=self.known_on) if self.known_on else Q()
        if asked := self.values.get("source"):
            sources = PublicSource.objects.filter(public_id__in=asked)
            self.check_known("source", set(sources.values_list("public_id", flat=True)))
        if asked := self.values.get("source"):
            found &= Q(source__public_id__in=asked)
        if "issuer" in self.values:
            found &= Q(issuer__in=self.values["issuer"])
        if "edition" in self.values:
            found &= self._of_editions(self.values["edition"])
        if "shown" in self.values:
            chosen = Q(public_id__in=self.vintage.shown) if self.vintage else Q(shown=True)
            found &= chosen if self.one("shown") == "1" else ~chosen
        if first := self.values.get("from"):
            found &= Q(period_to__gte=partial_dates.read(first[0]).start) | Q(period_to=None)
        if last := self.values.get("to"):
            found &= Q(period_from__lte=partial_dates.read(last[0]).end) | Q(period_from=None)
        return found

    def _of_editions(self, asked: list[str]) -> Q:
        if self.vintage is None:
            return Q(edition__in=asked)
        return Q(public_id__in=[figure for figure, edition in self.vintage.editions.items() if edition in asked])

    def _read_series(self) -> Q:
        """Return the condition on the series: they are few, so their documents are read. Costs: 1 query if asked."""
        if not any(name in self.values for name in OF_SERIES):
            return Q()
        series = [
            (number, (document := json.loads(text)) | {"series": document["id"]})
            for number, text in PublicSeries.objects.values_list("number", "document")
        ]
        for name in OF_SERIES:
            known = {document[name] for _, document in series}
            self.check_known(name, known, known)
        asked = [name for name in OF_SERIES if name in self.values]
        return Q(
            series__in=[
                number for number, document in series if all(document[name] in self.values[name] for name in asked)
            ]
        )
