"""The other names of a place become words of its public events by the word of a second person."""

import pytest
from django.contrib.auth.models import User

from events import actions
from events.errors import FourEyes, HarmfulText, NotAllowedNow, NotPermitted
from events.models import Place, PublicChange, PublicEvent, PublicSearch
from tests import factories
from tests.laws.test_record import stays_the_same

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(editor: User, reviewer: User) -> Place:
    """A place with a public event, to which an editor then gave another name."""
    place = factories.PlaceFactory.create(slug="goseong", aliases=[])
    factories.published_event(editor, reviewer, place="goseong county")
    return renamed(place, editor, ["Tongchon"])


def renamed(place: Place, editor: User, aliases: list[str]) -> Place:
    place = Place.objects.get(pk=place.pk)
    place.aliases = aliases
    return actions.record(place, seen=place.version, by=editor)


def words() -> str:
    return PublicSearch.objects.get().words


def test_a_new_name_waits_for_a_second_person(place: Place, editor: User, reviewer: User) -> None:
    assert "tongchon" not in words()
    actions.approve_names(place, by=reviewer)
    assert "tongchon" in words()


def test_a_name_that_was_taken_away_finds_nothing_more(place: Place, editor: User, reviewer: User) -> None:
    actions.approve_names(place, by=reviewer)
    actions.approve_names(renamed(place, editor, []), by=reviewer)
    assert "tongchon" not in words()


def test_nothing_that_readers_see_of_the_event_changes(place: Place, reviewer: User) -> None:
    before = PublicEvent.objects.values().get()
    actions.approve_names(place, by=reviewer, reason="An older name.")
    assert PublicEvent.objects.values().get() == before
    line = PublicChange.objects.latest("number")
    assert (line.record, line.public_id, line.kind, line.fields) == ("place", "goseong", "updated", {})


def test_the_record_made_anew_has_the_names(place: Place, editor: User, reviewer: User) -> None:
    actions.approve_names(place, by=reviewer)
    renamed(place, editor, ["Draft name"])
    assert stays_the_same()
    assert "tongchon" in words()


def test_an_event_that_is_approved_later_keeps_the_names_of_its_day(place: Place, editor: User, reviewer: User) -> None:
    actions.approve_names(place, by=reviewer)
    renamed(place, editor, ["Kosong"])
    later = factories.published_event(editor, reviewer, place="goseong county")
    assert stays_the_same()
    found = PublicSearch.objects.get(pk=later.pk).words
    assert "kosong" in found
    assert "tongchon" not in found


def test_whoever_wrote_a_name_does_not_approve_it(place: Place, second: User) -> None:
    actions.approve_names(renamed(place, superuser(), ["Tongchon"]), by=second)
    with pytest.raises(FourEyes):
        actions.approve_names(renamed(place, superuser(), ["Kosong"]), by=superuser())


def superuser() -> User:
    return User.objects.filter(username="root").first() or User.objects.create_superuser("root")


def test_an_editor_may_not_approve_names(place: Place, editor: User) -> None:
    with pytest.raises(NotPermitted):
        actions.approve_names(place, by=editor)


def test_a_name_goes_through_the_gate(place: Place, editor: User, reviewer: User) -> None:
    with pytest.raises(HarmfulText) as refusal:
        actions.approve_names(renamed(place, editor, ["call +82 10 1234 5678"]), by=reviewer)
    assert (refusal.value.field, "1234" in words()) == ("aliases", False)


def test_a_place_without_public_events_has_nothing_to_approve(editor: User, reviewer: User) -> None:
    place = actions.record(factories.PlaceFactory.build(slug="nowhere"), seen=None, by=editor)
    with pytest.raises(NotAllowedNow):
        actions.approve_names(place, by=reviewer)
