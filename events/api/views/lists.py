"""Lists by cursor, and the feed of changes."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http.response import HttpResponseBase

from ...exports import About, trim
from .. import lists, numbers, tables
from ..conditional import dataset_version, reckoned_version, statistics_version
from ..files import file_head, file_of, file_stream, ready_file
from ..inclusions import include
from ..lists import DocumentList
from ..negotiation import EVERY_FORM, EVERY_FORM_AND_MAP, JSON_ONLY
from ..pagination import address, ends, json_list
from ..past import PASTS, PastEvents, asks_past
from ..problems import json_only, refuse
from ..schema import CHANGES, describes, describes_list
from .reading import ReadView


class ListView(ReadView):
    """A list by cursor as JSON, or whole as a file."""

    renderer_classes = EVERY_FORM
    record: ClassVar[str]
    question: ClassVar[type[DocumentList]]

    @classmethod
    def forms(cls) -> list[str]:
        """Return the forms of its files, which are the suffixes of its addresses."""
        return [form for form in dict.fromkeys(one.format for one in cls.renderer_classes) if form != "json"]

    def answer(self) -> HttpResponseBase:
        question = self.ask()
        refuse(question.errors)
        form = self.request.accepted_renderer.format
        response = self.answer_json(question) if form == "json" else self.answer_file(question, form)
        if question.corrections:
            response.headers["Corrected-Words"] = urlencode(question.corrections)
        return response

    def ask(self) -> DocumentList:
        """Return the question to today, or to the past with `as_of`; what has no past refuses that."""
        params = self.request.query_params
        return (PASTS.get(self.record, self.question) if asks_past(params) else self.question)(params)

    def answer_json(self, question: DocumentList) -> HttpResponseBase:
        page = question.page(*question.columns)
        head: dict[str, Any] = ends(self.request, question, page.next, page.previous)
        if "count" in question.values:
            head["count"] = question.total()
        if question.corrections:
            head["corrections"] = dict(question.corrections)
        return json_list(head | self.about(question).told(), self.documents(question, page.rows))

    def answer_file(self, question: DocumentList, form: str) -> HttpResponseBase:
        """The whole list, unless a page of it is asked for. Without a filter it stands ready, if a worker made it."""
        refuse(json_only(question.json_only, question.values))
        if ready := ready_file(self.request, form, self.record, question, self.last_change):
            return ready
        if self.request.method == "HEAD":
            return file_head(form, self.record, self.about(question))
        if not {"limit", "cursor"} & question.values.keys():
            self.admission.take("bulk")
            return file_stream(form, self.record, question, self.about(question))
        return self.answer_page(question, form)

    def answer_page(self, question: DocumentList, form: str) -> HttpResponseBase:
        page = question.page(*question.columns)
        response = file_of(form, self.record, question, question.texts(page.rows), self.about(question))
        if page.next:
            response.headers["Link"] = f'<{address(self.request, question, cursor=page.next)}>; rel="next"'
        return response

    def about(self, question: DocumentList) -> About:
        return About(question.describe(), self.last_change)

    def documents(self, question: DocumentList, rows: list[Any]) -> list[str]:
        return [trim(self.record, text, question.fields) for text in question.texts(rows)]


@describes_list("events", "event", "Events", lists.EventList)
class Events(ListView):
    """Published events: the same question gives the same events here, on the pages and in a file."""

    record, question = "event", lists.EventList
    renderer_classes = EVERY_FORM_AND_MAP

    def documents(self, question: DocumentList, rows: list[Any]) -> list[str]:
        wanted = question.values.get("include", [])
        change = question.change if isinstance(question, PastEvents) else None
        return include(wanted, [number for _, number in rows], super().documents(question, rows), change)


@describes_list("sources", "source", "Sources", lists.SourceList)
class Sources(ListView):
    """Documents that public values rest on, or from which such a document derives."""

    record, question = "source", lists.SourceList


@describes_list("claims", "claim", "Claims", lists.ClaimList)
class Claims(ListView):
    """What each source says about each field of each event, whether it was accepted or not."""

    record, question = "claim", lists.ClaimList


@describes_list("figures", "figure", "Reported figures", numbers.FigureList)
class Figures(ListView):
    """Numbers that others published. A figure is never an event, and never added to events."""

    record, question = "figure", numbers.FigureList

    def version(self) -> str:
        return reckoned_version() if "include" in self.request.query_params else dataset_version()


@describes_list("series", "series", "Series of figures", numbers.SeriesList)
class SeriesOfFigures(ListView):
    """What the figures count, each with its definition."""

    record, question = "series", numbers.SeriesList


@describes_list("bridges", "bridge", "Bridges between series", numbers.BridgeList)
class Bridges(ListView):
    """What binds the numbers of two series in arithmetic, each with its grounds."""

    record, question = "bridge", numbers.BridgeList


class ReckonedView(ListView):
    """A list that tells what reconciling found, which follows a change of the record a moment later."""

    def version(self) -> str:
        return reckoned_version()


@describes_list("checks", "check", "Sentences in the news, checked", numbers.CheckList)
class Checks(ReckonedView):
    """Sentences that say something with a number, each with what the public record makes of it."""

    record, question = "check", numbers.CheckList


@describes_list("reconciliation", "reconciliation", "What reconciling found", numbers.ReconciliationList)
class Reconciliation(ReckonedView):
    """Each series with its conflicts, what follows from its figures, and the verdict on each of them."""

    record, question = "reconciliation", numbers.ReconciliationList
    renderer_classes = JSON_ONLY


@describes_list("coverage", "coverage", "Documented events beside figures", numbers.CoverageList)
class Coverage(ReckonedView):
    """How many events of a figure's scope and period are documented here; no number where the scopes differ."""

    record, question = "coverage", numbers.CoverageList

    def ask(self) -> DocumentList:
        return numbers.CoverageList(self.request.query_params, self.request.build_absolute_uri("/")[:-1])


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
