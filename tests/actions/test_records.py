"""Publishers, sources, places, handles, series and figures: added and changed through one door."""

import hashlib
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from events import actions
from events.errors import DerivationCycle, InvalidValue, MissingReason, NotPermitted, StaleVersion
from events.models import Figure, Place, Revision, Series, Source
from tests import factories
from tests.factories import PlaceFactory, PublisherFactory, SeriesFactory, change, new_source, recorded_figure

pytestmark = pytest.mark.django_db


def test_a_new_record_starts_its_history(source: Source) -> None:
    assert (source.version, Revision.objects.get(record="source", record_id=source.pk).act) == (1, "create")


def test_a_change_goes_on_with_the_history(source: Source, editor: User) -> None:
    changed = change(source, editor, title="Another title")
    acts = Revision.objects.filter(record="source", record_id=source.pk).values_list("act", flat=True)
    assert (changed.version, list(acts)) == (2, ["create", "change"])


def test_a_stale_form_is_refused_and_the_first_change_stands(source: Source, editor: User) -> None:
    change(source, editor, title="First")
    source.title = "Second"
    with pytest.raises(StaleVersion):
        actions.record(source, seen=1, by=editor)
    assert Source.objects.get(pk=source.pk).title == "First"


def test_a_new_record_can_not_take_the_number_of_another(source: Source, editor: User) -> None:
    with pytest.raises(InvalidValue, match="pkey"):
        new_source(editor, pk=source.pk, title="Taken")
    assert Source.objects.get(pk=source.pk).title == source.title


def test_an_outsider_can_not_record(outsider: User) -> None:
    with pytest.raises(NotPermitted):
        actions.record(PublisherFactory.build(), seen=None, by=outsider)


def test_a_form_can_not_change_where_a_record_stands(event: Any, editor: User) -> None:
    figure = recorded_figure(editor)
    assert change(figure, editor, state="published", approved_version=1).state == "draft"


def test_a_document_can_not_derive_from_itself_through_others(editor: User) -> None:
    first = new_source(editor)
    second = new_source(editor, derives_from=first, derives_how="rewrites")
    with pytest.raises(DerivationCycle) as refusal:
        change(first, editor, derives_from=second, derives_how="cites")
    assert (refusal.value.field, Source.objects.get(pk=first.pk).derives_from) == ("derives_from", None)


def test_a_derivation_without_its_kind_is_told_as_a_sentence(editor: User, source: Source) -> None:
    with pytest.raises(InvalidValue, match="A derivation says how"):
        new_source(editor, derives_from=source)


def test_the_text_of_a_source_is_fingerprinted(editor: User) -> None:
    source = new_source(editor, text="Words.", snapshot=b"<p>Words.</p>")
    assert source.text_sha256 == hashlib.sha256(b"Words.").hexdigest()
    assert source.raw_sha256 == hashlib.sha256(b"<p>Words.</p>").hexdigest()


def test_the_private_text_stays_out_of_the_history(editor: User) -> None:
    source = new_source(editor, text="Private words.")
    body = Revision.objects.get(record="source", record_id=source.pk).body
    assert "Private words." not in body.body
    assert source.text_sha256 in body.body


def test_a_withheld_title_may_be_empty(editor: User) -> None:
    assert new_source(editor, title="  ", title_withheld=True).title == ""


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"published": "2024-13"}, "published"),
        ({"url": "not an address"}, "url"),
        ({"kind": "rumour"}, "kind"),
        ({"title": "t" * 401}, "title"),
        ({"published": ""}, ""),
    ],
)
def test_a_bad_column_is_refused_by_name(editor: User, given: dict[str, Any], field: str) -> None:
    if not field:
        assert new_source(editor, **given).published_from is None
        return
    with pytest.raises(InvalidValue) as refusal:
        new_source(editor, **given)
    assert (refusal.value.field, Source.objects.count()) == (field, 0)


def test_a_short_name_stands_once(editor: User) -> None:
    PublisherFactory(slug="yonhap")
    with pytest.raises(InvalidValue, match="already exists") as refusal:
        actions.record(PublisherFactory.build(slug="yonhap"), seen=None, by=editor)
    assert refusal.value.field == "slug"


