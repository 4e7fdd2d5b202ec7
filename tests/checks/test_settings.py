"""What the settings make of one address of a database, and of a quota."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker.settings import database, quota

URL = "postgresql://tracker_owner:secret@db.example:5433/tracker"


def test_an_address_alone_gives_host_port_and_name() -> None:
    made = database(URL)
    assert (made["HOST"], made["PORT"], made["NAME"], made["PASSWORD"]) == ("db.example", "5433", "tracker", "secret")


def test_another_role_never_gets_the_owners_password() -> None:
    assert database(URL, "tracker_public")["PASSWORD"] not in ("secret", "")


def test_each_role_has_a_password_of_its_own() -> None:
    assert database(URL, "tracker_public")["PASSWORD"] != database(URL, "tracker_desk")["PASSWORD"]


def test_a_given_password_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DESK_PASSWORD", "given")
    assert database(URL, "tracker_desk")["PASSWORD"] == "given"


def test_a_socket_needs_no_password() -> None:
    made = database("postgresql://tracker_owner@/tracker?host=/run/pg&port=5432", "tracker_desk")
    assert (made["HOST"], made["USER"], made["PASSWORD"]) == ("/run/pg", "tracker_desk", "")


def test_a_quota_is_so_many_in_so_many_seconds() -> None:
    assert quota("1200/60") == (1200, 60)


@pytest.mark.parametrize("text", ["", "1200", "0/60", "60/0", "-1/60", "many/60", "1200/60s", "2000000/1"])
def test_what_is_no_quota_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="as 1200/60"):
        quota(text)
