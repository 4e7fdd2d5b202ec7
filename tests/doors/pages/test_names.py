"""Addresses of records: readable, and alive however the title, the letters or the path were written."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from events.models import PublicEvent
from tests.presenters import rows

from .conftest import Read

Get = Callable[..., HttpResponse]


def rename(event: PublicEvent, title: str) -> None:
    document = event.document.replace(event.title_en, title)
    PublicEvent.objects.filter(pk=event.pk).update(title_en=title, document=document)


def test_an_event_answers_under_its_id_and_under_its_words(get: Get) -> None:
    event = rows.event(title_en="A soldier crosses, on foot")
    assert get(f"/en/events/{event.public_id}/").status_code == 200
    assert get(f"/en/events/{event.public_id}/a-soldier-crosses-on-foot/").status_code == 200


def test_korean_words_stand_in_korean_addresses(get: Get) -> None:
    event = rows.event()
    assert get(f"/ko/events/{event.public_id}/군인-1명-고성에서-귀순/").status_code == 200


def test_old_words_lead_to_the_new_ones_and_keep_the_query(get: Get) -> None:
    event = rows.event(title_en="First words")
    rename(event, "Other words")
    response = get(f"/en/events/{event.public_id}/first-words/?a=1&b=%EA%B3%A0")
    assert response.status_code == 301
    assert response["Location"] == f"/en/events/{event.public_id}/other-words/?a=1&b=%EA%B3%A0"


def test_a_title_that_takes_its_old_words_back_leads_nobody_in_a_circle(get: Get) -> None:
    event = rows.event(title_en="First words")
    rename(event, "Other words")
    assert "max-age=0" in get(f"/en/events/{event.public_id}/first-words/")["Cache-Control"]


@pytest.mark.parametrize("words", ["wrong", "%00", "a%20b", "군인", "%E2%80%AE", "x" * 300])
def test_any_words_lead_to_the_right_ones(get: Get, words: str) -> None:
    event = rows.event(title_en="Right words")
    assert get(f"/en/events/{event.public_id}/{words}/")["Location"] == f"/en/events/{event.public_id}/right-words/"


def test_the_other_language_is_reached_without_the_words_of_this_one(read: Read) -> None:
    event = rows.event(title_en="Right words")
    page = read(f"/en/events/{event.public_id}/right-words/?a=1")
    others = {link.attributes["href"] for link in page.all("a", hreflang="ko")}
    assert others == {f"/ko/events/{event.public_id}/?a=1"}


@pytest.mark.parametrize("path", ["", "right-words/"])
def test_the_canonical_address_is_the_readable_one(read: Read, path: str) -> None:
    event = rows.event(title_en="Right words")
    (link,) = read(f"/en/events/{event.public_id}/{path}").all("link", rel="canonical")
    assert link.attributes["href"] == f"http://testserver/en/events/{event.public_id}/right-words/"


@pytest.mark.parametrize("words", ["", "any-words/"])
def test_a_tombstone_answers_under_any_words(get: Get, words: str) -> None:
    assert get(f"/en/events/{rows.tombstone().public_id}/{words}").status_code == 410


def test_an_unknown_event_is_missing_under_any_words(get: Get) -> None:
    assert get("/en/events/EV-999999/some-words/").status_code == 404


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/en/events/ev-000012/", "/en/events/EV-000012/"),
        ("/ko/events/Ev-000012/words/?a=1", "/ko/events/EV-000012/words/?a=1"),
        ("/en/sources/sr-000003/", "/en/sources/SR-000003/"),
    ],
)
def test_small_letters_lead_to_capitals(get: Get, path: str, target: str) -> None:
    response = get(path)
    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize("path", ["/events/EV-000012/", "/events/ev-000012/"])
def test_a_path_without_language_leads_to_that_of_the_browser(get: Get, path: str) -> None:
    response = get(f"{path}?a=1", headers={"accept-language": "ko"})
    assert (response.status_code, response["Location"]) == (302, "/ko/events/EV-000012/?a=1")
    assert response["Vary"] == "Accept-Language"


def test_words_without_language_are_led_on_too(get: Get) -> None:
    assert get("/events/ev-000012/some-words/")["Location"] == "/en/events/EV-000012/some-words/"
