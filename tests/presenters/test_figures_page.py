import pytest

from events.presenters import figures_page
from tests.presenters import rows

pytestmark = pytest.mark.django_db


def test_the_standing_edition_comes_first_and_the_others_stay() -> None:
    series, source = rows.series(), rows.source()
    figures = [
        rows.figure(series, source, shown=False, value=2952, edition="provisional", released="2010"),
        rows.figure(series, source, shown=True, value=2914, edition="final", released="2012"),
        rows.figure(series, source, shown=False, value=2927, edition="superseded", released="2011"),
    ]
    (slot,) = figures_page.slots(figures, {figure.public_id: figures_page.row(figure) for figure in figures})
    assert [row["value"] for row in slot] == ["2,914", "2,927", "2,952"]


def test_periods_come_newest_first_and_a_year_before_its_last_quarter() -> None:
    series, source = rows.series(), rows.source()
    figures = [rows.figure(series, source, period) for period in ("2024-36", "2023", "2024", "2024-33")]
    slots = figures_page.slots(figures, {figure.public_id: figures_page.row(figure) for figure in figures})
    assert [slot[0]["period"] for slot in slots] == ["2024", "2024 Q4", "2024 Q1", "2023"]


@pytest.mark.parametrize(
    ("low", "high", "words"), [(196, 196, ""), (33000, 35000, "33,000–35,000"), (1001, None, "≥ 1,001")]
)
def test_an_interval_is_told_where_the_number_is_hedged(low: int, high: int | None, words: str) -> None:
    figure = rows.figure(rows.series(), rows.source(), low=low, high=high)
    assert figures_page.row(figure)["interval"] == words


def test_words_that_only_repeat_the_number_are_left_out() -> None:
    figure = rows.figure(rows.series(), rows.source(), value=2914, words="2,914")
    assert figures_page.row(figure)["words"] == ""


def test_a_figure_stands_on_the_page_of_its_series() -> None:
    figure = rows.figure(rows.series(), rows.source())
    assert figures_page.row(figure)["href"] == f"/en/figures/arrivals-all/#{figure.public_id}"
