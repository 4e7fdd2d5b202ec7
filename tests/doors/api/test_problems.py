"""Refusals: each names the parameter, what is wrong, the remedy and the nearest valid one; never a 500."""

from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework.exceptions import MethodNotAllowed, ParseError

from events.api import lists, numbers
from events.api.problems import problem_response
from events.filters.paging import Cursor, write_cursor
from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, body

LISTS = ["events/", "sources/", "claims/", "figures/", "series/", "statistics/", "changes/"]
LISTS += ["bridges/", "checks/", "reconciliation/", "coverage/"]


def test_an_unknown_parameter_is_refused_with_the_nearest(ask: Ask) -> None:
    problem = ask("events/?directoin=north_to_south", 400)

    assert problem["type"] == "/api/docs/#bad-parameter"
    assert problem["instance"] == "/api/v1/events/?directoin=north_to_south"
    assert problem["errors"] == [
        {
            "parameter": "directoin",
            "detail": "There is no parameter “directoin”.",
            "remedy": "Did you mean “direction”?",
            "nearest": "direction",
        }
    ]


def test_a_value_outside_the_vocabulary_is_refused_with_the_nearest(ask: Ask) -> None:
    assert ask("events/?means=swimm", 400)["errors"][0]["nearest"] == "swim"


def test_all_errors_are_told_at_once(ask: Ask) -> None:
    problem = ask("events/?means=x&limit=0&from=yesterday&nonsense=1&cursor=x", 400)

    assert [error["parameter"] for error in problem["errors"]] == ["nonsense", "from", "means", "limit", "cursor"]


@pytest.mark.parametrize(
    "value",
    ["0", "99999999999", "0000", "2024-13", "2024-02-30", "2024-21", "2024-1", "20２4", "yesterday", "1899", "2101"],
)
def test_what_is_not_a_date_is_refused(ask: Ask, value: str) -> None:
    assert "YYYY" in ask(f"events/?from={quote(value)}", 400)["errors"][0]["remedy"]


@pytest.mark.parametrize("value", ["0", "-1", "1000000000", "ten", "1.5", "٣", "501", "9" * 40])
def test_a_limit_outside_1_to_500_is_refused(ask: Ask, value: str) -> None:
    assert "1 to 500" in ask(f"events/?limit={quote(value)}", 400)["errors"][0]["remedy"]


def test_a_limit_over_the_most_names_the_most(ask: Ask) -> None:
    assert ask("events/?limit=1000", 400)["errors"][0]["nearest"] == "500"


def test_an_end_before_its_start_is_refused(ask: Ask) -> None:
    assert ask("events/?from=2024&to=2023-12", 400)["errors"][0]["parameter"] == "to"


@pytest.mark.parametrize("path", LISTS)
def test_nul_is_refused_in_any_parameter(ask: Ask, path: str) -> None:
    question = {"changes/": "after"}.get(path, "cursor")

    assert (
        ask(f"{path}?{question}=a%00b&limit=%00", 400)["errors"][0]["detail"] == "The value holds a control character."
    )


@pytest.mark.parametrize("text", ["a or " * 4000 + "b", "x" * 201, " ".join("abcdefghijklm"), "!!!", "-", '""'])
def test_a_search_that_asks_too_much_or_nothing_is_refused(ask: Ask, text: str) -> None:
    assert ask(f"events/?q={quote(text)}", 400)["errors"][0]["parameter"] == "q"


@pytest.mark.parametrize("name", ["from", "sort", "limit", "q", "date_match", "cursor", "format"])
def test_a_single_valued_parameter_given_twice_is_refused(ask: Ask, name: str) -> None:
    errors = ask(f"events/?{name}=1&{name}=2", 400)["errors"]

    assert errors[0]["remedy"] == "Give it once."


def test_too_many_values_are_refused(ask: Ask) -> None:
    assert ask(f"events/?place={','.join(map(str, range(51)))}", 400)["errors"][0]["remedy"] == "Give at most 50."
    assert ask(f"events/?place={50 * ','}", 400)["errors"][0]["remedy"] == "Give at most 50."


@pytest.mark.parametrize(
    ("query", "near"), [("place=seul", "seoul"), ("publisher=yonhab", "yonhap"), ("source=SR-999999", "")]
)
def test_what_the_record_does_not_have_is_refused(ask: Ask, query: str, near: str) -> None:
    rows.claim(rows.event(place="seoul"), rows.source())

    assert ask(f"events/?{query}", 400)["errors"][0]["nearest"] == near


