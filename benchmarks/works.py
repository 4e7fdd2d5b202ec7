"""The work that `benchmarks.api` times: ours, as plain SQL, and as plain serializers; and whether they agree."""

import json
import os
import time
from typing import Any

import psutil
import psycopg
from django.test import Client

from benchmarks import peer
from benchmarks.api import Work
from events.filters import EventFilter
from events.filters.events import CODED
from events.models import PublicEvent

FILTERS = {"direction": "north_to_south", "movement_class": "defection", "outcome": "arrived"}
WORDS = "soldier foot"
YEAR = 2017
ASKED = "&".join(f"{name}={value}" for name, value in FILTERS.items())
LIST = f"/api/v1/events/?{ASKED}&include=claims,sources"
SEARCH = f"/api/v1/events/?q={WORDS.replace(' ', '%20')}&include=claims,sources"
NEWEST = "COALESCE(occurred_from, occurred_to, '1900-01-01') DESC, number DESC LIMIT 51"
MATCHING = "direction = %(direction)s AND movement_class = %(movement_class)s AND outcome = %(outcome)s"
EVENTS = f"SELECT number, document FROM events_publicevent WHERE tombstone = '' AND {MATCHING}"
BESIDE = """
SELECT c.event_id, c.document, s.document FROM events_publicclaim c JOIN events_publicsource s ON s.number = c.source_id
WHERE c.event_id = ANY(%s) ORDER BY c.event_id, c.position
"""
FOUND = f"""
SELECT number, document FROM events_publicevent JOIN events_publicsearch ON event_id = number
WHERE tombstone = '' AND vector @@ to_tsquery('simple', 'soldier & foot') ORDER BY {NEWEST}
"""
CODES = [parameter.name for parameter in CODED]
CLIENT = Client(SERVER_NAME="localhost")
LIMIT = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def get(path: str, **headers: str) -> Any:
    response = CLIENT.get(path, headers=headers)
    assert response.status_code in (200, 304), f"{path} answers {response.status_code}"
    return response


def ids(path: str) -> list[str]:
    return [row["id"] for row in get(path).json()["results"]]


def rows(statement: str, given: Any = None) -> list[tuple[Any, ...]]:
    return LIMIT.execute(statement, given, prepare=True).fetchall()


def page(statement: str, given: Any = None) -> list[int]:
    """Read documents with their claims and sources, join them as a body, and return the numbers of the events."""
    found = rows(statement, given)[:50]
    beside = rows(BESIDE, [[number for number, _ in found]])
    ",".join([*(document for _, document in found), *(text for row in beside for text in row[1:])]).encode()
    return [number for number, _ in found]


def middle() -> tuple[int, str, dict[str, Any]]:
    """Return how many events of the list lie before its middle, our address of the page there, and its place."""
    total = get(f"{LIST}&count=1").json()["count"]
    start = total // 2
    sorted_on = "COALESCE(occurred_from, occurred_to, '1900-01-01')"
    statement = f"SELECT {sorted_on}, number FROM events_publicevent WHERE tombstone = '' AND {MATCHING}"
    key, number = rows(f"{statement} ORDER BY {NEWEST.replace('51', '1')} OFFSET {start - 1}", FILTERS)[0]
    from events.filters.paging import Cursor, write_cursor

    question = EventFilter(FILTERS, PublicEvent.objects.all())
    cursor = write_cursor(question.order, Cursor(key, number, back=False))
    return start, f"{LIST}&cursor={cursor}", FILTERS | {"key": key, "number": number}


START, DEEP, PLACE = middle()
DEEP_LIMIT = (
    f"{EVENTS} AND (COALESCE(occurred_from, occurred_to, '1900-01-01'), number) < (%(key)s, %(number)s)"
    f" ORDER BY {NEWEST}"
)


def numbered(public_ids: list[str]) -> list[int]:
    return [int(one.partition("-")[2]) for one in public_ids]


def our_facets() -> dict[str, dict[str, int]]:
    found = EventFilter(FILTERS, PublicEvent.objects.all()).facets()
    return {name: {facet.code: facet.count for facet in facets if facet.count} for name, facets in found.items()}


