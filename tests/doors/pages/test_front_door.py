from collections.abc import Callable

import pytest
from django.http import HttpResponse

from events.views import frame, health
from tests.presenters import rows

Get = Callable[..., HttpResponse]
PAGES = ["", "figures/", "statistics/", "method/", "data/", "corrections/"]


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en-GB", "en"),
        ("fr,ko;q=0.5", "ko"),
        ("de", "en"),
        ("", "en"),
        ("ko;q=abc", "en"),
    ],
)
def test_the_root_leads_to_the_language_of_the_browser(get: Get, preferred: str, language: str) -> None:
    response = get("/", headers={"accept-language": preferred})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_unchanged_is_not_sent_again(get: Get, page: str) -> None:
    first = get(f"/en/{page}")
    again = get(f"/en/{page}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("cause", [rows.event, lambda: rows.count_of(2024)])
def test_a_change_of_the_record_or_its_counts_makes_a_page_new(get: Get, cause: Callable[[], object]) -> None:
    rows.change()
    tag = get("/en/")["ETag"]
    cause()
    assert get("/en/", headers={"if-none-match": tag}).status_code == 200


def test_another_release_makes_a_page_new(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = get("/en/")["ETag"]
    monkeypatch.setattr(frame, "program_version", lambda: "another")
    assert get("/en/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_readers_get_no_cookie(get: Get, page: str) -> None:
    response = get(f"/ko/{page}")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("page", PAGES)
def test_pages_only_answer_to_reading(client: object, page: str) -> None:
    assert client.post(f"/en/{page}").status_code == 405  # type: ignore[attr-defined]


def test_a_language_that_is_not_spoken_is_missing(get: Get) -> None:
    assert get("/fr/").status_code == 404


def test_a_page_that_is_not_there_says_so_in_its_language(get: Get) -> None:
    response = get("/ko/nothing/here/")
    assert response.status_code == 404
    assert "그런 쪽이 없습니다" in response.content.decode()


def test_a_missing_slash_is_added(get: Get) -> None:
    response = get("/en/figures")
    assert (response.status_code, response["Location"]) == (301, "/en/figures/")


def test_livez_asks_nobody(get: Get, django_assert_num_queries: Callable[..., object]) -> None:
    assert get("/livez").content == b"alive\n"


def test_readyz_tells_what_waits(get: Get) -> None:
    told = get("/readyz").json()
    assert told["database"] is True
    assert told["broker"] is True
    assert told["open_rows"] == 0


def test_readyz_says_when_the_broker_is_away(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "broker_answers", lambda: False)
    response = get("/readyz")
    assert (response.status_code, response.json()["broker"]) == (200, False)
