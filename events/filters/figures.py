"""The one question about reported figures."""

import json
from collections.abc import Collection
from datetime import date

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from .. import partial_dates
from ..models import PublicFigure, PublicSeries, PublicSource
from ..vocabulary import Bilingual
from .events import FROM, TO
from .paging import Order
from .parameter import CHOICE, CODES, IDS, SLUGS, Parameter
from .question import Question, list_parameters
from .reading import Params

PERIOD = Coalesce("period_from", "period_to", Value(date(1900, 1, 1)), output_field=DateField())
FIGURE_ORDERS = {
    "newest": Order("newest", PERIOD, date, descending=True),
    "oldest": Order("oldest", PERIOD, date),
    "changed": Order("changed", F("change"), int, descending=True),
}
OF_SERIES = ("series", "concept", "subgroup")
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
    *list_parameters(FIGURE_ORDERS),
)


class FigureFilter(Question):
    """Which reported figures a query string asks for. A period in `from` and `to` overlaps the figure's own."""

    parameters = FIGURE_PARAMETERS
    orders = FIGURE_ORDERS
    subject = Bilingual("Reported figures", "발표된 수치")

    def __init__(self, params: Params, queryset: QuerySet[PublicFigure], *, also: Collection[str] = ()) -> None:
        super().__init__(params, also=also)
        matching = queryset.filter(self._read_conditions(), tombstone="")
        self.queryset: QuerySet[PublicFigure] = self.order.sort(matching)

    def _read_conditions(self) -> Q:
        found = self._read_series()
        if asked := self.values.get("source"):
            sources = PublicSource.objects.filter(public_id__in=asked)
            self.check_known("source", set(sources.values_list("public_id", flat=True)))
        if asked := self.values.get("source"):
            found &= Q(source__public_id__in=asked)
        for name in ("issuer", "edition"):
            if name in self.values:
                found &= Q(**{f"{name}__in": self.values[name]})
        if "shown" in self.values:
            found &= Q(shown=self.one("shown") == "1")
        if first := self.values.get("from"):
            found &= Q(period_to__gte=partial_dates.read(first[0]).start) | Q(period_to=None)
        if last := self.values.get("to"):
            found &= Q(period_from__lte=partial_dates.read(last[0]).end) | Q(period_from=None)
        return found

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
