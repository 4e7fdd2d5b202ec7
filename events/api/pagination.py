"""Bodies of lists: ready texts joined, with the addresses of the pages around them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from ..exports import csv_rows
from ..filters import Question, walk
from .lists import DocumentList


def address(request: HttpRequest, question: Question, **changes: str) -> str:
    """Return the full address of the same question with changes, parameters in their fixed order."""
    return request.build_absolute_uri(f"{request.path}?{question.query(**changes)}")


def ends(request: HttpRequest, question: Question, after: str, before: str) -> dict[str, str | None]:
    """Return the addresses of the next and the previous page; null at the ends of the list."""
    places = {"next": after, "previous": before}
    return {name: address(request, question, cursor=cursor) if cursor else None for name, cursor in places.items()}


def json_list(head: Mapping[str, object], documents: Iterable[str]) -> HttpResponse:
    """Return a list of ready documents under its head."""
    text = json.dumps(head, ensure_ascii=False)[:-1]
    return HttpResponse(f'{text},"results":[{",".join(documents)}]}}', content_type="application/json")


def csv_list(record: str, question: DocumentList, documents: Iterable[str]) -> HttpResponse:
    return _attach(HttpResponse("".join(csv_rows(record, documents, question.beside))), record)


def csv_stream(record: str, question: DocumentList) -> HttpResponseBase:
    """Return the whole list as a file. Its first piece is made at once, so that a fault there still is a problem."""
    pieces = csv_rows(record, _texts(question), question.beside)
    return _attach(StreamingHttpResponse(chain([next(pieces)], pieces)), record)


def _texts(question: DocumentList) -> Iterator[str]:
    for row in walk(question.queryset, question.order, question.columns):
        yield from question.texts([row])


def _attach[R: HttpResponseBase](response: R, record: str) -> R:
    response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    response.headers["Content-Disposition"] = f'attachment; filename="{PLURAL[record]}.csv"'
    return response


PLURAL = {
    "event": "events",
    "source": "sources",
    "claim": "claims",
    "figure": "figures",
    "series": "series",
    "statistic": "statistics",
    "bridge": "bridges",
    "check": "checks",
    "coverage": "coverage",
}
