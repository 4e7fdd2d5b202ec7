"""What the charts speak of: the events of a filter, its years, and the address of exactly what a bar counted."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext

from ... import partial_dates
from ...filters import EventFilter
from ...measures import ALIKE, COUNTED, DIMENSIONS, Group, Spans, groups
from ...models import PublicEvent
from .. import addresses

ALSO = "dimension"
FIRST_YEAR = 1945
"""The division of Korea: no chart begins earlier unless an event does."""


class Scope:
    """The events of a query string as groups. Costs: 1 query, and those of the filter."""

    def __init__(self, params: Any) -> None:
        self.question = EventFilter(params, PublicEvent.objects.all(), also=(ALSO,))
        self.groups = groups(self.question.counted(*ALIKE), self.question.inside())
        self.total = _events(self.groups)
        self.counted = _events(self._counted())
        asked = self.question.values.get("movement_class", COUNTED)
        self.classes = [code for code in COUNTED if code in asked]
        self.start, self.end = _bound(self.question, "from"), _bound(self.question, "to")

    def at(self, **changes: Any) -> str:
        """Return the address of these statistics with changes of the question."""
        query = self.question.query(**changes)
        return addresses.page("statistics") + (f"?{query}" if query else "")

    @property
    def certain_only(self) -> bool:
        """Whether the reader asked for certain dates alone: then no bar shows what is only possible."""
        return self.question.one("date_match") == "within"

    def spans(self, step: int = 1) -> Spans:
        """Return the years of the charts: those asked for, as far as the record can reach, else those of the events."""
        first = min((group.year_from for group in self.groups), default=dt.date.today().year)
        last = max((group.year_to for group in self.groups), default=first)
        if self.start:
            first = max(self.start.year, min(first, FIRST_YEAR))
        if self.end:
            last = min(self.end.year, max(last, dt.date.today().year))
        return Spans(first, last, step)

    def whole(self) -> Spans:
        """Return all years as one span, so that each event is counted once."""
        first = min((group.year_from for group in self.groups), default=0)
        last = max((group.year_to for group in self.groups), default=first)
        return Spans(first, last, last + 1)

    def unplaced(self, spans: Spans) -> int:
        """Return how many counted events lie in no single span for certain."""
        return _events(g for g in self._counted() if len(spans.touched(g.year_from, g.year_to)) > 1)

    def unnumbered(self) -> int:
        """Return how many counted events have no number of persons."""
        return sum(group.unnumbered for group in self._counted())

    def placed(self, spans: Spans) -> list[Group]:
        """Return the groups that bars of these spans show: all, or only the certain ones where those were asked for."""
        if not self.certain_only:
            return self.groups
        return [g for g in self.groups if len(spans.touched(g.year_from, g.year_to)) == 1]

    def describe(self) -> str:
        """Return which events the charts are of, as one sentence in the reader's language."""
        if not self.question.asked:
            return gettext("All published events.")
        return self.question.describe(addresses.language())

    def link(self, years: tuple[int, int] | None = None, *, certain: bool = False, **codes: Any) -> str:
        """Return the explorer with exactly the events of a bar; empty if a code of it can't be asked for."""
        changes: dict[str, Any] = {"movement_class": self.classes} | codes
        if not all(changes.values()):
            return ""
        if years:
            changes |= {"from": self._edge("from", self.start, years[0]), "to": self._edge("to", self.end, years[1])}
            changes["date_match"] = "within" if certain or self.certain_only else None
        return addresses.view(self.question.query(**changes))

    def file(self, chart: str, ending: str) -> str:
        """Return the address of a chart as a file, for these events."""
        query = self.question.query(sort=None, limit=None)
        return addresses.page(f"chart_{ending}", chart) + (f"?{query}" if query else "")

    def _counted(self) -> Iterator[Group]:
        return (group for group in self.groups if group.movement_class in COUNTED)

    def _edge(self, name: str, bound: dt.date | None, year: int) -> str:
        """Return the edge of a bar: its year, or within that year the edge of the period asked for."""
        return self.question.values[name][0] if bound and bound.year == year else f"{year:04d}"


def _bound(question: EventFilter, name: str) -> dt.date | None:
    if name not in question.values:
        return None
    date = partial_dates.read(question.values[name][0])
    return date.start if name == "from" else date.end


def _events(found: Iterable[Group]) -> int:
    return sum(group.events for group in found)


DIMENSION = {dimension.name: dimension for dimension in DIMENSIONS}
