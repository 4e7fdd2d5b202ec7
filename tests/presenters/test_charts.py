"""Charts: every number opens what it counted, and the same events give the same counts everywhere."""

import re
from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.utils import translation

from events import derive
from events.measures import DIMENSIONS, spread
from events.models import YearlyStatistic
from events.presenters import charts
from events.presenters.charts.chart import Chart
from tests.presenters import rows, worlds

pytestmark = pytest.mark.django_db
OF_EVENTS = [name for name in charts.CHARTS if name != "arrivals"]


def made(name: str, query: str = "") -> Chart:
    return charts.CHARTS[name](charts.Scope(QueryDict(query)))


def bars(chart: Chart) -> list[dict[str, str]]:
    drawings = [drawing for panel in chart.panels for drawing in (panel.wide, panel.narrow) if drawing]
    return [bar for drawing in drawings for group in drawing["bars"] for bar in group["parts"]]


def promises(chart: Chart) -> Iterator[tuple[str, int]]:
    """Yield every address of a chart with the number of events that its label or its cell says."""
    for bar in bars(chart):
        number = re.search(r"([\d,]+)( certain| possible| events?)?$", bar["label"])
        assert number, bar["label"]
        yield bar["href"], int(number[1].replace(",", ""))
    if chart.name != "persons":
        for _, cells in chart.table.rows:
            yield from ((cell.href, int(cell.text.replace(",", ""))) for cell in cells if cell.href)
    for note in chart.notes:
        if note.href:
            yield note.href, int(note.text.split()[-2])


@pytest.mark.parametrize("seed", range(4))
def test_every_bar_and_every_number_opens_exactly_what_it_says(seed: int) -> None:
    worlds.populate(seed)
    asked = 0
    for question in worlds.questions(seed, 4):
        for name in OF_EVENTS:
            for href, number in set(promises(charts.CHARTS[name](charts.Scope(question)))):
                assert worlds.found(href) == number, f"{name} of {question.urlencode()}: {href}"
                asked += 1
    assert asked > 100


@pytest.mark.parametrize("seed", range(4))
def test_the_whole_of_a_filter_is_what_the_explorer_shows(seed: int) -> None:
    worlds.populate(seed)
    for question in worlds.questions(seed, 8):
        page = charts.page(question)
        assert page["total"] == worlds.found(page["explorer"])


@pytest.mark.parametrize("seed", range(3))
def test_live_counts_of_the_whole_record_are_the_yearly_statistics(seed: int) -> None:
    worlds.populate(seed)
    derive.rebuild_all()
    scope = charts.Scope({})
    years = list(scope.spans())
    live = {
        (years[place][0], direction, dimension.name, key, *vars(count).values())
        for dimension in DIMENSIONS
        for (place, direction, key), count in spread(scope.groups, scope.spans(), dimension).items()
    }
    assert live == set(YearlyStatistic.objects.values_list(*CELL))


CELL = ("year", "direction", "dimension", "key", "events_certain", "events_possible", "persons_min", "persons_max")


def test_possible_events_are_hatched_on_top_of_the_certain_ones() -> None:
    rows.event("2024-08-20")
    rows.event("2024-08-20")
    rows.event("2023-12-20/2024-01-05")
    solid, hatched = made("events").panels[0].wide["bars"]
    bar, above = solid["parts"][0], hatched["parts"][-1]
    assert (solid["certain"], hatched["certain"]) == (True, False)
    assert float(bar["height"]) == pytest.approx(2 * float(above["height"]), abs=0.2)
    assert float(above["y"]) == pytest.approx(float(bar["y"]) + float(bar["height"]), abs=0.2)


def test_only_the_four_classes_are_counted_and_all_are_drawn_under_their_own_name() -> None:
    rows.event()
    rows.event(movement_class="drift")
    page = charts.page({})
    assert (page["total"], page["counted"]) == (2, 1)
    assert made("events").table.rows[0][1][0].text == "1"
    assert [panel.title for panel in made("classes").panels] == [
        "Defection (to the South or abroad)",
        "Drift or straying",
    ]


def test_without_a_defection_only_the_classes_and_the_arrivals_are_left() -> None:
    rows.event(movement_class="drift")
    assert [entry["chart"].name for entry in charts.page({})["charts"]] == ["arrivals", "classes"]


def test_what_lies_in_no_year_for_certain_is_told() -> None:
    rows.event("201X")
    assert made("events").notes[0].text.startswith("Year not known for certain: 1 event,")


def test_asked_for_certain_dates_alone_what_spans_years_is_in_no_bar_and_told() -> None:
    rows.event("2018-12/2019-01")
    chart = made("events", "from=2018&to=2019&date_match=within")
    assert bars(chart) == []
    assert chart.notes[0].text == "In no single bar, because the date spans several: 1 event."


def test_events_without_a_number_of_persons_are_told() -> None:
    rows.event(persons_min=None, persons_max=None)
    assert made("persons").notes[-1].text == "Number of persons not known: 1 event."


