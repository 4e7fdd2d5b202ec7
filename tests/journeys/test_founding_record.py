"""The founding record, whose first reading was killed in the middle (see `house`)."""

import csv
from collections import Counter

import pytest

from tests.journeys.house import House
from tests.local.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("house")]

MADE = """SELECT record FROM events_revision JOIN auth_user ON by_id = auth_user.id WHERE act = %s AND username = %s"""
KINDS = {
    "publisher": "publishers",
    "source": "sources",
    "place": "places",
    "subject": "subjects",
    "event": "events",
    "series": "series",
    "figure": "figures",
    "bridge": "bridges",
    "check": "checks",
}


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "events" / "founding" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def count(house: House, act: str, name: str) -> Counter[str]:
    """Return how many records of each kind an account created or approved."""
    with house.database() as connection:
        return Counter(kind for (kind,) in connection.execute(MADE, [act, name]))


def test_every_record_was_made_once(house: House) -> None:
    assert count(house, "create", "founding-editor") == {kind: len(rows(name)) for kind, name in KINDS.items()}


def test_every_record_that_is_not_held_was_approved_once(house: House) -> None:
    approved = count(house, "approve", "founding-reviewer")
    for kind in ("event", "figure"):
        assert approved[kind] == sum(row["state"] != "draft" for row in rows(KINDS[kind]))


def test_every_event_has_its_claims_and_links(house: House) -> None:
    last = max(int(row["id"].lstrip("E")) for row in rows("events"))
    founding = f"WHERE event_id <= {last}"
    assert house.number(f"SELECT count(*) FROM events_claim {founding}") == len(rows("claims"))
    assert house.number(f"SELECT count(*) FROM events_eventlink {founding}") == len(rows("links"))


def test_reading_it_again_changes_nothing(house: House) -> None:
    before = house.number("SELECT max(id) FROM events_revision")
    again = house.manage("load_founding")
    assert again.returncode == 0, again.stderr
    assert "founding dataset: 0 records made" in again.stdout
    assert house.number("SELECT max(id) FROM events_revision") == before
    assert house.manage("verify_history").returncode == 0
