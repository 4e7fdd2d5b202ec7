"""Counts of events, by what the question names."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from ...exports import About, grid
from ..counts import NUMBERS, CountQuestion
from ..files import about_headers
from ..negotiation import JSON_OR_CSV
from ..pagination import json_list
from ..problems import refuse
from ..schema import COUNTS, describes
from ..tables import text_of
from .reading import ReadView


@describes("count_events", "Counts of events", "events", COUNTS, CountQuestion, files=["csv"])
class Counts(ReadView):
    """The events of any filter counted by one or two of their codes, or by year: certainly and possibly."""

    renderer_classes = JSON_OR_CSV
    question = CountQuestion

    def answer(self) -> HttpResponseBase:
        question = CountQuestion(self.request.query_params)
        refuse(question.errors)
        about, rows = About(question.describe(), self.last_change), question.rows()
        if self.request.accepted_renderer.format == "json":
            return json_list(about.told(), map(text_of, rows))
        table = grid([*question.groups, *NUMBERS], [list(row.values()) for row in rows])
        return HttpResponse(table, content_type="text/csv; charset=utf-8; header=present", headers=about_headers(about))
