"""JSON and CSV say the same; an explicit format wins over Accept."""

import pytest
from django.test import Client

from events.api.urls import LISTS
from tests.doors.api import rows
from tests.doors.api.conftest import API, body, csv_of


@pytest.mark.parametrize("path", ["events.csv", "events/?format=csv", "events.csv?format=csv"])
@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html"])
def test_csv_is_asked_for_by_suffix_or_parameter(client: Client, path: str, accept: str) -> None:
    event = rows.event()

    response = client.get(API + path, headers={"accept": accept})

    assert [row["id"] for row in csv_of(response)] == [event.public_id]
    assert response.headers["Content-Disposition"] == 'attachment; filename="events.csv"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"


def test_csv_is_asked_for_by_accept(client: Client) -> None:
    response = client.get(f"{API}events/", headers={"accept": "text/csv"})

    assert body(response).startswith("id,version,title_en,")
    assert response.headers["Vary"] == "Accept, Accept-Encoding"


def test_csv_has_no_mark_before_its_header(client: Client) -> None:
    assert b"".join(client.get(f"{API}events.csv").streaming_content).startswith(b"id,")  # type: ignore[attr-defined]


def test_csv_is_the_whole_list(client: Client) -> None:
    for _ in range(60):
        rows.event()

    assert len(csv_of(client.get(f"{API}events.csv"))) == 60


def test_csv_is_a_page_where_one_is_asked_for(client: Client) -> None:
    for _ in range(3):
        rows.event()

    response = client.get(f"{API}events.csv?limit=2")

    assert len(csv_of(response)) == 2
    link = response.headers["Link"]
    assert link.startswith("<http://testserver/api/v1/events.csv?cursor=")
    rest = client.get(link[1:].partition(">")[0])
    assert len(csv_of(rest)) == 1
    assert "Link" not in rest.headers


def test_head_of_a_file_makes_no_file(client: Client) -> None:
    response = client.head(f"{API}events.csv")

    assert not response.streaming
    assert response.headers["Content-Type"].startswith("text/csv")


def test_every_list_of_records_is_a_file_too(client: Client) -> None:
    event, source = rows.event(), rows.source()
    rows.claim(event, source)
    series = rows.series()
    rows.figure(series, source)
    rows.bridge(series, series)
    rows.check(series, source)
    rows.reckoned(series)
    rows.statistic()

    for name in LISTS:
        assert len(csv_of(client.get(f"{API}{name}.csv"))) == 1


def test_a_title_that_looks_like_a_formula_is_made_harmless(client: Client) -> None:
    rows.event(title_en="=HYPERLINK(1)")

    assert csv_of(client.get(f"{API}events.csv"))[0]["title_en"] == "'=HYPERLINK(1)"


def test_an_unknown_format_is_refused(client: Client) -> None:
    assert client.get(f"{API}events/?format=xml").status_code == 400


def test_options_tell_what_is_offered(client: Client) -> None:
    response = client.options(f"{API}events/")

    assert (response.status_code, response.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
