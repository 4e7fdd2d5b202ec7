"""Feeds: new events and checked sentences under any filter, and corrections.

As Atom (RFC 4287, paged by RFC 5005) and as JSON Feed 1.1.
"""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from .filters import CheckFeed, CorrectionFeed, EventFeed, Question
from .presenters import addresses, feeds

RIGHTS = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
MOST_TOLD = 20
Whole = Callable[[str], str]
EVERYBODY = {"Access-Control-Allow-Origin": "*"}  # a reader in another page's script may ask, as with the API


class Atom(Atom1Feed):
    """Atom whose time is that of its entries, even where there is none, and which leads to its next page."""

    def latest_post_date(self) -> Any:
        return self.feed["updated"]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["next_url"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next_url"]})


def show_events(request: HttpRequest, form: str) -> HttpResponse:
    question = EventFeed(request.GET)
    return refusal(question) if question.errors else answer(request, form, feeds.events(question))


def show_corrections(request: HttpRequest, form: str) -> HttpResponse:
    question = CorrectionFeed(request.GET)
    return refusal(question) if question.errors else answer(request, form, feeds.corrections(question))


def show_checks(request: HttpRequest, form: str) -> HttpResponse:
    question = CheckFeed(request.GET)
    return refusal(question) if question.errors else answer(request, form, feeds.checked(question))


def refusal(question: Question) -> HttpResponse:
    """Return what is wrong with a question, one line for each parameter: a reader of feeds shows no page."""
    lines = [f"{error.field}: {error.said} {error.advice}" for error in question.errors[:MOST_TOLD]]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8", status=400)


def answer(request: HttpRequest, form: str, feed: feeds.Feed) -> HttpResponse:
    write, media_type = FORMS[form]
    text = write(feed, request.build_absolute_uri, request.path)
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8", headers=EVERYBODY)


def atom(feed: feeds.Feed, whole: Whole, here: str) -> str:
    """Return a feed as Atom. `whole` makes an address absolute; `here` is the path of the feed itself."""
    written = Atom(
        title=f"{gettext('Defection Events Tracker')}: {feed.title}",
        link=whole(feed.home),
        description=None,
        language=addresses.language(),
        author_name=gettext("Defection Events Tracker"),
        author_link=whole(addresses.page("explorer")),
        feed_url=whole(_with(here, feed.query)),
        feed_copyright=RIGHTS,
        feed_guid=feed.name,
        next_url=feed.next and whole(_with(here, feed.next)),
        updated=feed.updated,
    )
    for entry in feed.entries:
        written.add_item(
            title=entry.title,
            link=whole(entry.href),
            description=_body(feed, entry, whole),
            unique_id=entry.name,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.tags,
        )
    return str(written.writeString("utf-8"))


def json_feed(feed: feeds.Feed, whole: Whole, here: str) -> str:
    """Return a feed as JSON; `_record` holds the line of the record itself, for programs."""
    home = whole(addresses.page("explorer"))
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{gettext('Defection Events Tracker')}: {feed.title}",
        "home_page_url": whole(feed.home),
        "feed_url": whole(_with(here, feed.query)),
        **({"next_url": whole(_with(here, feed.next))} if feed.next else {}),
        "language": addresses.language(),
        "authors": [{"name": gettext("Defection Events Tracker"), "url": home}],
        "_record": {"about": whole("/api/docs/"), "id": feed.name, "rights": RIGHTS},
        "items": [
            {
                "id": entry.name,
                "url": whole(entry.href),
                "title": entry.title,
                "content_html": _body(feed, entry, whole),
                "date_published": rfc3339_date(entry.published),
                "date_modified": rfc3339_date(entry.updated),
                "tags": entry.tags,
                "_record": entry.told,
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(told, ensure_ascii=False)


FORMS = {"atom": (atom, "application/atom+xml"), "json": (json_feed, "application/feed+json")}


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _body(feed: feeds.Feed, entry: feeds.Entry, whole: Whole) -> str:
    told = {"row": entry.shown, "change": entry.shown, "origin": whole("/").rstrip("/")}
    return render_to_string(f"events/feeds/{feed.template}.html", told).strip()
