"""Laws over random questions: page, JSON and every file give the same events, and no text gives a fault."""

import csv
import datetime as dt
import io
import json
from typing import Any
from urllib.parse import urlencode

import pyarrow.parquet
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from events.api import counts, lists, numbers
from events.api.counts import GROUPS
from events.api.views import Events
from events.exports import COLUMNS, cell
from events.filters import CODED, EventFilter
from events.models import PublicEvent
from events.models.public import PublicEventQuerySet
from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, csv_of, whole

DAYS = ["1999", "2019-05", "2024-08-20", "../2004-10-26", "2021/..", "2020/2022-03", "196X"]


def small_world() -> None:
    """Events of every kind of date, with differing codes, places and sources."""
    sources = [rows.source(), rows.source(publisher="kbs")]
    for place, day in zip(("seoul", "goseong", ""), DAYS * 3, strict=False):
        rows.event(day, place=place)
    for number, day in enumerate(DAYS):
        coded = {p.name: p.known[number % 3] for p in CODED}
        spot = {"place": "goseong", "lat": 38.38, "lon": 128.468} if number % 2 else {"lat": 33.5, "lon": -179.5}
        people = {"persons_min": number, "persons_max": number * 2 or None}
        rows.claim(rows.event(day, **coded, **spot, **people), sources[number % 2])


def values_of(known: list[str]) -> st.SearchStrategy[str]:
    """Some values of a closed parameter, each asked for or left out, none both."""
    signs = st.dictionaries(st.sampled_from(known), st.sampled_from(["", "-"]), min_size=1, max_size=3)
    return signs.map(lambda chosen: ",".join(f"{sign}{value}" for value, sign in chosen.items()))


def questions() -> st.SearchStrategy[dict[str, str]]:
    """Valid questions about the small world, in any combination."""
    coded = {p.name: values_of(p.known[:4]) for p in CODED}
    return st.fixed_dictionaries(
        {},
        optional=coded
        | {
            "from": st.sampled_from(["1960", "2004-10", "2020"]),
            "to": st.sampled_from(["2020", "2024-08-20", "2100"]),
            "date_match": st.sampled_from(["overlaps", "within"]),
            "place": st.sampled_from(["seoul", "goseong,seoul"]),
            "bbox": st.sampled_from(["124,37,131,39", "170,30,-170,40", "0,0,1,1"]),
            "persons_min": st.sampled_from(["1", "2"]),
            "persons_max": st.sampled_from(["2", "8"]),
            "month": st.sampled_from(["-august", "august,unknown", "-unknown"]),
            "lag": st.sampled_from(["-same_day", "unknown,-later"]),
            "publisher": st.sampled_from(["yonhap", "kbs", "kbs,yonhap"]),
            "q": st.sampled_from(["soldier", "고성", "-soldier", "line or 표류", '"the line" 귀순']),
            "sort": st.sampled_from(["newest", "oldest", "changed"]),
        },
    )


def test_page_json_and_csv_give_the_same_events(ask: Ask, client: Client) -> None:
    small_world()

    @settings(max_examples=60, deadline=None)
    @given(questions())
    def agree(question: dict[str, str]) -> None:
        page = list(EventFilter(question, PublicEvent.objects.all()).queryset.values_list("public_id", flat=True))
        query = urlencode(question)
        assert [row["id"] for row in ask(f"events/?limit=500&{query}")["results"]] == page
        assert [row["id"] for row in csv_of(client.get(f"{API}events.csv?{query}"))] == page

    agree()


def test_every_form_gives_the_same_events_and_values(ask: Ask, client: Client) -> None:
    small_world()

    @settings(max_examples=40, deadline=None)
    @given(questions(), st.lists(st.sampled_from([column.key for column in COLUMNS["event"]]), max_size=4))
    def agree(question: dict[str, str], fields: list[str]) -> None:
        check_forms(ask, client, question | {"fields": ",".join(fields)})

    agree()


