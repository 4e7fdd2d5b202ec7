"""What has not changed is not made again."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from events import actions, derive
from events.models import Event, Revision, StatisticYear
from tests import factories
from tests.doors.api import rows
from tests.doors.api.conftest import API


def tag(client: Client, path: str = "events/", **headers: str) -> str:
    return client.get(API + path, headers=headers).headers["ETag"]


def test_an_unchanged_list_answers_304_and_reads_only_the_feed(client: Client, django_assert_num_queries: Any) -> None:
    rows.event()
    held = tag(client)

    with django_assert_num_queries(3):  # two take the public role and give it back
        response = client.get(f"{API}events/", headers={"if-none-match": held})

    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", held)


def test_a_change_makes_a_new_tag(client: Client) -> None:
    held = tag(client)
    rows.event()

    assert client.get(f"{API}events/", headers={"if-none-match": held}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/changes/", "/api/v1/events/?as_of=1", "/en/corrections/", "/en/events/{}/"])
def test_what_an_erased_body_told_is_not_taken_for_fresh(
    client: Client, published: Event, editor: User, reviewer: User, path: str
) -> None:
    path = path.format(published.public_id)
    factories.republish(factories.recode(published, editor, "intent", "disputed"), editor, reviewer)
    held = client.get(path).headers["ETag"]
    first = Revision.objects.get(record="event", record_id=published.pk, public_number__isnull=False, number=3)
    actions.erase_body(first, by=reviewer, reason="It named somebody.")
    assert client.get(path, headers={"if-none-match": held}).status_code == 200


def test_a_body_that_was_never_public_leaves_all_tags_as_they_are(
    client: Client, published: Event, reviewer: User
) -> None:
    held = tag(client)
    coded = Revision.objects.get(record="event", record_id=published.pk, number=1)
    actions.erase_body(coded, by=reviewer, reason="It named somebody.")
    assert tag(client) == held


def test_another_question_or_format_has_another_tag(client: Client) -> None:
    tags = {tag(client), tag(client, "events/?limit=1"), tag(client, "events.csv"), tag(client, accept="text/csv")}

    assert len(tags) == 4


def test_a_recount_makes_a_new_tag_for_statistics(client: Client) -> None:
    rows.event()
    held = tag(client, "statistics/")
    rows.statistic()

    assert tag(client, "statistics/") != held


@pytest.mark.parametrize("path", ["/api/v1/statistics/", "/en/statistics/"])
def test_a_year_that_is_counted_late_makes_a_new_tag(client: Client, path: str) -> None:
    last, now = rows.event().change, timezone.now()
    StatisticYear.objects.create(year=2020, from_change=last, computed_at=now)
    StatisticYear.objects.create(year=2021, from_change=last - 1, computed_at=now - timedelta(minutes=1))
    held = client.get(path).headers["ETag"]
    StatisticYear.objects.filter(year=2021).update(from_change=last, computed_at=now - timedelta(seconds=1))
    assert client.get(path).headers["ETag"] != held


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("path", ["/api/v1/events/", "/en/"])
def test_a_record_that_was_written_anew_makes_new_tags(client: Client, path: str) -> None:
    held = client.get(path).headers["ETag"]
    derive.rebuild_record()
    assert client.get(path).headers["ETag"] != held


def test_a_star_is_no_tag_of_ours(client: Client) -> None:
    assert client.get(f"{API}events/EV-000001/", headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.parametrize("path", ["events/", "vocabularies/", "codebook/", "schema/", ""])
def test_an_answer_may_be_kept_but_must_be_asked_again(client: Client, path: str) -> None:
    response = client.get(API + path)

    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get(API + path, headers={"if-none-match": response.headers["ETag"]}).status_code == 304


def test_no_cookie_is_set(client: Client) -> None:
    assert not client.get(f"{API}events/").cookies
