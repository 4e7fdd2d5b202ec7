"""Everything that can go wrong at the API, told as RFC 9457 has it: application/problem+json, all errors at once."""

import json
from collections.abc import Container, Iterable, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.exceptions import APIException, MethodNotAllowed, NotAcceptable

from ..filters import RefusedParameter, nearest
from ..vocabulary import Bilingual

MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """One kind of problem; its name is the end of its type's address."""

    name: str
    status: int
    title: str
    meaning: str


BAD_PARAMETER = Kind(
    "bad-parameter",
    400,
    "A parameter is unknown or can't be read",
    "`errors` names each parameter with what is wrong, the remedy and the nearest valid name or value.",
)
BAD_REQUEST = Kind("bad-request", 400, "The request can't be read", "The request is malformed as a whole.")
UNKNOWN_KEY = Kind(
    "unknown-key",
    401,
    "There is no such key",
    "`Authorization` holds no live key: mistyped, expired, revoked, or never made. Nothing needs a key.",
)
NOT_FOUND = Kind("not-found", 404, "There is no such record", "No public record or address is called that.")
NOT_ALLOWED = Kind("read-only", 405, "This API only reads", "Use GET, HEAD or OPTIONS.")
NOT_ACCEPTABLE = Kind("not-acceptable", 406, "No such format", "`Accept` allows none of the formats of this address.")
GONE = Kind(
    "gone",
    410,
    "The record was withdrawn or merged",
    "`reason` says why; `replaced_by` is the id of the record that replaced it, and `Link` its address.",
)
TOO_MANY = Kind(
    "too-many-requests",
    429,
    "The quota is used up",
    "`Retry-After` says after how many seconds to ask again, `violated-policies` which quota it is.",
)
BUSY = Kind("busy", 503, "The question took too long", "Ask a narrower question, or again later.")
KINDS = (BAD_PARAMETER, BAD_REQUEST, UNKNOWN_KEY, NOT_FOUND, NOT_ALLOWED, NOT_ACCEPTABLE, GONE, TOO_MANY, BUSY)


class Problem(Exception):
    """A request that is answered with a problem; `more` are further members of its body."""

    def __init__(self, kind: Kind, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.headers, self.more = kind, detail, headers or {}, more


def json_only(names: Iterable[str], asked: Container[str]) -> list[RefusedParameter]:
    """Return the refusals of those of the names that are asked for, where a file has no place for what they add."""
    return [
        RefusedParameter(
            name,
            Bilingual(f"{name} works with JSON only.", f"{name}은(는) JSON에서만 쓸 수 있습니다."),
            Bilingual("Leave it out, or ask for format=json.", "빼거나 format=json을 쓰십시오."),
        )
        for name in names
        if name in asked
    ]


def no_series(slug: str, known: Iterable[str]) -> Problem:
    """Return the problem of a series that there is not, with the nearest that there is."""
    near = nearest(slug, known)
    advice = f" Did you mean {near}?" if near else " /api/v1/series/ lists every series."
    return Problem(NOT_FOUND, f"No series is called {slug[:80]}.{advice}")


def refuse(errors: Sequence[RefusedParameter]) -> None:
    """Raise one problem that tells every refusal; do nothing where there is none."""
    if errors:
        names = ", ".join(dict.fromkeys(error.field for error in errors))
        told = [
            {"parameter": error.field, "detail": error.detail, "remedy": error.remedy, "nearest": error.nearest}
            for error in errors
        ]
        raise Problem(BAD_PARAMETER, f"Refused: {names}.", errors=told)


def problem_response(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return the answer to whatever a view raised; None for a fault of ours, which Django then reports."""
    problem = _problem(error)
    return answer(problem, context["request"]) if problem else None


def answer(problem: Problem, request: HttpRequest) -> HttpResponse:
    kind = problem.kind
    body = {
        "type": f"/api/docs/#{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "instance": request.get_full_path(),
    }
    text = json.dumps(body | problem.more, ensure_ascii=False)
    return HttpResponse(text, content_type=MEDIA_TYPE, status=kind.status, headers=problem.headers)


def _problem(error: Exception) -> Problem | None:
    match error:
        case Problem():
            return error
        case MethodNotAllowed():
            return Problem(NOT_ALLOWED, f"{str(error.args[0])[:20] if error.args else 'This method'} is not offered.")
        case NotAcceptable():
            return Problem(NOT_ACCEPTABLE, "Ask for application/json, or another format that the docs list.")
        case Http404():
            return Problem(NOT_FOUND, "There is nothing at this address.")
        case OperationalError():
            return Problem(BUSY, "The database did not answer in time.", headers={"Retry-After": "10"})
        case SuspiciousOperation():
            return Problem(BAD_REQUEST, "The query string can't be read.")
        case APIException():
            return Problem(BAD_REQUEST, HTTPStatus(error.status_code).phrase + ".")
    return None
