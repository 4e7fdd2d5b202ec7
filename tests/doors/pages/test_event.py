import re

from tests.presenters import rows

from .conftest import Read


def page_of(event: rows.PublicEvent, language: str = "en") -> str:
    return f"/{language}/events/{event.public_id}/"


def test_the_values_of_who_stand_in_order_the_last_on_top(read: Read, second_case: rows.PublicEvent) -> None:
    past = read(page_of(second_case)).one(id="history-actor_type")
    told = [entry.all("p")[0].text for entry in past.one("ol").children if not isinstance(entry, str)]
    assert told == ["Resettled NK defector Accepted", "Active-duty soldier Rejected", "Unknown Superseded"]


def test_each_old_value_has_its_date_issuer_source_and_reason(read: Read, second_case: rows.PublicEvent) -> None:
    rejected = read(page_of(second_case)).one(id="history-actor_type").one("li", kind="rejected")
    for words in ("2 Jan 2022", "The outlet itself", "Copy", "No authority said so.", "crossed to the South"):
        assert words in rejected.text


def test_the_re_entry_is_never_shown_as_a_soldier(read: Read, second_case: rows.PublicEvent) -> None:
    head = read(page_of(second_case)).one("header", kind="head").text
    assert "South to North" in head
    assert "Re-entry to the North" in head
    assert "soldier" not in head.replace(second_case.title_en, "")


def test_a_machine_written_copy_is_marked_and_has_one_origin(read: Read, first_case: rows.PublicEvent) -> None:
    sources = read(page_of(first_case)).one("section", **{"aria-labelledby": "sources-title"})
    (entry,) = [entry for entry in sources.all("li") if "Rewriter" in entry.text]
    assert "machine-written" in entry.text
    assert re.search(
        r"rewrites SR-\d+ \(Journal\), which cites (SR-\d+) \(Ministry\). Its one origin is \1", entry.text
    )


def test_documents_and_origins_are_counted(read: Read, first_case: rows.PublicEvent) -> None:
    assert "2 documents, 2 origins" in read(page_of(first_case)).one("header", kind="head").text


def test_a_source_that_is_silent_does_not_say(read: Read, first_case: rows.PublicEvent) -> None:
    rows.claim(first_case, rows.source(publisher_name="Other"), field="means", value="on_foot")
    table = read(page_of(first_case)).one("table", kind="says")
    assert "does not say" in table.text


def test_a_quote_keeps_its_language(read: Read) -> None:
    event = rows.event()
    rows.claim(event, rows.source(language="ko"), quote="북한군 병사")
    assert read(page_of(event, "en")).all("q")[0].attributes["lang"] == "ko"


def test_a_value_that_differs_is_flagged(read: Read, second_case: rows.PublicEvent) -> None:
    flagged = read(page_of(second_case)).one("table", kind="says").all("div", kind="other")
    assert [claim.one("b").text for claim in flagged] == ["Unknown", "Active-duty soldier"]


def test_every_cell_names_its_column_for_narrow_screens(read: Read, first_case: rows.PublicEvent) -> None:
    cells = read(page_of(first_case)).one("table", kind="says").all("td")
    assert all(cell.attributes.get("data-label") for cell in cells)


def test_a_vague_date_stays_vague(read: Read) -> None:
    event = rows.event("2017-06")
    time = read(page_of(event)).one("header", kind="head").one("time")
    assert time.text == "Jun 2017 (Crossing)"
    assert "datetime" not in time.attributes


def test_events_of_the_same_subject_are_joined_by_a_handle(read: Read, second_case: rows.PublicEvent) -> None:
    earlier = rows.event("2020-11-03", subjects=["SB-0001"], title_en="He came")
    rows.link(earlier, second_case)
    related = read(page_of(second_case)).one("section", **{"aria-labelledby": "related-title"})
    assert "Return trip" in related.text
    assert "same subject SB-0001" in related.text
    assert related.one("a").attributes["href"] == page_of(earlier)


def test_a_withdrawn_event_is_no_relation(read: Read, second_case: rows.PublicEvent) -> None:
    rows.link(rows.tombstone(), second_case)
    assert not read(page_of(second_case)).all(id="related-title")


def test_the_ledger_shows_the_old_value_beside_the_new(read: Read) -> None:
    event = rows.event()
    rows.change(
        "event", event.public_id, kind="updated", fields={"means": ["swim", "on_foot"]}, reason="Better source."
    )
    changes = read(page_of(event)).one("ol", kind="ledger")
    assert (changes.one("del").text, changes.one("ins").text) == ("Swimming", "On foot")


def test_a_withdrawn_event_answers_410_with_the_reason(read: Read) -> None:
    assert "Not a crossing." in read(page_of(rows.tombstone()), status=410).one("main").text


def test_a_merged_event_leads_to_the_other(read: Read) -> None:
    kept = rows.event()
    merged = rows.tombstone(tombstone="merged", replaced_by=kept.public_id)
    links = read(page_of(merged), status=410).one("main").all("a")
    assert page_of(kept) in [link.attributes["href"] for link in links]


def test_an_event_that_is_not_there_is_missing(read: Read) -> None:
    assert "There is no such page" in read("/en/events/EV-999999/", status=404).text


def test_words_may_follow_the_id(read: Read) -> None:
    event = rows.event()
    page = read(f"{page_of(event)}soldier-crosses/")
    assert page.one("link", rel="canonical").attributes["href"].endswith(page_of(event))


def test_the_record_can_be_cited_and_taken_along(read: Read) -> None:
    event = rows.event()
    use = read(page_of(event)).one("section", **{"aria-labelledby": "use-title"})
    assert f"event {event.public_id}, version 1 of 2 Jan 2026. CC BY 4.0." in use.text
    assert {link.attributes["href"] for link in use.all("a")} == {
        page_of(event),
        f"/api/v1/events/{event.public_id}/",
        f"/api/v1/claims.csv?event={event.public_id}",
    }


def test_every_download_is_there(read: Read, client: object) -> None:
    event = rows.event()
    for link in read(page_of(event)).one("section", **{"aria-labelledby": "use-title"}).all("a"):
        assert client.get(link.attributes["href"]).status_code == 200  # type: ignore[attr-defined]
