"""The work that `benchmarks.api` times: ours, plain SQL, plain serializers and Datasette; and whether they agree."""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import psutil
import psycopg
from django.test import Client

from benchmarks import datasette, peer
from events.filters import EventFilter
from events.filters.events import CODED
from events.kept import SHELF
from events.models import PublicEvent

Call = Callable[[], object]
FILTERS = {"direction": "north_to_south", "movement_class": "defection", "outcome": "arrived"}
WORDS = "soldier foot"
YEAR = 2017
TOTAL = "the same with its exact total"
ASKED = "&".join(f"{name}={value}" for name, value in FILTERS.items())
BESIDES = "&include=claims,sources"
ALONE = f"/api/v1/events/?{ASKED}"
LIST = f"{ALONE}{BESIDES}"
SEARCH_ALONE = f"/api/v1/events/?q={WORDS.replace(' ', '%20')}"
SEARCH = f"{SEARCH_ALONE}{BESIDES}"
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
IDEAL = (
    "CREATE INDEX ideal ON events_event (direction, movement_class, outcome, state,"
    " COALESCE(occurred_from, occurred_to, '1900-01-01'::date) DESC, id DESC)"
)


class Work(NamedTuple):
    """One piece of work by each side: a call, or the paths that Datasette is asked for; None where one has no such."""

    name: str
    ours: Call
    limit: Call | None = None
    plain: Call | None = None
    datasette: Sequence[str] = ()


def get(path: str, **headers: str) -> Any:
    """Return an answer that is made now, whatever the process kept of earlier ones."""
    SHELF.clear()
    return get_kept(path, **headers)


def get_kept(path: str, **headers: str) -> Any:
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


def disagreements(other: datasette.Datasette) -> list[str]:
    """Return one line for each question to which not all sides give the same ids, totals and counts."""
    total = get(f"{LIST}&count=1").json()["count"]
    plain = peer.facets(CODES, **FILTERS)
    coded = {name: {code: n for code, n in counts.items() if code} for name, counts in plain.items()}
    theirs = {name: {k: n for k, n in counts.items() if k} for name, counts in other.facets(CODES, FILTERS).items()}
    one = get(f"/api/v1/events/{first()}/?include=claims").json()
    page_of, counted = other.numbers, other.page(datasette.listed(FILTERS))["filtered_table_rows_count"]
    cells = {
        (direction, name, code): n for direction, name, code, n in other.page(datasette.year(YEAR))["rows"] if code
    }
    answers: dict[str, list[Any]] = {
        "list": [
            numbered(ids(LIST)),
            page(f"{EVENTS} ORDER BY {NEWEST}", FILTERS),
            peered(**FILTERS),
            page_of(datasette.listed(FILTERS)),
        ],
        "total": [
            total,
            rows(f"SELECT count(*) FROM ({EVENTS}) AS e", FILTERS)[0][0],
            peer.count_events(**FILTERS),
            counted,
        ],
        "deep page": [
            numbered(ids(DEEP)),
            page(DEEP_LIMIT, PLACE),
            peered(START, **FILTERS),
            page_of(there(other)),
        ],
        "search": [
            numbered(ids(SEARCH)),
            page(FOUND),
            peered(words=WORDS),
            page_of(datasette.searched(WORDS)),
        ],
        "facets": [our_facets(), coded, theirs],
        "possible events of a year": [year_of_ours(), cells],
        "claims of one event": [
            sorted(numbered([claim["id"] for claim in one["claims"]])),
            sorted(claim["id"] for claim in json.loads(peer.one_event(one["id"]))["claims"]),
        ],
    }
    return [
        f"{name}: {told}" for name, told in answers.items() if any(answer != told[0] for answer in told) or not told[0]
    ]


def year_of_ours() -> dict[tuple[str, str, str], int]:
    """Return the possible events of the year by the dimensions that the peers count, those without a code left out."""
    cells = get(f"/api/v1/statistics/?from={YEAR}&to={YEAR}&limit=5000").json()["results"]
    return {
        (cell["direction"], cell["dimension"], cell["key"]): cell["events_possible"]
        for cell in cells
        if cell["dimension"] in datasette.DIMENSIONS and cell["direction"] != "all" and cell["events_possible"]
    }


