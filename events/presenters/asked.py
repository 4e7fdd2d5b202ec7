"""The view that a reader asked for: a filter of events, and what of the page besides is in the address."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from .. import partial_dates
from ..filters import EventFilter
from ..models import PublicEvent
from . import addresses, notices

Changes = str | Iterable[str] | None


@dataclass(frozen=True)
class Asked:
    """A question with the state of its page. `periods` says whether the line shows periods of policy."""

    question: EventFilter
    periods: bool = True
    errors: list[notices.Notice] = field(default_factory=list)

    @classmethod
    def read(cls, params: Any) -> "Asked":
        question = EventFilter(params, PublicEvent.objects.all(), also={"periods"})
        periods = params.get("periods", "").strip()
        errors = notices.of(question)
        if periods not in ("", "0", "1"):
            errors.append(notices.unknown_value("periods", periods, ["0", "1"]))
        return cls(question, periods != "0", errors)

    def value(self, name: str) -> str:
        """Return the first value that was given to a parameter; empty where none was."""
        return self.question.values.get(name, [""])[0]

    @property
    def period(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day of the reader's own period, where they gave one."""
        first, last = self.value("from"), self.value("to")
        return partial_dates.read(first).start if first else None, partial_dates.read(last).end if last else None

    def query(self, **changes: Changes) -> str:
        """Return the canonical query string of this view, with changes."""
        return self._whole(self.question.query(**changes), self.periods)

    def at(self, **changes: Changes) -> str:
        """Return the address of this view, with changes."""
        return addresses.view(self.query(**changes))

    def switched(self) -> str:
        """Return the address of this view with the periods of policy shown or hidden, the other way round."""
        return addresses.view(self._whole(self.question.query(), not self.periods))

    def bare(self) -> str:
        """Return the address of the view of everything, in the same state of the page."""
        return addresses.view(self._whole("", self.periods))

    @staticmethod
    def _whole(query: str, periods: bool) -> str:
        return "&".join(filter(None, [query, "" if periods else "periods=0"]))

    def of_sides(self, sides: list[str], **changes: Changes) -> str:
        """Return the address of what this view has of some directions, with changes."""
        chosen = self.question.values.get("direction", sides)
        return self.at(**changes, direction=[direction for direction in chosen if direction in sides])

    def own_query(self) -> str:
        """Return the one query string of exactly this page, its place in the list included."""
        return self.query(cursor=self.value("cursor") or None)

    def better_address(self, query: str) -> str:
        """Return the one address of this view if it was asked for by another; empty where a part was not read."""
        own, unread = self.own_query(), [one for one in self.errors if "corrected" not in one]
        strays = parse_qsl(query, keep_blank_values=True) != parse_qsl(own)
        return addresses.view(own) if strays and not unread else ""
