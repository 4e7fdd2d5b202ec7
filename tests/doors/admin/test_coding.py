"""An editor codes sources, and events by claims. What is refused is told where it was typed; nothing typed is lost."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from events.models import Claim, Event, PublicEvent, Publisher, Revision, Source
from tests import factories
from tests.doors.admin.forms import FEW, Form, change_page, form_of, row_of

ADD_EVENT, ADD_SOURCE = "/admin/events/event/add/", "/admin/events/source/add/"


def errors_at(response: Any, name: str) -> str:
    """Return the errors that a page shows at one field, as claims-0-text."""
    forms = [response.context["adminform"].form]
    forms += [form for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms]
    return " ".join(text for form in forms for field in form if field.html_name == name for text in field.errors)


# --- sources --------------------------------------------------------------------------------------------------------


@pytest.fixture
def source_form(desk: Client, db: None) -> Form:
    publisher = factories.PublisherFactory.create()
    return form_of(desk, ADD_SOURCE) | {"publisher": publisher.pk, "title": "Guard crosses", "kind": "article"}


def test_a_source_is_added(desk: Client, source_form: Form) -> None:
    assert desk.post(ADD_SOURCE, source_form).status_code == 302
    assert Source.objects.get().version == 1


def test_adding_writes_one_revision_by_the_editor(desk: Client, source_form: Form, editor: User) -> None:
    desk.post(ADD_SOURCE, source_form)
    assert Revision.objects.get(record="source").by == editor


def test_a_date_that_is_not_edtf_is_told_at_its_field(desk: Client, source_form: Form) -> None:
    response = desk.post(ADD_SOURCE, source_form | {"published": "last Tuesday"})
    assert "is not a date" in errors_at(response, "published")


def test_a_source_without_a_title_must_withhold_it(desk: Client, source_form: Form) -> None:
    response = desk.post(ADD_SOURCE, source_form | {"title": ""})
    assert "A source has a title or withholds it" in errors_at(response, "title")


def test_a_circle_of_derivation_is_refused(desk: Client, editor: User, source: Source) -> None:
    copy = factories.new_source(editor, derives_from=source, derives_how="rewrites")
    data = form_of(desk, change_page(source)) | {"derives_from": copy.pk, "derives_how": "cites"}
    assert "can't derive from itself" in errors_at(desk.post(change_page(source), data), "derives_from")


def test_the_tree_of_origins_stands_on_the_form(desk: Client, editor: User, source: Source) -> None:
    copy = factories.new_source(editor, derives_from=source, derives_how="rewrites")
    assert f'{change_page(source)}"'.encode() in desk.get(change_page(copy)).content


def test_a_taken_id_is_told_at_its_field(desk: Client, source: Source) -> None:
    address = "/admin/events/publisher/add/"
    data = form_of(desk, address) | {"slug": source.publisher.slug, "name": "Other", "kind": "wire"}
    assert "already exists" in errors_at(desk.post(address, data), "slug")


def test_other_names_of_a_place_are_typed_one_a_line(desk: Client, db: None) -> None:
    address = "/admin/events/place/add/"
    names = {"slug": "kosong", "name_en": "Kosong", "name_ko": "고성", "kind": "county", "aliases": "Goseong\nKosŏng"}
    desk.post(address, form_of(desk, address) | names)
    assert desk.get("/admin/events/place/?q=Kosŏng").context["cl"].result_count == 1


# --- events ---------------------------------------------------------------------------------------------------------


def test_an_event_is_coded_by_claims(desk: Client, source: Source) -> None:
    data = form_of(desk, ADD_EVENT) | {"title_en": "A soldier crosses"}
    data["claims-0-field"], data["claims-0-text"], data["claims-0-source"] = "persons", "1-2", source.pk
    data |= {"claims-0-issuer": "jcs", "claims-0-standing": "accepted"}
    assert desk.post(ADD_EVENT, data).status_code == 302
    assert (Event.objects.get().persons_min, Event.objects.get().persons_max) == (1, 2)


def test_an_unchanged_form_keeps_every_claim_and_its_id(desk: Client, event: Event) -> None:
    before = list(event.claims.order_by("pk").values_list("pk", "field", "value"))
    desk.post(change_page(event), form_of(desk, change_page(event)))
    assert list(event.claims.order_by("pk").values_list("pk", "field", "value")) == before


def test_a_claim_is_added_to_the_others(desk: Client, event: Event, source: Source) -> None:
    data = form_of(desk, change_page(event))
    data |= {"claims-6-field": "announced", "claims-6-text": "2024-08-21", "claims-6-source": source.pk}
    desk.post(change_page(event), data | {"claims-6-issuer": "jcs"})
    assert event.claims.filter(field="announced", value="2024-08-21").exists()


def test_a_claim_that_was_never_public_is_struck_out(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event))
    desk.post(change_page(event), data | {f"{row_of(data, event, 'intent')}-DELETE": "on"})
    assert not event.claims.filter(field="intent").exists()


def test_a_public_claim_can_not_be_struck_out(desk: Client, published: Event) -> None:
    data = form_of(desk, change_page(published)) | {"reason": "Not needed."}
    response = desk.post(change_page(published), data | {f"{row_of(data, published, 'intent')}-DELETE": "on"})
    assert b"is public and can&#x27;t be removed" in response.content
    assert published.claims.filter(field="intent").exists()


def test_a_code_that_is_not_listed_is_told_at_its_claim(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "direction")
    response = desk.post(change_page(event), data | {f"{row}-text": "southward"})
    assert "is not a code of this field" in errors_at(response, f"{row}-text")


def test_a_bad_date_is_told_at_its_claim_and_stays_typed(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "occurred")
    response = desk.post(change_page(event), data | {f"{row}-text": "20 August crossing", "title_en": "Typed title"})
    assert "is not a date" in errors_at(response, f"{row}-text")
    assert b"20 August crossing" in response.content
    assert b"Typed title" in response.content


def test_more_persons_at_least_than_at_most_is_refused(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "persons")
    assert errors_at(desk.post(change_page(event), data | {f"{row}-text": "5-2"}), f"{row}-text")


def test_claims_that_disagree_are_told_at_both_and_nothing_is_saved(desk: Client, event: Event, source: Source) -> None:
    data = form_of(desk, change_page(event))
    data |= {"claims-6-field": "persons", "claims-6-text": "3", "claims-6-source": source.pk}
    data |= {"claims-6-issuer": "jcs", "claims-6-standing": "accepted", "title_en": "Changed"}
    response = desk.post(change_page(event), data)
    assert "both are accepted" in errors_at(response, "claims-6-text")
    assert "both are accepted" in errors_at(response, f"{row_of(data, event, 'persons')}-text")
    event.refresh_from_db()
    assert event.title_en == factories.TEXTS["title_en"]


def test_a_quote_that_is_not_in_the_text_is_told_at_its_claim(desk: Client, editor: User) -> None:
    event = factories.coded_event(editor, factories.new_source(editor, text="He walked across the line."))
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "means")
    response = desk.post(change_page(event), data | {f"{row}-quote": "swam across"})
    assert "word for word" in errors_at(response, f"{row}-quote")


def test_a_place_that_the_gazetteer_lacks_is_told_at_its_claim(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "intent")
    response = desk.post(change_page(event), data | {f"{row}-field": "place", f"{row}-text": "atlantis county"})
    assert "is not a place of the gazetteer" in errors_at(response, f"{row}-text")


def test_a_losing_claim_needs_a_note(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "intent")
    response = desk.post(change_page(event), data | {f"{row}-standing": "rejected"})
    assert "does not stand" in errors_at(response, f"{row}-public_note")


def test_a_relation_needs_the_other_claim(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "intent")
    response = desk.post(change_page(event), data | {f"{row}-relation": "corrects"})
    assert errors_at(response, f"{row}-related_to")


def test_a_claim_relates_only_to_claims_of_its_event(desk: Client, event: Event, editor: User, source: Source) -> None:
    stranger = Claim.objects.filter(event=factories.coded_event(editor, source)).first()
    data = form_of(desk, change_page(event))
    row = row_of(data, event, "intent")
    given = {f"{row}-relation": "corrects", f"{row}-related_to": stranger.pk if stranger else 0}
    assert errors_at(desk.post(change_page(event), data | given), f"{row}-related_to")


def test_a_link_to_itself_is_refused(desk: Client, event: Event) -> None:
    data = form_of(desk, change_page(event)) | {"links_out-TOTAL_FORMS": 1}
    data |= {"links_out-0-other": event.pk, "links_out-0-kind": "same_group"}
    assert b"linked to itself" in desk.post(change_page(event), data).content


def test_two_events_are_linked(desk: Client, event: Event, editor: User, source: Source) -> None:
    other = factories.coded_event(editor, source)
    data = form_of(desk, change_page(event)) | {"links_out-TOTAL_FORMS": 1}
    desk.post(change_page(event), data | {"links_out-0-other": other.pk, "links_out-0-kind": "return_trip"})
    assert event.links_out.get().other == other


def test_a_form_without_its_management_part_is_shown_again(desk: Client, event: Event) -> None:
    data = {name: value for name, value in form_of(desk, change_page(event)).items() if not name.endswith("_FORMS")}
    response = desk.post(change_page(event), data)
    assert response.status_code == 200
    assert event.claims.count() == len(FEW)


def test_a_published_event_is_not_changed_without_a_reason(desk: Client, published: Event) -> None:
    data = form_of(desk, change_page(published)) | {"title_en": "Another title", "reason": ""}
    assert errors_at(desk.post(change_page(published), data), "reason")


def test_a_change_of_a_published_event_waits_for_approval(desk: Client, published: Event) -> None:
    data = form_of(desk, change_page(published)) | {"title_en": "Another title", "reason": "Clearer."}
    desk.post(change_page(published), data)
    assert Event.objects.get().state == "changed"
    assert PublicEvent.objects.get().title_en == factories.TEXTS["title_en"]


def test_the_panel_names_the_fields_without_a_claim(desk: Client, event: Event) -> None:
    page = desk.get(change_page(event)).content.decode()
    assert "No claim yet:" in page
    assert "<span>Place</span>" in page


def test_valid_codes_are_offered_without_javascript(desk: Client, event: Event) -> None:
    assert b'<datalist id="values-direction"><option value="north_to_south">' in desk.get(change_page(event)).content


def test_nothing_reaches_the_admins_own_log(desk: Client, source_form: Form) -> None:
    desk.post(ADD_SOURCE, source_form)
    assert Publisher.objects.exists()
    assert not LogEntry.objects.exists()