def disagreements() -> list[str]:
    """Return one line for each question to which not all sides give the same ids, totals and counts."""
    total = get(f"{LIST}&count=1").json()["count"]
    plain = peer.facets(CODES, **FILTERS)
    coded = {name: {code: n for code, n in counts.items() if code} for name, counts in plain.items()}
    one = get(f"/api/v1/events/{first()}/?include=claims").json()
    answers: dict[str, list[Any]] = {
        "list": [numbered(ids(LIST)), page(f"{EVENTS} ORDER BY {NEWEST}", FILTERS), peered(**FILTERS)],
        "total": [total, rows(f"SELECT count(*) FROM ({EVENTS}) AS e", FILTERS)[0][0], peer.count_events(**FILTERS)],
        "deep page": [numbered(ids(DEEP)), page(DEEP_LIMIT, PLACE), peered(START, **FILTERS)],
        "search": [numbered(ids(SEARCH)), page(FOUND), peered(words=WORDS)],
        "facets": [our_facets(), coded],
        "claims of one event": [
            sorted(numbered([claim["id"] for claim in one["claims"]])),
            sorted(claim["id"] for claim in json.loads(peer.one_event(one["id"]))["claims"]),
        ],
    }
    return [
        f"{name}: {told}" for name, told in answers.items() if any(answer != told[0] for answer in told) or not told[0]
    ]


def peered(start: int = 0, words: str = "", **filters: str) -> list[int]:
    return numbered([row["id"] for row in peer.list_events(start, words, **filters)])


def first() -> str:
    return ids("/api/v1/events/?limit=1&sort=oldest")[0]


def works() -> list[tuple[str, Work, Work | None, Work | None]]:
    """Return each piece of work as (name, ours, the limit, the plain peer)."""
    one = first()
    number = numbered([one])
    tag = get(LIST).headers["ETag"]
    last = "SELECT max(number) FROM events_publicchange"
    cells = "SELECT * FROM events_yearlystatistic WHERE year = %s ORDER BY direction, dimension, key"

    def limited_list() -> None:
        page(f"{EVENTS} ORDER BY {NEWEST}", FILTERS)
        rows(f"SELECT count(*) FROM ({EVENTS}) AS e", FILTERS)

    statement = "SELECT number, document FROM events_publicevent WHERE number = ANY(%s)"
    return [
        ("list, 3 filters", lambda: get(LIST), lambda: page(f"{EVENTS} ORDER BY {NEWEST}", FILTERS), None),
        ("the same with its exact total", lambda: get(f"{LIST}&count=1"), limited_list, lambda: peered(**FILTERS)),
        (
            "page in the middle, by cursor",
            lambda: get(DEEP),
            lambda: page(DEEP_LIMIT, PLACE),
            lambda: peered(START, **FILTERS),
        ),
        ("search, two words, newest 50", lambda: get(SEARCH), lambda: page(FOUND), lambda: peered(words=WORDS)),
        ("facets of 8 fields, 3 filters", our_facets, None, lambda: peer.facets(CODES, **FILTERS)),
        (
            "one event with claims and sources",
            lambda: get(f"/api/v1/events/{one}/?include=claims,sources"),
            lambda: page(statement, [number]),
            lambda: peer.one_event(one),
        ),
        (
            "unchanged list, conditional",
            lambda: get(LIST, if_none_match=tag),
            lambda: rows(last),
            lambda: peered(**FILTERS),
        ),
        (
            "statistics of a year",
            lambda: get(f"/api/v1/statistics/?from={YEAR}&to={YEAR}"),
            lambda: rows(cells, [YEAR]),
            lambda: peer.count_year(YEAR),
        ),
    ]


def export() -> tuple[float, float, int, int]:
    """Return rows a second of the file of all events, those of COPY, how many bytes the process grew, and were sent."""
    process = psutil.Process()
    response = get("/api/v1/events.csv")
    before, most, sent = process.memory_info().rss, 0, 0
    began = time.perf_counter()
    for number, piece in enumerate(response.streaming_content):
        sent += len(piece)
        if number % 50 == 0:
            most = max(most, process.memory_info().rss)
    seconds = time.perf_counter() - began
    most = max(most, process.memory_info().rss)
    events = PublicEvent.objects.live().count()
    began = time.perf_counter()
    with LIMIT.cursor().copy("COPY (SELECT document FROM events_publicevent WHERE tombstone = '') TO STDOUT") as copy:
        for _ in copy:
            pass
    return events / seconds, events / (time.perf_counter() - began), most - before, sent
