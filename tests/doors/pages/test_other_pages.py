import pytest

from tests.presenters import rows

from .conftest import Read


def test_a_source_shows_where_it_comes_from_and_who_copied_it(read: Read) -> None:
    origin = rows.source(publisher_name="Ministry")
    middle = rows.copy_of(origin, "cites", publisher_name="Journal")
    rows.copy_of(middle, publisher_name="Rewriter")
    tree = read(f"/en/sources/{middle.public_id}/").one("ul", kind="tree").text
    assert f"cites {origin.public_id} (Ministry)" in tree
    assert f"(Rewriter) rewrites {middle.public_id}" in tree


def test_a_withheld_title_and_address_say_so(read: Read) -> None:
    source = rows.source(title="", title_withheld=True, url="", url_withheld=True)
    main = read(f"/en/sources/{source.public_id}/").one("main").text
    assert "The title is withheld" in main
    assert "The address is withheld" in main


def test_a_source_lists_its_claims_by_event_and_its_figures(read: Read) -> None:
    source, event = rows.source(), rows.event(title_en="One came")
    rows.claim(event, source, quote="crossed")
    figure = rows.figure(rows.series(), source)
    main = read(f"/en/sources/{source.public_id}/").one("main").text
    assert "One came" in main
    assert "crossed" in main
    assert figure.public_id in main


def test_an_unknown_source_is_missing(read: Read) -> None:
    read("/en/sources/SR-999999/", status=404)


def test_statistics_link_each_number(read: Read) -> None:
    rows.event("2022-01-01", direction="south_to_north")
    row = read("/en/statistics/").one("section", id="events").one("tbody").one("tr")
    assert row.one("th").text == "2022"
    assert [cell.text for cell in row.all("td")] == ["1", "1"]  # the same event, opened once
    assert "from=2022&to=2022" in row.one("a").attributes["href"]


def test_statistics_tell_as_of_when_those_of_the_api_were_computed(read: Read) -> None:
    rows.count_of(2022)
    assert "they were computed on 2 Jan 2026 as of change 7." in read("/en/statistics/").text


def test_events_and_reported_arrivals_are_drawn_apart(read: Read) -> None:
    rows.event("2024-08-20")
    rows.figure(rows.series(), rows.source())
    page = read("/en/statistics/")
    assert page.one("section", id="arrivals").all("svg", kind="bars")
    assert "236" not in page.one("section", id="events").text


def test_a_reported_number_opens_its_row(read: Read) -> None:
    figure = rows.figure(rows.series(), rows.source())
    section = read("/en/statistics/").one("section", id="arrivals")
    href = section.one("table").all("a")[0].attributes["href"]
    assert read(href.partition("#")[0]).one("tr", id=href.partition("#")[2])
    assert href.endswith(figure.public_id)


@pytest.mark.parametrize(
    "path", ["statistics/?dimension=x", "statistics/?foo=1", "corrections/?before=x", "figures/?series=nope"]
)
def test_no_page_ignores_what_it_can_not_read(read: Read, path: str) -> None:
    rows.series()
    assert read(f"/en/{path}").one("div", role="alert").all("code")


def test_the_chosen_figure_is_marked_and_the_others_stay(read: Read) -> None:
    series, source = rows.series(), rows.source()
    rows.figure(series, source, value=224, shown=False, edition="withdrawn", released="2026-01-20")
    rows.figure(series, source, value=223, edition="revised", released="2026-02-04")
    table = read("/en/figures/arrivals-all/").one("table", kind="figures")
    assert [row.attributes["class"] for row in table.one("tbody").all("tr")] == ["shown", "besides"]


def test_a_hedged_figure_shows_words_and_interval(read: Read) -> None:
    rows.figure(
        rows.series(), rows.source(), comparator="about", value=34000, words="around 34,000", low=33000, high=35000
    )
    row = read("/en/figures/arrivals-all/").one("table", kind="figures").one("tbody").text
    assert "About" in row
    assert "around 34,000" in row
    assert "33,000–35,000" in row


