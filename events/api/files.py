"""Lists as files: CSV, JSON Lines, GeoJSON and Parquet of the same documents, streamed in constant memory."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from .. import releases
from ..exports import FORMS, About
from ..filters import walk
from .lists import DocumentList


def ready_file(
    request: HttpRequest, form: str, record: str, question: DocumentList, version: str
) -> HttpResponseBase | None:
    """Return the file of the whole list in its usual order, if it stands ready for this version, or a range of it."""
    if question.query(format=None) or {"limit", "cursor"} & question.values.keys():
        return None
    packed = "Range" not in request.headers and accepts_gzip(request.headers.get("Accept-Encoding", ""))
    found = releases.find_whole(f"{PLURAL[record]}.{form}", version, packed=packed)
    if found is None:
        return None
    headers = {"Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if found.packed else {})
    try:
        response = releases.send(request, found.path, f'"{found.sum}"', headers)
    except FileNotFoundError:  # the next version was put in its place just now
        return None
    about = About(question.describe(), version)
    return response if response.status_code in (304, 416) else _attach(response, form, record, about)


def accepts_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding names gzip, and not to refuse it."""
    told = [part.replace(" ", "").lower().partition(";") for part in header.split(",")]
    return any(name == "gzip" and rest not in ("q=0", "q=0.0", "q=0.00", "q=0.000") for name, _, rest in told)


def file_of(form: str, record: str, question: DocumentList, documents: Iterable[str], about: About) -> HttpResponse:
    """Return some documents as a file."""
    pieces = FORMS[form].pieces(record, documents, about, question.fields, question.beside)
    return _attach(HttpResponse(list(pieces)), form, record, about)


def file_head(form: str, record: str, about: About) -> HttpResponseBase:
    """Return what a file says of itself; its length is not known before it is made, so none is told."""
    return _attach(StreamingHttpResponse(iter(())), form, record, about)


def file_stream(form: str, record: str, question: DocumentList, about: About) -> HttpResponseBase:
    """Return the whole list as a file. Its first piece is made at once, so that a fault there still is a problem."""
    pieces = FORMS[form].pieces(record, _texts(question), about, question.fields, question.beside)
    return _attach(StreamingHttpResponse(_from(next(pieces, b""), pieces)), form, record, about)


def _from(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces  # and closing this one closes those


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