def there(other: datasette.Datasette) -> str:
    """Return Datasette's path of the page in the middle; a cursor of it is the rank of the row before."""
    before = f"SELECT rank FROM events WHERE {' AND '.join(f'{name} = :{name}' for name in FILTERS)}"
    before += f" ORDER BY rank LIMIT 1 OFFSET {START - 1}"
    ((rank,),) = other.page(datasette.question(before, **FILTERS))["rows"]
    return datasette.listed(FILTERS, _next=rank)


def peered(start: int = 0, words: str = "", **filters: str) -> list[int]:
    return numbered([row["id"] for row in peer.list_events(start, words, **filters)])


def first() -> str:
    return ids("/api/v1/events/?limit=1&sort=oldest")[0]


def plain_list() -> object:
    return peered(**FILTERS)


def works(other: datasette.Datasette) -> list[Work]:
    """Return all work that is timed."""
    one = first()
    number = numbered([one])
    cells = "SELECT * FROM events_yearlystatistic WHERE year = %s ORDER BY direction, dimension, key"

    def limited_list() -> None:
        page(f"{EVENTS} ORDER BY {NEWEST}", FILTERS)
        rows(f"SELECT count(*) FROM ({EVENTS}) AS e", FILTERS)

    statement = "SELECT number, document FROM events_publicevent WHERE number = ANY(%s)"
    newest = f"{EVENTS} ORDER BY {NEWEST}"
    return [
        Work("list, 3 filters", lambda: get(LIST), lambda: page(newest, FILTERS)),
        Work(TOTAL, lambda: get(f"{LIST}&count=1"), limited_list, plain_list),
        Work(
            "page in the middle, by cursor",
            lambda: get(DEEP),
            lambda: page(DEEP_LIMIT, PLACE),
            lambda: peered(START, **FILTERS),
        ),
        Work(
            "search, two words, newest 50",
            lambda: get(SEARCH),
            lambda: page(FOUND),
            lambda: peered(words=WORDS),
        ),
        Work(
            "facets of 8 fields, 3 filters",
            our_facets,
            None,
            lambda: peer.facets(CODES, **FILTERS),
            datasette.facet_pages(CODES, FILTERS),
        ),
        Work(
            "one event with claims and sources",
            lambda: get(f"/api/v1/events/{one}/?include=claims,sources"),
            lambda: page(statement, [number]),
            lambda: peer.one_event(one),
        ),
        *asked_again(limited_list),
        Work(
            "statistics of a year",
            lambda: get(f"/api/v1/statistics/?from={YEAR}&to={YEAR}"),
            lambda: rows(cells, [YEAR]),
            lambda: peer.count_year(YEAR),
            [datasette.year(YEAR)],
        ),
        *events_alone(other),
    ]


def asked_again(limited_list: Call) -> list[Work]:
    """Return the work for who asks again: with the tag of what it has, and without."""
    tag, theirs = get(LIST).headers["ETag"], [datasette.listed(FILTERS)]
    last = "SELECT max(number) FROM events_publicchange"
    return [
        Work(
            "unchanged list, conditional", lambda: get(LIST, if_none_match=tag), lambda: rows(last), plain_list, theirs
        ),
        Work("the same list once more, kept", lambda: get_kept(f"{LIST}&count=1"), limited_list, plain_list, theirs),
    ]


def events_alone(other: datasette.Datasette) -> list[Work]:
    """Return the work that Datasette does too: it has no claims and sources."""
    one = first()
    return [
        Work("events alone: list, exact total", lambda: get(f"{ALONE}&count=1"), datasette=[datasette.listed(FILTERS)]),
        Work(
            "events alone: page in the middle",
            lambda: get(DEEP.replace(BESIDES, "")),
            datasette=[there(other)],
        ),
        Work("events alone: search", lambda: get(SEARCH_ALONE), datasette=[datasette.searched(WORDS)]),
        Work(
            "events alone: one event",
            lambda: get(f"/api/v1/events/{one}/"),
            datasette=[f"/record/events.json?_shape=objects&public_id={one}"],
        ),
    ]


@contextmanager
def ideal_index() -> Iterator[None]:
    """Give the plain side the index that its list would best have."""
    rows_of = LIMIT.execute
    rows_of(IDEAL)
    rows_of("ANALYZE events_event")
    try:
        yield
    finally:
        rows_of("DROP INDEX ideal")


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
