"""The first page of the desk: what waits, when statistics were computed, and the alarm."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from events import derive
from events.models import Event, PublicVerdict, ReckonedSeries, StatisticRun
from tests import factories


def front(client: Client) -> str:
    return client.get("/admin/").content.decode()


def test_the_front_tells_from_which_change_statistics_are(desk: Client, published: Event) -> None:
    derive.rebuild_all()
    assert f"As of change {derive.dataset_version()}," in front(desk)


def test_the_front_tells_that_nothing_was_computed_yet(desk: Client) -> None:
    assert "Not computed yet." in front(desk)


def test_waiting_work_is_told_with_its_age(desk: Client, published: Event) -> None:
    assert "Waiting work: 1, the oldest for" in front(desk)


def test_a_full_recomputation_that_differed_raises_an_alarm(desk: Client) -> None:
    now = timezone.now()
    StatisticRun.objects.create(started_at=now, finished_at=now, from_change=1, rows=1, differences=["2024 total"])
    assert 'class="desk-alarm"' in front(desk)


def test_a_run_that_agreed_raises_no_alarm(desk: Client, published: Event) -> None:
    derive.rebuild_years([2024])
    derive.rebuild_all()
    assert 'class="desk-alarm"' not in front(desk)


def reconciled(differences: list[str]) -> None:
    run = {"kind": "figures", "from_change": 1, "rows": 1, "differences": differences}
    StatisticRun.objects.create(started_at=timezone.now(), finished_at=timezone.now(), **run)


def test_a_full_reconciliation_that_differed_raises_an_alarm(desk: Client) -> None:
    reconciled(["FG-000001: consistent -> in_conflict", "FG-000002: consistent -> in_conflict"])
    page = front(desk)
    assert page.count('class="desk-alarm"') == 1
    assert "found 2 verdicts that were wrong" in page
    assert "No full recomputation yet." in page  # that of the statistics is another


def test_a_reconciliation_that_agreed_raises_no_alarm(desk: Client) -> None:
    reconciled([])
    assert 'class="desk-alarm"' not in front(desk)


def test_the_front_tells_how_old_the_oldest_verdict_is(desk: Client) -> None:
    assert front(desk).count("Not computed yet.") == 2
    for slug, hours, change in (("arrivals", 3, 7), ("men", 1, 9)):
        at = timezone.now() - timedelta(hours=hours)
        ReckonedSeries.objects.create(series=slug, computed_at=at, from_change=change, document="{}")
    PublicVerdict.objects.create(public_id="FG-000001", verdict="consistent", document="{}")
    assert "The oldest is 3\xa0hours old, as of change 7." in front(desk)


@pytest.mark.parametrize(("kind", "told"), [("bridge", "Bridges"), ("check", "Checks"), ("figure", "Figures")])
def test_what_is_in_work_is_counted_by_kind(desk: Client, editor: User, kind: str, told: str) -> None:
    figure = factories.recorded_figure(editor)
    if kind == "bridge":
        factories.recorded_bridge(editor, figure.series, factories.recorded_figure(editor).series)
    if kind == "check":
        factories.recorded_check(editor, series=figure.series)
    assert f"{told}: Draft</a> <b>1</b>" in front(desk)


def test_drafts_are_counted(desk: Client, event: Event) -> None:
    assert "Events: Draft</a> <b>1</b>" in front(desk)


def test_an_administrator_sees_no_work_of_editors(administrator: User, event: Event) -> None:
    client = Client()
    client.force_login(administrator)
    assert 'id="status"' not in front(client)


def test_the_front_costs_few_queries(desk: Client, event: Event, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        desk.get("/admin/")


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/"])
def test_the_desk_has_a_strict_policy(address: str, desk: Client) -> None:
    policy = desk.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_the_desk_speaks_the_browsers_language(desk: Client) -> None:
    page = desk.get("/admin/", headers={"accept-language": "ko"}).content.decode()
    assert '<html lang="ko"' in page
