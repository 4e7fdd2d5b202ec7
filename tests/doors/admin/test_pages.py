"""Who may open which page of the desk; a new page without a row here is missing from the matrix."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions
from events.models import Event, OutboxRow, Revision, StatisticRun, Subject
from tests import factories

Browser = Callable[[User], Client]

CONTENT, READ_ONLY, ACCOUNTS = {"editor", "reviewer"}, {"editor", "reviewer"}, {"administrator"}
PAGES = {
    "/admin/": {"editor", "reviewer", "administrator"},
    "/admin/password_change/": {"editor", "reviewer", "administrator"},
    **{
        f"/admin/events/{name}/": CONTENT
        for name in ("publisher", "source", "place", "subject", "series", "figure", "bridge", "check", "event")
    },
    **{
        f"/admin/events/{name}/add/": CONTENT
        for name in ("publisher", "source", "place", "subject", "series", "figure", "bridge", "check", "event")
    },
    "/admin/events/figure/conflicts/": CONTENT,
    **{f"/admin/events/article/{page}": CONTENT for page in ("", "add/", "send/")},
    **{
        f"/admin/events/{name}/": READ_ONLY
        for name in ("revision", "outboxrow", "yearlystatistic", "statisticyear", "statisticrun", "linkcheck")
    },
    "/admin/auth/user/": ACCOUNTS,
    "/admin/auth/user/add/": ACCOUNTS,
    "/admin/auth/group/": ACCOUNTS,
}
"""Page -> the groups that may open it. Others who are signed in get 403; strangers are sent to the login page."""


@pytest.fixture
def cast(editor: User, reviewer: User, administrator: User) -> dict[str, User]:
    return {"editor": editor, "reviewer": reviewer, "administrator": administrator}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("group", ["editor", "reviewer", "administrator"])
def test_a_page_opens_for_its_groups_and_for_no_other(
    address: str, group: str, cast: dict[str, User], browser: Browser
) -> None:
    expected = 200 if group in PAGES[address] else 403
    assert browser(cast[group]).get(address).status_code == expected


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_sent_to_the_login_page(address: str, client: Client, db: None) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_an_account_outside_the_staff_is_sent_to_the_login_page(outsider: User, browser: Browser) -> None:
    assert browser(outsider).get("/admin/").status_code == 302


@pytest.fixture
def records(published: Event, editor: User) -> dict[str, Any]:
    claim = published.claims.select_related("source__publisher").first()
    assert claim is not None
    place = actions.record(factories.PlaceFactory.build(), seen=None, by=editor)
    figure = factories.recorded_figure(editor, value=Decimal(105))
    run = StatisticRun.objects.create(
        started_at="2026-01-01T00:00Z", finished_at="2026-01-01T00:01Z", from_change=1, rows=1, differences=[]
    )
    found = [published, claim.source, claim.source.publisher, place, actions.record(Subject(), seen=None, by=editor)]
    check = factories.recorded_check(editor)
    found += [check, factories.recorded_bridge(editor, figure.series, check.series)]
    found += [figure, figure.series, Revision.objects.first(), OutboxRow.objects.first(), run]
    return {record._meta.model_name: record for record in found}


RECORDS = (
    "event",
    "source",
    "publisher",
    "place",
    "subject",
    "figure",
    "bridge",
    "check",
    "series",
    "revision",
    "outboxrow",
    "statisticrun",
)


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(("group", "expected"), [("editor", 200), ("reviewer", 200), ("administrator", 403)])
def test_a_record_opens_for_coders_only(
    name: str, group: str, expected: int, records: dict[str, Any], cast: dict[str, User], browser: Browser
) -> None:
    address = f"/admin/events/{name}/{records[name].pk}/change/"
    assert browser(cast[group]).get(address).status_code == expected


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_is_deleted_at_the_desk(name: str, records: dict[str, Any], reviewer: User, browser: Browser) -> None:
    assert (
        browser(reviewer).post(f"/admin/events/{name}/{records[name].pk}/delete/", {"post": "yes"}).status_code == 403
    )


@pytest.mark.parametrize("name", ["revision", "outboxrow", "statisticrun"])
def test_what_the_program_writes_can_not_be_changed(name: str, records: dict[str, Any], desk: Client) -> None:
    assert desk.post(f"/admin/events/{name}/{records[name].pk}/change/", {}).status_code == 403


@pytest.mark.parametrize("step", ["approve", "send_back", "withdraw", "merge"])
def test_an_editor_may_not_take_a_reviewers_step(step: str, published: Event, desk: Client) -> None:
    assert desk.post(f"/admin/events/event/{published.pk}/{step}/", {"reason": "x"}).status_code == 403


def test_a_step_is_not_taken_by_opening_its_address(published: Event, review_desk: Client) -> None:
    assert review_desk.get(f"/admin/events/event/{published.pk}/withdraw/").status_code == 405


def test_a_reviewer_reads_what_a_revision_says(published: Event, review_desk: Client) -> None:
    revision = Revision.objects.filter(record="event", act="approve").get()
    assert b"snapshot" in review_desk.get(f"/admin/events/revision/{revision.pk}/change/").content


def test_an_editor_does_not_read_what_a_revision_says(published: Event, desk: Client) -> None:
    revision = Revision.objects.filter(record="event", act="approve").get()
    assert b"snapshot" not in desk.get(f"/admin/events/revision/{revision.pk}/change/").content


def test_the_history_of_a_record_names_who_and_why(published: Event, desk: Client, editor: User) -> None:
    factories.recode(published, editor, "persons", "2", reason="The ministry corrected it.")
    page = desk.get(f"/admin/events/event/{published.pk}/history/").content.decode()
    assert "edna" in page
    assert "The ministry corrected it." in page
