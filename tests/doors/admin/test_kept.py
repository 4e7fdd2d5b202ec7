"""Nothing typed is lost: forms are kept while they are typed and when they are refused, and brought back whole."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions
from events.models import Claim, Event, KeptForm, Publisher, Source
from events.vocabulary import KeptWhy
from tests import factories
from tests.derive.test_concurrency import at_once
from tests.doors.admin.forms import FEW, Form, change_page, filled, form_of, page, row_of

ADD_EVENT, ADD_PUBLISHER = "/admin/events/event/add/", "/admin/events/publisher/add/"
PAPER = {"slug": "watch", "name": "Coastal Watch", "kind": "newspaper"}


def keep(client: Client, address: str, data: Form) -> int:
    return client.post(f"/admin/kept/?form={address}", data).status_code


def bring_back(client: Client) -> Any:
    """Open the newest kept form as its bar's link does."""
    kept = KeptForm.objects.exclude(why="saved").first()
    assert kept is not None
    return client.get(f"{kept.address.partition('#')[0]}?kept={kept.pk}")


def as_text(data: Form) -> dict[str, str]:
    return {name: str(value) for name, value in data.items()}


def claims_of(response: Any) -> Any:
    return response.context["inline_admin_formsets"][0].formset


# --- while it is typed ----------------------------------------------------------------------------------------------


def test_a_form_is_kept_while_it_is_typed(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event)) | {"title_en": "Half a title"}
    assert keep(desk, change_page(event), data) == 204
    assert KeptForm.objects.get().fields["title_en"] == ["Half a title"]


def test_a_stranger_keeps_nothing(client: Client, db: None) -> None:
    assert keep(client, ADD_EVENT, {"title_en": "x"}) == 403
    assert not KeptForm.objects.exists()


def test_keeping_needs_the_forms_token(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert keep(client, ADD_EVENT, {"title_en": "x"}) == 403
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("address", ["", "/admin/auth/user/add/", "https://example.org/"])
def test_another_address_is_refused_with_a_sentence(address: str, desk: Client) -> None:
    response = desk.post(f"/admin/kept/?form={address}", {"title_en": "x"})
    assert (response.status_code, response.content.decode()) == (
        400,
        "This is no form of the desk. Give the path of a form.",
    )


def test_a_form_that_is_too_long_is_refused_with_a_sentence(desk: Client) -> None:
    response = desk.post(f"/admin/kept/?form={ADD_EVENT}", {"summary_en": "x" * 1_000_001})
    assert response.status_code == 400
    assert "over one megabyte" in response.content.decode()


def test_a_form_that_nobody_typed_in_shows_no_bar(desk: Client, event: Event) -> None:
    assert b'class="desk-kept"' not in desk.get(change_page(event)).content


def test_a_form_tells_that_something_was_typed_in_it(desk: Client, event: Event) -> None:
    keep(desk, change_page(event), form_of(desk, change_page(event)) | {"title_en": "Half a title"})
    shown = desk.get(change_page(event)).content.decode()
    assert "You typed in this form on" in shown
    assert "Half a title" in shown


def test_nobody_else_is_told(desk: Client, review_desk: Client, event: Event) -> None:
    keep(desk, change_page(event), form_of(desk, change_page(event)) | {"title_en": "Half a title"})
    assert b"Half a title" not in review_desk.get(change_page(event)).content
    assert b"Half a title" not in bring_back(review_desk).content


def test_what_was_typed_comes_back(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event)) | {"title_en": "Half a title"}
    keep(desk, change_page(event), data)
    assert as_text(filled(bring_back(desk))) == as_text(data)


def test_added_claims_come_back_half_typed(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event)) | {"claims-TOTAL_FORMS": 9, "claims-8-text": "2024-08"}
    keep(desk, change_page(event), data)
    assert claims_of(bring_back(desk)).forms[8]["text"].value() == "2024-08"


