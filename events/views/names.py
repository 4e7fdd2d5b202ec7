"""Addresses that lead to the right one: words after an id that are old, small letters, a path without a language."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from ..models import PublicEvent
from ..presenters import addresses

View = Callable[..., HttpResponse]


def under_its_words(view: View) -> View:
    """Lead an event's address with other words than its title has now to the right ones. Costs: 1 query with words.

    Under `page`, whose answers are asked for again each time: a title that takes its old words back would else lead a
    browser in a circle, from one remembered redirect to the other.
    """

    @wraps(view)
    def named(request: HttpRequest, public_id: str, words: str = "") -> HttpResponse:
        titles = PublicEvent.objects.live().filter(public_id=public_id).values_list("title_en", "title_ko")
        if words and (found := titles.first()):
            title = found[addresses.language() == "ko"]
            if words != addresses.words_of(title):
                return _moved(request, addresses.named_event(public_id, title))
        return view(request, public_id=public_id)

    return named


@require_safe
def lead_to_capitals(request: HttpRequest, language: str, kind: str, public_id: str, **rest: str) -> HttpResponse:
    """Lead from an id in small letters to the id as it is written."""
    return _moved(request, _record(language, kind, public_id, **rest))


@require_safe
def lead_to_language(request: HttpRequest, kind: str, public_id: str, **rest: str) -> HttpResponse:
    """Lead from a record's address without a language to the one that the browser prefers."""
    where = _record(preferred(request), kind, public_id, **rest)
    return HttpResponseRedirect(_with_query(request, where), headers={"Vary": "Accept-Language"})


def preferred(request: HttpRequest) -> str:
    """Return the language of the site that a browser prefers; English where it knows neither."""
    wanted = [code[:2] for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())]
    return next((code for code in wanted if code in addresses.LANGUAGES), "en")


def _record(language: str, kind: str, public_id: str, rest: str = "") -> str:
    """Return the address of a record with its id in capitals, and with the words that followed it."""
    return "/".join(["", language, kind, public_id.upper(), *filter(None, [quote(rest)]), ""])


def _moved(request: HttpRequest, where: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(_with_query(request, where))


def _with_query(request: HttpRequest, where: str) -> str:
    query: Any = request.META.get("QUERY_STRING", "")
    return f"{where}?{query}" if query else where
