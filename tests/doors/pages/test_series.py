"""The pages of reported figures: the index, one series in three layers, the address of a number, days in the past."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from events.models import PublicFigure, PublicSeries
from tests.doors.api.conftest import csv_of
from tests.presenters import reckoned, rows

from .conftest import Element, Read

Get = Callable[..., HttpResponse]
PAGE = "/en/figures/arrivals-all/"


@pytest.fixture
def series() -> PublicSeries:
    """Arrivals of 2009 in three editions, 2023, and 2024 with a misread number that conflicts."""
    series, source = rows.series(), rows.source()
    for value, edition in ((2914, "final"), (2929, "published"), (2952, "provisional")):
        figure = rows.figure(series, source, "2009", value=value, low=value, edition=edition, shown=edition == "final")
        reckoned.verdict(figure, "consistent" if edition == "final" else "revised")
    reckoned.verdict(rows.figure(series, source, "2023", value=196), single_source=True)
    whole = reckoned.verdict(rows.figure(series, source, "2024"))
    slip = rows.figure(series, source, "2024", value=181, low=181, edition="misread", shown=False)
    reckoned.verdict(slip, "in_conflict", conflict=[whole.public_id], repairs=[slip.public_id])
    found = [reckoned.conflict(slip.public_id, whole.public_id, repairs=(slip.public_id,))]
    follows = [reckoned.derived([whole.public_id, slip.public_id])]
    reckoned.series(series, conflicts=found, derived=follows)
    return series


def ids(root: Element) -> list[str]:
    return [row.attributes["id"] for row in root.one("table", kind="figures").all("tr") if "id" in row.attributes]


def test_the_index_tells_of_each_series_its_latest_number_and_its_conflicts(read: Read, series: PublicSeries) -> None:
    card = read("/en/figures/").one("li", id="series-arrivals-all")
    assert card.one("a").attributes["href"] == PAGE
    assert card.one("b").text == "236"
    assert "6 figures · 1 source" in card.text
    assert "1 in conflict" in card.text
    assert card.all("polyline")


@pytest.mark.parametrize(
    ("concept", "measure", "group"),
    [
        ("arrivals", "flow", "arrivals"),
        ("arrivals", "share", "shares"),
        ("arrivals", "cumulative", "cumulative"),
        ("re_entry_attempts", "flow", "re_entries"),
        ("refugees", "stock", "others"),
        ("residents", "stock", "cumulative"),
    ],
)
def test_a_series_stands_under_what_it_counts(read: Read, concept: str, measure: str, group: str) -> None:
    rows.figure(rows.series(concept=concept, measure=measure), rows.source())
    (section,) = read("/en/figures/").one("main").all("section", **{"aria-labelledby": f"{group}-title"})
    assert section.all("li", id="series-arrivals-all")


def test_a_series_alone_leads_to_its_page(get: Get, series: PublicSeries) -> None:
    response = get("/ko/figures/?series=arrivals-all")
    assert (response.status_code, response["Location"]) == (301, "/ko/figures/arrivals-all/")


@pytest.mark.parametrize("query", ["series=arrivals-all&issuer=mou", "issuer=mou", "series=arrivals-all&limit=3"])
def test_other_questions_keep_the_list(read: Read, series: PublicSeries, query: str) -> None:
    assert len(ids(read(f"/en/figures/?{query}"))) == 6


def test_every_edition_stands_in_the_table_the_standing_one_first(read: Read, series: PublicSeries) -> None:
    body = read(PAGE).one("table", kind="figures").all("tbody")[-1]
    assert body.one("th").attributes["rowspan"] == "3"
    assert [(row.attributes["class"], row.all("b")[0].text) for row in body.all("tr")] == [
        ("shown", "2,914"),
        ("besides", "2,929"),
        ("besides", "2,952"),
    ]


def test_a_verdict_is_a_word_a_sentence_and_whether_one_source_stands_behind_it(
    read: Read, series: PublicSeries
) -> None:
    body = read(PAGE).one("table", kind="figures").all("tbody")[1]
    assert body.one("span", kind="verdict").text == "Consistent."
    assert "one source 43 + 62 = 105." in body.text


def test_chart_and_table_hold_the_same_numbers(read: Read, series: PublicSeries) -> None:
    page = read(PAGE)
    drawn = [link.attributes["href"][1:] for link in page.one("svg", kind="chart").all("a")]
    assert sorted(drawn) == sorted(ids(page))


def test_page_api_and_file_hold_the_same_figures(read: Read, get: Get, series: PublicSeries) -> None:
    shown = read(PAGE)
    links = {link.text: link.attributes["href"] for link in shown.one("main").all("a")}
    filed = [row["id"] for row in csv_of(get(links["CSV"]))]
    asked = [row["id"] for row in get(links["JSON"]).json()["results"]]  # type: ignore[attr-defined]
    assert sorted(ids(shown)) == sorted(filed) == sorted(asked)


def test_a_conflict_names_its_members_and_candidates(read: Read, series: PublicSeries) -> None:
    (section,) = read(PAGE).all("section", **{"aria-labelledby": "conflicts"})
    assert "26 + 216 = 242, not 236." in section.text
    assert "Members: 181 (2024) · 236 (2024) Candidates: 181 (2024)" in section.text


def test_a_derived_value_is_no_row_of_the_figures(read: Read, series: PublicSeries) -> None:
    page = read(PAGE)
    row = page.one("table", kind="derived").one("tbody").text
    assert row == "2024 Q4 55 236 (2024) · 181 (2024)"
    assert "55" not in page.one("table", kind="figures").text.split()


def test_a_figure_of_another_series_is_named_with_it(read: Read, series: PublicSeries) -> None:
    other = rows.figure(rows.series("women", title_en="Women"), rows.source(), value=210)
    reckoned.series(rows.series("men"), conflicts=[reckoned.conflict(other.public_id)])
    rows.figure(PublicSeries.objects.get(slug="men"), rows.source())
    link = read("/en/figures/men/").one(id="conflicts")
    assert link.tag == "h2"
    told = [one for one in read("/en/figures/men/").one("main").all("a") if "210" in one.text]
    assert (told[0].text, told[0].attributes["href"]) == ("210 (2024; Women)", f"/en/figures/women/#{other.public_id}")


def test_scopes_that_differ_give_the_reason_and_no_percentage(read: Read, series: PublicSeries) -> None:
    (section,) = read(PAGE).all("section", **{"aria-labelledby": "coverage"})
    assert "Not comparable. Another population." in section.text
    assert "%" not in section.text


def test_coverage_opens_the_events_that_it_counted(read: Read) -> None:
    figure = rows.figure(rows.series(), rows.source(), value=3, low=3, high=3)
    reckoned.series(figure.series, comparable=True, coverage=[reckoned.covered(figure)])
    row = read(PAGE).one("table", kind="coverage").one("tbody")
    assert row.text == "2024: 3 1 of 3 33% 2 of 3 not documented."
    assert row.all("a")[1].attributes["href"] == "/en/?from=2024&to=2024"


@pytest.mark.parametrize(("slug", "how"), [("men", "is part of: All"), ("all", "has as a part: Men")])
def test_a_bridge_is_told_from_both_ends_with_its_grounds(read: Read, slug: str, how: str) -> None:
    men, whole = rows.series("men", title_en="Men"), rows.series("all", title_en="All")
    bridge = reckoned.bridge(men, whole)
    line = read(f"/en/figures/{slug}/").one("li", id=bridge.public_id).text
    assert line == f"{how} The table prints their sum. {bridge.public_id}"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_figure_s_lasting_address_leads_to_its_row(get: Get, series: PublicSeries, language: str) -> None:
    figure = series.figures.all()[0].public_id
    response = get(f"/{language}/figures/{figure}/")
    assert (response.status_code, response["Location"]) == (302, f"/{language}/figures/arrivals-all/#{figure}")


def test_a_withdrawn_figure_says_why(read: Read) -> None:
    figure = rows.figure(rows.series(), rows.source())
    rows.change("figure", figure.public_id, kind="withdrawn", reason="Misread.")
    PublicFigure.objects.update(series=None, source=None, tombstone="withdrawn", tombstone_reason="Misread.")
    assert "Misread." in read(f"/en/figures/{figure.public_id}/", status=410).one("main").text


@pytest.mark.parametrize("path", ["FG-999999", "BR-999999", "EV-000001", "no-such-series"])
def test_what_there_never_was_is_missing(read: Read, path: str) -> None:
    read(f"/en/figures/{path}/", status=404)


def test_a_series_that_was_not_reckoned_yet_shows_its_figures(read: Read) -> None:
    figure = rows.figure(rows.series(), rows.source())
    page = read(PAGE)
    assert ids(page) == [figure.public_id]
    assert not page.all("span", kind="verdict")


@pytest.mark.parametrize(
    ("query", "name", "advice"),
    [
        ("known_on=soon", "known_on", "Write it as 2024-08-21."),
        ("known_on=2024", "known_on", "Write it as 2024-08-21."),
        ("known=2024-08-21", "known", "Did you mean “known_on”?"),
    ],
)
def test_what_can_not_be_read_is_said_with_its_remedy(
    read: Read, series: PublicSeries, query: str, name: str, advice: str
) -> None:
    page = read(f"{PAGE}?{query}")
    notice = page.one("div", role="alert")
    assert notice.one("code").text == name
    assert advice in notice.text
    assert len(ids(page)) == 6


def test_a_finding_makes_the_page_new(get: Get) -> None:
    series = rows.series()
    tag = get(PAGE)["ETag"]
    reckoned.series(series)
    assert get(PAGE, headers={"if-none-match": tag}).status_code == 200


def test_a_source_tells_the_verdicts_of_its_figures(read: Read, series: PublicSeries) -> None:
    source = series.figures.all()[0].source
    assert source is not None
    told = [one.text for one in read(f"/en/sources/{source.public_id}/").all("span", kind="verdict")]
    assert sorted(set(told)) == ["Consistent.", "In conflict.", "Revised since."]


@pytest.fixture
def printed() -> list[str]:
    """The number of 2009 as it was printed in 2010, and as it was revised in 2013; one without a day of release."""
    series, source = rows.series(), rows.source()
    given = [
        ("2010-01-06", 2952, "provisional", False),
        ("2013-01-04", 2929, "published", True),
        ("", 2914, "stale", False),
    ]
    found = []
    for day, value, edition, shown in given:
        told = {"released": day, "value": value, "low": value, "high": value, "edition": edition, "shown": shown}
        figure = rows.figure(series, source, "2009", **told)
        PublicFigure.objects.filter(pk=figure.pk).update(released_from=day or None, released_to=day or None)
        found.append(figure.public_id)
    return found


@pytest.mark.parametrize(
    ("day", "known"), [("2009-12-31", []), ("2010-01-06", [0]), ("2013-01-03", [0]), ("2013-01-04", [1, 0])]
)
def test_a_day_in_the_past_knows_what_was_published_by_then(
    read: Read, printed: list[str], day: str, known: list[int]
) -> None:
    page = read(f"{PAGE}?known_on={day}")
    found = ids(page) if known else []
    assert found == [printed[one] for one in known]
    assert "As known on" in page.one("div", role="status").text


def test_a_day_in_the_past_has_a_file_a_citation_and_a_way_back(read: Read, printed: list[str]) -> None:
    main = read(f"{PAGE}?known_on=2011-01-01").one("main")
    links = {link.text: link.attributes["href"] for link in main.all("a")}
    assert links["CSV"] == "/api/v1/figures.csv?series=arrivals-all&known_on=2011-01-01"
    assert links["Back to what is known today"] == PAGE
    assert main.one("p", kind="cite").text.endswith("/en/figures/arrivals-all/?known_on=2011-01-01")


def test_the_day_stays_in_the_form(read: Read, printed: list[str]) -> None:
    field = read(f"{PAGE}?known_on=2011-01-01").one("input", name="known_on")
    assert field.attributes["value"] == "2011-01-01"
