"""The API says what it looked for instead of a word that nothing has, in the list and of a file."""

from django.test import Client

from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, body


def test_a_list_says_what_was_looked_for_instead(ask: Ask) -> None:
    event = rows.event(title_en="At Goseong")
    answer = ask("events/?q=Gosoeng&count=1")
    assert answer["corrections"] == {"Gosoeng": "goseong"}
    assert [row["id"] for row in answer["results"]] == [event.public_id]
    assert answer["count"] == 1


def test_a_file_says_it_in_a_header(client: Client) -> None:
    rows.event(title_en="At Goseong")
    response = client.get(f"{API}events.csv?q=Gosoeng")
    assert response.headers["Corrected-Words"] == "Gosoeng=goseong"
    assert "At Goseong" in body(response)


def test_a_search_that_finds_as_it_stands_says_nothing(ask: Ask, client: Client) -> None:
    rows.event(title_en="At Goseong")
    assert "corrections" not in ask("events/?q=Kosong")
    assert "Corrected-Words" not in client.get(f"{API}events/?q=Kosong").headers
