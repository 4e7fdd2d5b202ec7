"""The codebook and the method: definitions under fixed anchors, and how many events have each code."""

import pytest

from events.codebook import FIELDS
from events.exports import COLUMNS
from events.presenters.codebook_page import HEADINGS, RECORDS, TYPES
from events.vocabulary import AXES
from tests.presenters import rows

from .conftest import Element, Read

NOT_TOLD = {"state", "act"}
"""Vocabularies of the desk's workflow; no public column holds them."""


@pytest.fixture
def book(read: Read) -> Element:
    rows.event(direction="south_to_north", movement_class="re_entry")
    return read("/en/codebook/")


def test_every_field_and_vocabulary_has_its_anchor(book: Element) -> None:
    ids = {element.attributes.get("id") for element in book.walk()}
    assert ids >= {*FIELDS, *(AXES.keys() - NOT_TOLD)}


def test_every_code_has_its_anchor_once(book: Element) -> None:
    ids = [element.attributes["id"] for element in book.all("div") if "id" in element.attributes]
    told = [f"{name}-{code}" for name in AXES.keys() - NOT_TOLD for code in AXES[name].codes()]
    assert sorted(ids) == sorted(told)


def test_every_column_of_every_record_stands_in_a_table(read: Read) -> None:
    ids = [row.attributes["id"] for row in read("/en/codebook/columns/").all("tr") if "id" in row.attributes]
    assert ids == [f"{record}.{column.key}" for record, columns in COLUMNS.items() for column in columns]


def test_every_record_type_and_vocabulary_has_words() -> None:
    assert COLUMNS.keys() == RECORDS.keys()
    assert {column.type for columns in COLUMNS.values() for column in columns} <= TYPES.keys()
    assert {column.axis for columns in COLUMNS.values() for column in columns} - {""} <= {*FIELDS, *HEADINGS}


def test_a_code_tells_its_label_in_both_languages_and_its_definition(book: Element) -> None:
    entry = book.one("div", id="direction-south_to_north")
    assert entry.one("i").attributes["lang"] == "ko"
    assert entry.text.startswith("South to North 남→북(월북·입북) south_to_north")
    assert "its end, reached or sought, is the North" in entry.one("dd").text


def test_a_code_opens_its_events(book: Element) -> None:
    link = book.one("div", id="direction-south_to_north").one("a", kind="count")
    assert link.text.startswith("1 event")
    assert link.attributes["href"] == "/en/?direction=south_to_north"


def test_a_code_without_events_says_so(book: Element) -> None:
    assert book.one("div", id="direction-north_to_south").one("span", kind="count").text == "no event"


def test_a_field_names_its_columns_and_its_unit(book: Element) -> None:
    persons = book.one("section", id="persons")
    assert [link.attributes["href"] for link in persons.one("dl", kind="traits").all("a")] == [
        "/en/codebook/columns/#event.persons_min",
        "/en/codebook/columns/#event.persons_max",
    ]
    assert "Unit persons" in persons.text


def test_facets_lead_to_the_codebook(read: Read) -> None:
    rows.event()
    links = {a.attributes["href"] for a in read("/en/").one("form", kind="facets").all("a")}
    assert "/en/codebook/#movement_class" in links


def test_old_anchors_of_the_method_lead_to_the_codebook(read: Read) -> None:
    method, book = read("/ko/method/"), read("/ko/codebook/")
    ids = {element.attributes.get("id") for element in book.walk()}
    old = {f"{name}-{code}" for name in AXES.keys() - NOT_TOLD for code in AXES[name].codes()} | {*FIELDS}
    for anchor in old:
        element = method.one(id=anchor)
        link = element if element.tag == "a" else element.one("dt").one("a")
        assert link.attributes["href"] == f"/ko/codebook/#{anchor}"
        assert anchor in ids


def test_the_method_tells_the_levels_of_evidence_and_of_corrections(read: Read) -> None:
    method = read("/en/method/")
    assert "Two or more independent origins" in method.one("section", id="evidence-levels").text
    assert "Something was removed" in method.one("section", id="corrected").text
