"""What a reader sees when there is no such page, or when something broke here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from events.views import frame
from tests.presenters import rows

from .conftest import Page, Read

Get = Callable[..., HttpResponse]


@contextmanager
def refusing() -> Iterator[None]:
    """Let the database refuse every statement, as one does that is down."""

    def refuse(*_: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def broken(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("path", ["/fr/", "/nothing", "/nothing/here/", "/static/nothing.css", "/en/oops/%FF/"])
def test_an_unknown_path_gets_a_page_in_both_languages(read: Read, path: str) -> None:
    page = read(path, status=404)
    assert "There is no such page" in page.text
    assert page.one("nav")


def test_an_unknown_path_outside_the_languages_speaks_both(read: Read) -> None:
    main = read("/nothing/", status=404).one("main")
    assert "There is no such page" in main.text
    assert main.one("p", lang="ko").text.startswith("그런 쪽이 없습니다.")


def test_the_frame_outside_the_languages_is_in_that_of_the_browser(client: Client) -> None:
    response = client.get("/nothing/", headers={"accept-language": "ko"})
    assert Page(response.content.decode()).root.one("html").attributes["lang"] == "ko"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("typed", ["EV-{n}", "ev{n}", "EV-00000000{n}"])
def test_an_id_with_other_zeros_is_taken_for_the_near_one(read: Read, typed: str) -> None:
    event = rows.event(title_en="One came", number=7)
    main = read(f"/en/events/{typed.format(n=7)}/", status=404).one("main")
    assert main.one("ul", kind="lines").text == f"{event.public_id} One came"


def test_nobody_is_led_to_a_record_that_is_not_public(read: Read) -> None:
    assert not read("/en/events/EV-7/", status=404).one("main").all("ul")


def test_a_page_with_a_typing_error_is_guessed(read: Read) -> None:
    links = read("/ko/figurs/", status=404).one("main").all("a")
    assert "/ko/figures/" in [link.attributes["href"] for link in links]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_missing_page_offers_a_search(read: Read, language: str) -> None:
    form = read(f"/{language}/nothing/", status=404).one("main").one("form")
    assert form.attributes["action"] == f"/{language}/"
    assert form.one("input").attributes["name"] == "q"


def test_a_number_beyond_the_database_is_only_missing(get: Get) -> None:
    assert get("/en/events/EV-999999999999999/").status_code == 404
    assert get("/en/nothing/EV-99999999999999999999999/").status_code == 404


def test_a_fault_gives_a_page_in_both_languages(broken: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "program_version", lambda: 1 / 0)
    response = broken.get("/en/")
    page = Page(response.content.decode()).root
    assert response.status_code == 500
    assert page.one("h1").text == "Something broke here"
    assert page.one("section", lang="ko").one("h2").text == "저희 쪽에 문제가 생겼습니다"


@pytest.mark.parametrize("path", ["/en/", "/ko/statistics/", "/en/feeds/events.atom", "/sitemap.xml"])
def test_a_database_that_refuses_gives_a_page_that_asks_to_return(broken: Client, path: str) -> None:
    with refusing():
        response = broken.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert Page(response.content.decode()).root.one("h1").text == "The record does not answer at the moment"


def test_no_trace_of_a_fault_is_shown(broken: Client) -> None:
    with refusing():
        assert b"refused" not in broken.get("/en/").content


def test_a_host_that_is_not_ours_gets_a_page_too(broken: Client) -> None:
    response = broken.get("/en/", headers={"host": "evil.example"})
    assert (response.status_code, b"evil" in response.content) == (400, False)
    assert Page(response.content.decode()).root.one("h1").text == "This request could not be read"


@pytest.mark.parametrize("path", ["/nothing/", "/en/nothing/", "/en/events/EV-7/"])
def test_pages_of_failure_keep_the_policy_and_set_no_cookie(get: Get, path: str) -> None:
    response = get(path)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies
