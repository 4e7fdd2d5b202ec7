"""Values and words taken down for somebody's safety are gone everywhere, at once; the counts stay."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, transaction

from events import actions, derive
from events.errors import FourEyes, HarmfulText, InvalidValue, MissingReason, NotAllowedNow, NotPermitted
from events.models import (
    PUBLIC_RECORD,
    Article,
    Claim,
    Event,
    KeptForm,
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicSearch,
    PublicSource,
    Revision,
    RevisionBody,
    Source,
    Suggestion,
    YearlyStatistic,
)
from tests import factories
from tests.factories import TEXTS, claim, inputs_of, recode, republish
from tests.laws.test_record import stays_the_same

pytestmark = pytest.mark.django_db
SECRET = "zaunkoenig"
WHY = "Asked by a relative to be."


@pytest.fixture
def told(editor: User, reviewer: User) -> Event:
    """A published event, changed once, whose place, quote, note and summary say too much."""
    place = actions.record(factories.PlaceFactory.build(slug=SECRET, name_en=SECRET), seen=None, by=editor)
    source = factories.new_source(editor)
    values = factories.CODED | {"place": f"{place.slug} county"}
    claims = [claim(key, text, source) for key, text in values.items()]
    claims[0].quote = claims[1].quote = SECRET
    claims.append(claim("means", "swim", source, standing="rejected", public_note=SECRET))
    texts = TEXTS | {"summary_en": f"It was {SECRET}."}
    event = actions.code_event(None, texts=texts, claims=claims, seen=None, by=editor)
    event = republish(event, editor, reviewer)
    return republish(recode(event, editor, "intent", "disputed"), editor, reviewer)


def numbers(event: Event, *fields: str) -> list[int]:
    return list(event.claims.filter(field__in=fields).values_list("pk", flat=True))


def take(event: Event, reviewer: User, *fields: str, **texts: str) -> Event:
    return actions.take_down(event, claims=numbers(event, *fields), texts=texts, by=reviewer, reason=WHY)


def everything(event: Event, reviewer: User) -> Event:
    return take(event, reviewer, "place", "means", "occurred", "direction", summary_en="Somebody crossed.")


def tables_that_hold(words: str, *models: Any) -> list[str]:
    """Return the tables whose rows hold some words, read as the database writes them."""
    found = []
    with connection.cursor() as cursor:
        for model in models or apps.get_app_config("events").get_models():
            cursor.execute(f"SELECT 1 FROM {model._meta.db_table} t WHERE t::text LIKE %s LIMIT 1", [f"%{words}%"])
            if cursor.fetchone():
                found.append(model.__name__)
    return found


def counts() -> list[dict[str, Any]]:
    derive.rebuild_all()
    counted = YearlyStatistic.objects.filter(dimension__in=["total", "movement_class"])
    return sorted((dict(row, id=0) for row in counted.values()), key=str)


def test_what_is_taken_down_stands_in_no_table_but_the_gazetteer_and_its_own_history(
    told: Event, reviewer: User
) -> None:
    everything(told, reviewer)
    assert tables_that_hold(SECRET) == ["Place", "RevisionBody"]
    assert not RevisionBody.objects.filter(revision__record="event", body__contains=SECRET).exists()
    assert tables_that_hold(SECRET, *PUBLIC_RECORD) == []


def test_an_exact_day_is_nowhere_any_more(told: Event, reviewer: User) -> None:
    first = told.claims.filter(field="first_public") | told.claims.filter(field="occurred")
    chosen = list(first.values_list("pk", flat=True))
    actions.take_down(told, claims=chosen, by=reviewer, reason=WHY)
    document = json.loads(PublicEvent.objects.get(pk=told.pk).document)
    assert (document["occurred"], document["first_public"], document["occurred_to"]) == ("2024", "", "2024-12-31")
    bodies = RevisionBody.objects.filter(revision__record="event")
    assert not bodies.filter(body__contains='"edtf":"2024-08-20"').exists()


def test_the_counts_stay(told: Event, reviewer: User) -> None:
    before = counts()
    everything(told, reviewer)
    assert counts() == before != []


def test_the_public_sees_it_at_once_and_the_event_stays_published(told: Event, reviewer: User) -> None:
    event = everything(told, reviewer)
    row = PublicEvent.objects.get(pk=told.pk)
    assert (event.state, row.place, row.movement_class, row.version) == ("published", "", "defection", 3)
    assert json.loads(row.document)["lat"] is None


def test_a_removed_claim_answers_nowhere_and_a_kept_one_without_words(told: Event, reviewer: User) -> None:
    (place,) = numbers(told, "place")
    everything(told, reviewer)
    assert not PublicClaim.objects.filter(pk=place).exists()
    assert not Claim.objects.filter(pk=place).exists()
    kept = json.loads(PublicClaim.objects.get(event=told.pk, field="direction").document)
    assert (kept["value"], kept["quote"], kept["stated"]) == ("north_to_south", "", "")


def test_the_search_forgets_it(told: Event, reviewer: User) -> None:
    assert SECRET in PublicSearch.objects.get(pk=told.pk).words
    everything(told, reviewer)
    assert SECRET not in PublicSearch.objects.get(pk=told.pk).words


def test_the_line_says_that_something_was_removed_and_not_what(told: Event, reviewer: User) -> None:
    everything(told, reviewer)
    line = PublicChange.objects.latest("number")
    assert (line.kind, line.severity, line.fields, line.sources, line.reason) == ("taken_down", "safety", {}, [], WHY)


def test_earlier_lines_keep_their_numbers_and_lose_what_they_told(told: Event, reviewer: User) -> None:
    before = list(PublicChange.objects.values_list("number", "kind"))
    everything(told, reviewer)
    lines = PublicChange.objects.filter(public_id=told.public_id)
    assert list(PublicChange.objects.values_list("number", "kind"))[: len(before)] == before
    assert all(line.fields == {} for line in lines)


def test_history_and_public_record_stay_whole(told: Event, editor: User, reviewer: User) -> None:
    everything(told, reviewer)
    assert list(derive.verify_history()) == []
    assert stays_the_same()
    republish(recode(told, editor, "intent", "stated"), editor, reviewer)
    assert list(derive.verify_history()) == []


def test_a_second_takedown_explains_the_gaps_of_the_first(told: Event, reviewer: User) -> None:
    everything(told, reviewer)
    take(Event.objects.get(pk=told.pk), reviewer, "intent")
    assert list(derive.verify_history()) == []
    assert stays_the_same()


def test_who_took_it_down_and_why_is_recorded(told: Event, reviewer: User) -> None:
    everything(told, reviewer)
    last = Revision.objects.filter(record="event", record_id=told.pk).latest("number")
    assert (last.act, last.by, last.reason, last.body.read()["erased"]) == ("take_down", reviewer, WHY, [1, 3, 4, 6])


def test_what_waits_for_approval_does_not_slip_out_with_it(told: Event, editor: User, reviewer: User) -> None:
    waiting = recode(told, editor, "actor_type", "civilian")
    take(waiting, reviewer, "place")
    event = Event.objects.get(pk=told.pk)
    assert (event.state, event.actor_type, event.place) == ("changed", "civilian", None)
    assert PublicEvent.objects.get(pk=told.pk).actor_type == "active_duty_soldier"
    assert stays_the_same()


def test_whoever_coded_what_waits_still_can_not_approve_it(told: Event, reviewer: User, second: User) -> None:
    waiting = recode(told, second, "actor_type", "civilian")
    take(waiting, reviewer, "place")
    actions.submit(waiting, by=reviewer)
    with pytest.raises(FourEyes, match="coded EV-"):
        actions.approve(waiting, by=second)
    assert actions.approve(waiting, by=reviewer).approved_version


def test_a_date_that_lost_at_the_desk_stays_coarse_in_public(told: Event, editor: User, reviewer: User) -> None:
    (public,) = numbers(told, "occurred")
    waiting = recode(told, editor, "occurred", "2024-08-21 crossing")
    actions.take_down(waiting, claims=[public], by=reviewer, reason=WHY)
    assert PublicEvent.objects.get(pk=told.pk).date_precision == "year"
    assert stays_the_same()


def test_a_claim_that_a_merge_moved_is_taken_from_both_histories(
    told: Event, editor: User, reviewer: User, second: User
) -> None:
    other = factories.published_event(editor, reviewer)
    actions.merge(told, into=other, by=reviewer, reason="The same.")
    republish(other, editor, second)
    everything_moved = numbers(other, "place", "means", "occurred", "direction")
    actions.take_down(other, claims=everything_moved, by=reviewer, reason=WHY)
    assert not RevisionBody.objects.filter(revision__record="event", body__contains=f'"{SECRET}"').exists()
    assert (list(derive.verify_history()), stays_the_same()) == ([], True)
    actions.unmerge(told, by=reviewer, reason="Not the same.")
    assert set(told.claims.values_list("standing", flat=True)) == {"candidate"}


def test_a_claim_that_another_event_still_shows_waits(told: Event, editor: User, reviewer: User) -> None:
    new = actions.split(told, claims=numbers(told, "place"), texts={"title_en": "B"}, by=editor, reason="Two.")
    with pytest.raises(NotAllowedNow, match=f"{told.public_id} still shows it"):
        take(new, reviewer, "place")


def test_a_draft_loses_words_that_were_never_public(event: Event, reviewer: User) -> None:
    take(event, reviewer, "means", title_en="A crossing")
    assert not RevisionBody.objects.filter(revision__record="event", body__contains=TEXTS["title_en"]).exists()
    assert (PublicChange.objects.count(), list(derive.verify_history())) == (0, [])


def test_open_suggestions_and_kept_forms_lose_it(told: Event, editor: User, reviewer: User) -> None:
    held = told.claims.get(field="place")
    article = Article.objects.create(way="pasted", state="ready", added_by=editor, source=held.source)
    for given in ({"field": "place", "value": held.value}, {"field": "means", "value": "on_foot"}):
        Suggestion.objects.create(article=article, kind="value", start=0, end=3, **given)
    KeptForm.objects.create(owner=editor, address=f"/admin/events/event/{told.pk}/change/", why="autosaved", fields={})
    take(told, reviewer, "place")
    assert list(Suggestion.objects.order_by("pk").values_list("value", flat=True)) == [None, "on_foot"]
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize(
    ("edtf", "coarse"),
    [
        ("2024-08-20", "2024"),
        ("2019-12/2020-01", "2019/2020"),
        ("../2004-10-26", "../2004"),
        ("2021-03/..", "2021/.."),
        ("196X", "1960/1969"),
        ("2012-09?", "2012"),
    ],
)
def test_a_date_is_told_by_its_years_alone(edtf: str, coarse: str) -> None:
    given = {"edtf": edtf, "basis": "crossing"}
    assert actions.takedown.coarsen(given) == {"edtf": coarse, "basis": "crossing"}


def test_what_would_count_the_event_otherwise_is_refused(editor: User, reviewer: User) -> None:
    event = factories.published_event(editor, reviewer, occurred="2021/.. crossing", first_public="2023")
    with pytest.raises(InvalidValue, match="counted otherwise"):
        take(event, reviewer, "first_public")
    assert numbers(event, "first_public")


@pytest.mark.parametrize("words", ["His wife asked.", "Kim Chol-su asked."])
def test_a_harmful_reason_or_text_is_refused_and_can_not_be_overridden(told: Event, reviewer: User, words: str) -> None:
    chosen = numbers(told, "place")
    with pytest.raises(HarmfulText) as refusal:
        actions.take_down(told, claims=chosen, by=reviewer, reason=words)
    assert refusal.value.field == "reason"
    with pytest.raises(HarmfulText) as refusal:
        actions.take_down(told, texts={"summary_en": words}, by=reviewer, reason=WHY)
    assert refusal.value.field == "summary_en"


def test_a_takedown_needs_a_reviewer_a_reason_and_something_to_take(told: Event, editor: User, reviewer: User) -> None:
    with pytest.raises(NotPermitted):
        take(told, editor, "place")
    with pytest.raises(MissingReason):
        actions.take_down(told, claims=numbers(told, "place"), by=reviewer, reason=" ")
    for given in ({}, {"texts": {"title_en": told.title_en}}, {"texts": {"title_ko": ""}}, {"claims": [10**6]}):
        with pytest.raises(InvalidValue):
            actions.take_down(told, by=reviewer, reason=WHY, **given)  # type: ignore[arg-type]


def test_a_source_that_nothing_cites_any_more_leaves_with_it(told: Event, editor: User, reviewer: User) -> None:
    source: Source = factories.new_source(editor)
    inputs = [*inputs_of(told), claim("departed", "2024-08-01", source)]
    event = actions.code_event(told, texts={}, claims=inputs, seen=told.version, by=editor, reason="More.")
    republish(event, editor, reviewer)
    take(event, reviewer, "departed")
    assert not PublicSource.objects.filter(pk=source.pk).exists()
    assert json.loads(PublicEvent.objects.get(pk=told.pk).document)["documents"] == 1


def test_the_desk_may_take_down_under_its_own_grants(told: Event, reviewer: User, as_desk: None) -> None:
    with transaction.atomic():
        everything(told, reviewer)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Revision.objects.filter(record="event", record_id=told.pk, act="take_down").count() == 1
