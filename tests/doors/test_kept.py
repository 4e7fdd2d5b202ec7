"""Answers that are kept: the same bytes until the record changes, and nobody's own."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from events import actions, kept
from events.kept import Answer, Shelf, keep
from events.models import Event, Revision
from tests import factories
from tests.doors.api import rows

pytestmark = pytest.mark.django_db
PATHS = ["/api/v1/events/", "/en/", "/ko/statistics/", "/en/feeds/events.atom"]


def told(response: Any) -> tuple[int, bytes, dict[str, str]]:
    """Return an answer but for `RateLimit`, which counts how often one asked."""
    return response.status_code, response.content, {k: v for k, v in response.headers.items() if k != "RateLimit"}


@pytest.mark.parametrize("path", PATHS)
def test_the_same_question_gets_the_same_bytes_from_the_shelf(client: Client, keeping: Shelf, path: str) -> None:
    rows.event()
    first = told(client.get(path))
    assert keeping.bytes > len(first[1])
    held = keeping.bytes
    assert told(client.get(path)) == first
    assert keeping.bytes == held


@pytest.mark.parametrize("path", PATHS)
def test_a_kept_answer_asks_for_the_version_alone(
    client: Client, keeping: Shelf, path: str, django_assert_max_num_queries: Any
) -> None:
    client.get(path)
    with django_assert_max_num_queries(4):  # two take the public role and give it back, one more asks for the counts
        client.get(path)


@pytest.mark.parametrize("path", ["/api/v1/events/", "/en/"])
def test_a_change_is_seen_at_once(client: Client, keeping: Shelf, path: str) -> None:
    client.get(path)
    event = rows.event()
    assert event.public_id.encode() in client.get(path).content


def test_what_is_erased_is_in_no_answer(
    client: Client, keeping: Shelf, published: Event, editor: User, reviewer: User
) -> None:
    for intent in ("disputed", "unknown"):
        factories.republish(factories.recode(published, editor, "intent", intent), editor, reviewer)
    second = Revision.objects.get(record="event", record_id=published.pk, number=6)
    lines = f"/api/v1/changes/?after={(second.public_number or 0) - 1}&limit=1"
    assert client.get(lines).json()["results"][0]["fields"]
    actions.erase_body(second, by=reviewer, reason="It named somebody.")
    assert client.get(lines).json()["results"][0]["fields"] == {}


def test_each_form_host_and_question_has_an_answer_of_its_own(client: Client, keeping: Shelf) -> None:
    rows.event()
    rows.event()
    asked = [
        client.get("/api/v1/events/?limit=1"),
        client.get("/api/v1/events/?limit=1&sort=oldest"),
        client.get("/api/v1/events/?limit=1", headers={"accept": "text/csv"}),
        client.get("/api/v1/events/?limit=1", headers={"host": "localhost"}),
        client.head("/api/v1/events/?limit=1"),
    ]
    assert len({response.content for response in asked}) == len(asked)


def test_a_refusal_is_not_kept(client: Client, keeping: Shelf) -> None:
    for path in ("/api/v1/events/?limit=many", "/api/v1/events/EV-999999/", "/en/nowhere/"):
        assert client.get(path).status_code in (400, 404)
        assert keeping.bytes == 0


@pytest.fixture
def asked() -> HttpRequest:
    return RequestFactory().get("/")


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("one reader's", headers={"Vary": "Cookie"}),
        HttpResponse("not there", status=404),
        StreamingHttpResponse(["a file"]),
        HttpResponse(b"0" * (kept.LARGEST + 1)),
    ],
    ids=["vary", "missing", "stream", "large"],
)
def test_what_is_not_whole_and_for_everybody_is_made_anew(
    asked: HttpRequest, keeping: Shelf, response: HttpResponse
) -> None:
    assert keep(asked, '"1"', lambda: response) is response
    assert keeping.bytes == 0


def test_an_answer_with_a_cookie_is_one_readers(asked: HttpRequest, keeping: Shelf) -> None:
    response = HttpResponse("mine")
    response.set_cookie("who", "me")
    keep(asked, '"1"', lambda: response)
    assert keeping.bytes == 0


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    shelf = Shelf(most_bytes=3 * (kept.OVERHEAD + 10))
    for name in "abc":
        shelf.put(name, Answer(b"0123456789", {}))
    assert shelf.find("a")
    shelf.put("d", Answer(b"0123456789", {}))
    assert [name for name in "abcd" if shelf.find(name)] == ["a", "c", "d"]
    assert shelf.bytes == shelf.most_bytes
    shelf.put("d", Answer(b"another", {}))
    assert shelf.find("d") == Answer(b"0123456789", {})


def test_no_public_template_has_a_part_of_one_answer_alone() -> None:
    templates = settings.ROOT / "templates"
    public = [templates / "base.html", *(templates / "events").rglob("*.html"), *(templates / "api").rglob("*.html")]
    assert [path.name for path in public if "nonce" in path.read_text(encoding="utf-8")] == []
