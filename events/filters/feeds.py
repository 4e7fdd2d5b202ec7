"""The questions of feeds: what became public under a filter, and what was changed afterwards, last first."""

from typing import Any

from django.db.models import QuerySet

from ..models import PublicChange, PublicEvent
from ..models.public import FIRST_KINDS
from ..vocabulary import Bilingual
from .events import EVENT_ORDERS, EVENT_PARAMETERS, EventFilter
from .paging import MOST_NUMBER
from .parameter import IDS, NUMBER, Parameter
from .question import PLACE_IN_LIST, Question
from .reading import Params

BEFORE = Parameter(
    "before",
    NUMBER,
    "",
    Bilingual("Only lines before this number of a change.", "이 변경 번호보다 앞선 것만."),
    Bilingual("Before change", "이 변경 이전"),
    ("1", str(MOST_NUMBER)),
)
EVENT = Parameter(
    "event",
    IDS,
    "",
    Bilingual("Id of an event, as EV-000123.", "사건의 식별자. 예: EV-000123."),
    Bilingual("Event", "사건"),
    prefix="EV",
)


class EventFeed(EventFilter):
    """The events of a filter in the order in which they became public; an order or a cursor of a list is refused."""

    parameters = (*[parameter for parameter in EVENT_PARAMETERS if parameter.name not in PLACE_IN_LIST], BEFORE)
    orders = {"newest": EVENT_ORDERS["newest"]}

    def __init__(self, params: Params) -> None:
        super().__init__(params, PublicEvent.objects.all())
        matching = self.queryset.order_by().values("public_id")
        lines = PublicChange.objects.filter(record="event", kind__in=FIRST_KINDS, public_id__in=matching)
        self.lines = before(self, lines)


class CorrectionFeed(Question):
    """Every change of a public value, of all records or of some events, those that are tombstones now included."""

    parameters = (EVENT, BEFORE)
    subject = Bilingual("Corrections", "정정")

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        lines = PublicChange.objects.exclude(kind__in=FIRST_KINDS)
        if events := self.values.get("event"):
            known = PublicEvent.objects.filter(public_id__in=events).values_list("public_id", flat=True)
            self.check_known("event", set(known))
            lines = lines.filter(public_id__in=self.values.get("event", []))
        self.lines = before(self, lines)


def before(question: Question, lines: QuerySet[PublicChange]) -> QuerySet[PublicChange]:
    """Return the lines of one page of a feed, last first. `before` is a number that stays: no line is read twice."""
    further: dict[str, Any] = {"number__lt": int(question.one("before"))} if "before" in question.values else {}
    return lines.filter(**further).order_by("-number")
