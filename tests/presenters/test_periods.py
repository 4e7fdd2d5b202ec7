import datetime as dt

import pytest
from django.utils import translation

from events.presenters import periods
from events.presenters.axis import Axis

RECENT = Axis(dt.date(1990, 1, 1), dt.date(2026, 1, 1))


@pytest.mark.parametrize("period", periods.every(), ids=lambda period: period.name.en)
def test_every_end_of_a_period_has_a_source_and_words_in_both_languages(period: periods.Period) -> None:
    for end in filter(None, (period.began, period.ended)):
        assert end.url.startswith("http")
        assert end.source
        assert end.told.en
        assert end.told.ko
    assert period.first <= period.last


def test_a_period_is_shown_only_where_the_axis_touches_it() -> None:
    shown = periods.on(Axis(dt.date(2019, 1, 1), dt.date(2020, 1, 1)))
    assert [period.name.en for period in shown] == ["Inter-Korean military agreement"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_names_of_periods_do_not_cover_each_other(language: str) -> None:
    with translation.override(language):
        drawn = periods.draw(list(periods.every()), RECENT)
    assert len({(mark["y"], mark["text"]) for mark in drawn}) == len(drawn)
    assert periods.head(drawn) == max(mark["y"] for mark in drawn) + periods.LANE


def test_a_name_that_would_leave_the_drawing_stands_before_the_end_of_its_period() -> None:
    drawn = periods.draw(list(periods.every()), Axis(dt.date(1950, 1, 1), dt.date(2024, 1, 1)))
    assert [mark["turned"] for mark in drawn] == [False, False, True, True]


def test_the_list_tells_dates_as_exact_as_they_are_known() -> None:
    (closure,) = [told for told in periods.told(list(periods.every())) if "closure" in told["name"].en]
    assert [end["date"] for end in closure["ends"]] == ["Jan 2020", "Aug 2023"]
