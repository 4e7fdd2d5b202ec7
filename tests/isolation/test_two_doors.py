"""Both doors as they really run: two connections and two roles in one process, or a process with one door only."""

import os
from typing import Any

import pytest

from .conftest import House

pytestmark = pytest.mark.slow
Answers = dict[str, list[Any]]


@pytest.fixture(scope="module")
def both(house: House) -> Any:
    return house.ask("ask", doors="both")


@pytest.fixture(scope="module")
def one(house: House, both: Any) -> Any:
    return house.ask("ask", *both["answers"], doors="public")


@pytest.fixture(scope="module")
def planted(house: House) -> Answers:
    return {address.split("/")[3]: answer for address, answer in house.ask("planted", doors="both").items()}


def test_the_process_with_both_doors_logs_in_as_two_roles(both: Any) -> None:
    assert both["used"] == {"default": "tracker_desk", "public": "tracker_public"}


def test_every_public_address_answers_under_the_real_role(both: Any) -> None:
    broken = [f"{address}: {status}" for address, (status, _, _) in both["answers"].items() if status >= 500]
    assert not broken, "Read the public record only; the public role can read nothing else:\n  " + "\n  ".join(broken)


def test_no_public_address_uses_the_connection_of_the_desk(both: Any) -> None:
    broken = [address for address, (_, used, _) in both["answers"].items() if used]
    assert not broken, "Ask through the models; their router takes the public connection:\n  " + "\n  ".join(broken)


def test_no_public_address_tells_a_word_of_a_draft(both: Any) -> None:
    assert not [address for address, (_, _, told) in both["answers"].items() if told]


def test_a_process_with_the_public_door_answers_alike(both: Any, one: Any) -> None:
    differing = {a for a, (status, _, _) in both["answers"].items() if one["answers"][a][0] != status}
    assert not differing


def test_a_process_with_the_public_door_holds_no_credentials_of_the_desk(one: Any) -> None:
    assert one["databases"] == one["used"] == {"default": "tracker_public"}


def test_a_process_with_the_public_door_has_no_sessions_and_no_admin(house: House, one: Any) -> None:
    assert "Session" not in one["middleware"]
    assert "Authentication" not in one["middleware"]
    answers = house.ask("ask", "/admin/", "/admin/login/", "/admin/events/event/", "/readyz", doors="public")["answers"]
    assert {status for status, _, _ in answers.values()} == {404}


@pytest.mark.parametrize("mistake", ["by_mistake", "by_injection", "by_relation", "by_cursor", "by_name", "late"])
def test_a_view_that_asks_the_desk_reaches_no_row(planted: Answers, mistake: str) -> None:
    status, _, told = planted[mistake]
    assert (status, told) == (500, False)


def test_a_reader_of_the_desk_is_found(house: House) -> None:
    """The negative control: under the desk's role the same views do tell drafts."""
    desk = {"DATABASE_PUBLIC_URL": os.environ["DATABASE_URL"] and house.url.replace("postgres@", "tracker_desk@")}
    answers = house.run("-m", "tests.isolation.house", "planted", TRACKER_DOORS="both", **desk)
    assert any(told for _, _, told in answers.values())
