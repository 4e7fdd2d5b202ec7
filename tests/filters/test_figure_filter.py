"""FigureFilter: which reported figures a question finds."""

import pytest

from events.filters import FigureFilter
from events.models import PublicFigure
from tests.doors.api import rows

pytestmark = pytest.mark.django_db


def found(**params: str) -> list[int]:
    question = FigureFilter(params, PublicFigure.objects.all())
    assert not question.errors, question.errors
    return [figure.number for figure in question.queryset]


@pytest.fixture
def figure() -> rows.PublicFigure:
    """The ministry's 2024 among others of other kinds."""
    source, series = rows.source(), rows.series()
    rows.figure(rows.series("elite", concept="elite_arrivals", subgroup="elite"), source, "2020", shown=False)
    other = rows.figure(series, rows.source(), "2022", issuer="outlet", edition="final")
    rows.PublicFigure.objects.filter(pk=other.pk).update(shown=False)
    return rows.figure(series, source)


@pytest.mark.parametrize(
    "params",
    [
        {"series": "arrivals-all", "shown": "1"},
        {"concept": "arrivals", "issuer": "mou"},
        {"subgroup": "all", "edition": "published"},
        {"from": "2023"},
        {"from": "2024-12-31", "to": "2024-12-31"},
    ],
)
def test_a_parameter_narrows(figure: rows.PublicFigure, params: dict[str, str]) -> None:
    assert found(**params) == [figure.number]


def test_a_source_finds_its_figures(figure: rows.PublicFigure) -> None:
    assert figure.source is not None
    assert figure.number in found(source=figure.source.public_id)


def test_a_known_subgroup_of_another_series_finds_nothing(figure: rows.PublicFigure) -> None:
    assert found(series="arrivals-all", subgroup="elite") == []


def test_what_is_not_shown_is_found_by_asking(figure: rows.PublicFigure) -> None:
    assert figure.number not in found(shown="0")
    assert len(found(shown="0")) == 2


def test_figures_stand_newest_first_or_oldest_first(figure: rows.PublicFigure) -> None:
    assert found()[0] == found(sort="oldest")[-1] == figure.number


def test_a_withdrawn_figure_is_in_no_list(figure: rows.PublicFigure) -> None:
    rows.PublicFigure.objects.update(tombstone="withdrawn")

    assert found() == []


def test_an_unknown_series_is_refused_and_left_out(figure: rows.PublicFigure) -> None:
    question = FigureFilter({"series": "arivals-all"}, PublicFigure.objects.all())

    assert (question.errors[0].nearest, question.queryset.count()) == ("arrivals-all", 3)


def test_an_unknown_source_is_refused_and_left_out(figure: rows.PublicFigure) -> None:
    question = FigureFilter({"source": "SR-999999"}, PublicFigure.objects.all())

    assert (question.errors[0].field, question.queryset.count()) == ("source", 3)