@pytest.mark.parametrize("aliases", ["Kosong", ["Kosong", 3]])
def test_other_names_of_a_place_are_a_list_of_names(editor: User, aliases: Any) -> None:
    with pytest.raises(InvalidValue, match="list of names"):
        actions.record(PlaceFactory.build(aliases=aliases), seen=None, by=editor)


def test_a_place_keeps_its_other_names(editor: User) -> None:
    place = actions.record(PlaceFactory.build(aliases=["Kosong"]), seen=None, by=editor)
    assert Place.objects.get(pk=place.pk).aliases == ["Kosong"]


def test_a_cumulative_series_needs_its_start(editor: User) -> None:
    with pytest.raises(InvalidValue) as refusal:
        actions.record(SeriesFactory.build(measure="cumulative"), seen=None, by=editor)
    assert refusal.value.field == "since"


def test_a_cumulative_series_counts_from_a_date(editor: User) -> None:
    series = actions.record(SeriesFactory.build(measure="cumulative", since="1948"), seen=None, by=editor)
    assert Series.objects.get(pk=series.pk).since == "1948"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"period": "", "as_of": ""}, "period"),
        ({"period": "2024-06/2024-01"}, "period"),
        ({"as_of": "soon"}, "as_of"),
        ({"period": "", "as_of": "soon"}, "as_of"),
        ({"released": "soon"}, "released"),
        ({"value": Decimal(-1)}, "value"),
        ({"comparator": "roughly"}, "comparator"),
        ({"value": Decimal("12345678901234")}, "value"),
    ],
)
def test_a_bad_figure_is_refused_by_name(editor: User, given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        recorded_figure(editor, **given)
    assert (refusal.value.field, bool(refusal.value.remedy), Figure.objects.count()) == (field, True, 0)


def test_a_share_is_at_most_the_whole(editor: User) -> None:
    series = actions.record(SeriesFactory.build(measure="share", unit="percent"), seen=None, by=editor)
    with pytest.raises(InvalidValue, match="100 percent"):
        recorded_figure(editor, series=series, value=Decimal(101))


def test_a_figure_counted_up_to_a_moment_has_no_first_day(editor: User) -> None:
    series = actions.record(SeriesFactory.build(measure="stock"), seen=None, by=editor)
    figure = recorded_figure(editor, series=series, period="", as_of="2024-06", released="2024-07-18")
    assert (figure.period_from, str(figure.period_to), str(figure.released_from)) == (None, "2024-06-30", "2024-07-18")


def test_a_figure_carries_the_interval_of_its_words(editor: User) -> None:
    figure = recorded_figure(editor, comparator="at_least", value=Decimal(100))
    assert (figure.low, figure.high) == (100, None)


def test_a_figure_can_not_supersede_itself_through_others(editor: User) -> None:
    first = recorded_figure(editor)
    second = recorded_figure(editor, series=first.series, source=first.source, supersedes=first)
    with pytest.raises(InvalidValue) as refusal:
        change(first, editor, supersedes=second)
    assert refusal.value.field == "supersedes"


def test_a_figure_without_a_number_must_say_so(editor: User) -> None:
    with pytest.raises(InvalidValue, match="There is no number"):
        recorded_figure(editor, value=None)


def test_a_change_to_an_approved_figure_needs_a_reason(editor: User, reviewer: User) -> None:
    figure = actions.approve(actions.submit(recorded_figure(editor), by=editor), by=reviewer)
    with pytest.raises(MissingReason):
        actions.record(figure, seen=figure.version, by=editor)


def test_a_changed_figure_waits_for_its_next_approval(editor: User, reviewer: User) -> None:
    figure = factories.recorded_figure(editor)
    actions.approve(actions.submit(figure, by=editor), by=reviewer)
    assert change(figure, editor, public_note="Read again.").state == "changed"


def test_a_given_number_never_lowers_the_sequence(editor: User) -> None:
    first = new_source(editor)
    with connection.cursor() as cursor:  # numbers that transactions still open have taken
        cursor.execute("SELECT nextval(pg_get_serial_sequence('events_source', 'id')) FROM generate_series(1, 5)")
        taken = cursor.fetchall()[-1][0]
    new_source(editor, pk=first.pk + 1)
    assert new_source(editor).pk > taken
