"""Questions to the past: `as_of` a day, a moment or the number of a change, by the privacy of today (ADR 0039)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import DateField, F, Func, Model, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from .. import partial_dates
from ..models import PublicChange, PublicCount, PublicEvent, PublicSeries, PublicSource, PublicState
from ..models.public import UNDATED
from ..vocabulary import Bilingual
from .paging import Order
from .parameter import AS_OF, MOMENT, Parameter, RefusedParameter
from .question import Question
from .reading import Params

AS_OF_PARAMETER = Parameter(
    AS_OF,
    MOMENT,
    "",
    Bilingual(
        "The record as it stood: at the end of a day in Korea, as 2026-01-31; at a moment, as 2026-01-31T09:00:00Z; or"
        " after a change, by its number in the feed. What was withdrawn or taken down since is gone from it.",
        "그때의 기록: 한국 시각으로 그날이 끝났을 때(2026-01-31), 어떤 순간(2026-01-31T09:00:00Z), 또는 변경 번호로 그"
        " 변경 직후. 그 뒤 철회되거나 내려진 것은 보이지 않는다.",
    ),
    Bilingual("As of", "기준 시점"),
)
OF_A_LIST = (AS_OF, "sort", "cursor", "limit", "count", "fields", "format")
KNOWN: Mapping[str, tuple[type[Model], str]] = {
    "event": (PublicEvent, "public_id"),
    "source": (PublicSource, "public_id"),
    "publisher": (PublicCount, "publisher_slug"),
    "language": (PublicCount, "language"),
    "series": (PublicSeries, "slug"),
}
"""Parameters whose values the record of today has, and where."""

DAY_SORTED_ON = Coalesce("first_day", "last_day", Value(UNDATED), output_field=DateField())
SORTED_ON: dict[str, F | Func] = {
    "newest": DAY_SORTED_ON,
    "oldest": DAY_SORTED_ON,
    "changed": F("change"),
    "number": F("number"),
    "id": F("public_id"),
}


def read_as_of(question: Question) -> int | None:
    """Return the number of the last change that a question knows of; none if it asks of today, 0 if of nothing.

    Refuses a change that has not happened. Costs: 1 query if `as_of` is given, on one index.
    """
    if AS_OF not in question.values:
        return None
    asked = question.one(AS_OF)
    if asked.isdigit():
        return read_change(question, AS_OF)
    if len(asked) == len("2026-01-31"):
        day = dt.date.fromisoformat(asked) + dt.timedelta(days=1)
        lines = PublicChange.objects.filter(at__lt=dt.datetime.combine(day, dt.time(), timezone.get_default_timezone()))
    else:
        lines = PublicChange.objects.filter(at__lte=dt.datetime.fromisoformat(asked))
    return lines.order_by("-at", "-number").values_list("number", flat=True).first() or 0


def read_change(question: Question, name: str) -> int | None:
    """Return the change that a parameter gives by its number; refuse one that has not happened. Costs: 1 query."""
    asked = int(question.one(name))
    last = PublicChange.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if asked <= last:
        return asked
    said = Bilingual(f"There is no change {asked} yet.", f"변경 {asked}은(는) 아직 없습니다.")
    advice = Bilingual(f"The last one is {last}.", f"마지막 변경은 {last}입니다.")
    question.refuse(RefusedParameter(name, said, advice, str(last)))
    return None


def not_of_the_past(name: str, by: str, value: str = "") -> RefusedParameter:
    """Return the refusal of a parameter, or of one value of it: the record keeps no earlier states of what it needs."""
    told = f"{name}={value}" if value else name
    return RefusedParameter(
        name,
        Bilingual(f"{told} can't be asked of the past.", f"{told}은(는) 과거 시점에 대해 물을 수 없습니다."),
        Bilingual(f"Leave it out, or leave out {by}.", f"이 조건이나 {by}를 빼십시오."),
    )


class StateFilter(Question):
    """Which states of one kind of record stood after the change that `as_of` names."""

    record: ClassVar[str]

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        self.change = read_as_of(self)
        periods = ("from", "to") if self.record == "figure" else ()
        for name in [
            name for name in self.values if name not in (*OF_A_LIST, *PublicState.KEYS[self.record], *periods)
        ]:
            self.refuse(not_of_the_past(name, AS_OF))
        self._check_record()
        asked = {name: self.values[name] for name in PublicState.KEYS[self.record] if name in self.values}
        self.queryset = PublicState.objects.stood(self.record, self.change).keyed(**asked).filter(self._in_period())

    @property
    def order(self) -> Order:
        order = super().order
        return replace(order, key=SORTED_ON[order.name])

    def _check_record(self) -> None:
        """Refuse values that the record of today does not have. Costs: 1 query for each given, 1 more if refused."""
        for name, (model, column) in KNOWN.items():
            if asked := self.values.get(name):
                column_of: Any = model._default_manager.order_by().values_list(column, flat=True).distinct()
                column_of = column_of.exclude(**{column: ""})
                known = column_of if column != "public_id" else ()
                self.check_known(name, set(column_of.filter(**{f"{column}__in": asked})), known)

    def _in_period(self) -> Q:
        found = Q()
        if first := self.values.get("from"):
            found &= Q(last_day__gte=partial_dates.read(first[0]).start) | Q(last_day=None)
        if last := self.values.get("to"):
            found &= Q(first_day__lte=partial_dates.read(last[0]).end) | Q(first_day=None)
        return found
