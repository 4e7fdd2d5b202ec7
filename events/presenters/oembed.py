"""oEmbed 1.0: what another site needs to show an event, a check or a view in a frame. Only our addresses are known."""

from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext

from ..filters import EmbedView
from ..models import PublicEvent
from . import addresses, checks

WIDTH = 600
NARROW = 480
HEIGHTS = {"explorer": (620, 760), "event": (340, 480), "event_with_words": (340, 480), "check": (360, 460)}
"""How high the frame of a page is, and how high where it is narrow; what does not fit scrolls inside."""

A_DAY = 86_400


def describe(url: str, origin: str, most_width: int | None, most_height: int | None) -> dict[str, Any] | None:
    """Return the description of an address of ours; None where nothing there can be embedded. Costs: 1 to 3 queries.

    `origin` is scheme and host of this very site: another host is never asked, nor described.
    """
    found = _own(url, origin)
    if found is None:
        return None
    name, given, query = found
    with translation.override(given["language"]):
        shown = _check(given["public_id"]) if name == "check" else _event_or_view(given, query)
        if shown is None:
            return None
        title, path = shown
        width = min(WIDTH, most_width or WIDTH)
        tall = HEIGHTS[name][width < NARROW]
        height = min(tall, most_height or tall)
        return {
            "version": "1.0",
            "type": "rich",
            "provider_name": gettext("Defection Events Tracker"),
            "provider_url": origin + addresses.page("explorer"),
            "title": title,
            "cache_age": A_DAY,
            "html": _frame(origin + path, title, width, height),
            "width": width,
            "height": height,
        }


def _own(url: str, origin: str) -> tuple[str, dict[str, Any], str] | None:
    """Return name, parts and query of an address of ours that can be embedded."""
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    same_host = parts.scheme in ("http", "https") and parts.netloc.lower() == urlsplit(origin).netloc.lower()
    return (match.url_name or "", match.kwargs, parts.query) if same_host and match.url_name in HEIGHTS else None


def _event_or_view(given: dict[str, Any], query: str) -> tuple[str, str] | None:
    return _event(given["public_id"]) if "public_id" in given else _view(query)


def _check(public_id: str) -> tuple[str, str] | None:
    row = checks.listed().filter(public_id=public_id, tombstone="").first()
    if row is None:
        return None
    return checks.row(row)["title"], addresses.page("embed_check", public_id)


def _event(public_id: str) -> tuple[str, str] | None:
    row = PublicEvent.objects.live().filter(public_id=public_id).first()
    title = row and (row.title_ko if addresses.language() == "ko" else row.title_en)
    return (title, addresses.page("embed_event", public_id)) if title else None


def _view(query: str) -> tuple[str, str] | None:
    """Return title and frame of a view; what only orders the pages of its list is left out."""
    params = QueryDict(query, mutable=True)
    for name in ("cursor", "limit"):
        params.pop(name, None)
    question = EmbedView(params)
    if question.errors:
        return None
    path = addresses.page("embed") + (f"?{asked}" if (asked := question.query()) else "")
    return question.describe(addresses.language()).rstrip("."), path


def _frame(source: str, title: str, width: int, height: int) -> str:
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>', source, title, width, height
    )