@pytest.mark.parametrize(
    "query",
    [
        "sources/?language=tlh",
        "claims/?event=EV-999999",
        "figures/?series=none",
        "figures/?source=SR-999999",
        "statistics/?key=x",
    ],
)
def test_every_list_refuses_what_the_record_does_not_have(ask: Ask, query: str) -> None:
    assert len(ask(query, 400)["errors"]) == 1


@pytest.mark.parametrize("query", ["source=1", "place=a%20b", "shown=2"])
def test_a_value_of_the_wrong_form_is_refused(ask: Ask, query: str) -> None:
    assert len(ask(f"figures/?{query.replace('place', 'series')}", 400)["errors"]) == 1


NEWEST = lists.EventList.orders["newest"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%F0%9F%98%80",
        "W10",
        "bnVsbA",
        write_cursor(NEWEST, Cursor("2024-01-01\x00", 1, back=False)),
        write_cursor(NEWEST, Cursor("2024-01-01", -1, back=False)),
        write_cursor(NEWEST, Cursor("2024-01-01", 2**63, back=False)),
        write_cursor(NEWEST, Cursor(5, 1, back=False)),
        write_cursor(lists.EventList.orders["changed"], Cursor(5, 1, back=False)),
        "W" * 4000,
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(ask: Ask, cursor: str) -> None:
    assert ask(f"events/?cursor={cursor}", 400)["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize("key", ["\ud800", "a\x00b", "\n"])
def test_a_cursor_with_an_unprintable_key_is_refused(ask: Ask, key: str) -> None:
    cursor = write_cursor(numbers.SeriesList.orders["id"], Cursor(key, 1, back=False))

    assert ask(f"series/?cursor={cursor}", 400)["errors"][0]["parameter"] == "cursor"


def test_include_works_with_json_only(ask: Ask) -> None:
    errors = ask("events.csv?include=claims&count=1", 400)["errors"]

    assert [error["parameter"] for error in errors] == ["include", "count"]


def test_a_blank_parameter_is_not_given(ask: Ask) -> None:
    assert ask("events/?direction=&from=&q=&cursor=")["results"] == []
    assert ask("events/?limit=&format=&place=&persons_min=&fields=&as_of=&q=%20")["results"] == []


@pytest.mark.parametrize(
    "parameter",
    [
        *("format=%20", "limit=%20", "direction=%20", "from=%20", "fields=id,%20", "as_of=%20", "place=%20"),
        *("format=%1D", "limit=%09", "direction=%0A", "from=%C2%A0", "fields=%1C", "bbox=%20", "source=%20"),
    ],
)
def test_white_space_is_a_value_that_can_not_be_read(ask: Ask, parameter: str) -> None:
    assert [error["parameter"] for error in ask(f"events/?{parameter}", 400)["errors"]] == [parameter.partition("=")[0]]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_refused(client: Client, method: str) -> None:
    response = getattr(client, method)(f"{API}events/")

    assert (response.status_code, response.headers["Content-Type"]) == (405, "application/problem+json")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_format_that_is_not_offered_is_refused(ask: Ask) -> None:
    assert ask("events/", 406, accept="image/png")["type"] == "/api/docs/#not-acceptable"


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v2/events/", "/api/v1/event/", "/api/v1/events.xml/", "/api/v1/events/a/b/"]
)
def test_any_other_address_under_api_is_a_problem_and_not_a_page(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_missing_slash_is_added(client: Client) -> None:
    assert client.get("/api/v1/events").headers["Location"] == "/api/v1/events/"


def test_a_question_that_takes_too_long_is_refused_with_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(self: lists.EventList, *columns: str) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(lists.EventList, "page", too_long)
    response = client.get(f"{API}events/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")


def test_too_many_parameters_are_refused(ask: Ask, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5

    assert ask("events/?" + "a=1&" * 6, 400)["type"] == "/api/docs/#bad-request"


def test_a_fault_of_ours_is_not_hidden(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(self: lists.EventList, *columns: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(lists.EventList, "page", fault)
    client.raise_request_exception = False

    assert client.get(f"{API}events/").status_code == 500


def test_unknown_names_are_told_up_to_ten(ask: Ask) -> None:
    assert len(ask("events/?" + "&".join(f"zz{n}=1" for n in range(30)), 400)["errors"]) == 10


def test_a_problem_is_told_from_any_site(client: Client) -> None:
    response = client.get(f"{API}events/?x=1")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" not in response.headers
    assert body(response)


@pytest.mark.parametrize(
    ("error", "status"),
    [(Http404(), 404), (ParseError(), 400), (SuspiciousOperation(), 400), (MethodNotAllowed("X"), 405)],
)
def test_whatever_the_framework_raises_is_a_problem(rf: RequestFactory, error: Exception, status: int) -> None:
    response = problem_response(error, {"request": rf.get("/api/v1/")})

    assert response is not None
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
