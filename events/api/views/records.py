"""One record by its id, or its tombstone."""

from typing import Any, ClassVar

from django.core.validators import slug_re
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request

from ...errors import InvalidValue
from ...filters import Question
from ...models import (
    PublicBridge,
    PublicCheck,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicSeries,
    PublicSource,
    PublicState,
    PublicVersion,
    parse_public_id,
    public_id,
)
from .. import lists, numbers
from ..conditional import dataset_version, reckoned_version
from ..inclusions import include
from ..past import read_past
from ..problems import GONE, NOT_FOUND, Problem, no_series, refuse
from ..schema import describes_record
from .reading import ReadView


class RecordView(ReadView):
    """One record by its id. What was withdrawn or merged answers 410 for ever, with the reason."""

    rows: ClassVar[Any]
    prefix: ClassVar[str]
    record: ClassVar[str]
    question: ClassVar[type[Question]] = lists.DatedRecord

    def answer(self) -> HttpResponseBase:
        question = self.question(self.request.query_params)
        refuse(question.errors)
        row = self.rows.filter(number=self.number(self.kwargs["public_id"])).first()
        if row is None:
            raise Problem(NOT_FOUND, f"No public record is called {self.kwargs['public_id']}.")
        if getattr(row, "tombstone", ""):
            raise gone(self.request, row)
        change = read_past(question)
        refuse(question.errors)
        text = self.document(row, question) if change is None else self.past(row, question, change)
        return HttpResponse(text, content_type="application/json")

    def number(self, text: str) -> int:
        """Return the number in an id; only its one proper form will do."""
        try:
            number = parse_public_id(self.prefix, text)
        except InvalidValue as error:
            raise Problem(NOT_FOUND, f"{error.detail} {error.remedy}") from None
        if (proper := public_id(self.prefix, number)) != text:
            raise Problem(NOT_FOUND, f"“{text[:40]}” is not the proper form. Write it as {proper}.")
        return number

    def document(self, row: Any, _: Question) -> str:
        """Return the record's JSON, with what the question adds to it."""
        text: str = row.document
        return text

    def past(self, row: Any, question: Question, change: int) -> str:
        """Return the record's JSON as it stood after a change."""
        return past_document(self.record, row.number, self.kwargs["public_id"], question, change)


def past_document(record: str, number: int, name: str, question: Question, change: int) -> str:
    """Return the JSON of a record as it stood. Raises: Problem, if it was not public then."""
    found = PublicState.objects.stood(record, change).filter(number=number).values_list("document", flat=True).first()
    if found is None:
        raise not_yet(name, question)
    return found


def not_yet(name: str, question: Question) -> Problem:
    return Problem(NOT_FOUND, f"{name} was not public as of {question.one('as_of')}. Leave out as_of to see it today.")


def gone(request: Request, row: PublicEvent | PublicFigure | PublicBridge | PublicCheck) -> Problem:
    """Return the problem of a tombstone: why it is gone, and where to look instead."""
    by = row.leads_to() if isinstance(row, PublicEvent) else ""
    detail = f"{row.public_id} was merged into {by}." if by else f"{row.public_id} was withdrawn."
    found = request.build_absolute_uri(reverse("api:event", args=[by])) if by else ""
    headers = {"Link": f'<{found}>; rel="successor-version"'} if found else {}
    told = {"id": row.public_id, "tombstone": row.tombstone, "reason": row.tombstone_reason, "replaced_by": by}
    return Problem(GONE, detail, headers=headers, **told)


@describes_record("events", "event", "One event", lists.EventRecord, "EV-000001", mortal=True)
class EventById(RecordView):
    """One event. What was withdrawn or merged answers 410 for ever, with the reason."""

    rows, prefix, record, question = PublicEvent.objects.all(), "EV", "event", lists.EventRecord

    def document(self, row: PublicEvent, question: Question) -> str:
        return include(question.values.get("include", []), [row.number], [row.document])[0]

    def past(self, row: PublicEvent, question: Question, change: int) -> str:
        then = PublicVersion.objects.as_of(change).filter(number=row.number).first()
        if then is None:
            raise not_yet(row.public_id, question)
        return include(question.values.get("include", []), [then.number], [then.document], change)[0]