def test_a_new_event_comes_back_with_its_claims(desk: Client) -> None:
    data = form_of(desk, ADD_EVENT) | {"title_en": "New", "claims-2-field": "persons", "claims-2-text": "1-2"}
    keep(desk, ADD_EVENT, data)
    back = bring_back(desk)
    assert back.context["adminform"].form["title_en"].value() == "New"
    assert claims_of(back).forms[2]["text"].value() == "1-2"


def test_bringing_back_saves_nothing(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event)) | {"title_en": "A whole title"}
    keep(desk, change_page(event), data)
    assert bring_back(desk).status_code == 200
    event.refresh_from_db()
    assert (event.title_en, event.version) == (factories.TEXTS["title_en"], 1)


def test_bringing_back_a_new_record_makes_none(desk: Client) -> None:
    keep(desk, ADD_PUBLISHER, form_of(desk, ADD_PUBLISHER) | PAPER)
    bring_back(desk)
    assert not Publisher.objects.exists()


def test_a_half_typed_form_comes_back_without_complaints(desk: Client) -> None:
    keep(desk, ADD_EVENT, form_of(desk, ADD_EVENT) | {"claims-0-text": "1-2", "links_out-TOTAL_FORMS": "1"})
    shown = bring_back(desk).content.decode()
    assert "errorlist" not in shown
    assert "errornote" not in shown


def test_what_came_back_is_saved_and_forgotten(desk: Client, event: Event) -> None:
    keep(desk, change_page(event), form_of(desk, change_page(event)) | {"title_en": "A whole title"})
    back = bring_back(desk)
    assert desk.post(back.request["PATH_INFO"] + "?" + back.request["QUERY_STRING"], filled(back)).status_code == 302
    event.refresh_from_db()
    assert event.title_en == "A whole title"
    assert b'class="desk-kept"' not in desk.get(change_page(event)).content


def test_saving_one_window_leaves_what_was_typed_in_another(desk: Client, event: Event) -> None:
    keep(desk, change_page(event), form_of(desk, change_page(event)) | {"title_en": "In another window"})
    desk.post(change_page(event), form_of(desk, change_page(event)) | {"title_en": "Saved"})
    assert "In another window" in desk.get(change_page(event)).content.decode()


def test_what_came_back_is_compared_with_what_was_saved_meanwhile(desk: Client, event: Event, editor: User) -> None:
    keep(desk, change_page(event), form_of(desk, change_page(event)) | {"title_en": "My own title"})
    factories.recode(event, editor, "persons", "7")
    back = bring_back(desk)
    (row,) = back.context["adminform"].form.differences
    assert (row.opened, row.now, row.typed) == (*[factories.TEXTS["title_en"]] * 2, "My own title")
    assert "Somebody saved this record since you opened it" in back.content.decode()
    assert back.context["claim_differences"]


def test_it_is_thrown_away(desk: Client, event: Event) -> None:
    keep(desk, change_page(event), form_of(desk, change_page(event)))
    kept = KeptForm.objects.get().pk
    response = desk.post(f"/admin/kept/{kept}/throw_away/", {"next": change_page(event)})
    assert response["Location"] == change_page(event)
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/admin/", "javascript:x", ""])
def test_throwing_away_leads_nowhere_else(elsewhere: str, desk: Client) -> None:
    keep(desk, ADD_EVENT, {"title_en": "x"})
    kept = KeptForm.objects.get().pk
    assert desk.post(f"/admin/kept/{kept}/throw_away/", {"next": elsewhere})["Location"] == "/admin/"


def test_nobody_looks_at_or_throws_away_what_others_typed(desk: Client, review_desk: Client) -> None:
    keep(desk, ADD_EVENT, {"title_en": "x"})
    address = f"/admin/kept/{KeptForm.objects.get().pk}/"
    assert review_desk.get(address).status_code == review_desk.post(f"{address}throw_away/").status_code == 404
    assert KeptForm.objects.exists()


def test_a_form_that_is_not_kept_any_more_opens_as_it_is(desk: Client, event: Event) -> None:
    response = desk.get(f"{change_page(event)}?kept=999")
    assert "It is not kept any more." in response.content.decode()
    assert response.context["adminform"].form["title_en"].value() == event.title_en


