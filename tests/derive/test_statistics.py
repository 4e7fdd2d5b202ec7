"""Yearly counts: recomputed where something changed, once, and checked every night."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from events import actions, derive, tasks
from events.measures import Cell, measure_year, years
from events.models import Event, OutboxRow, StatisticRun, StatisticYear, YearlyStatistic
from tests import factories

pytestmark = pytest.mark.django_db


def work_off_all() -> None:
    for row in OutboxRow.objects.open().of(derive.REBUILD_YEARS):
        tasks.rebuild_years(row.pk)


def total(year: int) -> tuple[int, int, int, int] | None:
    row = YearlyStatistic.objects.filter(year=year, dimension="total").first()
    return row and (row.events_certain, row.events_possible, row.persons_min, row.persons_max)


def test_an_approval_names_the_years_that_it_touches(published: Event) -> None:
    assert OutboxRow.objects.of(derive.REBUILD_YEARS).get().payload == {"years": [2024]}


def test_a_corrected_date_names_the_years_before_and_after(published: Event, editor: User, reviewer: User) -> None:
    factories.republish(factories.recode(published, editor, "occurred", "2023-08-20 crossing"), editor, reviewer)
    assert OutboxRow.objects.of(derive.REBUILD_YEARS)[1].payload == {"years": [2023, 2024]}


def test_the_work_of_a_row_is_done_once(published: Event) -> None:
    row = OutboxRow.objects.of(derive.REBUILD_YEARS).get()
    assert (derive.work_off(row.pk), derive.work_off(row.pk), derive.work_off(row.pk + 1)) == (True, False, False)
    assert total(2024) == (1, 1, 1, 1)


def test_an_event_on_the_turn_of_the_year_is_possible_in_both_and_certain_in_none(editor: User, reviewer: User) -> None:
    factories.published_event(editor, reviewer, occurred="2023-12/2024-01 crossing", persons="2-")
    work_off_all()
    assert (total(2023), total(2024)) == ((0, 1, 0, 2), (0, 1, 0, 2))


def test_a_cell_that_empties_goes(published: Event, reviewer: User) -> None:
    work_off_all()
    actions.withdraw(published, by=reviewer, reason="It did not happen.")
    work_off_all()
    assert not YearlyStatistic.objects.exists()


def test_movements_that_are_no_defections_are_counted_under_their_class_alone(editor: User, reviewer: User) -> None:
    factories.published_event(editor, reviewer, movement_class="drift")
    assert set(measure_year(2024)) == {Cell(2024, "north_to_south", "movement_class", "drift")}


def test_years_run_from_the_first_to_the_last_event(editor: User, reviewer: User) -> None:
    assert years() == range(0)
    factories.published_event(editor, reviewer, occurred="2020 crossing")
    factories.published_event(editor, reviewer, occurred="2023 crossing")
    assert years() == range(2020, 2024)


def test_a_full_run_agrees_with_what_was_kept(published: Event) -> None:
    work_off_all()
    run = StatisticRun.objects.get(pk=tasks.rebuild_all())
    assert (run.alarm, run.rows, run.from_change) == (False, YearlyStatistic.objects.count(), derive.dataset_version())


def test_work_that_still_waits_is_a_delay_and_no_alarm(published: Event) -> None:
    assert not derive.rebuild_all().alarm


def test_a_count_that_was_changed_by_hand_is_an_alarm_and_is_mended(published: Event) -> None:
    work_off_all()
    YearlyStatistic.objects.filter(dimension="total").update(persons_max=7)
    run = derive.rebuild_all()
    assert run.differences == ["2024 north_to_south total all: (1, 1, 1, 7) -> (1, 1, 1, 1)"]
    assert total(2024) == (1, 1, 1, 1)


def test_a_year_without_events_is_emptied_by_a_full_run(published: Event) -> None:
    work_off_all()
    YearlyStatistic.objects.filter(dimension="total").update(year=1999)
    derive.rebuild_all()
    assert not YearlyStatistic.objects.filter(year=1999).exists()


def test_the_status_tells_what_waits(published: Event) -> None:
    row = OutboxRow.objects.of(derive.REBUILD_YEARS).get()
    status = derive.status()
    assert (status["run"], status["from_change"], status["open_rows"]) == (None, 0, 1)
    assert status["oldest_open_at"] == row.created_at


def test_the_status_tells_what_was_done(published: Event) -> None:
    work_off_all()
    status = derive.status()
    assert (status["from_change"], status["oldest_open_at"]) == (derive.dataset_version(), None)
    assert status["computed_at"] == StatisticYear.objects.get().computed_at


def test_an_empty_record_is_at_version_nothing(db: Any) -> None:
    assert derive.dataset_version() == 0


def test_the_command_recounts(published: Event, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rebuild_statistics")
    assert "counts up to change" in capsys.readouterr().out


def test_the_command_fails_where_counts_did_not_agree(published: Event) -> None:
    work_off_all()
    YearlyStatistic.objects.filter(dimension="total").update(persons_max=7)
    with pytest.raises(CommandError, match="2024 north_to_south total all"):
        call_command("rebuild_statistics")
