"""Bodies of lists: ready texts joined, with the addresses of the pages around them."""

import json
from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse

from ..filters import Question


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
