"""Addresses of pages in the reader's language, and of the same view in the other one."""

from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language

LANGUAGES = {"en": "English", "ko": "한국어"}
MOST_LETTERS = 60


def language() -> str:
    """Return the language of the page that is being made: en or ko."""
    return "ko" if (get_language() or "en").startswith("ko") else "en"


def page(name: str, *parts: Any) -> str:
    """Return the address of a page in the reader's language."""
    return reverse(name, args=[language(), *parts])


def event(public_id: str) -> str:
    return page("event", public_id)


def named_event(public_id: str, title: str) -> str:
    """Return the readable address of an event, the one that search engines, feeds and embeds are given."""
    words = words_of(title)
    return page("event_with_words", public_id, words) if words else event(public_id)


def words_of(title: str) -> str:
    """Return the words of a title as an address holds them: letters of the page's language, cut after a whole word."""
    words = slugify(title, allow_unicode=language() == "ko")
    return words if len(words) <= MOST_LETTERS else words[: MOST_LETTERS + 1].rpartition("-")[0] or words[:MOST_LETTERS]


def version(public_id: str, number: int) -> str:
    """Return where one version of an event stands for good."""
    return page("event_version", public_id, number)


def source(public_id: str) -> str:
    return page("source", public_id)


def series(slug: str) -> str:
    return page("series", slug)


def record(kind: str, public_id: str) -> str:
    """Return where a record of the feed of changes stands."""
    if kind == "event":
        return event(public_id)
    if kind == "source":
        return source(public_id)
    if kind == "check":
        return page("check", public_id)
    if kind == "place":
        return view(f"place={public_id}")
    return series(public_id) if kind == "series" else page("figure", public_id)


def view(query: str) -> str:
    """Return the explorer with a filter's query string."""
    return page("explorer") + (f"?{query}" if query else "")


FORMS = {"CSV": ".csv", "JSON": "/", "JSON Lines": ".jsonl", "Parquet": ".parquet", "GeoJSON": ".geojson"}
"""Name of a form -> how the address of a list in it ends."""

ON_PAGES = ("CSV", "JSON", "Parquet", "GeoJSON")


def downloads(records: str, query: str) -> dict[str, Any]:
    """Return the addresses of a whole view as files: every row of it, not only those of one page.

    Shape:  csv, json (addresses), files: [{word, href}], as the buttons of a page.
    """
    question = f"?{query}" if query else ""
    found = {one["word"]: f"{one['href']}{question}" for one in forms(records)}
    files = [{"word": word, "href": found[word]} for word in ON_PAGES if word in found]
    return {"csv": found["CSV"], "json": found["JSON"], "files": files}


def forms(records: str) -> list[dict[str, str]]:
    """Return [{word, href}]: a list in every form that it has. The feed of changes is JSON alone."""
    kept = ("JSON",) if records == "changes" else [name for name in FORMS if name != "GeoJSON" or records == "events"]
    return [{"word": name, "href": f"/api/v1/{records}{FORMS[name]}"} for name in kept]