def test_a_kept_form_does_not_open_another_record(desk: Client, event: Event, editor: User, source: Source) -> None:
    keep(desk, change_page(event), form_of(desk, change_page(event)) | {"title_en": "Half a title"})
    other = factories.coded_event(editor, source)
    response = desk.get(f"{change_page(other)}?kept={KeptForm.objects.get().pk}")
    assert b"Half a title" not in response.content


# --- when it is refused ---------------------------------------------------------------------------------------------


def test_a_refused_form_is_kept_without_a_script(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "occurred")
    desk.post(change_page(event), data | {f"{row}-text": "20 August crossing", "title_en": "Typed title"})
    back = bring_back(desk)
    assert back.context["adminform"].form["title_en"].value() == "Typed title"
    assert any(form["text"].value() == "20 August crossing" for form in claims_of(back).forms)


def test_the_loser_keeps_a_proposal_with_a_comparison(desk: Client, event: Event, editor: User) -> None:
    data = form_of(desk, change_page(event)) | {"title_en": "My own title"}
    factories.recode(event, editor, "persons", "7")
    desk.post(change_page(event), data)
    assert KeptForm.objects.get().why == KeptWhy.OVERTAKEN
    assert "Your proposal of" in desk.get(change_page(event)).content.decode()
    (row,) = bring_back(desk).context["adminform"].form.differences
    assert (row.now, row.typed) == (factories.TEXTS["title_en"], "My own title")


def test_the_proposal_is_forgotten_when_it_is_saved_over_the_other_change(
    desk: Client, event: Event, editor: User
) -> None:
    data = form_of(desk, change_page(event)) | {"title_en": "My own title"}
    factories.recode(event, editor, "persons", "7")
    again = filled(desk.post(change_page(event), data))
    row = row_of(again, event, "persons")
    decided = {f"{row}-standing": "superseded", f"{row}-public_note": "Corrected."}
    assert desk.post(change_page(event), again | decided).status_code == 302
    assert not KeptForm.objects.exclude(why="saved").exists()


def test_the_reason_of_a_refused_step_is_kept(review_desk: Client, event: Event) -> None:
    data = {"reason": "The date is wrong because of the harbour log.", "form_token": "a" * 32}
    review_desk.post(page(event, "send_back"), data)
    kept = KeptForm.objects.get()
    shown = review_desk.get(f"/admin/kept/{kept.pk}/").content.decode()
    assert "because of the harbour log" in shown
    assert f'action="{page(event, "send_back")}"' in shown


# --- sent twice -----------------------------------------------------------------------------------------------------


def test_a_new_record_sent_twice_is_made_once(desk: Client) -> None:
    data = form_of(desk, ADD_PUBLISHER) | PAPER
    first, second = desk.post(ADD_PUBLISHER, data), desk.post(ADD_PUBLISHER, data)
    assert second["Location"] == first["Location"]
    assert Publisher.objects.count() == 1


def test_a_new_event_sent_twice_is_made_once_and_so_are_its_claims(desk: Client, source: Source) -> None:
    data = form_of(desk, ADD_EVENT) | {"title_en": "A soldier crosses", "claims-0-field": "persons"}
    data |= {"claims-0-text": "1", "claims-0-source": source.pk, "claims-0-issuer": "jcs", "_continue": "1"}
    first, second = desk.post(ADD_EVENT, data), desk.post(ADD_EVENT, data, follow=True)
    assert second.redirect_chain == [(first["Location"], 302)]
    assert "nothing was saved twice" in second.content.decode()
    assert (Event.objects.count(), Claim.objects.count()) == (1, 1)


def test_a_change_sent_twice_is_not_told_as_stale(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event)) | {"title_en": "Another title"}
    assert [desk.post(change_page(event), data).status_code for _ in range(2)] == [302, 302]
    event.refresh_from_db()
    assert event.version == 2
    assert not KeptForm.objects.exclude(why="saved").exists()