def check_forms(ask: Ask, client: Client, question: dict[str, str]) -> list[dict[str, Any]]:
    """Return the events that the API gives for a question, once every file has given the same values in that order."""
    query = urlencode(question)
    plain: list[dict[str, Any]] = ask(f"events/?limit=500&{query}")["results"]
    files = {form: whole(client.get(f"{API}events.{form}?{query}")) for form in Events.forms()}
    assert [json.loads(line) for line in files["jsonl"].decode().splitlines()] == plain
    features = json.loads(files["geojson"])["features"]
    assert [feature["properties"] for feature in features] == plain
    table = pyarrow.parquet.read_table(io.BytesIO(files["parquet"]))
    assert [as_json(row) for row in table.to_pylist()] == plain
    texts = [{key: cell(key, value) for key, value in row.items()} for row in plain]
    assert list(csv.DictReader(io.StringIO(files["csv"].decode(), newline=""))) == texts
    return plain


def as_json(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of Parquet as the API writes it."""
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in row.items()}


def test_counts_are_of_the_events_that_the_list_gives(ask: Ask) -> None:
    small_world()

    @settings(max_examples=40, deadline=None)
    @given(questions(), st.lists(st.sampled_from(GROUPS), max_size=2, unique=True))
    def agree(question: dict[str, str], groups: list[str]) -> None:
        question.pop("sort", None)
        counted = ask(f"events/counts/?{urlencode(question | {'group_by': ','.join(groups)})}")["results"]
        for row in counted:
            here = EventFilter(question, PublicEvent.objects.all()).queryset
            for name in groups:
                if name == "year":
                    here = here.overlapping(row["year"])
                else:
                    here = with_derived(here).filter(**{name: row[name]})
            assert row["events_possible"] == here.count()
            assert row["events_certain"] <= row["events_possible"]
        if "year" not in groups:
            everything = EventFilter(question, PublicEvent.objects.all()).queryset.count()
            assert sum(row["events_possible"] for row in counted) == everything

    agree()


def with_derived(events: PublicEventQuerySet) -> PublicEventQuerySet:
    """Return events with their month and lag, where the filter has not added them."""
    for name, add in (("month", "with_month"), ("lag", "with_lag")):
        if name not in events.query.annotations:
            events = getattr(events, add)()
    return events


def test_every_facet_counts_the_events_that_its_choice_would_give(ask: Ask) -> None:
    small_world()

    @settings(max_examples=20, deadline=None)
    @given(questions())
    def agree(question: dict[str, str]) -> None:
        found = EventFilter(question, PublicEvent.objects.all())
        for name, facets in found.facets().items():
            for facet in facets[:4]:
                if facet.code in found.excluded.get(name, []):
                    assert facet.count == 0
                    continue
                kept = [f"-{value}" for value in found.excluded.get(name, [])]
                chosen = EventFilter(question | {name: [facet.code, *kept]}, PublicEvent.objects.all())
                assert facet.count == chosen.queryset.count()

    agree()


NAMES = sorted(
    {p.name for p in (*lists.EventList.parameters, *numbers.FigureList.parameters, *lists.StatisticList.parameters)}
    | {p.name for q in (numbers.CheckList, numbers.ReconciliationList, numbers.CoverageList) for p in q.parameters}
    | {p.name for p in counts.CountQuestion.parameters}
)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["\x00", "0", "-1", "99999999999", "1e9", "null", "[]", "'", '"', "%", "a or -", "2024-99", "EV-1", "é,,"]
    ),
    st.from_regex(r"[A-Za-z0-9_-]{4,60}", fullmatch=True),
)
WHERE = [
    "events/",
    "events.csv",
    "events.jsonl",
    "events.geojson",
    "events.parquet",
    "events/counts/",
    "sources/",
    "claims/",
    "figures/",
    "series/",
    "statistics/",
    "changes/",
    "bridges/",
    "checks/",
    "checks.csv",
    "reconciliation/",
    "coverage/",
    "events/EV-000001/",
]


def test_no_text_of_a_parameter_is_a_fault(client: Client) -> None:
    small_world()

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(WHERE), st.lists(st.tuples(st.sampled_from([*NAMES, "zz"]), TEXTS), max_size=3))
    def answer(path: str, pairs: list[tuple[str, str]]) -> None:
        query = urlencode(pairs, errors="surrogatepass")
        assert client.get(f"{API}{path}?{query}").status_code in (200, 400, 404)

    answer()


def test_no_path_is_a_fault(client: Client) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(["events", "series", "vocabularies", "claims"]), st.text(max_size=20))
    def answer(folder: str, text: str) -> None:
        path = "".join(f"%{byte:02X}" for byte in text.encode(errors="surrogatepass"))
        assert client.get(f"{API}{folder}/{path}/").status_code in (200, 301, 400, 404)

    answer()
