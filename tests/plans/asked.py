"""What is asked of a large record, and what its answers read of it: for the tests, and for `benchmarks.plans`."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.filters.parameter import MOST_ROWS

EVENT = "EV-003000"
"""One in the middle of the record that the tests seed."""

LARGE = ("publicevent", "publicversion", "publicsearch", "publicclaim", "publicsource", "publicchange", "publiclink")
AS_AT_A_MILLION = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off"

ANSWERS = [
    "/api/v1/events/",
    "/api/v1/events/?direction=south_to_north",
    "/api/v1/events/?direction=north_to_south&movement_class=defection",
    "/api/v1/events/?direction=north_to_south&outcome=arrived&from=1990",
    "/api/v1/events/?outcome=killed&actor_type=active_duty_soldier",
    "/api/v1/events/?place=suwon",
    "/api/v1/events/?place=suwon&sort=changed",
    "/api/v1/events/?count=1",
    "/api/v1/events/?direction=north_to_south&movement_class=defection&outcome=arrived&count=1",
    "/api/v1/events/?from=1955&to=1956&limit=10",
    "/api/v1/events/?from=1955&to=1956&date_match=within",
    "/api/v1/events/?from=1990&count=1",
    "/api/v1/events/counts/?group_by=year,direction",
    "/api/v1/events/counts/?group_by=month,lag&direction=north_to_south",
    "/api/v1/events/?sort=oldest",
    "/api/v1/events/?sort=changed",
    "/api/v1/events/?month=january",
    "/api/v1/events/?lag=same_day",
    "/api/v1/events/?q=pilot",
    "/api/v1/events/?q=pilot%20suwon",
    "/api/v1/events/?source=SR-000050",
    "/api/v1/events/?publisher=rule-wire",
    "/api/v1/events/?limit=10&include=claims,sources,links",
    f"/api/v1/events/{EVENT}/",
    f"/api/v1/events/{EVENT}/?include=claims,sources,links",
    "/api/v1/sources/",
    "/api/v1/sources/?sort=oldest",
    "/api/v1/sources/?sort=changed",
    "/api/v1/sources/?language=ko",
    "/api/v1/sources/?count=1",
    "/api/v1/sources/?publisher=rule-wire&language=en&count=1",
    "/api/v1/sources/SR-000050/",
    "/api/v1/claims/",
    "/api/v1/claims/?field=departed",
    "/api/v1/claims/?standing=rejected",
    "/api/v1/claims/?count=1",
    "/api/v1/claims/?field=departed&standing=accepted&count=1",
    f"/api/v1/claims/?event={EVENT}",
    "/api/v1/claims/?source=SR-000050",
    "/api/v1/claims/CL-000001/",
    "/api/v1/figures/",
    "/api/v1/series/",
    "/api/v1/checks/",
    "/api/v1/statistics/",
    "/api/v1/changes/",
    "/api/v1/changes/?after=3000",
    f"/en/events/{EVENT}/",
    f"/en/events/{EVENT}/versions/1/",
    f"/en/events/{EVENT}.bib",
    f"/en/embed/events/{EVENT}/",
    "/en/sources/SR-000050/",
    "/en/",
    "/en/?from=1990&to=2009&direction=south_to_north",
    "/en/map/",
    "/en/map/?outcome=killed",
    "/en/embed/",
    "/en/statistics/",
    "/en/statistics/?direction=south_to_north",
    "/en/data/",
    "/en/codebook/",
    "/en/figures/",
    "/en/checks/",
    "/en/method/",
    "/en/corrections/",
    "/sitemap.xml",
    "/sitemap-events.xml?p=3",
    "/sitemap-sources.xml?p=2",
    "/en/feeds/events.atom",
    "/en/feeds/corrections.json",
]
DEEP = ["/api/v1/events/", "/api/v1/events/?direction=north_to_south", "/api/v1/sources/", "/api/v1/claims/"]
"""Lists whose page in the middle is asked for, too."""

COUNTING = {
    "/api/v1/events/?count=1&persons_min=2": "counts the events that match, because persons are in no cut",
}
"""Answers that read all that they count. 0041 says what they cost at a million, and what would spare it."""


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def explain(statement: str, settings: str) -> Iterator[dict[str, Any]]:
    """Yield the nodes of the plan of a statement that is run once more, under settings of the planner."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(settings)
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}")
        found = cursor.fetchone()[0]
        transaction.set_rollback(True)
    yield from nodes((json.loads(found) if isinstance(found, str) else found)[0]["Plan"])


def rows_read(node: dict[str, Any]) -> float:
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return float((node["Actual Rows"] + removed) * node["Actual Loops"])


def wide_reads(path: str, events: int, settings: str, scanned: int = 0) -> list[str]:
    """Return what an answer reads of large tables as a whole, or more rows of them than a fifth of the events.

    A scan of a table counts as the whole of it if it reads more rows than `scanned`.
    """
    with CaptureQueriesContext(connection) as asked:
        response = Client(SERVER_NAME="localhost").get(path)
    assert response.status_code == 200, f"{path} answers {response.status_code}"
    statements = [query["sql"] for query in asked if query["sql"].lstrip(" (").startswith(("SELECT", "WITH"))]
    assert statements
    return [
        f"{path}: {node['Node Type']} of {rows_read(node):.0f} rows of {node['Relation Name']} in {statement[:120]}"
        for statement in statements
        for node in explain(statement, settings)
        if node.get("Relation Name", "").removeprefix("events_") in LARGE
        and ((node["Node Type"] == "Seq Scan" and rows_read(node) >= scanned) or rows_read(node) > events / 5)
    ]


def page_beyond(path: str, rows: int) -> str:
    """Return the path of the page that lies so many rows down a list, reached by its cursors."""
    client = Client(SERVER_NAME="localhost")
    path += f"{'&' if '?' in path else '?'}limit={MOST_ROWS}"
    for _ in range(rows // MOST_ROWS):
        path = client.get(path).json()["next"].removeprefix("http://localhost")
    assert "cursor=" in path
    return path.replace(f"limit={MOST_ROWS}", "limit=50")
