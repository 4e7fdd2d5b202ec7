"""Two editors, one record: the later form is refused with a comparison, keeps what was typed, and may save over."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events.models import Event, Source
from tests import factories
from tests.doors.admin.forms import FEW, Form, change_page, filled, form_of, row_of


@pytest.fixture
def stale(desk: Client, event: Event, editor: User) -> Form:
    """A form that was opened before somebody else changed the number of persons."""
    data = form_of(desk, change_page(event))
    factories.recode(event, editor, "persons", "7")
    return data | {"title_en": "My own title"}


def test_a_stale_form_is_not_saved(desk: Client, event: Event, stale: Form) -> None:
    desk.post(change_page(event), stale)
    event.refresh_from_db()
    assert event.title_en != "My own title"


def test_a_stale_form_keeps_what_was_typed(desk: Client, event: Event, stale: Form) -> None:
    response = desk.post(change_page(event), stale)
    assert response.context["adminform"].form["title_en"].value() == "My own title"


def test_a_stale_form_compares_three_states(desk: Client, event: Event, stale: Form) -> None:
    response = desk.post(change_page(event), stale)
    (row,) = response.context["adminform"].form.differences
    assert (row.opened, row.now, row.typed) == (*[factories.TEXTS["title_en"]] * 2, "My own title")


def test_a_stale_form_names_the_claims_that_changed(desk: Client, event: Event, stale: Form) -> None:
    response = desk.post(change_page(event), stale)
    old = event.claims.get(field="persons", standing="superseded")
    new = event.claims.get(field="persons", standing="accepted")
    shown = {(row.label.split()[0], row.now) for row in response.context["claim_differences"]}
    assert (old.public_id, "Superseded") in shown
    assert new.public_id in {label for label, _ in shown}


def test_a_second_deliberate_save_goes_through(desk: Client, event: Event, stale: Form) -> None:
    again = filled(desk.post(change_page(event), stale))
    row = row_of(again, event, "persons")
    decided = {f"{row}-standing": "superseded", f"{row}-public_note": "Corrected."}
    assert desk.post(change_page(event), again | decided).status_code == 302
    event.refresh_from_db()
    assert event.title_en == "My own title"


def test_a_claim_added_meanwhile_is_kept(desk: Client, event: Event, stale: Form) -> None:
    again = filled(desk.post(change_page(event), stale))
    row = row_of(again, event, "persons")
    desk.post(change_page(event), again | {f"{row}-standing": "superseded", f"{row}-public_note": "Corrected."})
    event.refresh_from_db()
    assert event.persons_max == 7


def test_a_claim_removed_meanwhile_keeps_its_typed_row(desk: Client, event: Event, editor: User) -> None:
    data = form_of(desk, change_page(event))
    other = form_of(desk, change_page(event))
    desk.post(change_page(event), other | {f"{row_of(other, event, 'intent')}-DELETE": "on"})
    response = desk.post(change_page(event), data)
    assert len(response.context["inline_admin_formsets"][0].formset.initial_forms) == len(FEW)
    assert desk.post(change_page(event), filled(response)).status_code == 302
    assert event.claims.filter(field="intent").exists()


def test_a_form_without_its_version_counts_as_stale(desk: Client, source: Source) -> None:
    data = form_of(desk, change_page(source)) | {"title": "Typed"}
    del data["seen_version"]
    assert desk.post(change_page(source), data).status_code == 200


def test_a_stale_source_shows_who_it_derives_from_by_name(
    browser: Callable[[User], Client], desk: Client, reviewer: User, source: Source, editor: User
) -> None:
    parent = factories.new_source(editor, title="The first report")
    data = form_of(desk, change_page(source))
    other = form_of(browser(reviewer), change_page(source)) | {"derives_from": parent.pk, "derives_how": "cites"}
    browser(reviewer).post(change_page(source), other)
    assert "The first report" in desk.post(change_page(source), data).content.decode()
