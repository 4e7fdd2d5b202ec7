"""From draft to public at the desk: submit, review, approve, send back, withdraw, merge, and four eyes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from events import actions
from events.models import Event, Figure, PublicEvent, PublicSource, Revision, Source
from tests import factories
from tests.doors.admin.forms import change_page, form_of, page


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def submitted(event: Event, editor: User) -> Event:
    return actions.submit(event, by=editor)  # type: ignore[return-value]


def test_an_editor_submits(desk: Client, event: Event) -> None:
    desk.post(page(event, "submit"))
    event.refresh_from_db()
    assert event.state == "in_review"


def test_an_event_without_claims_is_not_submitted(desk: Client, editor: User) -> None:
    event = factories.coded_event(editor, claims=[])
    assert "No accepted claim supports" in told(desk.post(page(event, "submit"), follow=True))


def test_a_reviewer_approves(review_desk: Client, submitted: Event) -> None:
    review_desk.post(page(submitted, "approve"))
    assert PublicEvent.objects.get().title_en == submitted.title_en


def test_approving_twice_publishes_once(review_desk: Client, submitted: Event) -> None:
    review_desk.post(page(submitted, "approve"))
    assert "can't be approved" in told(review_desk.post(page(submitted, "approve"), follow=True))
    assert Revision.objects.filter(record="event", act="approve").count() == 1


def test_whoever_coded_it_is_not_offered_approval(
    browser: Callable[[User], Client], editor: User, submitted: Event
) -> None:
    editor.groups.add(Group.objects.get(name="Reviewer"))
    assert b'id="step-approve"' not in browser(editor).get(page(submitted, "review")).content


def test_whoever_coded_it_can_not_approve_it(browser: Callable[[User], Client], editor: User, submitted: Event) -> None:
    editor.groups.add(Group.objects.get(name="Reviewer"))
    response = browser(editor).post(page(submitted, "approve"), follow=True)
    assert "coded EV-" in told(response)
    assert not PublicEvent.objects.exists()


def test_the_bulk_action_keeps_four_eyes(browser: Callable[[User], Client], editor: User, submitted: Event) -> None:
    editor.groups.add(Group.objects.get(name="Reviewer"))
    data = {"action": "approve_all", "_selected_action": [submitted.pk], "index": 0}
    assert "coded EV-" in told(browser(editor).post("/admin/events/event/", data, follow=True))


def test_a_change_after_the_review_was_opened_is_not_approved_unseen(
    review_desk: Client, submitted: Event, editor: User
) -> None:
    seen = submitted.version
    factories.recode(submitted, editor, "persons", "9")
    response = review_desk.post(page(submitted, "approve"), {"seen_version": seen}, follow=True)
    assert "changed after you opened" in told(response)
    assert not PublicEvent.objects.exists()


def test_a_reviewer_sends_back_with_a_reason(review_desk: Client, submitted: Event) -> None:
    review_desk.post(page(submitted, "send_back"), {"reason": "The date is missing."})
    submitted.refresh_from_db()
    assert submitted.state == "draft"


def test_sending_back_needs_a_reason(review_desk: Client, submitted: Event) -> None:
    assert "A reason is needed" in told(review_desk.post(page(submitted, "send_back"), follow=True))


def test_the_review_shows_what_readers_would_see_differently(
    review_desk: Client, published: Event, editor: User
) -> None:
    factories.recode(published, editor, "persons", "2")
    changes = {
        row.label: (row.opened, row.now) for row in review_desk.get(page(published, "review")).context["changes"]
    }
    assert changes["persons, at most"] == ("1", "2")


def test_harmful_words_are_named_and_need_an_override(review_desk: Client, desk: Client, event: Event) -> None:
    desk.post(change_page(event), form_of(desk, change_page(event)) | {"summary_en": "He was aged 23."})
    desk.post(page(event, "submit"))
    response = review_desk.post(page(event, "approve"))
    assert b"aged 23" in response.content
    assert b'name="override"' in response.content


def test_an_override_with_a_reason_publishes(review_desk: Client, desk: Client, event: Event) -> None:
    desk.post(change_page(event), form_of(desk, change_page(event)) | {"summary_en": "He was aged 23."})
    desk.post(page(event, "submit"))
    review_desk.post(page(event, "approve"), {"override": "He said so himself in public."})
    assert PublicEvent.objects.exists()


def test_a_withdrawn_event_leaves_a_tombstone(review_desk: Client, published: Event) -> None:
    review_desk.post(page(published, "withdraw"), {"reason": "It did not happen."})
    assert PublicEvent.objects.get().tombstone_reason == "It did not happen."


def test_an_event_is_merged_into_another(review_desk: Client, published: Event, editor: User, reviewer: User) -> None:
    other = factories.published_event(editor, reviewer)
    review_desk.post(page(published, "merge"), {"into": other.public_id, "reason": "Same man."})
    assert PublicEvent.objects.get(pk=published.pk).replaced_by == other.public_id


@pytest.mark.parametrize("into", ["", "EV-999999", "SR-000001", "x" * 500])
def test_merging_into_nothing_is_refused(into: str, review_desk: Client, published: Event) -> None:
    review_desk.post(page(published, "merge"), {"into": into, "reason": "Same."}, follow=True)
    published.refresh_from_db()
    assert published.state == "published"


def test_many_are_submitted_at_once_and_one_refusal_stops_no_other(desk: Client, event: Event, editor: User) -> None:
    empty = factories.coded_event(editor, claims=[])
    data = {"action": "submit_all", "_selected_action": [event.pk, empty.pk], "index": 0}
    response = desk.post("/admin/events/event/", data, follow=True)
    assert "1 record done" in told(response)
    assert empty.public_id in told(response)


def test_an_editor_is_not_offered_reviewers_bulk_actions(desk: Client, event: Event) -> None:
    assert b"withdraw_all" not in desk.get("/admin/events/event/").content


def test_a_figure_is_submitted_and_approved(desk: Client, review_desk: Client, editor: User) -> None:
    figure = factories.recorded_figure(editor, value=Decimal(105))
    desk.post(page(figure, "submit"))
    review_desk.post(page(figure, "approve"))
    assert Figure.objects.get().state == "published"


def test_a_corrected_source_is_approved_by_itself(
    desk: Client, review_desk: Client, published: Event, source: Source
) -> None:
    cited = Source.objects.get(claims__event=published, claims__field="persons")
    data = form_of(desk, change_page(cited)) | {"title": "A corrected headline", "reason": "Misprint."}
    desk.post(change_page(cited), data)
    review_desk.post(page(cited, "approve"))
    assert "A corrected headline" in PublicSource.objects.get(pk=cited.pk).document


def test_a_step_without_a_token_is_refused(submitted: Event, reviewer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    assert client.post(page(submitted, "approve")).status_code == 403


def test_an_unknown_event_is_not_found(review_desk: Client, db: None) -> None:
    assert review_desk.post("/admin/events/event/999999/approve/").status_code == 404
