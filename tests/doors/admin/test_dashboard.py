"""The numbers of the first page, each counted against a small world, and one's own forms that are not saved."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from events import actions
from events.models import Article, Event, KeptForm, LinkCheck, Source
from tests import factories

ORDER = ("inbox", "drafts", "in_review", "published", "dead", "gaps", "reports", "webhooks")


def numbers(client: Client) -> dict[str, int]:
    rows = client.get("/admin/").context["numbers"]
    return dict(zip(ORDER, (row["number"] for row in rows), strict=True))


def check(source: Source, failures: int) -> LinkCheck:
    alive = {"url": source.url, "checked_at": timezone.now(), "alive": failures == 0, "failures": failures}
    return LinkCheck.objects.create(source=source, **alive)


def test_an_empty_desk_counts_nothing(desk: Client) -> None:
    assert set(numbers(desk).values()) == {0}


@pytest.mark.parametrize(("state", "counted"), [("waiting", 1), ("ready", 1), ("failed", 1), ("closed", 0)])
def test_the_inbox_holds_what_is_not_closed(state: str, counted: int, desk: Client, editor: User) -> None:
    closed = {"closed_at": timezone.now(), "closed_by": editor} if state == "closed" else {}
    Article.objects.create(way="pasted", state=state, failure="No answer.", added_by=editor, **closed)
    assert numbers(desk)["inbox"] == counted


def test_reports_are_counted_until_they_are_closed(desk: Client, editor: User) -> None:
    first, second = factories.new_report(), factories.new_report("Another report of an error.")
    actions.take_up_report(first, seen="received", by=editor)
    assert numbers(desk)["reports"] == 2
    actions.decline_report(second, answer="It is right.", seen="received", by=editor)
    assert numbers(desk)["reports"] == 1


def test_webhooks_are_counted_when_the_program_switched_them_off(desk: Client, editor: User) -> None:
    for number, state in enumerate(("unproven", "on", "stopped", "broken", "broken")):
        reason = "Gone." if state in ("stopped", "broken") else ""
        factories.new_webhook(editor, url=f"https://a.example/{number}", state=state, state_reason=reason)
    assert numbers(desk)["webhooks"] == 2


def test_drafts_and_reviews_are_counted_apart(desk: Client, event: Event, editor: User, source: Source) -> None:
    actions.submit(event, by=editor)
    for _ in range(2):
        factories.coded_event(editor, source)
    assert (numbers(desk)["drafts"], numbers(desk)["in_review"]) == (2, 1)


def test_an_event_approved_twice_in_a_month_counts_once(
    desk: Client, published: Event, editor: User, reviewer: User
) -> None:
    factories.republish(factories.recode(published, editor, "persons", "2"), editor, reviewer)
    assert numbers(desk)["published"] == 1


def test_last_months_approvals_do_not_count(desk: Client, published: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.localtime() + timedelta(days=32)
    monkeypatch.setattr("django.utils.timezone.localtime", lambda: later)
    assert numbers(desk)["published"] == 0


def test_a_link_is_dead_from_the_second_failure_on(desk: Client, editor: User) -> None:
    for failures in (0, 1, 2, 5):
        check(factories.new_source(editor), failures)
    assert numbers(desk)["dead"] == 2


def test_needed_fields_without_an_accepted_claim_are_counted(desk: Client, editor: User, source: Source) -> None:
    factories.coded_event(editor, source)
    factories.coded_event(editor, source, claims=[factories.claim("direction", "north_to_south", source)])
    candidate = factories.claim("occurred", "2024-08-20 crossing", source, standing="candidate")
    factories.coded_event(editor, source, claims=[candidate])
    assert numbers(desk)["gaps"] == 2 + 3


def test_each_number_leads_to_its_rows(desk: Client, published: Event, editor: User, source: Source) -> None:
    check(source, 2)
    factories.coded_event(editor, source, claims=[])
    rows = desk.get("/admin/").context["numbers"]
    lists = {name: row["address"] for name, row in zip(ORDER, rows, strict=True) if row["address"]}
    lists.pop("inbox", None)
    found = {name: desk.get(address).context["cl"].result_count for name, address in lists.items()}
    assert found == {"drafts": 1, "in_review": 0, "published": 1, "dead": 1, "gaps": 1, "reports": 0, "webhooks": 0}


@pytest.mark.parametrize(("standing", "shown"), [("dead", 1), ("shaky", 1), ("alive", 2), ("", 4)])
def test_links_are_listed_by_standing(standing: str, shown: int, desk: Client, editor: User) -> None:
    for failures in (0, 0, 1, 2):
        check(factories.new_source(editor), failures)
    assert desk.get(f"/admin/events/linkcheck/?standing={standing}").context["cl"].result_count == shown


def test_a_link_leads_to_its_source(desk: Client, source: Source) -> None:
    check(source, 2)
    assert f"/admin/events/source/{source.pk}/change/" in desk.get("/admin/events/linkcheck/").content.decode()


def test_the_list_of_links_leaves_texts_in_the_database(
    desk: Client, editor: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        check(factories.new_source(editor), 2)
    with django_assert_max_num_queries(10) as queries:
        desk.get("/admin/events/linkcheck/")
    assert not any('"events_source"."text"' in query["sql"] for query in queries.captured_queries)


def test_a_reviewers_queue_leaves_out_what_they_coded(
    review_desk: Client, event: Event, editor: User, reviewer: User, source: Source
) -> None:
    own = factories.coded_event(reviewer, source)
    for by, one in ((editor, event), (reviewer, own)):
        actions.submit(one, by=by)
    counts = [row["number"] for row in review_desk.get("/admin/").context["queue"]]
    assert counts == [1, 0, 0, 0]  # events, figures, bridges, checks


def test_an_editor_has_no_queue(desk: Client) -> None:
    assert "queue" not in desk.get("/admin/").context


def test_ones_own_forms_and_proposals_are_listed_apart(desk: Client, editor: User, reviewer: User) -> None:
    for by, token, why in ((editor, "a", "autosaved"), (editor, "b", "overtaken"), (reviewer, "c", "autosaved")):
        fields = {"title_en": [f"Title {token}"]}
        actions.keep_form(address=f"/admin/events/event/add/#{token * 32}", fields=fields, why=why, by=by)  # type: ignore[arg-type]
    context = desk.get("/admin/").context
    assert [row["title"] for row in context["kept"]] == ["Title a"]
    assert [row["title"] for row in context["proposals"]] == ["Title b"]


def test_an_administrator_sees_no_numbers(administrator: User, event: Event) -> None:
    client = Client()
    client.force_login(administrator)
    assert "numbers" not in client.get("/admin/").context


def test_the_first_page_costs_the_same_for_many_rows(
    review_desk: Client, editor: User, reviewer: User, source: Source, django_assert_num_queries: Any
) -> None:
    for number in range(50):
        check(factories.new_source(editor), number % 3)
        Article.objects.create(way="pasted", state="ready", added_by=editor)
        address = f"/admin/events/event/add/#{number:032x}"
        KeptForm.objects.create(owner=reviewer, address=address, why="autosaved", fields={"title_en": ["x"]})
    for _ in range(5):
        factories.coded_event(editor, source, claims=[])
    with django_assert_num_queries(19):
        review_desk.get("/admin/")
