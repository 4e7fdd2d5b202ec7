"""The made-up record is what editors would have left: whole history, supported values, and a projection of it."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from events import derive, synthetic
from events.actions.coding import event_state
from events.derive.resolve import resolve
from events.models import (
    Claim,
    Event,
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicSource,
    Revision,
    Source,
    YearlyStatistic,
    canonical,
)
from events.synthetic import batches
from events.synthetic.seed import cast as made_by
from tests import factories
from tests.laws.test_evidence import documents, unsupported
from tests.laws.test_record import public_record

pytestmark = pytest.mark.django_db
EVENTS = 81


@pytest.fixture
def made_up(db: None) -> None:
    synthetic.seed(EVENTS)


def test_the_public_record_is_the_projection_of_its_history(made_up: None) -> None:
    before = public_record()
    derive.rebuild_record()
    assert public_record() == before
    assert derive.rebuild_all().differences == []


def test_several_processes_make_the_same_rows(made_up: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "FEW", 2)
    monkeypatch.setattr(batches, "BATCH", 20)
    cast = made_by()
    apart = [batches.make(range(start, start + 20), cast) for start in (1, 21, 41)]
    assert list(batches.batches(range(1, 61), cast)) == apart


def test_the_history_verifies(made_up: None) -> None:
    assert list(derive.verify_history()) == []


def test_each_value_follows_from_its_claims(made_up: None) -> None:
    assert {event["id"]: missing for event in documents() if (missing := unsupported(event))} == {}
    for event in Event.objects.all():
        before = event_state(event)
        resolve(event)
        assert event_state(event) == before


def test_a_creation_tells_the_event_as_it_was_before_it_was_approved(made_up: None) -> None:
    later = {
        "state": "published",
        "approved_version": 2,
        "approved_by": User.objects.get(username=synthetic.REVIEWER).pk,
    }
    for event in Event.objects.all():
        told = Revision.objects.get(record="event", record_id=event.pk, number=1).body.read()["state"]
        assert told | later == json.loads(canonical(event_state(event)))


def test_every_title_says_that_it_is_made_up(made_up: None) -> None:
    assert Event.objects.count() == EVENTS
    assert not Event.objects.exclude(title_en__startswith="Made up ", title_ko__startswith="지어낸 ").exists()
    assert not Source.objects.exclude(title__startswith="Made-up ").exists()


def test_a_record_that_grows_is_the_one_that_is_made_at_once(made_up: None) -> None:
    rows = list(PublicEvent.objects.order_by("pk").values())
    changes = list(PublicChange.objects.order_by("pk").values())
    claims = Claim.objects.count()
    assert synthetic.seed(EVENTS) == 0
    assert synthetic.seed(EVENTS + 40) == 40
    assert list(PublicEvent.objects.filter(pk__lte=EVENTS).order_by("pk").values()) == rows
    assert list(PublicChange.objects.order_by("pk").values())[: len(changes)] == changes
    assert Claim.objects.count() > claims
    numbers = list(PublicChange.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert list(derive.verify_history()) == []


def test_events_have_about_as_many_sources_and_claims_as_asked(db: None) -> None:
    synthetic.seed(1_000)
    cited = PublicClaim.objects.values("event", "source").distinct().count()
    assert 2.0 < cited / 1_000 < 2.4
    assert 7.5 < PublicClaim.objects.count() / 1_000 < 9
    assert PublicSource.objects.count() == Source.objects.count() == 500
    assert YearlyStatistic.objects.exists()


def test_the_guards_are_awake_afterwards(made_up: None, editor: User, reviewer: User) -> None:
    event = factories.published_event(editor, reviewer)
    assert event.pk > EVENTS
    assert PublicChange.objects.latest("number").public_id == event.public_id


def test_a_real_record_is_refused(editor: User) -> None:
    factories.new_source(editor)
    with pytest.raises(CommandError, match="not made up.*DATABASE_URL"):
        call_command("seed_synthetic", "--events", "10")
    assert not Event.objects.exists()


@pytest.mark.parametrize("wrong", ["0", "-1", "many", "99999999999"])
def test_a_number_of_events_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(CommandError, match="write 1 to"):
        call_command("seed_synthetic", f"--events={wrong}")
