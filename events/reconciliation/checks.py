"""Sentences in the news as questions: to the public figures, or to the public events."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from .. import figures, partial_dates
from ..figures import Finding, Interval, Reckoning
from ..filters import EventFilter
from ..models import PublicEvent
from ..vocabulary import Bilingual, CheckKind, CheckVerdict
from .coverage import documented
from .documents import check_document
from .reckoning import MOMENTS

Document = Mapping[str, Any]
UNASKABLE = Finding(
    CheckVerdict.UNTESTABLE,
    Bilingual("The sentence names no period that could be asked for.", "물어볼 수 있는 기간이 문장에 없다."),
)
YEARS_BACK = 2
"""“In years” without saying since when: more than in each of so many years before."""


def ask(check: Document, reckoning: Reckoning, series: Mapping[str, Document]) -> dict[str, Any]:
    """Return the verdict on a check in the columns of check_verdict, given the reckoning of its series.

    `series` are the public documents of series by id. Costs: no query; 2 or more for “first since”.
    """
    if check["kind"] == CheckKind.FIRST_SINCE:
        finding = _ask_events(check, reckoning, series)
    elif check["kind"] in (CheckKind.HIGHEST, CheckKind.LOWEST):
        finding = _ask_rank(check, reckoning)
    else:
        finding = _ask_number(check, reckoning, series)
    return check_document(check, finding, reckoning.rule)


def _ask_number(check: Document, reckoning: Reckoning, series: Mapping[str, Document]) -> Finding:
    said = allowed(check, series[check["series"]])
    span = partial_dates.read(check["period"])
    if span.end is None:
        return UNASKABLE
    if check["kind"] == CheckKind.EACH_YEAR:
        first = None if span.start is None else span.start.year
        return figures.check_each_year(reckoning, check["series"], first, span.end.year, said)
    others = [cell] if (cell := _cell(check["other_series"], check["other_period"], series)) else []
    own = _cell(check["series"], check["period"], series)
    assert own is not None
    return figures.check_number(reckoning, *own, said, others)


def allowed(check: Document, series: Document) -> Interval:
    """Return the interval of the number that a check asks for, given the document of its series."""
    numbers = (None if check[name] is None else Decimal(str(check[name])) for name in ("value", "upper"))
    by_authority = check["issuer"] == series["authority"]
    return figures.interval(check["comparator"], *numbers, unit=series["unit"], by_authority=by_authority)


def _cell(slug: str | None, period: str, series: Mapping[str, Document]) -> tuple[str, date | None, date] | None:
    """Return the period or the moment of a series that a check asks for; None without one."""
    span = partial_dates.read(period) if slug in series and period else None
    if slug is None or span is None or span.end is None:
        return None
    return slug, None if series[slug]["measure"] in MOMENTS else span.start, span.end


def _ask_rank(check: Document, reckoning: Reckoning) -> Finding:
    end = partial_dates.read(check["period"]).end
    if end is None:
        return UNASKABLE
    since = partial_dates.read(check["since"]).start if check["since"] else None
    first = since.year if since is not None else end.year - YEARS_BACK
    highest = check["kind"] == CheckKind.HIGHEST
    return figures.check_rank(reckoning, check["series"], end.year, (first, end.year), highest)


def _ask_events(check: Document, reckoning: Reckoning, series: Mapping[str, Document]) -> Finding:
    """Ask the public events of the kind, and how many of them are documented since."""
    question = EventFilter(QueryDict(check["event_scope"]), PublicEvent.objects.all())
    rows = question.queryset.values_list("public_id", "occurred_from", "occurred_to")
    events = [(name, start or date.min, end or date.max) for name, start, end in rows]
    first = PublicEvent.objects.live().filter(public_id=check["event"]).first()
    span = partial_dates.read(check["since"])
    if first is None or first.occurred_from is None or span.start is None or span.end is None:
        return UNASKABLE
    own = (first.public_id, first.occurred_from, first.occurred_to or first.occurred_from)
    between = (span.end + timedelta(days=1), own[1] - timedelta(days=1))
    share = _documented_share(check, reckoning, series, *between)
    return figures.check_first_since(events, share, own, (span.start, span.end))


def _documented_share(
    check: Document, reckoning: Reckoning, series: Mapping[str, Document], start: date, end: date
) -> Interval | None:
    """Return which share of those counted between two days is documented, where a series counts the same events."""
    for told in series.values():
        if QueryDict(told["event_scope"]) != QueryDict(check["event_scope"]):
            continue
        counted = reckoning.tightest(told["id"], start, end)
        if counted is None:
            continue
        found = figures.coverage(documented(told["event_scope"], start, end, told["unit"]), counted)
        if found is not None and found.low is not None:
            return Interval(Decimal(found.low.numerator) / found.low.denominator, None)
    return None
