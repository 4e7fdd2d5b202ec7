"""Lists of the API: shape, filters, order, pages, and what an event carries when asked."""

import json
from collections.abc import Callable

import pytest

from tests.doors.api import rows
from tests.doors.api.conftest import Ask

Ids = Callable[[str], list[str]]


def test_a_list_answers_next_previous_and_results(ask: Ask) -> None:
    event = rows.event()

    told = {"filter": "Events.", "dataset_version": "1", "licence": "CC-BY-4.0"}
    assert ask("events/") == {"next": None, "previous": None, **told, "results": [json.loads(event.document)]}


def test_a_list_has_no_tombstones(ids: Ids) -> None:
    rows.tombstone()

    assert ids("events/") == []


def test_the_pages_filter_is_the_lists_filter(ids: Ids) -> None:
    north = rows.event(direction="south_to_north")
    rows.event()

    assert ids("events/?direction=south_to_north") == [north.public_id]


@pytest.mark.parametrize("sort", ["newest", "oldest", "changed"])
def test_a_walk_along_next_sees_every_event_once_and_back_along_previous_too(ask: Ask, sort: str) -> None:
    made = [
        rows.event(occurred) for occurred in ("2020", "2024-08-20", "2024-08-20", "../2004-10-26", "2021/..", "2020")
    ]
    page = ask(f"events/?limit=2&sort={sort}")
    pages = [page]
    while page["next"]:
        page = ask(page["next"].partition("/api/v1/")[2])
        pages.append(page)
    back = [page]
    while page["previous"]:
        page = ask(page["previous"].partition("/api/v1/")[2])
        back.insert(0, page)

    seen = [row["id"] for page in pages for row in page["results"]]
    assert len(seen) == len(set(seen)) == len(made)
    assert [page["results"] for page in back] == [page["results"] for page in pages]


def test_an_open_start_sorts_by_its_end(ids: Ids) -> None:
    old, open_start, new = rows.event("2000"), rows.event("../2004-10-26"), rows.event("2024")

    assert ids("events/") == [new.public_id, open_start.public_id, old.public_id]


def test_the_address_of_the_next_page_keeps_the_question_in_fixed_order(ask: Ask) -> None:
    for _ in range(2):
        rows.event()

    following = ask("events/?limit=1&outcome=arrived&direction=north_to_south")["next"]

    assert "/api/v1/events/?direction=north_to_south&outcome=arrived&cursor=" in following
    assert following.endswith("&limit=1")


def test_count_is_told_when_it_is_asked_for(ask: Ask) -> None:
    for _ in range(3):
        rows.event()

    assert ask("events/?limit=1&count=1")["count"] == 3


def test_an_event_carries_what_it_is_asked_to_include(ask: Ask) -> None:
    event, other, source = rows.event(), rows.event(), rows.source()
    claim = rows.claim(event, source)
    rows.link(other, event)

    first = ask(f"events/?source={source.public_id}&include=claims,sources,links")["results"][0]

    assert first["claims"] == [json.loads(claim.document)]
    assert first["sources"] == [json.loads(source.document)]
    assert first["links"] == [
        {"kind": "return_trip", "event": other.public_id, "title_en": other.title_en, "title_ko": other.title_ko}
    ]


def test_an_event_without_links_says_so(ask: Ask) -> None:
    rows.event()

    assert ask("events/?include=links")["results"][0]["links"] == []


def test_two_claims_of_one_source_include_it_once(ask: Ask) -> None:
    event, source = rows.event(), rows.source()
    rows.claim(event, source)
    rows.claim(event, source, field="means")

    assert len(ask(f"events/{event.public_id}/?include=sources")["sources"]) == 1


def test_sources_are_found_by_publisher_and_language(ids: Ids) -> None:
    wanted = rows.source(language="ko")
    rows.source(publisher="kbs", language="ko")
    rows.source()

    assert ids("sources/?publisher=yonhap&language=ko") == [wanted.public_id]


def test_sources_stand_newest_first(ids: Ids) -> None:
    old, new = rows.source(published="2001"), rows.source(published="2024")

    assert ids("sources/") == [new.public_id, old.public_id]


def test_claims_are_found_by_event_source_field_and_standing(ids: Ids) -> None:
    event, other, source = rows.event(), rows.event(), rows.source()
    wanted = rows.claim(event, source, standing="rejected")
    rows.claim(event, source)
    rows.claim(other, source, standing="rejected")

    query = f"event={event.public_id}&source={source.public_id}&field=direction&standing=rejected"
    assert ids(f"claims/?{query}") == [wanted.public_id]


def test_figures_are_found_by_the_concept_of_their_series(ids: Ids) -> None:
    source = rows.source()
    wanted = rows.figure(rows.series(), source)
    rows.figure(rows.series("re-entries", concept="re_entries"), source)

    assert ids("figures/?concept=arrivals") == [wanted.public_id]


def test_series_stand_by_their_id(ids: Ids) -> None:
    rows.series("b")
    rows.series("a")

    assert ids("series/") == ["a", "b"]


def test_statistics_are_found_by_year_direction_dimension_and_key(ask: Ask) -> None:
    rows.statistic(2023)
    rows.statistic(2024)
    rows.statistic(2024, dimension="outcome", key="arrived")

    found = ask("statistics/?from=2024&to=2024&direction=north_to_south&dimension=total&key=all")["results"]

    assert found == [
        {
            "year": 2024,
            "direction": "north_to_south",
            "dimension": "total",
            "key": "all",
            "events_certain": 2,
            "events_possible": 3,
            "persons_min": 2,
            "persons_max": 5,
        }
    ]


def test_statistics_have_pages_too(ask: Ask) -> None:
    for year in (2022, 2023, 2024):
        rows.statistic(year)

    second = ask(ask("statistics/?limit=1")["next"].partition("/api/v1/")[2])

    assert [row["year"] for row in second["results"]] == [2023]