def test_a_month_that_is_not_known_is_counted_apart() -> None:
    rows.event("2024-08-20")
    rows.event("2024-07/2024-08")
    chart = made("months")
    assert [bar["label"] for bar in bars(chart)] == ["August, North to South: 1 event"] * 2
    assert chart.notes[0].text == "Month not known: 1 event."


@pytest.mark.parametrize(
    ("occurred", "told", "basis", "code"),
    [
        ("2024-08-20", "2024-08-20", "crossing", "same_day"),
        ("2024-08-20", "2024-08-27", "crossing", "within_week"),
        ("2024-08-20", "2024-08-28", "crossing", "within_month"),
        ("2024-08-20", "2025-08-20", "crossing", "within_year"),
        ("2024-08-20", "2025-08-21", "crossing", "later"),
        ("2024-08-20", "2024-08-19", "arrival", "before"),
        ("2024-08-20", "2024-08", "crossing", "unknown"),
        ("2024-08-20~", "2024-08-20", "crossing", "unknown"),
        ("2024-08", "2024-08-20", "crossing", "unknown"),
        ("2024-08-20", "2024-08-20", "announcement", "unknown"),
        ("2024-08-20", "", "crossing", "unknown"),
    ],
)
def test_the_lag_is_known_only_where_both_days_are(occurred: str, told: str, basis: str, code: str) -> None:
    rows.event(occurred, first_public=told, date_basis=basis)
    assert [row[3] for row in made("lag").rows] == [code]


def test_a_column_many_times_as_high_as_all_others_is_cut_and_bears_its_number() -> None:
    rows.event("2004-07-27", persons_min=468, persons_max=468)
    rows.event("2005-07-27")
    rows.event("2006-07-27")
    drawing = made("persons").panels[0].wide
    assert [cut["words"] for cut in drawing["breaks"]] == ["468"]
    assert drawing["height"] < 250


def test_small_drawings_share_one_scale() -> None:
    for route in ("mdl_land", "mdl_land", "jsa"):
        rows.event(route_type=route)
    (two,), (one,) = ([p for g in panel.wide["bars"] for p in g["parts"]] for panel in made("routes").panels)
    assert float(two["height"]) == pytest.approx(2 * float(one["height"]))


def test_many_years_are_taken_together_where_the_screen_is_narrow() -> None:
    rows.event("1960-01-01")
    rows.event("2019-01-01")
    narrow = made("events").panels[0].narrow
    assert narrow
    labels = [part["label"] for group in narrow["bars"] for part in group["parts"]]
    assert labels == ["1960–1964, North to South: 1 certain", "2015–2019, North to South: 1 certain"]


def test_events_without_a_code_open_nothing() -> None:
    rows.event(route_type="")
    assert [bar["href"] for bar in bars(made("routes"))] == [""]


def test_the_period_asked_for_is_drawn_even_where_it_is_empty() -> None:
    rows.event("2019-07-01")
    assert [place["words"] for place in made("events", "from=2018&to=2020").panels[0].wide["places"]] == [
        *("2018", "2019", "2020")
    ]


def test_reported_arrivals_are_of_whole_years_in_the_period() -> None:
    series = rows.series()
    rows.figure(series, rows.source(), "2023", value=196, low=196, high=196)
    rows.figure(series, rows.source(), "2024")
    assert [row[0] for row in made("arrivals").table.rows] == ["2024", "2023"]
    assert [row[0] for row in made("arrivals", "from=2024&direction=south_to_north").table.rows] == ["2024"]


@pytest.mark.parametrize("other", [{"subgroup": "female"}, {"concept": "re_entries"}, {"route_scope": "inter_korean"}])
def test_only_all_arrivals_are_reported_beside(other: dict[str, str]) -> None:
    rows.figure(rows.series(**other), rows.source())
    assert made("arrivals").table.rows == []


@pytest.mark.parametrize("values", [{"period": "2023-01/2023-06"}, {"edition": "misread"}, {"edition": "typo"}])
def test_parts_of_years_and_errors_of_copies_are_no_arrivals_of_a_year(values: dict[str, str]) -> None:
    rows.figure(rows.series(), rows.source(), **values)
    assert made("arrivals").table.rows == []


@pytest.mark.parametrize(("asked", "names"), [("outcome", ["outcome"]), ("total", ["events", "persons", "arrivals"])])
def test_a_dimension_of_an_earlier_address_shows_its_charts_alone(asked: str, names: list[str]) -> None:
    rows.event()
    assert [entry["chart"].name for entry in charts.page({"dimension": asked})["charts"]] == names


@pytest.mark.parametrize(
    ("params", "name"), [({"dimension": "outcom"}, "dimension"), ({"dimensio": "total"}, "dimensio")]
)
def test_what_can_not_be_read_is_named_with_a_remedy(params: dict[str, str], name: str) -> None:
    (error,) = charts.page(params)["errors"]
    assert error["name"] == name
    assert "Did you mean" in str(error["advice"])


def test_labels_are_in_the_language_of_the_reader() -> None:
    rows.event("2024-08-20")
    with translation.override("ko"):
        assert bars(made("events"))[0]["label"] == "2024, 북→남(남하): 확실 1건"
