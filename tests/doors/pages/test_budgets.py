"""What a page costs does not grow with what it shows."""

import gzip
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.presenters import reckoned, rows

Get = Callable[..., HttpResponse]
MOST_QUERIES = {
    "/en/": 10,
    "/en/?from=2020&direction=north_to_south": 10,
    "/en/map/": 7,
    "/en/events/{event}/": 12,
    "/en/events/{event}/versions/1/": 10,
    "/en/events/{event}.bib": 5,
    "/en/sources/{source}/": 10,
    "/en/figures/": 5,
    "/en/figures/?issuer=mou": 5,
    "/en/figures/{series}/": 10,
    "/en/figures/{series}/?known_on=2025-06-01": 15,
    "/en/checks/": 6,
    "/en/checks/?verdict=holds&kind=number": 6,
    "/en/checks/{check}/": 10,
    "/en/embed/checks/{check}/": 5,
    "/en/feeds/checks.atom": 6,
    "/en/statistics/": 8,
    "/en/statistics/?direction=north_to_south&from=2020&q=soldier&month=august&lag=same_day": 8,
    "/en/statistics/routes.csv?from=2020": 6,
    "/en/statistics/arrivals.svg": 6,
    "/en/method/": 3,
    "/en/codebook/": 5,
    "/en/data/": 5,
    "/en/report/?record={event}": 4,
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
    checks = [rows.check(source, series, event=events[0].public_id) for _ in range(size)]
    figures = [rows.figure(rows.series(f"series-{number}"), source) for number in range(size)]
    evidence = [row.public_id for row in (*events, *figures)]
    cells = [{"series": f"series-{number}", "from": None, "to": "2021-12-31", "holds": True} for number in range(size)]
    for check in checks:
        rows.finding(check, evidence=evidence, details=cells)
        rows.change("check", check.public_id, kind="updated")
    for number, event in enumerate(events):
        rows.claim(event, source, field="place", value={"place": "goseong-gangwon", "precision": "county"})
        rows.claim(events[0], rows.source(), field="means", value="on_foot")
        reckoned.verdict(rows.figure(series, source))
        rows.count_of(1950 + number)
        rows.change("event", event.public_id, kind="updated", fields={"means": ["swim", "on_foot"]})
        if number:
            rows.link(events[0], event)
        rows.version(events[0], number + 1, means="swim" if number % 2 else "on_foot")
    other = rows.figure(rows.series("arrivals-female"), source)
    reckoned.bridge(other.series, series)
    ids = [figure.public_id for figure in series.figures.all()]
    conflict = reckoned.conflict(ids[0], other.public_id)
    reckoned.series(series, conflicts=[conflict] * size, derived=[reckoned.derived(ids)] * size)
    known = {"event": events[0].public_id, "source": source.public_id}
    return known | {"series": series.slug, "check": checks[0].public_id}


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


STYLES = settings.ROOT / "static" / "css"
SHARED = ("site.css",)


@pytest.mark.parametrize("own", sorted(path.name for path in STYLES.glob("*.css") if path.name not in SHARED))
def test_the_styles_of_a_page_stay_small(own: str) -> None:
    assert sum(len(gzip.compress((STYLES / name).read_bytes())) for name in (*SHARED, own)) < 8_000


def test_all_scripts_together_stay_small() -> None:
    scripts = (settings.ROOT / "static" / "js").glob("*.js")
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) < 15_000
