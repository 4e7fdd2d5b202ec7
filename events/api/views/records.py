"""One record by its id, or its tombstone."""

from typing import Any, ClassVar

from django.core.validators import slug_re
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request

from ...errors import InvalidValue
from ...filters import Question
from ...models import PublicClaim, PublicEvent, PublicFigure, PublicSeries, PublicSource, parse_public_id, public_id
from .. import lists
from ..inclusions import include
from ..problems import GONE, NOT_FOUND, Problem, refuse
from ..schema import describes_record
from .reading import ReadView


class RecordView(ReadView):
    """One record by its id. What was withdrawn or merged answers 410 for ever, with the reason."""

    rows: ClassVar[Any]
    prefix: ClassVar[str]
    question: ClassVar[type[Question]] = lists.PlainRecord

    def answer(self) -> HttpResponseBase:
        question = self.question(self.request.query_params)
        refuse(question.errors)
        row = self.rows.filter(number=self.number(self.kwargs["public_id"])).first()
        if row is None:
            raise Problem(NOT_FOUND, f"No public record is called {self.kwargs['public_id']}.")
        if getattr(row, "tombstone", ""):
            raise gone(self.request, row)
        return HttpResponse(self.document(row, question), content_type="application/json")

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


def gone(request: Request, row: PublicEvent | PublicFigure) -> Problem:
    """Return the problem of a tombstone: why it is gone, and where to look instead."""
    by = getattr(row, "replaced_by", "")
    detail = f"{row.public_id} was merged into {by}." if by else f"{row.public_id} was withdrawn."
    found = request.build_absolute_uri(reverse("api:event", args=[by])) if by else ""
    headers = {"Link": f'<{found}>; rel="successor-version"'} if found else {}
    told = {"id": row.public_id, "tombstone": row.tombstone, "reason": row.tombstone_reason, "replaced_by": by}
    return Problem(GONE, detail, headers=headers, **told)


@describes_record("events", "event", "One event", lists.EventRecord, "EV-000123", mortal=True)
class EventById(RecordView):
    """One event. What was withdrawn or merged answers 410 for ever, with the reason."""

    rows, prefix, question = PublicEvent.objects.all(), "EV", lists.EventRecord

    def document(self, row: PublicEvent, question: Question) -> str:
        return include(question.values.get("include", []), [row.number], [row.document])[0]


@describes_record("sources", "source", "One source", lists.PlainRecord, "SR-000123")
class SourceById(RecordView):
    """One source."""

    rows, prefix = PublicSource.objects.all(), "SR"


@describes_record("claims", "claim", "One claim", lists.PlainRecord, "CL-000123")
class ClaimById(RecordView):
    """One claim."""

    rows, prefix = PublicClaim.objects.all(), "CL"


@describes_record("figures", "figure", "One figure", lists.PlainRecord, "FG-000123", mortal=True)
class FigureById(RecordView):
    """One figure. What was withdrawn answers 410 for ever, with the reason."""

    rows, prefix = PublicFigure.objects.all(), "FG"


@describes_record("series", "series", "One series", lists.PlainRecord, "arrivals-all")
class SeriesById(RecordView):
    """One series."""

    rows = PublicSeries.objects.all()

    def answer(self) -> HttpResponseBase:
        refuse(self.question(self.request.query_params).errors)
        slug = self.kwargs["public_id"]
        row = self.rows.filter(slug=slug).first() if slug_re.fullmatch(slug) else None
        if row is None:
            raise Problem(NOT_FOUND, f"No series is called {slug[:80]}.")
        return HttpResponse(row.document, content_type="application/json")