@describes_record("sources", "source", "One source", lists.DatedRecord, "SR-000001")
class SourceById(RecordView):
    """One source."""

    rows, prefix, record = PublicSource.objects.all(), "SR", "source"


@describes_record("claims", "claim", "One claim", lists.DatedRecord, "CL-000001")
class ClaimById(RecordView):
    """One claim."""

    rows, prefix, record = PublicClaim.objects.all(), "CL", "claim"


@describes_record("figures", "figure", "One figure", numbers.FigureRecord, "FG-000001", mortal=True)
class FigureById(RecordView):
    """One figure, as it is or as it was known on a day. What was withdrawn answers 410 for ever, with the reason."""

    rows, prefix, record, question = PublicFigure.objects.all(), "FG", "figure", numbers.FigureRecord

    def version(self) -> str:
        return reckoned_version() if "include" in self.request.query_params else dataset_version()

    def document(self, row: PublicFigure, question: Question) -> str:
        assert isinstance(question, numbers.FigureRecord)
        if text := question.text(row):
            return text
        raise Problem(NOT_FOUND, f"{row.public_id} is not known to have been published by {question.known_on}.")


@describes_record("bridges", "bridge", "One bridge", lists.DatedRecord, "BR-000001", mortal=True)
class BridgeById(RecordView):
    """One bridge between two series. What was withdrawn answers 410 for ever, with the reason."""

    rows, prefix, record = PublicBridge.objects.all(), "BR", "bridge"


@describes_record("checks", "check", "One checked sentence", lists.DatedRecord, "CK-000001", mortal=True)
class CheckById(RecordView):
    """One sentence with what was found. What was withdrawn answers 410 for ever, with the reason."""

    rows, prefix, record = PublicCheck.objects.all(), "CK", "check"

    def version(self) -> str:
        return reckoned_version()

    def document(self, row: PublicCheck, _: Question) -> str:
        return numbers.check_text(row)

    def past(self, row: PublicCheck, question: Question, change: int) -> str:
        return numbers.spliced(super().past(row, question, change), "finding", "null")


class SeriesView(ReadView):
    """What is told of one series, by its slug."""

    question: ClassVar[type[Question]] = lists.PlainRecord

    def answer(self) -> HttpResponseBase:
        question = self.question(self.request.query_params)
        refuse(question.errors)
        slug = self.kwargs["public_id"]
        row = PublicSeries.objects.filter(slug=slug).first() if slug_re.fullmatch(slug) else None
        if row is None:
            raise no_series(slug, PublicSeries.objects.values_list("slug", flat=True))
        change = read_past(question)
        refuse(question.errors)
        if change is not None:
            text = past_document("series", row.number, row.slug, question, change)
            return HttpResponse(text, content_type="application/json")
        return HttpResponse(self.document(row, question), content_type="application/json")

    def document(self, row: PublicSeries, _: Question) -> str:
        return row.document


@describes_record("series", "series", "One series", lists.DatedRecord, "arrivals-rok")
class SeriesById(SeriesView):
    """One series."""

    question = lists.DatedRecord


@describes_record(
    "reconciliation", "reconciliation", "What reconciling found about one series", numbers.SeriesFound, "arrivals-rok"
)
class ReconciliationOfSeries(SeriesView):
    """One series with its conflicts, what follows from its figures, and the verdict on each of them."""

    question = numbers.SeriesFound

    def version(self) -> str:
        return reckoned_version()

    def document(self, row: PublicSeries, question: Question) -> str:
        assert isinstance(question, numbers.SeriesFound)
        if text := question.text(row.slug):
            return text
        raise Problem(NOT_FOUND, f"Nothing has been reckoned of {row.slug} yet, or nothing was known of it that day.")
