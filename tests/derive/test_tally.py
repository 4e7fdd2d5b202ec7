"""Counts of alike events are kept with the record, and every cut counts every event once."""

import pytest
from django.contrib.auth.models import User
from django.db.models import Count, Sum

from events import actions, derive
from events.models import Event, PublicClaim, PublicCount, PublicEvent, PublicSource, PublicTally
from events.models.tally import CUTS
from tests import factories

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    return dict(PublicTally.objects.values_list("cut").annotate(n=Sum("events")))


@pytest.fixture
def three(editor: User, reviewer: User) -> list[Event]:
    dates = ("2020-05-01 crossing", "2020-05-01 crossing", "201X crossing")
    return [factories.published_event(editor, reviewer, occurred=date) for date in dates]


def test_every_cut_counts_every_event_once(three: list[Event]) -> None:
    assert counted() == {cut.name: 3 for cut in CUTS}


def test_alike_events_share_a_cell(three: list[Event]) -> None:
    assert sorted(PublicTally.objects.of("years").values_list("year_from", "events")) == [(2010, 1), (2020, 2)]


def test_a_withdrawn_event_is_counted_no_more(three: list[Event], reviewer: User) -> None:
    actions.withdraw(three[2], by=reviewer, reason="It did not happen.")
    assert counted() == {cut.name: 2 for cut in CUTS}
    assert derive.miscounted() == []


def test_a_changed_event_moves_to_another_cell(three: list[Event], editor: User, reviewer: User) -> None:
    factories.republish(factories.recode(three[0], editor, "direction", "south_to_north"), editor, reviewer)
    found = PublicTally.objects.of("codes").values_list("direction", "events")
    assert sorted(found) == [("north_to_south", 2), ("south_to_north", 1)]


def test_a_draft_is_not_counted(three: list[Event], editor: User) -> None:
    factories.recode(three[0], editor, "direction", "south_to_north")
    assert derive.miscounted() == []


def test_a_cell_with_a_wrong_number_is_named_and_mended_at_night(three: list[Event]) -> None:
    PublicTally.objects.of("codes").update(events=7)
    told = derive.rebuild_all().differences
    assert [words.split()[:2] for words in told] == [["counted", "codes"], ["kept", "codes"]]
    assert derive.rebuild_all().differences == []


def test_an_event_that_was_written_past_the_projection_is_named(three: list[Event]) -> None:
    PublicEvent.objects.filter(pk=three[0].pk).update(means="swim")
    assert any("swim" in words for words in derive.miscounted())


def test_a_lost_table_is_made_again(three: list[Event]) -> None:
    PublicTally.objects.all().delete()
    assert derive.lacks_rows()
    derive.rebuild_record()
    assert counted() == {cut.name: 3 for cut in CUTS}


def test_claims_and_sources_are_counted_whoever_writes_them(three: list[Event], reviewer: User) -> None:
    assert kept() == by_one()
    actions.withdraw(three[2], by=reviewer, reason="It did not happen.")
    PublicClaim.objects.filter(field="outcome").update(standing="rejected")
    assert kept() == by_one()
    PublicClaim.objects.all().delete()
    assert kept()["claim"] == by_one()["claim"] == []


def test_a_wrong_count_of_claims_is_named_and_mended_at_night(three: list[Event]) -> None:
    PublicCount.objects.of("claim").filter(field="outcome").update(rows=99)
    assert [words.split()[:3] for words in derive.rebuild_all().differences] == [
        ["counted", "claim", "outcome"],
        ["kept", "claim", "outcome"],
    ]
    assert kept() == by_one()


def kept() -> dict[str, list[tuple[str, ...]]]:
    columns = {"claim": ("field", "standing"), "source": ("language", "publisher_slug")}
    return {
        record: sorted(PublicCount.objects.of(record).values_list(*names, "rows")) for record, names in columns.items()
    }


def by_one() -> dict[str, list[tuple[str, ...]]]:
    claims = PublicClaim.objects.order_by().values_list("field", "standing").annotate(n=Count("pk"))
    sources = PublicSource.objects.order_by().values_list("language", "publisher_slug").annotate(n=Count("pk"))
    return {"claim": sorted(claims), "source": sorted(sources)}
