"""What has not changed is not made again."""

from typing import Any

import pytest
from django.test import Client

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


def test_another_question_or_format_has_another_tag(client: Client) -> None:
    tags = {tag(client), tag(client, "events/?limit=1"), tag(client, "events.csv"), tag(client, accept="text/csv")}

    assert len(tags) == 4


def test_a_recount_makes_a_new_tag_for_statistics(client: Client) -> None:
    held = tag(client, "statistics/")
    rows.statistic()

    assert tag(client, "statistics/") != held


def test_a_star_is_no_tag_of_ours(client: Client) -> None:
    assert client.get(f"{API}events/EV-000001/", headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.parametrize("path", ["events/", "vocabularies/", "codebook/", "schema/", ""])
def test_an_answer_may_be_kept_but_must_be_asked_again(client: Client, path: str) -> None:
    response = client.get(API + path)

    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get(API + path, headers={"if-none-match": response.headers["ETag"]}).status_code == 304


def test_no_cookie_is_set(client: Client) -> None:
    assert not client.get(f"{API}events/").cookies
