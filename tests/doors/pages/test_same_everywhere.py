"""The same question gives the same events everywhere: page, API, every form of file, map, statistics, feed, embed.

What a surface must offer so that it can be compared, in either language and for any filter:

    page        list items of the class `event`, each with `data-event="EV-..."`, and a link rel="next" while there
                are more; the first `<b>` in the element with role="status" is the number of events
    map         the element with id `map` has `data-total`: the events of its marks and of its trays together
    statistics  the element with id `statistics` has `data-total`: the events that the filter finds
    feed        the items of events.json have the id of their event in their address; `next_url` while there are more
    embed       the element with id `embed` has `data-total`
"""

import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pyarrow.parquet
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from events.filters import CODED
from tests.doors.api.conftest import API, csv_of, whole
from tests.doors.api.test_agreement import DAYS, questions
from tests.presenters import rows

from .conftest import Element, Page

EVENT: Any = re.compile("EV-[0-9]+")


class Answer(NamedTuple):
    """What a surface says to a question: which events, or only how many."""

    total: int
    ids: tuple[str, ...] | None = None


def tree(client: Client, address: str) -> Element:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return Page(response.content.decode()).root


def on_the_page(client: Client, question: str) -> Answer:
    """Read every page of the list by its links, seven events at once."""
    address: str | None = f"/en/?limit=7&{question}"
    ids: list[str] = []
    while address:
        root = tree(client, address)
        ids += [row.attributes["data-event"] for row in root.all("li", kind="event")]
        following = [link.attributes["href"] for link in root.all("a", rel="next")]
        address = following[0] if following else None
    told = root.one(role="status").all("b")[0].text
    return Answer(int(told.replace(",", "")), tuple(ids))


def in_the_api(client: Client, question: str) -> Answer:
    found = client.get(f"{API}events/?limit=500&{question}").json()["results"]
    return Answer(len(found), tuple(event["id"] for event in found))


def in_the_file(client: Client, question: str) -> Answer:
    found = csv_of(client.get(f"{API}events.csv?{question}"))
    return Answer(len(found), tuple(event["id"] for event in found))


def in_form(form: str, read: Callable[[bytes], list[str]]) -> Callable[[Client, str], Answer]:
    """Return how to read the ids of a file, whose bytes are read as is told."""

    def found(client: Client, question: str) -> Answer:
        ids = read(whole(client.get(f"{API}events.{form}?{question}")))
        return Answer(len(ids), tuple(ids))

    return found


def ids_of_lines(text: bytes) -> list[str]:
    return [json.loads(line)["id"] for line in text.splitlines()]


def ids_of_features(text: bytes) -> list[str]:
    return [feature["properties"]["id"] for feature in json.loads(text)["features"]]


def ids_of_table(file: bytes) -> list[str]:
    found: list[str] = pyarrow.parquet.read_table(io.BytesIO(file)).column("id").to_pylist()
    return found


def in_the_feed(client: Client, question: str) -> Answer:
    """Read every page of the feed. Its order is its own."""
    address: str | None = f"/en/feeds/events.json?{question}"
    ids: list[str] = []
    while address:
        feed: dict[str, Any] = client.get(address).json()
        ids += [EVENT.search(item["url"])[0] for item in feed["items"]]
        address = feed.get("next_url")
    return Answer(len(ids), tuple(ids))


def total_of(name: str, path: str) -> Callable[[Client, str], Answer]:
    """Return how to read the total that an element of a page carries."""

    def read(client: Client, question: str) -> Answer:
        return Answer(int(tree(client, f"{path}?{question}").one(id=name).attributes["data-total"]))

    return read


SURFACES = {
    "page": on_the_page,
    "api": in_the_api,
    "csv": in_the_file,
    "jsonl": in_form("jsonl", ids_of_lines),
    "geojson": in_form("geojson", ids_of_features),
    "parquet": in_form("parquet", ids_of_table),
    "map": total_of("map", "/en/map/"),
    "statistics": total_of("statistics", "/en/statistics/"),
    "feed": in_the_feed,
    "embed": total_of("embed", "/en/embed/"),
}


SORTED = ("page", "api", "csv", "jsonl", "geojson", "parquet")
"""Surfaces that have an order."""


def asked_of(name: str, question: dict[str, str]) -> str:
    """Return the question as a surface is asked it; only lists have an order."""
    return urlencode({key: value for key, value in question.items() if key != "sort" or name in SORTED})


def worlds() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Up to twelve events of any kind of date, place and codes."""
    coded = {parameter.name: st.sampled_from(parameter.known[:4]) for parameter in CODED}
    place = st.sampled_from([{}, {"place": "seoul"}, rows.GOSEONG | {"place": "goseong", "lat": 38.4, "lon": 128.4}])
    event = st.fixed_dictionaries({"occurred": st.sampled_from(DAYS), "place": place}, optional=coded)
    return st.lists(event, max_size=12)


def settle(world: list[dict[str, Any]]) -> None:
    """Make the events of a world, each cited by one of two publishers; places and publishers asked for are known."""
    sources = [rows.source(), rows.source(publisher="kbs")]
    for place in ("seoul", "goseong"):
        rows.event("1970", place=place)
    for number, event in enumerate(world):
        given = event | event["place"] if event["place"] else {k: v for k, v in event.items() if k != "place"}
        rows.claim(rows.event(**given), sources[number % 2])


def test_every_surface_gives_the_same_events_and_counts(
    client: Client, undone: Callable[[], AbstractContextManager[None]]
) -> None:
    @settings(max_examples=40, deadline=None)
    @given(worlds(), questions())
    def agree(world: list[dict[str, Any]], question: dict[str, str]) -> None:
        with undone():
            settle(world)
            answers = {name: read(client, asked_of(name, question)) for name, read in SURFACES.items()}
        assert {name: answer.total for name, answer in answers.items()} == dict.fromkeys(SURFACES, answers["api"].total)
        assert {answers[name].ids for name in SORTED} == {answers["api"].ids}
        listed = [answer.ids for answer in answers.values() if answer.ids is not None]
        assert all(sorted(ids) == sorted(listed[0]) for ids in listed)

    agree()


@pytest.mark.parametrize(
    "question", ["means=-swim", "means=boat,-swim", "month=-may", "persons_min=2", "bbox=124,37,131,39"]
)
def test_what_is_left_out_or_bounded_is_so_everywhere(client: Client, question: str) -> None:
    spot = rows.GOSEONG | {"place": "goseong", "lat": 38.4, "lon": 128.4}
    boat = rows.event(means="boat", persons_min=2, persons_max=2, **spot)
    rows.event("2024-05-01", means="swim")

    answers = {name: read(client, question) for name, read in SURFACES.items()}

    assert {answer.total for answer in answers.values()} == {1}
    assert {answer.ids for answer in answers.values()} == {(boat.public_id,), None}
