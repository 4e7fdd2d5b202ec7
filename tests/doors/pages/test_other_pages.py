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
    rows.count_of(2022, "south_to_north")
    row = read("/en/statistics/").one("table", kind="yearly").one("tbody").one("tr")
    assert row.one("th").text == "2022"
    assert [link.text for link in row.all("a")] == ["1", "1", "1"]
    assert all("from=2022&to=2022" in link.attributes["href"] for link in row.all("a"))


def test_statistics_tell_as_of_when(read: Read) -> None:
    rows.count_of(2022)
    assert "Computed on 2 Jan 2026 from the public record as of change 7." in read("/en/statistics/").text


def test_events_and_reported_arrivals_are_two_drawings(read: Read) -> None:
    rows.count_of(2024)
    rows.figure(rows.series(), rows.source())
    page = read("/en/statistics/")
    assert len(page.all("svg", kind="bars")) == 2
    assert "236" not in page.one("section", **{"aria-labelledby": "events-title"}).text


def test_a_reported_number_opens_its_row(read: Read) -> None:
    figure = rows.figure(rows.series(), rows.source())
    section = read("/en/statistics/").one("section", **{"aria-labelledby": "reported-title"})
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
    table = read("/en/figures/").one("table", kind="figures")
    assert [row.attributes["class"] for row in table.one("tbody").all("tr")] == ["shown", "besides"]


def test_a_hedged_figure_shows_words_and_interval(read: Read) -> None:
    rows.figure(
        rows.series(), rows.source(), comparator="about", value=34000, words="around 34,000", low=33000, high=35000
    )
    row = read("/en/figures/").one("table", kind="figures").one("tbody").text
    assert "About" in row
    assert "around 34,000" in row
    assert "33,000–35,000" in row


def test_the_method_defines_every_code_of_direction(read: Read) -> None:
    words = read("/en/method/").one("section", id="direction")
    assert words.one(id="direction-south_to_north").text.startswith("South to North south_to_north")


def test_the_method_names_the_classes_that_count(read: Read) -> None:
    counting = read("/en/method/").one(id="counting").text
    assert "Northward defection; Re-entry to the North" in counting


def test_data_names_the_version_of_the_dataset(read: Read) -> None:
    rows.change()
    assert "Version of the dataset: change 1 of 2 Jan 2026." in read("/en/data/").text


def test_every_address_on_the_data_page_answers(read: Read, client: object) -> None:
    for link in read("/en/data/").one("main").all("a"):
        assert client.get(link.attributes["href"]).status_code == 200  # type: ignore[attr-defined]


def test_corrections_strike_the_old_value(read: Read) -> None:
    event = rows.event()
    rows.change("event", event.public_id, kind="updated", fields={"persons_max": [1, 2]}, reason="A second person.")
    ledger = read("/en/corrections/").one("ol", kind="ledger")
    assert (ledger.one("del").text, ledger.one("ins").text) == ("1", "2")
    assert "A second person." in ledger.text


def test_what_was_only_published_is_no_correction(read: Read) -> None:
    rows.event()
    assert "No change yet." in read("/en/corrections/").one("ol", kind="ledger").text
