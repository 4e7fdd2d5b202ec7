"""What the lists and records of the API answer about an earlier day, moment or change."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from events import actions
from events.models import Claim, Event, PublicChange, Source
from tests.doors.api.conftest import API, Ask, csv_of
from tests.doors.api.test_agreement import check_forms
from tests.factories import change, inputs_of, recode, recorded_bridge, recorded_check, recorded_figure, republish


def last() -> int:
    return PublicChange.objects.order_by("-number").values_list("number", flat=True).first() or 0


def approved(record: Any, editor: User, reviewer: User) -> Any:
    return actions.approve(actions.submit(record, by=editor), by=reviewer)


def dated(number: int, at: dt.datetime) -> None:
    PublicChange.objects.filter(number=number).update(at=at)


@pytest.fixture
def first(published: Event) -> int:
    """The change after which one event stands, who came on foot."""
    return last()


@pytest.fixture
def corrected(published: Event, first: int, editor: User, reviewer: User) -> Event:
    """The same event, corrected to swimming."""
    return republish(recode(published, editor, "means", "swim"), editor, reviewer)


def test_a_list_of_events_stands_as_it_stood(ask: Ask, first: int, corrected: Event) -> None:
    assert [row["means"] for row in ask(f"events/?as_of={first}")["results"]] == ["on_foot"]
    assert [row["means"] for row in ask(f"events/?as_of={last()}")["results"]] == ["swim"]
    assert ask(f"events/?as_of={first}&means=swim&count=1")["count"] == 0


def test_before_the_first_change_there_is_nothing(ask: Ask, corrected: Event) -> None:
    for name in ("events", "claims", "sources", "figures", "series", "bridges", "checks"):
        told = ask(f"{name}/?as_of=0&count=1")
        assert (told["next"], told["previous"], told["count"], told["results"]) == (None, None, 0, [])
        assert ask(f"{name}/?as_of=1999-12-31")["results"] == []


def test_a_record_stands_as_it_stood(ask: Ask, first: int, corrected: Event) -> None:
    assert ask(f"events/{corrected.public_id}/?as_of={first}")["version"] == 1
    told = ask(f"events/{corrected.public_id}/?as_of={first - 1}", 404)
    assert told["detail"] == f"{corrected.public_id} was not public as of {first - 1}. Leave out as_of to see it today."


def test_claims_and_sources_are_those_of_then(ask: Ask, first: int, corrected: Event) -> None:
    told = ask(f"events/?as_of={first}&include=claims,sources")["results"][0]
    assert [c["standing"] for c in told["claims"] if c["field"] == "means"] == ["accepted"]
    assert [source["id"] for source in told["sources"]] == [Source.objects.get().public_id]
    assert told["claims"] == sorted(
        ask(f"claims/?as_of={first}")["results"], key=lambda claim: [c["id"] for c in told["claims"]].index(claim["id"])
    )
    assert len(ask("claims/?field=means&standing=superseded")["results"]) == 1
    assert ask(f"claims/?field=means&standing=superseded&as_of={first}")["results"] == []
    assert len(ask(f"claims/?event={corrected.public_id}&field=means&as_of={first}")["results"]) == 1


def test_a_file_holds_the_same_rows(ask: Ask, client: Client, first: int, corrected: Event) -> None:
    for name in ("events", "claims", "sources"):
        listed = [row["id"] for row in ask(f"{name}/?as_of={first}")["results"]]
        assert [row["id"] for row in csv_of(client.get(f"{API}{name}.csv?as_of={first}"))] == listed


def test_every_form_gives_the_same_values_of_any_past(
    ask: Ask, client: Client, corrected: Event, editor: User, reviewer: User
) -> None:
    for text in ("unknown", "swim"):
        corrected = republish(recode(corrected, editor, "means", text), editor, reviewer)
    means = st.sampled_from(["on_foot", "-on_foot", "swim", "-swim,-unknown", "unknown,swim"])
    fields = st.sampled_from(["id", "means,version", "lat,outcome_parts,first_public"])
    asked = {"means": means, "fields": fields, "bbox": st.sampled_from(["-180,-90,180,90", "0,0,1,1"])}
    seen: set[int] = set()

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, last()), st.fixed_dictionaries({}, optional=asked))
    def agree(change: int, question: dict[str, str]) -> None:
        seen.add(len(check_forms(ask, client, {"as_of": str(change)} | question)))

    agree()
    assert seen == {0, 1}


def test_pages_of_the_past_hold_every_row_once(ask: Ask, first: int, corrected: Event) -> None:
    whole = [row["id"] for row in ask(f"claims/?as_of={first}")["results"]]
    found, path = [], f"claims/?as_of={first}&limit=3"
    while path:
        page = ask(path)
        found += [row["id"] for row in page["results"]]
        path = page["next"] and page["next"].partition(API)[2]
    assert found == whole


def test_a_day_ends_at_midnight_in_korea(ask: Ask, first: int, corrected: Event) -> None:
    for number in range(1, first + 1):
        dated(number, dt.datetime(2026, 1, 1, 14, 59, tzinfo=dt.UTC))
    dated(last(), dt.datetime(2026, 1, 1, 15, 0, tzinfo=dt.UTC))
    means = {day: [row["means"] for row in ask(f"events/?as_of={day}")["results"]] for day in DAYS}
    assert means == dict(zip(DAYS, ([], ["on_foot"], ["swim"], ["on_foot"], ["swim"], ["swim"]), strict=True))


DAYS = (
    *("2025-12-31", "2026-01-01", "2026-01-02"),
    *("2026-01-01T14:59:59Z", "2026-01-01T15:00:00Z", "2026-01-02T00:00:00+09:00"),
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("tomorrow", "Write a day up to"),
        ("2999-01-01", "Write a day up to"),
        ("2999-01-01T00:00:00Z", "a moment with its zone"),
        ("2026-01-01T00:00:00", "a moment with its zone"),
        ("2026-02-30", "Write a day up to"),
        ("999999", "The last one is"),
        ("2026", "The last one is"),
        ("-1", "or the number of a change"),
    ],
)
def test_what_has_not_been_is_refused(ask: Ask, corrected: Event, asked: str, told: str) -> None:
    for path in ("events/", "claims/", f"events/{corrected.public_id}/"):
        (error,) = ask(f"{path}?as_of={asked}", 400)["errors"]
        assert error["parameter"] == "as_of"
        assert told in error["remedy"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("events/?q=soldier", "q"),
        ("events/?include=links", "include"),
        ("figures/?shown=1", "shown"),
        ("figures/?include=verdict", "include"),
        ("figures/?known_on=2024-01-01", "known_on"),
        ("checks/?verdict=fails", "verdict"),
        ("statistics/?limit=5", "as_of"),
        ("reconciliation/?limit=5", "as_of"),
        ("coverage/?limit=5", "as_of"),
        ("changes/?after=0", "as_of"),
    ],
)
def test_what_the_past_can_not_tell_is_refused(ask: Ask, first: int, path: str, name: str) -> None:
    (error,) = ask(f"{path}&as_of={first}", 400)["errors"]
    assert (error["parameter"], bool(error["remedy"])) == (name, True)


def test_what_is_unknown_today_is_refused_of_the_past_too(ask: Ask, first: int) -> None:
    assert ask(f"sources/?publisher=nobody&as_of={first}", 400)["errors"][0]["parameter"] == "publisher"


def test_what_was_withdrawn_since_is_a_tombstone_and_in_no_list(
    ask: Ask, first: int, corrected: Event, reviewer: User
) -> None:
    actions.withdraw(corrected, by=reviewer, reason="It did not happen.")
    assert ask(f"events/?as_of={first}")["results"] == []
    assert ask(f"claims/?as_of={first}")["results"] == []
    assert ask(f"sources/?as_of={first}")["results"] == []
    assert ask(f"events/{corrected.public_id}/?as_of={first}", 410)["reason"] == "It did not happen."


def test_what_was_withheld_since_is_withheld_in_the_past(
    ask: Ask, first: int, editor: User, reviewer: User, corrected: Event
) -> None:
    source = Source.objects.get()
    assert ask(f"sources/?as_of={first}")["results"][0]["title"] == source.title
    actions.approve(change(source, editor, title_withheld=True, url_withheld=True), by=reviewer)
    told = ask(f"sources/{source.public_id}/?as_of={first}")
    assert (told["version"], told["title"], told["url"], told["title_withheld"]) == (1, "", "", True)
    assert ask(f"events/?as_of={first}&include=sources")["results"][0]["sources"] == [told]


def test_what_was_sealed_since_is_gone_from_the_past(
    ask: Ask, first: int, corrected: Event, editor: User, reviewer: User
) -> None:
    inputs = inputs_of(Event.objects.get())
    (hidden,) = [given for given in inputs if given.field == "intent"]
    hidden.sealed = True
    seen = Event.objects.get().version
    sealed = actions.code_event(corrected, texts={}, claims=inputs, seen=seen, by=editor, reason="Sealed.")
    republish(sealed, editor, reviewer)
    assert ask(f"claims/?as_of={first}&field=intent")["results"] == []
    claim = Claim.objects.get(field="intent")
    assert "No public record" in ask(f"claims/{claim.public_id}/?as_of={first}", 404)["detail"]


def test_numbers_and_what_is_said_of_them_stand_as_they_stood(ask: Ask, editor: User, reviewer: User) -> None:
    figure = approved(recorded_figure(editor), editor, reviewer)
    other = approved(recorded_figure(editor, period="2025"), editor, reviewer)
    bridge = approved(recorded_bridge(editor, figure.series, other.series), editor, reviewer)
    check = approved(recorded_check(editor, series=figure.series, source=figure.source), editor, reviewer)
    then = last()
    approved(change(figure, editor, value=Decimal(106)), editor, reviewer)
    actions.approve(change(figure.series, editor, title_en="Admissions"), by=reviewer)
    approved(change(bridge, editor, grounds_en="One table."), editor, reviewer)
    approved(change(check, editor, words="105 came in six months"), editor, reviewer)

    slug, asked = figure.series.slug, f"as_of={then}"
    (told,) = ask(f"figures/?{asked}&series={slug}&from=2024&to=2024&issuer=mou")["results"]
    assert (told["value"], ask(f"figures/{figure.public_id}/")["value"]) == (105, 106)
    assert told == ask(f"figures/{figure.public_id}/?{asked}")
    assert [row["id"] for row in ask(f"figures/?{asked}")["results"]] == [other.public_id, figure.public_id]
    assert ask(f"series/{slug}/?{asked}")["title_en"] == "Arrivals" != ask(f"series/{slug}/")["title_en"]
    (told,) = ask(f"bridges/?{asked}&series={other.series.slug}")["results"]
    assert told["grounds_en"] == "All of it is in the other."
    (told,) = ask(f"checks/?{asked}&source={figure.source.public_id}")["results"]
    assert (told["words"], told["finding"]) == ("only 105 came in the first half", None)
    assert told == ask(f"checks/{check.public_id}/?{asked}")
    actions.withdraw(actions.submit(change(check, editor, words="105"), by=editor), by=reviewer, reason="Misread.")
    assert ask(f"checks/?{asked}")["results"] == []


def test_an_answer_of_the_past_is_not_made_again(client: Client, first: int, published: Event) -> None:
    address = f"{API}events/?as_of={first}"
    held = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": held}).status_code == 304


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("events/", 2),
        ("events/?include=claims,sources", 5),
        ("claims/?field=means", 2),
        ("claims/?event=EV", 3),
        ("sources/", 2),
        ("events/EV/", 3),
    ],
)
def test_the_past_keeps_to_its_budget(
    client: Client, first: int, published: Event, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    path = path.replace("EV", published.public_id)
    joint = "&" if "?" in path else "?"
    with django_assert_num_queries(2 + 1 + queries):  # the role, and the version
        client.get(f"{API}{path}{joint}as_of={first}")


def test_today_is_the_record_of_now(ask: Ask, corrected: Event) -> None:
    day = timezone.localdate().isoformat()
    for name in ("events", "claims", "sources"):
        assert ask(f"{name}/?as_of={day}")["results"] == ask(f"{name}/")["results"]


def test_words_beside_a_moment_that_cannot_be_read_are_refused_too(ask: Ask, corrected: Event) -> None:
    told = ask("events/?as_of=soon&q=soldier", 400)
    assert {error["parameter"] for error in told["errors"]} == {"as_of", "q"}
