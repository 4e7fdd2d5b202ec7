import re

from tests.presenters import rows

from .conftest import Element, Read


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
    head = read(page_of(second_case)).one("header", kind="head")
    assert "South to North" in head.text
    assert "Re-entry to the North" in head.text
    struck = [was.text for was in head.all("del")]
    assert struck == ["Active-duty soldier", "Unknown"]
    assert "soldier" not in head.text.replace(second_case.title_en, "").replace(struck[0], "")


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


def test_the_ledger_says_how_grave_a_change_is_and_on_what_it_rests(read: Read) -> None:
    event, source = rows.event(), rows.source()
    grave = {"severity": "substance", "sources": [source.public_id, "SR-999999"]}
    rows.change("event", event.public_id, kind="updated", fields={"means": ["swim", "boat"]}, **grave)
    ledger = read(page_of(event)).one("ol", kind="ledger")
    assert "Substance" in ledger.text
    (link,) = ledger.all("a")
    assert (link.text, link.attributes["href"]) == (source.public_id, f"/en/sources/{source.public_id}/")


def test_of_a_takedown_the_ledger_says_that_something_went_and_not_what(read: Read) -> None:
    event = rows.event()
    rows.change("event", event.public_id, kind="updated", severity="safety", reason="Asked to be.")
    ledger = read(page_of(event)).one("ol", kind="ledger")
    assert "Something was removed here for somebody's safety" in ledger.text
    assert not ledger.all("del")


def test_a_chain_of_merges_leads_to_its_end(read: Read) -> None:
    kept = rows.event()
    between = rows.tombstone(tombstone="merged", replaced_by=kept.public_id)
    merged = rows.tombstone(tombstone="merged", replaced_by=between.public_id)
    links = read(page_of(merged), status=410).one("main").all("a")
    assert page_of(kept) in [link.attributes["href"] for link in links]


def test_a_withdrawn_event_answers_410_with_the_reason(read: Read) -> None:
    assert "Not a crossing." in read(page_of(rows.tombstone()), status=410).one("main").text


def test_a_merged_event_leads_to_the_other(read: Read) -> None:
    kept = rows.event()
    merged = rows.tombstone(tombstone="merged", replaced_by=kept.public_id)
    links = read(page_of(merged), status=410).one("main").all("a")
    assert page_of(kept) in [link.attributes["href"] for link in links]


def test_an_event_that_is_not_there_is_missing(read: Read) -> None:
    assert "There is no such page" in read("/en/events/EV-999999/", status=404).text


def use_of(read: Read, event: rows.PublicEvent) -> Element:
    return read(page_of(event)).one("section", **{"aria-labelledby": "use-title"})


def test_the_record_can_be_cited_and_taken_along(read: Read) -> None:
    event = rows.event()
    use, one = use_of(read, event), f"/en/events/{event.public_id}"
    assert f"event {event.public_id}, version 1 of 2 Jan 2026. CC BY 4.0." in use.text
    assert {link.attributes["href"] for link in use.all("a")} == {
        *(f"{one}.{form}" for form in ("txt", "bib", "csl.json", "ris")),
        *(f"{one}/", f"/api/v1/events/{event.public_id}/", f"/api/v1/claims.csv?event={event.public_id}"),
        f"/en/report/?record={event.public_id}",
    }


def test_every_download_is_there(read: Read, client: object) -> None:
    event = rows.event()
    addresses = [link.attributes["href"] for link in use_of(read, event).all("a")]
    for address in [address for address in addresses if "/report/" not in address]:
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]


def test_what_changed_and_why_stands_near_the_top(read: Read, second_case: rows.PublicEvent) -> None:
    box = read(page_of(second_case)).one("header", kind="head").one("section", kind="corrected")
    assert [was.text for was in box.all("del")] == ["Active-duty soldier", "Unknown"]
    assert box.one("ins").text == "Resettled NK defector"
    assert "No authority said so." in box.text
    assert box.one("a").attributes["href"] == "#history-actor_type"


def test_an_event_that_was_never_otherwise_has_no_such_line(read: Read, first_case: rows.PublicEvent) -> None:
    assert not read(page_of(first_case)).all("section", kind="corrected")


def test_a_grave_change_of_our_own_stands_near_the_top_too(read: Read) -> None:
    event = rows.event()
    rows.change("event", event.public_id, kind="updated", severity="substance", reason="We misread it.")
    box = read(page_of(event)).one("section", kind="corrected")
    assert "We misread it." in box.text
    assert box.one("a").attributes["href"] == "#changes"


def test_the_editors_reason_stands_under_our_coding(read: Read, second_case: rows.PublicEvent) -> None:
    assert "No authority said so." in read(page_of(second_case)).one("td", kind="value").text


def test_documents_of_one_origin_stand_under_it(read: Read) -> None:
    event = rows.event(documents=2, origins=1)
    ministry = rows.source(publisher_name="Ministry")
    for name in ("Journal", "Daily"):
        rows.claim(event, rows.copy_of(ministry, publisher_name=name))
    group = read(page_of(event)).one("div", kind="origin")
    assert group.one("p", kind="root").text == f"2 documents, one origin: Ministry ( {ministry.public_id} )"
    assert len(group.one("ul").all("li")) == 2


def test_the_events_before_and_after_stand_below(read: Read) -> None:
    earlier, event, later = (rows.event(day) for day in ("2019-05-01", "2020", "2021-01"))
    for day in ("2018", "2022"):
        rows.event(day)
    rows.tombstone()
    beside = read(page_of(event)).one("nav", kind="beside").all("a")
    assert [(link.attributes["rel"], link.attributes["href"]) for link in beside] == [
        ("prev", page_of(earlier)),
        ("next", page_of(later)),
    ]


def test_events_of_one_day_stand_beside_each_other_by_number(read: Read) -> None:
    first, second, third = (rows.event("2020-01-01") for _ in range(3))
    beside = read(page_of(second)).one("nav", kind="beside").all("a")
    assert [link.attributes["href"] for link in beside] == [page_of(first), page_of(third)]


def test_the_first_event_has_none_before_it(read: Read) -> None:
    event = rows.event("2020")
    assert not read(page_of(event)).all("nav", kind="beside")


def test_a_tombstone_asks_not_to_be_found(read: Read) -> None:
    assert read(page_of(rows.tombstone()), status=410).one("meta", name="robots").attributes["content"] == "noindex"
