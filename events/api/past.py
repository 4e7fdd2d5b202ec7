"""The lists and records of the API as they stood after a change: `as_of` (docs/adr/0039-as-of.md)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.http import QueryDict

from ..filters import AS_OF_PARAMETER, EventFilter, Question, StateFilter, not_of_the_past, read_as_of
from ..filters.reading import Params
from ..models import PublicVersion
from .lists import ClaimList, DocumentList, EventList, SourceList
from .numbers import BridgeList, CheckList, FigureList, SeriesList, spliced

AS_OF = AS_OF_PARAMETER.name
OF_TODAY = {"include": ("links", "verdict"), "known_on": (), "q": (), "source": (), "publisher": ()}
"""Parameters of events and of records that the past does not know; of one with values here only those."""


class PastEvents(EventFilter, DocumentList):
    """Events as they stood, asked of their versions."""

    parameters = EventList.parameters
    columns = EventList.columns

    def __init__(self, params: Params) -> None:
        super().__init__(params, PublicVersion.objects.all())

    def _check_record(self) -> None:
        self.change = read_past(self)
        self._live = PublicVersion.objects.as_of(self.change or 0)
        super()._check_record()


class PastList(StateFilter, DocumentList):
    """Records other than events as they stood."""


class PastSources(PastList):
    record, parameters, orders = "source", SourceList.parameters, SourceList.orders


class PastClaims(PastList):
    record, parameters, orders = "claim", ClaimList.parameters, ClaimList.orders


class PastFigures(PastList):
    record, parameters, orders = "figure", FigureList.parameters, FigureList.orders


class PastSeries(PastList):
    record, parameters, orders = "series", SeriesList.parameters, SeriesList.orders


class PastBridges(PastList):
    record, parameters, orders = "bridge", BridgeList.parameters, BridgeList.orders


class PastChecks(PastList):
    """Checked sentences as they stood. What is found about them is a matter of today, so `finding` is null."""

    record, parameters, orders = "check", CheckList.parameters, CheckList.orders
    json_only: ClassVar[tuple[str, ...]] = CheckList.json_only
    beside = CheckList.beside

    def texts(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        return [spliced(document, "finding", "null") for (document,) in rows]


PASTS: Mapping[str, type[DocumentList]] = {
    "event": PastEvents,
    "source": PastSources,
    "claim": PastClaims,
    "figure": PastFigures,
    "series": PastSeries,
    "bridge": PastBridges,
    "check": PastChecks,
}
"""Kind of record -> the question to its past."""


def asks_past(params: QueryDict) -> bool:
    """Tell whether a query string gives `as_of`, be it valid or not."""
    return any(text for text in params.getlist(AS_OF))


def read_past(question: Question) -> int | None:
    """Return the change that a question knows of, none if it asks of today; refuse beside it what is of today only.

    Costs: 1 query if `as_of` is given.
    """
    if AS_OF not in question.values and AS_OF not in {error.field for error in question.errors}:
        return None
    change = read_as_of(question)
    for name, values in OF_TODAY.items():
        given = question.values.get(name, [])
        if given and (not values or set(values) & set(given)):
            question.refuse(not_of_the_past(name, AS_OF, next((one for one in values if one in given), "")))
    return change
