"""At the desk: similar events, not the same, merge and its undoing, split, and takedown."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions
from events.models import Event, NotSame, PublicChange, PublicEvent
from tests import factories
from tests.doors.admin.forms import change_page, page

SIMILAR = "/admin/events/event/similar/"


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def chosen(event: Event, *fields: str) -> list[int]:
    return list(event.claims.filter(field__in=fields).values_list("pk", flat=True))


@pytest.fixture
def other(editor: User, reviewer: User) -> Event:
    return factories.published_event(editor, reviewer)


def test_similar_events_are_listed_while_typing_with_why(desk: Client, published: Event) -> None:
    given = {"occurred": "2024-08-20 crossing", "direction": published.direction, "persons": "1-2"}
    html = desk.get(SIMILAR, given).content.decode()
    assert f">{published.public_id}</a> {published.title_en}" in html
    assert "overlapping dates" in html


def test_the_fragment_is_in_the_language_of_the_desk(desk: Client, published: Event) -> None:
    html = desk.get(SIMILAR, {"occurred": "2024-08-20"}, headers={"Accept-Language": "ko"}).content.decode()
    assert "북→남" in html


def test_the_event_being_coded_is_not_proposed(desk: Client, published: Event, other: Event) -> None:
    html = desk.get(SIMILAR, {"occurred": "2024-08-20", "event": published.pk}).content.decode()
    assert published.public_id not in html
    assert other.public_id in html


def test_a_shared_source_is_enough(desk: Client, published: Event) -> None:
    source = published.claims.values_list("source", flat=True)[0]
    assert published.public_id in desk.get(SIMILAR, {"source": source}).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"occurred": "yesterday"},
        {"occurred": "2024-08-20", "direction": "up"},
        {"occurred": "2024-08-20", "place": "\x00"},
        {"occurred": "2024-08-20", "place": "x" * 5000},
        {"occurred": "2024-08-20", "persons": "many"},
        {"occurred": "2024-08-20", "persons": "9" * 400},
        {"occurred": "2024-08-20", "source": "9" * 40},
        {"occurred": "2024-08-20", "source": "-1"},
        {"occurred": "2024-08-20", "source": "²"},
        {"occurred": "2024-08-20", "event": "EV-000001"},
        {"occurred": "9" * 5000},
    ],
)
def test_what_can_not_be_read_gives_an_empty_list(desk: Client, published: Event, given: dict[str, str]) -> None:
    response = desk.get(SIMILAR, given)
    assert (response.status_code, response.content.decode().count("<li>")) == (200, 0)


def test_two_similar_events_are_told_apart_and_not_proposed_again(desk: Client, published: Event, other: Event) -> None:
    listed = f'name="other" value="{other.public_id}"'
    before = desk.get(change_page(published)).content.decode()
    assert re.search(f"tell_apart.*{listed}", before)
    data = {"other": other.public_id, "reason": "Hours between them."}
    assert "not the same" in told(desk.post(page(published, "tell_apart"), data, follow=True))
    after = desk.get(change_page(published)).content.decode()
    assert not re.search(f"tell_apart.*{listed}", after)
    assert "Hours between them." in after
    desk.post(page(published, "forget_apart"), {"other": other.public_id, "reason": "Misread."})
    assert not NotSame.objects.exists()


@pytest.mark.parametrize("data", [{}, {"other": "EV-999999", "reason": "No."}, {"other": "x", "reason": "No."}])
def test_what_can_not_be_told_apart_is_said(desk: Client, published: Event, data: dict[str, str]) -> None:
    response = desk.post(page(published, "tell_apart"), data, follow=True)
    assert (response.status_code, bool(told(response))) == (200, True)
    assert not NotSame.objects.exists()


def test_a_merge_is_undone_at_its_event(review_desk: Client, published: Event, other: Event) -> None:
    review_desk.post(page(published, "merge"), {"into": other.public_id, "reason": "Same."})
    assert b'id="step-unmerge"' in review_desk.get(change_page(published)).content
    review_desk.post(page(published, "unmerge"), {"reason": "Two crossings."})
    published.refresh_from_db()
    assert (published.state, published.claims.count() > 0) == ("changed", True)


def test_an_event_is_split_on_a_page_of_its_own(desk: Client, published: Event) -> None:
    assert desk.get(page(published, "split")).content.count(b'type="checkbox"') == published.claims.count()
    data = {"claims": chosen(published, "persons"), "title_en": "A second crossing", "reason": "Two crossings."}
    desk.post(page(published, "split"), data)
    new = Event.objects.latest("pk")
    assert (new.title_en, new.persons_min) == ("A second crossing", 1)


def test_a_split_without_claims_keeps_what_was_typed(desk: Client, published: Event) -> None:
    data = {"title_en": "A second crossing", "summary_en": "So it was.", "reason": "Two crossings."}
    html = desk.post(page(published, "split"), data).content.decode()
    assert "Choose at least one claim" in html
    assert "So it was." in html
    assert Event.objects.count() == 1


def test_a_stale_page_splits_nothing(desk: Client, published: Event, editor: User) -> None:
    seen = published.version
    factories.recode(published, editor, "persons", "2")
    data = {"claims": chosen(published, "direction"), "title_en": "B", "reason": "Two.", "seen_version": seen}
    assert "changed after you opened" in desk.post(page(published, "split"), data).content.decode()
    assert Event.objects.count() == 1


def texts(event: Event, **changed: str) -> dict[str, str]:
    return {name: getattr(event, name) for name in factories.TEXTS} | changed


def test_a_takedown_is_public_at_once(review_desk: Client, published: Event) -> None:
    html = review_desk.get(page(published, "take_down")).content.decode()
    assert "stays, without its words" in html
    data: dict[str, Any] = texts(published, summary_en="Somebody crossed.")
    data |= {"claims": chosen(published, "persons"), "reason": "Asked to be."}
    review_desk.post(page(published, "take_down"), data)
    assert PublicChange.objects.latest("number").severity == "safety"
    assert "Somebody crossed." in PublicEvent.objects.get().document


def test_a_takedown_with_a_harmful_text_says_so_there(review_desk: Client, published: Event) -> None:
    data = texts(published, summary_en="He was aged 23.") | {"reason": "Asked to be."}
    html = review_desk.post(page(published, "take_down"), data).content.decode()
    assert "aged 23" in html
    assert PublicChange.objects.latest("number").severity != "safety"


def test_an_editor_is_offered_to_split_and_not_to_take_down(desk: Client, published: Event) -> None:
    html = desk.get(change_page(published)).content.decode()
    assert (page(published, "split") in html, page(published, "take_down") in html) == (True, False)


def test_the_review_shows_each_finding_before_anybody_approves(review_desk: Client, editor: User, event: Event) -> None:
    inputs = factories.inputs_of(event)
    given = {"claims": inputs, "seen": event.version, "by": editor}
    changed = actions.code_event(event, texts={"summary_en": "He was aged 23."}, **given)  # type: ignore[arg-type]
    actions.submit(changed, by=editor)
    html = review_desk.get(page(changed, "review")).content.decode()
    assert re.search(r"summary_en</th><td><q>aged 23</q></td><td>an age", html)


def test_a_reviewer_judges_the_severity_of_a_correction(review_desk: Client, editor: User, published: Event) -> None:
    actions.submit(factories.recode(published, editor, "persons", "7"), by=editor)
    assert "As proposed: Substance" in review_desk.get(page(published, "review")).content.decode()
    review_desk.post(page(published, "approve"), {"severity": "detail"})
    assert PublicChange.objects.latest("number").severity == "detail"


def test_an_unknown_severity_is_refused(review_desk: Client, editor: User, published: Event) -> None:
    actions.submit(factories.recode(published, editor, "persons", "7"), by=editor)
    response = review_desk.post(page(published, "approve"), {"severity": "grave"}, follow=True)
    assert "not a code of this field" in told(response)
