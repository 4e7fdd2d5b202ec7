"""The first page of the desk: what waits, when statistics were computed, and the alarm."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from events import derive
from events.models import Event, StatisticRun


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


def test_drafts_are_counted(desk: Client, event: Event) -> None:
    assert "Events: Draft</a> <b>1</b>" in front(desk)


def test_an_administrator_sees_no_work_of_editors(administrator: User, event: Event) -> None:
    client = Client()
    client.force_login(administrator)
    assert 'id="status"' not in front(client)


def test_the_front_costs_few_queries(desk: Client, event: Event, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        desk.get("/admin/")


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/"])
def test_the_desk_has_a_strict_policy(address: str, desk: Client) -> None:
    policy = desk.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_the_desk_speaks_the_browsers_language(desk: Client) -> None:
    page = desk.get("/admin/", headers={"accept-language": "ko"}).content.decode()
    assert '<html lang="ko"' in page
