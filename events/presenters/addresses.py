"""Addresses of pages in the reader's language, and of the same view in the other one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

LANGUAGES = {"en": "English", "ko": "한국어"}


def language() -> str:
    """Return the language of the page that is being made: en or ko."""
    return "ko" if (get_language() or "en").startswith("ko") else "en"


def page(name: str, *parts: Any) -> str:
    """Return the address of a page in the reader's language."""
    return reverse(name, args=[language(), *parts])


def event(public_id: str) -> str:
    return page("event", public_id)


def source(public_id: str) -> str:
    return page("source", public_id)


def record(kind: str, public_id: str) -> str:
    """Return where a record of the feed of changes stands."""
    if kind == "event":
        return event(public_id)
    if kind == "source":
        return source(public_id)
    return f"{page('figures')}#{public_id}"


def view(query: str) -> str:
    """Return the explorer with a filter's query string."""
    return page("explorer") + (f"?{query}" if query else "")


def downloads(records: str, query: str) -> dict[str, str]:
    """Return the addresses of a whole view as files: every row of it, not only those of one page."""
    question = f"?{query}" if query else ""
    return {"csv": f"/api/v1/{records}.csv{question}", "json": f"/api/v1/{records}/{question}"}
