"""Lists as files: CSV, JSON Lines, GeoJSON and Parquet of the same documents, streamed in constant memory."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from ..exports import About, csv_rows, geojson_rows, jsonl_rows
from ..exports.parquet import parquet_rows
from ..filters import walk
from .lists import DocumentList

Pieces = Iterator[str] | Iterator[bytes]


class Form(NamedTuple):
    """One form of a file: its type, and what writes the documents of a question."""

    content_type: str
    write: Callable[[str, DocumentList, Iterable[str], About], Pieces]


FORMS = {
    "csv": Form(
        "text/csv; charset=utf-8; header=present",
        lambda record, question, rows, _: csv_rows(record, rows, question.beside, question.fields),
    ),
    "jsonl": Form("application/jsonl", lambda record, question, rows, _: jsonl_rows(record, rows, question.fields)),
    "geojson": Form(
        "application/geo+json",
        lambda record, question, rows, about: geojson_rows(record, rows, about, question.fields),
    ),
    "parquet": Form(
        "application/vnd.apache.parquet",
        lambda record, question, rows, about: parquet_rows(record, rows, about, question.fields, question.beside),
    ),
}


def file_of(form: str, record: str, question: DocumentList, documents: Iterable[str], about: About) -> HttpResponse:
    """Return some documents as a file."""
    pieces = FORMS[form].write(record, question, documents, about)
    return _attach(HttpResponse(list(pieces)), form, record, about)


def file_stream(form: str, record: str, question: DocumentList, about: About) -> HttpResponseBase:
    """Return the whole list as a file. Its first piece is made at once, so that a fault there still is a problem."""
    pieces = FORMS[form].write(record, question, _texts(question), about)
    return _attach(StreamingHttpResponse(chain([next(pieces, "")], pieces)), form, record, about)


def _texts(question: DocumentList) -> Iterator[str]:
    for row in walk(question.queryset, question.order, question.columns):
        yield from question.texts([row])


def _attach[R: HttpResponseBase](response: R, form: str, record: str, about: About) -> R:
    response.headers["Content-Type"] = FORMS[form].content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{PLURAL[record]}.{form}"'
    for name, value in about_headers(about).items():
        response.headers[name] = value
    return response


def about_headers(about: About) -> dict[str, str]:
    """Return what a file says of itself as headers; the sentence in percent-encoded UTF-8, but for plain signs."""
    sentence = quote(about.filter, safe=" ,;:()/")
    return {"Filter-Sentence": sentence, "Dataset-Version": about.dataset_version, "Data-Licence": about.licence}


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
