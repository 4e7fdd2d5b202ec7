"""Numbers in the news, checked: the list, the page of each sentence, and what other sites show of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from events.models import PublicCheck
from events.presenters import card, checks
from tests.presenters import rows

from .conftest import Element, Page, Read

Get = Callable[..., HttpResponse]
SITE = "http://testserver"
LONG = {"verdict": {"code": "holds", "word": "Holds", "sentence": f"This is never cut: {'1 + ' * 40}65 = 105."}}


@pytest.fixture
def half_year() -> PublicCheck:
    """105 in the first half of 2024: 43 and 62, both published."""
    series, source = rows.series(), rows.source(title="How many came", language="en")
    quarters = [
        rows.figure(series, source, "2024-01-01/2024-03-31", value=43, low=43, high=43),
        rows.figure(series, source, "2024-04-01/2024-06-30", value=62, low=62, high=62),
    ]
    check = rows.check(source, series)
    cell = {"series": "arrivals-all", "from": "2024-01-01", "to": "2024-06-30", "low": 105, "high": 105, "holds": True}
    rows.finding(check, evidence=[quarter.public_id for quarter in quarters], details=[cell])
    return check


def page_of(check: PublicCheck, language: str = "en") -> str:
    return f"/{language}/checks/{check.public_id}/"


def in_list(page: Element) -> list[str]:
    return [item.attributes["id"] for item in page.all("li", kind="check")]


def linked_data(page: Element) -> dict[str, Any]:
    return json.loads(page.one("script", type="application/ld+json").text)  # type: ignore[no-any-return]


def test_the_list_shows_words_verdict_and_reason_newest_first(read: Read, half_year: PublicCheck) -> None:
    older = rows.check(stated="2019", words="Mehr als 800")
    page = read("/en/checks/")
    assert in_list(page) == [half_year.public_id, older.public_id]
    first = page.all("li", kind="check")[0]
    assert first.one("q").text == "only 105 came in the first half"
    assert first.one("span", kind="finding").text == "Holds"
    assert first.one("p", kind="why").text == "43 + 62 = 105."
    assert first.one("p", kind="read").text == "Arrivals, first half of 2024: 105"


def test_the_list_speaks_korean_and_leaves_the_words_in_their_language(read: Read, half_year: PublicCheck) -> None:
    (check,) = read("/ko/checks/").all("li", kind="check")
    assert check.one("span", kind="finding").text == "맞음"
    assert check.one("p", kind="why").text == "43 + 62 = 105이다."
    assert check.one("q").attributes["lang"] == "en"


def test_each_verdict_has_its_count_whatever_verdict_is_asked_for(read: Read, half_year: PublicCheck) -> None:
    rows.finding(rows.check(), "fails")
    rows.check()
    page = read("/en/checks/?verdict=fails")
    tabs = page.one("nav", kind="tabs").all("a")
    assert [tab.text for tab in tabs] == [
        "All 3",
        "Holds 1",
        "Holds in another reading 0",
        "Does not hold 1",
        "Untestable 0",
    ]
    assert [tab.attributes.get("aria-current") for tab in tabs].index("true") == 3
    assert len(in_list(page)) == 1
    assert "1 sentence has just been published and is asked next." in page.text


def test_a_wrong_parameter_is_told_and_the_rest_is_shown(read: Read, half_year: PublicCheck) -> None:
    page = read("/en/checks/?verdict=maybe&kind=number")
    assert "“maybe” is not a value of verdict." in page.one("div", kind="notice").text
    assert in_list(page) == [half_year.public_id]


def test_the_list_can_be_empty(read: Read) -> None:
    assert "No sentence has been checked yet." in read("/en/checks/").text
    assert "No sentence matches." in read("/en/checks/?verdict=fails").text


def test_the_list_has_pages(read: Read) -> None:
    known = [rows.check(stated=f"20{year}").public_id for year in (24, 23, 22)]
    first = read("/en/checks/?limit=2")
    second = read(first.one("a", rel="next").attributes["href"])
    assert in_list(first) + in_list(second) == known
    assert in_list(read(second.one("a", rel="prev").attributes["href"])) == known[:2]


def test_a_form_without_script_keeps_what_was_chosen(read: Read, half_year: PublicCheck) -> None:
    form = read("/en/checks/?verdict=holds&series=arrivals-all").one("form", kind="cut")
    hidden = {field.attributes["name"]: field.attributes["value"] for field in form.all("input", type="hidden")}
    assert hidden == {"verdict": "holds", "series": "arrivals-all"}


def test_a_page_tells_the_sentence_how_it_is_read_and_why_it_holds(read: Read, half_year: PublicCheck) -> None:
    page = read(page_of(half_year))
    assert page.one("h1").text == "only 105 came in the first half"
    assert page.one("div", id="verdict").text == "Holds 43 + 62 = 105."
    assert "Arrivals, first half of 2024: 105" in page.text
    assert "105 by version 2 of the rule" in page.text
    figures = [item.text for item in page.all("li") if "Arrivals, Q" in item.text or "2024" in item.text]
    assert any(text.startswith("43 Persons") for text in figures)
    assert any(text.startswith("62 Persons") for text in figures)


def test_a_page_says_that_its_verdict_may_change_and_how_to_cite_it(read: Read, half_year: PublicCheck) -> None:
    page = read(page_of(half_year))
    last = rows.change("event").number - 1
    assert f"It follows from version {last} of the dataset" in page.text
    assert page.one(id="citation").text == (
        f"Defection Events Tracker, check {half_year.public_id} of “only 105 came in the first half”: Holds. "
        f"Dataset version {last}. CC BY 4.0. {SITE}{page_of(half_year)}"
    )


def test_a_page_lists_the_changes_of_its_check(read: Read, half_year: PublicCheck) -> None:
    rows.change("check", half_year.public_id, kind="updated", fields={"stated": ["2024", "2024-08-21"]})
    ledger = read(page_of(half_year)).one("section", id="changes")
    assert len(ledger.all("li")) == 2
    assert "Said on" in ledger.text
    assert "21 Aug 2024" in ledger.text


def test_each_year_stands_with_its_number_and_whether_it_fits(read: Read) -> None:
    series, source = rows.series(), rows.source()
    figure = rows.figure(series, source, "2002", value=1142, low=1142, high=1142)
    years = [
        {"series": series.slug, "from": "2002-01-01", "to": "2002-12-31", "low": 1142, "high": 1142, "holds": True},
        {"series": series.slug, "from": "2003-01-01", "to": "2003-12-31", "low": 63, "high": 67, "holds": False},
        {"series": series.slug, "from": "2004-01-01", "to": "2004-12-31", "low": None, "high": None, "holds": None},
    ]
    check = rows.check(source, series, kind="each_year", period="../2004", comparator="over", value=1000)
    rows.finding(check, "fails", evidence=[figure.public_id], details=years)
    cells = read(page_of(check)).one("ol", kind="years").all("li")
    assert [cell.text for cell in cells] == ["2002 1,142 fits", "2003 63–67 does not fit", "2004 – not known"]
    assert figure.public_id in cells[0].one("a").attributes["href"]


def test_two_readings_stand_side_by_side(read: Read) -> None:
    flow, total = rows.series(), rows.series("cumulative", title_en="All who came")
    told = [
        {"series": flow.slug, "from": "1999-01-01", "to": "2021-12-31", "low": 32868, "high": 32868, "holds": False},
        {"series": total.slug, "from": None, "to": "2021-12-31", "low": 33815, "high": 33815, "holds": True},
    ]
    check = rows.check(of=flow, comparator="about", value=34000, period="1999-01-01/2021-12-31")
    rows.finding(check, "holds_otherwise", details=told)
    readings = read(page_of(check)).one("div", kind="readings").all("section")
    assert [one.text for one in readings] == [
        "As it is worded Arrivals , 1999–2021 32,868 does not fit",
        "In another reading All who came , up to 31 Dec 2021 33,815 fits",
    ]


def test_a_first_since_names_its_events_and_opens_all_of_their_kind(read: Read) -> None:
    earlier, named = rows.event("2019-07-31"), rows.event("2024-08-20")
    check = rows.check(**rows.FIRST_SINCE, event=named.public_id)
    rows.finding(check, evidence=[earlier.public_id])
    page = read(page_of(check))
    links = {link.attributes["href"] for link in page.all("a")}
    assert {f"/en/events/{earlier.public_id}/", f"/en/events/{named.public_id}/"} <= links
    question = page.all("a", href="/en/?from=2019-01-01&direction=north_to_south&actor_type=active_duty_soldier")
    assert len(question) == 1
    assert len(read(question[0].attributes["href"]).all("li", kind="event")) == 2


def test_a_check_that_nobody_asked_yet_has_a_page(read: Read) -> None:
    page = read(page_of(rows.check()))
    assert "The sentence has just been published and is asked next." in page.text
    assert not page.all("script", type="application/ld+json")


def test_what_is_withheld_of_a_document_is_withheld_here(read: Read) -> None:
    source = rows.source(title="", title_withheld=True, url="", url_withheld=True)
    check = rows.check(source)
    rows.finding(check)
    page = read(page_of(check))
    assert "The title is withheld because it could identify a person." in page.text
    assert "url" not in linked_data(page)["itemReviewed"]["appearance"]


def test_an_unknown_check_is_missing(get: Get) -> None:
    assert get("/en/checks/CK-999999/").status_code == 404
    assert get("/en/checks/CK-999999/card.png").status_code == 404


def test_a_withdrawn_check_says_why(read: Read, get: Get, half_year: PublicCheck) -> None:
    rows.change("check", half_year.public_id, kind="withdrawn", reason="The sentence was misread.")
    told = {"tombstone": "withdrawn", "tombstone_reason": "The sentence was misread.", "source": None, "series": None}
    PublicCheck.objects.filter(pk=half_year.pk).update(kind="", stated_from=None, document="{}", **told)
    page = read(page_of(half_year), status=410)
    assert page.one("h1").text == "This check was withdrawn"
    assert "The sentence was misread." in page.text
    assert "This check was withdrawn" in read(f"/en/embed/checks/{half_year.public_id}/", status=410).text
    assert get(f"/en/checks/{half_year.public_id}/card.png").status_code == 404
    assert in_list(read("/en/checks/")) == []


def test_small_letters_and_a_path_without_language_lead_on(get: Get) -> None:
    assert get("/en/checks/ck-000001/")["Location"] == "/en/checks/CK-000001/"
    assert get("/checks/ck-000001/", headers={"accept-language": "ko"})["Location"] == "/ko/checks/CK-000001/"


def test_a_broken_address_offers_the_check(read: Read, half_year: PublicCheck) -> None:
    links = {link.attributes["href"] for link in read(f"/en/check/{half_year.public_id}/", status=404).all("a")}
    assert page_of(half_year) in links


def test_machines_read_a_review_without_an_invented_scale(read: Read, half_year: PublicCheck) -> None:
    review = linked_data(read(page_of(half_year)))
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Holds"}
    assert review["claimReviewed"] == "“only 105 came in the first half” (Arrivals, first half of 2024: 105)"
    assert review["itemReviewed"]["author"]["name"] == "Ministry of Unification"
    assert review["itemReviewed"]["appearance"]["url"] == "https://example.org/a"
    assert review["datePublished"].startswith("2026-01-02")


def test_words_of_a_source_are_never_markup(read: Read) -> None:
    check = rows.check(words="</script><b>105</b>")
    rows.finding(check)
    page = read(page_of(check))
    assert page.one("h1").one("q").text == "</script><b>105</b>"
    assert linked_data(page)["claimReviewed"].startswith("“</script>")


def test_a_card_tells_words_and_verdict(get: Get, half_year: PublicCheck) -> None:
    drawing = card.of_check(checks.row(checks.listed().get(pk=half_year.pk)))
    assert "only 105 came" in drawing
    assert "Holds: 43 + 62 = 105." in drawing
    assert "never cut" not in card.of_check(checks.row(checks.listed().get(pk=half_year.pk)) | LONG)
    response = get(f"/en/checks/{half_year.public_id}/card.png")
    assert (response["Content-Type"], response.content[:4]) == ("image/png", b"\x89PNG")


def test_a_frame_shows_the_verdict_of_today_in_the_colours_that_were_asked_for(
    get: Get, half_year: PublicCheck
) -> None:
    response = get(f"/en/embed/checks/{half_year.public_id}/?theme=dark")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    page = Page(response.content.decode()).root
    assert page.one("html").attributes["data-theme"] == "dark"
    assert page.one("span", kind="finding").text == "Holds"
    assert page.one("h1").one("a").attributes["href"] == SITE + page_of(half_year)
    assert not page.all("script")


@pytest.mark.parametrize(("query", "status"), [("pinned=1", 400), ("theme=red", 400), ("", 404)])
def test_a_frame_that_can_not_be_shown_says_why(read: Read, half_year: PublicCheck, query: str, status: int) -> None:
    public_id = half_year.public_id if query else "CK-999999"
    page = read(f"/en/embed/checks/{public_id}/?{query}", status=status)
    assert not page.all("span", kind="finding")


def test_oembed_describes_a_check(get: Get, half_year: PublicCheck) -> None:
    told = get(f"/oembed?url={SITE}{page_of(half_year, 'ko')}").json()
    assert told["title"] == "맞음: 입국 인원, 2024년 상반기: 105"
    assert Page(told["html"]).root.one("iframe").attributes["src"] == f"{SITE}/ko/embed/checks/{half_year.public_id}/"
    assert get(f"/oembed?url={SITE}/en/checks/CK-999999/").status_code == 404


def test_a_document_and_an_event_lead_to_the_checks_that_name_them(read: Read) -> None:
    source, event = rows.source(), rows.event()
    check = rows.check(source, **rows.FIRST_SINCE, event=event.public_id)
    for path in (f"/en/sources/{source.public_id}/", f"/en/events/{event.public_id}/"):
        assert page_of(check) in {link.attributes["href"] for link in read(path).all("a")}
    assert not read(f"/en/events/{rows.event().public_id}/").all("section", **{"aria-labelledby": "named-title"})


def test_an_event_that_a_verdict_rests_on_leads_to_its_check(read: Read) -> None:
    event, check = rows.event(), rows.check()
    rows.finding(check, evidence=[event.public_id])
    assert page_of(check) in {a.attributes["href"] for a in read(f"/en/events/{event.public_id}/").all("a")}


def test_a_report_can_be_about_a_check(read: Read, half_year: PublicCheck) -> None:
    form = read(f"/en/report/?record={half_year.public_id}")
    assert page_of(half_year) in {link.attributes["href"] for link in form.all("a")}


def test_a_correction_of_a_check_leads_to_it(read: Read, half_year: PublicCheck) -> None:
    rows.change("check", half_year.public_id, kind="updated", fields={"value": [106, 105]})
    ledger = read("/en/corrections/?record=check").one("ol", kind="ledger")
    assert ledger.all("a")[0].attributes["href"] == page_of(half_year)
