"""The verdict before saving: what is typed is held against what is public, and nothing is saved by looking."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions, derive
from events.models import Check, Figure, KeptForm, PublicVerdict, Revision, Series, Source
from tests import factories
from tests.doors.admin.forms import Form, change_page, form_of, page

ADD, ADD_CHECK = "/admin/events/figure/add/", "/admin/events/check/add/"
FIRST_HALF, WINTER, SPRING = "2024-01-01/2024-06-30", "2024-01-01/2024-03-31", "2024-04-01/2024-06-30"
FETCH = {"X-Requested-With": "fetch"}


def publish(record: Any, editor: User, reviewer: User) -> Any:
    return actions.approve(actions.submit(record, by=editor), by=reviewer)


@pytest.fixture
def quarters(editor: User, reviewer: User) -> list[Figure]:
    """Two public figures: 43 and 62, the first two quarters of 2024."""
    winter = factories.recorded_figure(editor, period=WINTER, value=Decimal(43))
    spring = factories.recorded_figure(editor, period=SPRING, value=Decimal(62), series=winter.series)
    return [publish(figure, editor, reviewer) for figure in (winter, spring)]


@pytest.fixture
def form(desk: Client, quarters: list[Figure], source: Source) -> Form:
    """The form of a figure, filled in: 105 in the first half of 2024."""
    given = {"series": quarters[0].series_id, "source": source.pk, "issuer": "mou", "period": FIRST_HALF}
    return form_of(desk, ADD) | given | {"comparator": "exact", "value": "105", "edition": "published"}


def ask(client: Client, form: Form, address: str = ADD, **headers: str) -> Any:
    return client.post(address, form | {"_verdict": "1"}, headers=headers)


def ids(rows: list[Any]) -> set[str]:
    return {row.id for row in rows if not row.own}


def test_a_sum_of_the_public_numbers_is_consistent(desk: Client, form: Form, quarters: list[Figure]) -> None:
    panel = ask(desk, form).context["verdict"]
    assert (panel.verdict, panel.reads, panel.derived) == ("consistent", "105", "105")
    assert ids(panel.rests_on) == {figure.public_id for figure in quarters}


def test_a_number_in_conflict_names_the_smallest_set(desk: Client, form: Form, quarters: list[Figure]) -> None:
    response = ask(desk, form | {"value": "106"})
    panel, text = response.context["verdict"], response.content.decode()
    assert panel.verdict == "in_conflict"
    assert ids(panel.conflict) == {figure.public_id for figure in quarters}
    assert all(f'href="{change_page(figure)}"' in text for figure in quarters)
    assert "43 + 62 = 105" in panel.sentence
    assert panel.conflict[0].repair


def test_looking_saves_nothing_and_keeps_what_was_typed(desk: Client, form: Form) -> None:
    before = Revision.objects.count()
    response = ask(desk, form | {"value": "106", "public_note": "Read twice."})
    shown = response.context["adminform"].form
    assert (shown["value"].value(), shown["public_note"].value()) == ("106", "Read twice.")
    assert not shown.errors
    assert "errornote" not in response.content.decode()
    assert (Figure.objects.count(), Revision.objects.count()) == (2, before)


def test_a_script_gets_the_panel_alone_and_nothing_is_kept(desk: Client, form: Form) -> None:
    form.pop("form_token")
    text = ask(desk, form | {"value": "106"}, **FETCH).content.decode()
    assert text.startswith("<section")
    assert 'aria-live="polite"' in text
    assert KeptForm.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"source": ""}, "source", "required"),
        ({"period": "2024-07/2024-01"}, "period", "ends before it starts"),
        ({"period": ""}, "period", "no period and no moment"),
        ({"value": ""}, "value", "Give the number"),
        ({"released": "soon"}, "released", "is not a date"),
    ],
)
def test_what_is_missing_is_said_with_its_field(desk: Client, form: Form, given: Form, field: str, words: str) -> None:
    panel = ask(desk, form | given).context["verdict"]
    assert panel.verdict is None
    (missing,) = panel.missing
    assert (missing.field, words in missing.words) == (f"id_{field}", True)


def test_a_reason_that_is_not_given_yet_is_not_in_the_way(desk: Client, quarters: list[Figure]) -> None:
    address = change_page(quarters[0])
    panel = ask(desk, form_of(desk, address), address).context["verdict"]
    assert (panel.missing, panel.reads) == ([], "43")


def test_an_empty_form_says_what_will_stand_there(desk: Client) -> None:
    response = desk.get(ADD)
    assert response.context["verdict"].verdict is None
    assert "Nothing is saved by looking." in response.content.decode()


def test_a_series_of_which_nothing_is_public_has_no_verdict(desk: Client, form: Form, editor: User) -> None:
    other = actions.record(factories.SeriesFactory.build(), seen=None, by=editor)
    response = ask(desk, form | {"series": other.pk})
    assert response.context["verdict"].alone
    assert "nothing to hold it against" in response.content.decode()


def test_a_number_in_conflict_can_be_saved_and_the_page_says_so(desk: Client, form: Form) -> None:
    response = desk.post(ADD, form | {"value": "106"}, follow=True)
    assert Figure.objects.filter(value=106).exists()
    assert [message.level_tag for message in response.context["messages"]] == ["warning", "success"]


def test_a_number_that_fits_is_saved_without_a_warning(desk: Client, form: Form) -> None:
    response = desk.post(ADD, form, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["success"]


def test_the_verdict_on_a_change_takes_the_place_of_the_public_number(
    desk: Client, form: Form, quarters: list[Figure], editor: User, reviewer: User
) -> None:
    desk.post(ADD, form)
    publish(Figure.objects.get(value=105), editor, reviewer)
    address = change_page(quarters[0])
    assert desk.get(address).context["verdict"].verdict == "consistent"
    response = ask(desk, form_of(desk, address) | {"value": "44"}, address)
    assert response.context["verdict"].verdict == "in_conflict"
    assert response.context["original"].state == "published"


def test_a_reviewer_sees_the_verdict_on_what_waits(desk: Client, review_desk: Client, form: Form, editor: User) -> None:
    desk.post(ADD, form | {"value": "106"})
    figure = actions.submit(Figure.objects.get(value=106), by=editor)
    response = review_desk.get(page(figure, "review"))
    assert response.context["verdict"].against
    assert 'name="_verdict"' not in response.content.decode()


def test_the_panel_speaks_korean(desk: Client, form: Form) -> None:
    text = ask(desk, form | {"value": "106"}, **{"accept-language": "ko"}).content.decode()
    assert "공개된 수치와 견주기" in text
    assert "This one" not in text


# --- sentences ------------------------------------------------------------------------------------------------------


@pytest.fixture
def sentence(desk: Client, quarters: list[Figure], source: Source) -> Form:
    """The form of a check, filled in: “105” of the first half of 2024."""
    said = {"kind": "number", "words": "105 defections", "issuer": "mou", "stated": "2024-08-20", "source": source.pk}
    number = {"series": quarters[0].series_id, "period": FIRST_HALF, "comparator": "exact", "value": "105"}
    return form_of(desk, ADD_CHECK) | said | number


@pytest.mark.parametrize(("value", "verdict"), [("105", "holds"), ("106", "fails")])
def test_a_sentence_is_asked_of_the_public_numbers(desk: Client, sentence: Form, value: str, verdict: str) -> None:
    panel = ask(desk, sentence | {"value": value}, ADD_CHECK).context["verdict"]
    assert (panel.verdict, panel.reads) == (verdict, value)
    assert Check.objects.count() == 0


def test_a_sentence_about_the_first_is_asked_of_the_public_events(desk: Client, published: Any, source: Source) -> None:
    said = {"kind": "first_since", "words": "the first since 2019", "issuer": "outlet", "stated": "2024-08-21"}
    of = {"source": source.pk, "event": published.pk, "since": "2019", "event_scope": "direction=north_to_south"}
    panel = ask(desk, form_of(desk, ADD_CHECK) | said | of, ADD_CHECK).context["verdict"]
    assert panel.verdict in ("holds", "untestable")
    assert panel.sentence


def test_a_sentence_that_lacks_what_its_kind_needs_says_so(desk: Client, sentence: Form) -> None:
    (missing,) = ask(desk, sentence | {"period": ""}, ADD_CHECK).context["verdict"].missing
    assert (missing.field, missing.words) == (
        "id_period",
        "This kind of sentence is asked of it. Fill it in, or choose another kind.",
    )


def test_a_sentence_is_saved_reviewed_and_published(
    desk: Client, review_desk: Client, sentence: Form, editor: User
) -> None:
    assert desk.post(ADD_CHECK, sentence).status_code == 302
    check = Check.objects.get()
    desk.post(page(check, "submit"))
    assert review_desk.get(page(check, "review")).context["verdict"].verdict == "holds"
    review_desk.post(page(check, "approve"))
    check.refresh_from_db()
    assert check.state == "published"


# --- numbers in conflict --------------------------------------------------------------------------------------------


def test_numbers_in_conflict_are_listed_with_their_repairs_first(
    desk: Client, form: Form, quarters: list[Figure], editor: User, reviewer: User
) -> None:
    desk.post(ADD, form | {"value": "106"})
    publish(Figure.objects.get(value=106), editor, reviewer)
    derive.reconcile_all()
    rows = desk.get("/admin/events/figure/conflicts/").context["rows"]
    found = PublicVerdict.objects.filter(verdict="in_conflict").values_list("public_id", flat=True)
    assert [row["figure"].id for row in rows] == sorted(found) != []
    assert all(row["sentence"] and row["others"][0].repair for row in rows)
    assert "Numbers in conflict</a> <b>3</b>" in desk.get("/admin/").content.decode()


def test_without_a_conflict_the_list_says_so(desk: Client) -> None:
    assert (
        "None: all public figures can be true at once." in desk.get("/admin/events/figure/conflicts/").content.decode()
    )


# --- series ---------------------------------------------------------------------------------------------------------


def test_a_scope_leads_to_its_public_events(desk: Client, editor: User) -> None:
    scope = {"event_scope": "direction=north_to_south", "scope_note_en": "Both count it."}
    series = actions.record(factories.SeriesFactory.build(**scope), seen=None, by=editor)
    assert 'href="/en/?direction=north_to_south"' in desk.get(change_page(series)).content.decode()
    assert Series.objects.get().event_scope == scope["event_scope"]
