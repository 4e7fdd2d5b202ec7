"""Lists by cursor, and the feed of changes."""

from typing import Any, ClassVar

from django.http.response import HttpResponseBase

from .. import lists, tables
from ..conditional import statistics_version
from ..inclusions import include
from ..lists import DocumentList
from ..negotiation import JSON_OR_CSV
from ..pagination import address, csv_list, csv_stream, ends, json_list
from ..problems import json_only, refuse
from ..schema import CHANGES, describes, describes_list
from .reading import ReadView


class ListView(ReadView):
    """A list by cursor, as JSON or CSV."""

    renderer_classes = JSON_OR_CSV
    record: ClassVar[str]
    question: ClassVar[type[DocumentList]]

    def answer(self) -> HttpResponseBase:
        question = self.question(self.request.query_params)
        refuse(question.errors)
        if self.request.accepted_renderer.format == "csv":
            return self.answer_csv(question)
        page = question.page(*question.columns)
        head: dict[str, Any] = ends(self.request, question, page.next, page.previous)
        if "count" in question.values:
            head["count"] = question.queryset.count()
        return json_list(head, self.documents(question, page.rows))

    def answer_csv(self, question: DocumentList) -> HttpResponseBase:
        """The whole list, unless a page of it is asked for."""
        refuse(json_only(question.values))
        if self.request.method == "HEAD":
            return csv_list(self.record, [])
        if not {"limit", "cursor"} & question.values.keys():
            return csv_stream(self.record, question)
        page = question.page(*question.columns)
        response = csv_list(self.record, question.texts(page.rows))
        if page.next:
            response.headers["Link"] = f'<{address(self.request, question, cursor=page.next)}>; rel="next"'
        return response

    def documents(self, question: DocumentList, rows: list[Any]) -> list[str]:
        return question.texts(rows)


@describes_list("events", "event", "Events", lists.EventList)
class Events(ListView):
    """Published events: the same question gives the same events here, on the pages and in a file."""

    record, question = "event", lists.EventList

    def documents(self, question: DocumentList, rows: list[Any]) -> list[str]:
        wanted = question.values.get("include", [])
        return include(wanted, [number for _, number in rows], question.texts(rows))


@describes_list("sources", "source", "Sources", lists.SourceList)
class Sources(ListView):
    """Documents that public values rest on, or from which such a document derives."""

    record, question = "source", lists.SourceList


@describes_list("claims", "claim", "Claims", lists.ClaimList)
class Claims(ListView):
    """What each source says about each field of each event, whether it was accepted or not."""

    record, question = "claim", lists.ClaimList


@describes_list("figures", "figure", "Reported figures", lists.FigureList)
class Figures(ListView):
    """Numbers that others published. A figure is never an event, and never added to events."""

    record, question = "figure", lists.FigureList


@describes_list("series", "series", "Series of figures", lists.SeriesList)
class SeriesOfFigures(ListView):
    """What the figures count, each with its definition."""

    record, question = "series", lists.SeriesList


@describes_list("statistics", "statistic", "Yearly counts of events", lists.StatisticList)
class Statistics(ListView):
    """Events and persons of each year: certainly in it, and possibly. `from` and `to` are read as years."""

    record, question = "statistic", lists.StatisticList

    def version(self) -> str:
        return statistics_version()


@describes("list_changes", "Feed of changes", "changes", CHANGES, lists.ChangeList)
class Changes(ReadView):
    """The feed of changes: gap-free and ascending, so whoever remembers the last number misses nothing."""

    def answer(self) -> HttpResponseBase:
        question = lists.ChangeList(self.request.query_params)
        refuse(question.errors)
        rows = list(question.queryset[: question.limit + 1])
        more, rows = len(rows) > question.limit, rows[: question.limit]
        earlier = str(max(question.after - question.limit, 0))
        head = {
            "next": address(self.request, question, after=str(rows[-1].number)) if more else None,
            "previous": address(self.request, question, after=earlier) if question.after else None,
        }
        return json_list(head, map(tables.change_text, rows))
