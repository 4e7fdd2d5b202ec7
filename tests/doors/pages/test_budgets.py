"""What a page costs does not grow with what it shows."""

import gzip
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.presenters import rows

Get = Callable[..., HttpResponse]
MOST_QUERIES = {
    "/en/": 7,
    "/en/?direction=north_to_south&from=2020": 7,
    "/en/events/{event}/": 9,
    "/en/sources/{source}/": 8,
    "/en/figures/": 4,
    "/en/statistics/": 6,
    "/en/method/": 3,
    "/en/data/": 4,
    "/en/corrections/": 4,
}
"""Two of each take and give back the public role, which in production is a connection of its own."""


def queries(get: Get, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert get(address).status_code == 200
    return len(captured)


def world(size: int) -> dict[str, str]:
    """Make `size` events with a claim each, of one source, all linked to the first, with figures and counts."""
    source, series = rows.source(), rows.series()
    events = [rows.event("2024-08-20", **rows.GOSEONG) for _ in range(size)]
    for number, event in enumerate(events):
        rows.claim(event, source, field="place", value={"place": "goseong-gangwon", "precision": "county"})
        rows.claim(events[0], rows.source(), field="means", value="on_foot")
        rows.figure(series, source)
        rows.count_of(1950 + number)
        rows.change("event", event.public_id, kind="updated", fields={"means": ["swim", "on_foot"]})
        if number:
            rows.link(events[0], event)
    return {"event": events[0].public_id, "source": source.public_id}


@pytest.mark.parametrize("address", MOST_QUERIES)
@pytest.mark.parametrize("size", [2, 50])
def test_a_page_keeps_to_its_budget_of_queries(get: Get, address: str, size: int) -> None:
    assert queries(get, address.format(**world(size))) <= MOST_QUERIES[address]


def test_an_unchanged_page_costs_one_query(get: Get) -> None:
    tag = get("/en/")["ETag"]
    with CaptureQueriesContext(connection) as captured:
        get("/en/", headers={"if-none-match": tag})
    assert len([query for query in captured if "role" not in query["sql"]]) == 1


def test_the_first_page_stays_small_with_fifty_events(get: Get) -> None:
    world(50)
    assert len(gzip.compress(get("/en/").content)) < 20_000


def test_styles_and_scripts_stay_small() -> None:
    styles = sum(len(gzip.compress(path.read_bytes())) for path in (settings.ROOT / "static" / "css").glob("*.css"))
    scripts = sum(len(path.read_bytes()) for path in (settings.ROOT / "static" / "js").glob("*.js"))
    assert styles < 8_000
    assert scripts < 3_000