def test_the_method_names_the_classes_that_count(read: Read) -> None:
    counting = read("/en/method/").one(id="counting").text
    assert "Northward defection; Re-entry to the North" in counting


def test_corrections_strike_the_old_value(read: Read) -> None:
    event = rows.event()
    rows.change("event", event.public_id, kind="updated", fields={"persons_max": [1, 2]}, reason="A second person.")
    ledger = read("/en/corrections/").one("ol", kind="ledger")
    assert (ledger.one("del").text, ledger.one("ins").text) == ("1", "2")
    assert "A second person." in ledger.text


@pytest.fixture
def ledger() -> None:
    """Two events corrected in wording and in substance, and a figure withdrawn."""
    for severity in ("wording", "substance"):
        event = rows.event()
        rows.change("event", event.public_id, kind="updated", severity=severity, reason=f"Of {severity}.")
    rows.change("figure", "FG-000001", kind="withdrawn", severity="substance", reason="Misread.")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("severity=wording", ["Of wording."]),
        ("severity=substance", ["Misread.", "Of substance."]),
        ("record=figure", ["Misread."]),
        ("severity=wording&record=figure", []),
    ],
)
def test_corrections_are_narrowed_by_severity_and_record(read: Read, ledger: None, query: str, told: list[str]) -> None:
    assert [reason.text for reason in read(f"/en/corrections/?{query}").all("span", lang="en")] == told


def test_a_reason_in_the_other_language_is_marked_and_says_so(read: Read, ledger: None) -> None:
    line = read("/ko/corrections/?severity=wording").one("ol", kind="ledger")
    assert line.one("span", lang="en").text == "Of wording."
    assert "번역 전" in line.text
    assert "not yet translated" not in read("/en/corrections/").text


def test_the_chosen_severity_stays_chosen(read: Read, ledger: None) -> None:
    chosen = [option.text for option in read("/en/corrections/?severity=wording").all("option", selected="")]
    assert chosen == ["Wording"]


@pytest.mark.parametrize("query", ["severity=bad", "record=person", "severty=wording"])
def test_a_bad_filter_of_corrections_is_said_and_left_out(read: Read, ledger: None, query: str) -> None:
    page = read(f"/en/corrections/?{query}")
    assert page.one("div", role="alert").one("code").text == query.partition("=")[0]
    assert len(page.one("ol", kind="ledger").all("li")) == 3


def test_the_next_page_of_corrections_keeps_the_filter(read: Read) -> None:
    for _ in range(52):
        rows.change("event", kind="updated", severity="detail")
    following = read("/en/corrections/?severity=detail").one("a", rel="next").attributes["href"]
    assert following == "?severity=detail&before=3"
    assert len(read(f"/en/corrections/{following}").one("ol", kind="ledger").all("li")) == 2


def test_past_the_last_correction_there_is_a_way_back(read: Read, ledger: None) -> None:
    page = read("/en/corrections/?before=1")
    assert "There is nothing older." in page.one("main").text
    assert page.one("nav", kind="pages").one("a").attributes["href"] == "/en/corrections/"


def test_corrections_lead_to_their_feeds(read: Read) -> None:
    addresses = [link.attributes["href"] for link in read("/ko/corrections/").one("main").all("a")]
    assert {"/ko/feeds/corrections.atom", "/ko/feeds/corrections.json"} <= set(addresses)


def test_a_source_says_its_language_in_words_and_shows_its_archived_copy(read: Read) -> None:
    source = rows.source(language="ko", archived_url="https://web.archive.org/x")
    facts = read(f"/en/sources/{source.public_id}/").one("dl", kind="facts")
    assert "Korean" in facts.text
    assert [link.text for link in facts.all("a")] == ["Original", "Archived copy"]


def test_what_was_only_published_is_no_correction(read: Read) -> None:
    rows.event()
    page = read("/en/corrections/")
    assert not page.all("ol", kind="ledger")
    assert "Nothing that was public has been changed yet." in page.one("main").text
