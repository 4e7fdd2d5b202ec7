"""FigureFilter: which reported figures a question finds."""

import pytest
from django.utils import timezone

from events import reconciliation
from events.filters import FigureFilter
from events.models import PublicFigure
from tests.doors.api import rows

pytestmark = pytest.mark.django_db


def found(**params: str) -> list[int]:
    question = FigureFilter(params, PublicFigure.objects.all(), past=reconciliation)
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
    question = FigureFilter({"series": "arivals-all"}, PublicFigure.objects.all(), past=reconciliation)

    assert (question.errors[0].nearest, question.queryset.count()) == ("arrivals-all", 3)


def test_an_unknown_source_is_refused_and_left_out(figure: rows.PublicFigure) -> None:
    question = FigureFilter({"source": "SR-999999"}, PublicFigure.objects.all(), past=reconciliation)

    assert (question.errors[0].field, question.queryset.count()) == ("source", 3)


@pytest.fixture
def revised() -> tuple[rows.PublicFigure, rows.PublicFigure]:
    """224 of January 2026, and 223 that came in its place in March."""
    series, source = rows.series(), rows.source()
    first = rows.figure(series, source, "2025", released="2026-01-20", edition="superseded", value=224, shown=False)
    then = rows.figure(series, source, "2025", released="2026-03-01", value=223, supersedes=first.public_id)
    rows.figure(series, source, "2023", released="")
    return first, then


@pytest.mark.parametrize(("day", "known"), [("2026-01-19", 0), ("2026-01-20", 1), ("2026-03-01", 2)])
def test_what_was_published_later_was_not_known(revised: tuple[rows.PublicFigure, ...], day: str, known: int) -> None:
    assert len(found(known_on=day)) == known


def test_an_edition_is_that_of_the_day(revised: tuple[rows.PublicFigure, ...]) -> None:
    first, then = revised
    assert found(known_on="2026-02-01", edition="published") == [first.number]
    assert found(known_on="2026-03-01", edition="superseded") == [first.number]
    assert found(known_on="2026-03-01", edition="published") == [then.number]


def test_what_is_shown_is_that_of_the_day(revised: tuple[rows.PublicFigure, ...]) -> None:
    first, then = revised
    assert (found(known_on="2026-02-01", shown="1"), found(known_on="2026-02-01", shown="0")) == ([first.number], [])
    assert (found(known_on="2026-03-01", shown="1"), found(known_on="2026-03-01", shown="0")) == (
        [then.number],
        [first.number],
    )


def test_a_day_is_told_in_the_sentence(revised: tuple[rows.PublicFigure, ...]) -> None:
    question = FigureFilter({"known_on": "2026-02-01"}, PublicFigure.objects.all(), past=reconciliation)
    assert question.describe() == "Reported figures; As known on: 2026-02-01."


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("2024", "2024-12-31"),
        ("2024-02", "2024-02-29"),
        ("2024-02-30", "2024-02-29"),
        ("2024-13-01", "2024-12-31"),
        ("2024.8.21", "2024-12-31"),
        ("2024/08/21", "2024-08-21"),
        ("20240821", "2024-12-31"),
        ("2099-01-01", timezone.localdate().isoformat()),
        ("yesterday", ""),
    ],
)
def test_what_is_no_day_up_to_today_is_refused_with_the_nearest(text: str, near: str) -> None:
    question = FigureFilter({"known_on": text}, PublicFigure.objects.all(), past=reconciliation)
    assert [(error.field, error.nearest) for error in question.errors] == [("known_on", near)]
    assert question.known_on is None
