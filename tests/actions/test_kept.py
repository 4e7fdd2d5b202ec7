"""What somebody typed is kept for them alone, within bounds, until it is saved or thrown away."""

import pytest
from django.contrib.auth.models import User

from events import actions
from events.actions.kept import LARGEST, MOST, REMEMBERED
from events.errors import InvalidValue, NotPermitted
from events.models import KeptForm
from events.vocabulary import KeptWhy

ADD = "/admin/events/event/add/"


def form(number: int = 0, path: str = ADD) -> str:
    return f"{path}#{number:032x}"


def keep(by: User, title: str = "Typed", number: int = 0, **given: object) -> KeptForm | None:
    fields = {"title_en": [title], "subjects": ["1", "2"]}
    return actions.keep_form(**({"address": form(number), "fields": fields, "by": by} | given))  # type: ignore[arg-type]


def test_a_form_is_kept_whole(editor: User) -> None:
    keep(editor)
    assert KeptForm.objects.get().fields == {"title_en": ["Typed"], "subjects": ["1", "2"]}


def test_the_desk_may_keep_and_forget(editor: User, as_desk: None) -> None:
    keep(editor)
    actions.forget_form(address=form(), by=editor)
    assert not KeptForm.objects.exists()


def test_what_is_typed_later_takes_the_place_of_what_was_typed_before(editor: User) -> None:
    keep(editor)
    keep(editor, "Typed on")
    assert KeptForm.objects.get().fields["title_en"] == ["Typed on"]


def test_two_windows_of_one_form_are_kept_apart(editor: User) -> None:
    keep(editor, number=1)
    keep(editor, number=2)
    assert KeptForm.objects.count() == 2


@pytest.mark.parametrize("name", ["csrfmiddlewaretoken", "password", "new_password1", "form_token", "carried"])
def test_secrets_are_not_kept(name: str, editor: User) -> None:
    keep(editor, fields={name: ["secret"], "title_en": ["Typed"]})
    assert list(KeptForm.objects.get().fields) == ["title_en"]


@pytest.mark.parametrize("text", ["before\0after", "half \ud83d of a character"])
def test_what_the_database_can_not_hold_is_left_out(text: str, editor: User) -> None:
    assert keep(editor, text) is not None


def test_a_form_of_more_than_a_megabyte_is_refused_with_a_remedy(editor: User) -> None:
    with pytest.raises(InvalidValue, match="over one megabyte") as refused:
        keep(editor, "가" * (LARGEST // 3))
    assert (refused.value.field, bool(refused.value.remedy)) == ("fields", True)


@pytest.mark.parametrize(
    "address",
    [
        *("/admin/auth/user/add/", "/en/", "https://example.org/admin/events/event/add/", "//example.org/", ""),
        *("/admin/events/../auth/user/add/", "/admin/events/event/add/\\x", f"{ADD}?q={'x' * 300}", f"{ADD} x"),
        *("javascript:alert(1)", f"{ADD}#short", f"{ADD}\n"),
    ],
)
def test_only_forms_of_the_desk_are_kept(address: str, editor: User) -> None:
    with pytest.raises(InvalidValue, match="no form of the desk"):
        keep(editor, address=address)


def test_an_account_outside_the_desk_keeps_nothing(outsider: User) -> None:
    with pytest.raises(NotPermitted):
        keep(outsider)


def test_a_proposal_that_was_overtaken_stays_one_while_it_is_typed_on(editor: User) -> None:
    keep(editor, why=KeptWhy.OVERTAKEN, version=3)
    keep(editor, "Typed on", version=4)
    row = KeptForm.objects.get()
    assert (row.why, row.version, row.fields["title_en"]) == ("overtaken", 3, ["Typed on"])


def test_the_oldest_autosaved_form_makes_room(editor: User) -> None:
    for number in range(MOST + 1):
        keep(editor, number=number)
    assert KeptForm.objects.count() == MOST
    assert not KeptForm.objects.filter(address=form(0)).exists()


def test_a_proposal_does_not_make_room_for_an_autosaved_form(editor: User) -> None:
    keep(editor, why=KeptWhy.OVERTAKEN)
    for number in range(1, MOST + 2):
        keep(editor, number=number)
    assert KeptForm.objects.filter(address=form(0)).exists()


def test_room_is_made_among_ones_own_forms_only(editor: User, reviewer: User) -> None:
    keep(reviewer)
    for number in range(MOST + 1):
        keep(editor, number=number)
    assert KeptForm.objects.filter(owner=reviewer).exists()


def test_forgetting_leaves_other_forms_and_other_people(editor: User, reviewer: User) -> None:
    for by, number in ((editor, 1), (editor, 2), (reviewer, 1)):
        keep(by, number=number)
    actions.forget_form(address=form(1), by=editor)
    assert set(KeptForm.objects.values_list("owner", "address")) == {(editor.pk, form(2)), (reviewer.pk, form(1))}


# --- saved once -----------------------------------------------------------------------------------------------------

SENT = {"title_en": ["Typed"], "_save": ["Save"], "csrfmiddlewaretoken": ["x"]}


@pytest.fixture
def saved(editor: User) -> User:
    keep(editor)
    actions.forget_form(address=form(), fields=SENT, led_to="/admin/events/event/7/change/", by=editor)
    return editor


def led_to(by: User, **changed: list[str]) -> str | None:
    return actions.saved_before(address=form(), fields=SENT | changed, by=by)


def test_a_saved_form_keeps_nothing_of_what_was_typed(saved: User) -> None:
    assert "Typed" not in str(KeptForm.objects.get().fields)


def test_a_form_that_was_saved_is_known_again(saved: User) -> None:
    assert led_to(saved) == "/admin/events/event/7/change/"


def test_it_is_the_same_form_whatever_button_sent_it(saved: User) -> None:
    assert led_to(saved, _continue=["x"], csrfmiddlewaretoken=["y"])


def test_another_text_in_the_same_form_is_no_repetition(saved: User) -> None:
    assert led_to(saved, title_en=["Another"]) is None


def test_nobody_else_is_led_there(saved: User, reviewer: User) -> None:
    assert led_to(reviewer) is None


def test_what_is_autosaved_after_the_save_is_dropped(saved: User) -> None:
    assert keep(saved) is None
    assert KeptForm.objects.get().why == "saved"


def test_what_is_refused_after_the_save_is_kept(saved: User) -> None:
    keep(saved, why=KeptWhy.OVERTAKEN)
    assert KeptForm.objects.get().why == "overtaken"


def test_a_few_saves_are_remembered(editor: User) -> None:
    for number in range(REMEMBERED + 3):
        actions.forget_form(address=form(number), fields=SENT, led_to="/admin/", by=editor)
    assert KeptForm.objects.count() == REMEMBERED
