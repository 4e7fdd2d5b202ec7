"""What a release holds: the lists of public records, each in the order and with the columns of the API's file."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Coalesce

from .. import partial_dates, reconciliation
from ..filters import CheckFilter, EventFilter, FigureFilter, Order, walk
from ..models import PublicBridge, PublicCheck, PublicClaim, PublicEvent, PublicFigure, PublicSeries, PublicSource
from ..models.public import UNDATED

Document = dict[str, Any]
SENTENCES = {"verdict_sentence_en": "sentence_en", "verdict_sentence_ko": "sentence_ko"}
FOUND = {"verdict": "verdict", "evidence": "evidence"} | SENTENCES
FINDING = {heading: ("finding", key) for heading, key in FOUND.items()}
PUBLISHED = Coalesce("published_from", Value(date(1900, 1, 1)), output_field=DateField())


class Part(NamedTuple):
    """One list of a release: its files are called `name`, its rows are documents of one kind of record; `sentence` is
    the question that it answers, as the API tells it.

    `place` tells where a row stands, the last first if `descending`, in parts that a takedown touches; `refers` are
    columns that hold ids of other parts; `beside` are more columns of the table, as of `csv_rows`.
    """

    name: str
    record: str
    sentence: str
    title: str
    documents: Callable[[], Iterator[str]]
    place: Callable[[Document], tuple[Any, ...]] | None = None
    descending: bool = False
    refers: Mapping[str, str] = MappingProxyType({})
    beside: Mapping[str, tuple[str, str]] = MappingProxyType({})


def number_of(public_id: str) -> int:
    return int(public_id.partition("-")[2])


def _rows(rows: QuerySet[Any], order: Order) -> Iterator[str]:
    return (row[0] for row in walk(rows, order, ("document",)))


def _events() -> Iterator[str]:
    question = EventFilter({}, PublicEvent.objects.all())
    return _rows(question.queryset, question.order)


def _claims() -> Iterator[str]:
    return _rows(PublicClaim.objects.all(), Order("number", F("number"), int))


def _sources() -> Iterator[str]:
    return _rows(PublicSource.objects.all(), Order("newest", PUBLISHED, date, descending=True))


def _figures() -> Iterator[str]:
    question = FigureFilter({}, PublicFigure.objects.all(), past=reconciliation)
    return _rows(question.queryset, question.order)


def _series() -> Iterator[str]:
    return _rows(PublicSeries.objects.all(), Order("id", F("slug"), str))


def _bridges() -> Iterator[str]:
    return _rows(PublicBridge.objects.filter(tombstone=""), Order("number", F("number"), int))


def _checks() -> Iterator[str]:
    question = CheckFilter({}, PublicCheck.objects.all())
    return with_findings(_rows(question.queryset, question.order))


def with_findings(checks: Iterator[str]) -> Iterator[str]:
    """Yield checks with what the public record makes of them now, reckoned here: stored verdicts lag by moments."""
    series = {row["id"]: row for row in map(json.loads, PublicSeries.objects.values_list("document", flat=True))}
    reckoning = reconciliation.reckon(set(series))
    for text in checks:
        found = reconciliation.dump(reconciliation.ask(json.loads(text), reckoning, series))
        yield f'{text[:-1]},"finding":{found}}}'


def _by_number(row: Document) -> tuple[Any, ...]:
    return (number_of(row["id"]),)


def _by_day(row: Document) -> tuple[Any, ...]:
    return (row["occurred_from"] or row["occurred_to"] or UNDATED.isoformat(), number_of(row["id"]))


def _by_publication(row: Document) -> tuple[Any, ...]:
    start = partial_dates.read(row["published"]).start if row["published"] else None
    return ((start or UNDATED).isoformat(), number_of(row["id"]))


PARTS = (
    Part("events", "event", "Events.", "Documented movements across the border", _events, _by_day, descending=True),
    Part(
        *("claims", "claim", "Claims.", "What each source says about each field of each event", _claims, _by_number),
        refers={"event": "events", "source": "sources"},
    ),
    Part("sources", "source", "Sources.", "Published documents", _sources, _by_publication, descending=True),
    Part(
        *("figures", "figure", "Reported figures.", "Numbers that others published; never events", _figures),
        refers={"series": "series", "source": "sources"},
    ),
    Part("series", "series", "Series of figures.", "What a group of figures counts", _series),
    Part(
        *("bridges", "bridge", "Bridges between series."),
        *("What binds the numbers of two series in arithmetic", _bridges),
        refers={"series": "series", "other": "series"},
    ),
    Part(
        *("checks", "check", "Numbers in the news, checked."),
        *("Sentences in the news that say something with a number", _checks),
        refers={"source": "sources"},
        beside=FINDING,
    ),
)
BY_NAME = {part.name: part for part in PARTS}