def test_one_page_back_another_record_is_made_of_the_same_form(desk: Client) -> None:
    data = form_of(desk, ADD_PUBLISHER) | PAPER
    desk.post(ADD_PUBLISHER, data)
    desk.post(ADD_PUBLISHER, data | {"slug": "post", "name": "Coastal Post"})
    assert Publisher.objects.count() == 2


def test_a_window_of_its_own_hands_back_the_same_record_twice(desk: Client) -> None:
    data = form_of(desk, f"{ADD_PUBLISHER}?_popup=1") | PAPER | {"_popup": "1"}
    first, second = (desk.post(f"{ADD_PUBLISHER}?_popup=1", data) for _ in range(2))
    assert "data-popup-response" in first.content.decode()
    nonce = re.compile(r'nonce="[^"]*"')
    assert nonce.sub("", first.content.decode()) == nonce.sub("", second.content.decode())


def test_a_step_sent_twice_is_taken_once_and_not_told_as_refused(desk: Client, event: Event) -> None:
    data = {"form_token": "b" * 32, "seen_version": event.version}
    desk.post(page(event, "submit"), data)
    assert "can't be submitted" not in desk.post(page(event, "submit"), data, follow=True).content.decode()


# --- really at once -------------------------------------------------------------------------------------------------


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_double_click_makes_one_record(committed: Any) -> None:
    desk = signed_in(committed.editor)
    data = form_of(desk, ADD_EVENT) | {"title_en": "A soldier crosses", "_continue": "1"}
    answers = at_once(*[lambda: twin(desk).post(ADD_EVENT, data)] * 4)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Event.objects.count() == 1


def twin(client: Client) -> Client:
    """Return the same browser, to be used by another thread."""
    other = Client()
    other.cookies.load({"sessionid": client.cookies["sessionid"].value})
    return other


def test_of_two_saves_at_once_one_wins_and_the_text_of_the_other_is_kept(committed: Any) -> None:
    event = factories.coded_event(committed.editor)
    desks = [signed_in(committed.editor), signed_in(committed.reviewer)]
    forms = [form_of(desk, change_page(event)) | {"title_en": f"Title {n}"} for n, desk in enumerate(desks)]
    works = [lambda n=n: desks[n].post(change_page(event), forms[n]).status_code for n in range(2)]
    results = at_once(*works)
    assert sorted(results) == [200, 302]
    winner, loser = results.index(302), results.index(200)
    event.refresh_from_db()
    kept = KeptForm.objects.get(why=KeptWhy.OVERTAKEN)
    assert (event.title_en, event.version) == (f"Title {winner}", 2)
    assert kept.fields["title_en"] == [f"Title {loser}"]
    assert kept.owner == (committed.editor, committed.reviewer)[loser]


def test_of_two_reviewers_at_once_one_approves_and_the_other_is_told(committed: Any) -> None:
    claims = [factories.claim(key, text, factories.new_source(committed.editor)) for key, text in FEW.items()]
    event = factories.coded_event(committed.editor, claims=claims)
    actions.submit(event, by=committed.editor)
    desks = [signed_in(committed.reviewer), signed_in(committed.second)]
    seen = {"seen_version": Event.objects.get().version}
    works = [lambda desk=desk: desk.post(page(event, "approve"), seen, follow=True) for desk in desks]
    told = [response.content.decode() for response in at_once(*works)]
    assert sum("Approved; the public sees it now." in text for text in told) == 1
    assert sum(" was faster (" in text for text in told) == 1


def test_what_is_kept_late_does_not_come_back_after_the_save(committed: Any, browser: Callable[..., Client]) -> None:
    desk = signed_in(committed.editor)
    data = form_of(desk, ADD_PUBLISHER) | PAPER
    at_once(lambda: twin(desk).post(ADD_PUBLISHER, data), lambda: keep(twin(desk), ADD_PUBLISHER, data))
    assert [row.why for row in KeptForm.objects.all()] == ["saved"]
