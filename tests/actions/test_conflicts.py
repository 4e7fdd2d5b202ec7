"""A claim that differs from the accepted value: kept out, taken over, or both as a range."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from events import actions
from events.actions.conflicts import span_of
from events.errors import InvalidValue
from events.models import Event, Source
from tests import factories

NOTE = "Counted again the next day."


def with_claim(event: Event, editor: User, field: str, text: str, **given: Any) -> Event:
    inputs = factories.inputs_of(event)
    inputs.append(factories.claim(field, text, inputs[0].source, **given))
    return actions.code_event(event, texts={}, claims=inputs, seen=event.version, by=editor)


def standings(event: Event, field: str) -> list[tuple[str, str]]:
    rows = event.claims.filter(field=field).order_by("pk")
    return [(str(row.value["min"]) if field == "persons" else row.value, row.standing) for row in rows]


def test_keeping_leaves_the_new_claim_visible_as_conflicting(event: Event, editor: User) -> None:
    with_claim(event, editor, "means", "swim", settlement="keep", settlement_note=NOTE)
    assert standings(event, "means") == [("on_foot", "accepted"), ("swim", "conflicting")]
    assert event.claims.get(standing="conflicting").public_note == NOTE


def test_changing_supersedes_the_accepted_claim_and_says_so(event: Event, editor: User) -> None:
    event = with_claim(event, editor, "means", "swim", settlement="change", settlement_note=NOTE)
    assert standings(event, "means") == [("on_foot", "superseded"), ("swim", "accepted")]
    new = event.claims.get(field="means", standing="accepted")
    assert (new.relation, new.related_to.value if new.related_to else "") == ("supersedes", "on_foot")
    assert event.means == "swim"


def test_a_range_is_a_third_claim_and_both_stay_as_they_were_said(event: Event, editor: User) -> None:
    event = with_claim(event, editor, "persons", "2", settlement="range", settlement_note=NOTE)
    assert standings(event, "persons") == [("1", "conflicting"), ("2", "conflicting"), ("1", "accepted")]
    assert (event.persons_min, event.persons_max) == (1, 2)


def test_a_range_of_days_runs_from_the_first_to_the_last(event: Event, editor: User) -> None:
    event = with_claim(event, editor, "occurred", "2024-08-18 crossing", settlement="range", settlement_note=NOTE)
    assert event.occurred == "2024-08-18/2024-08-20"


def test_two_codes_make_no_range(event: Event, editor: User) -> None:
    with pytest.raises(InvalidValue, match="make no range") as refused:
        with_claim(event, editor, "means", "swim", settlement="range", settlement_note=NOTE)
    assert refused.value.field == "claims[10].settlement"


def test_the_value_that_loses_needs_a_note(event: Event, editor: User) -> None:
    with pytest.raises(InvalidValue, match="needs a note") as refused:
        with_claim(event, editor, "means", "swim", settlement="change")
    assert refused.value.field == "claims[10].settlement_note"


def test_an_unknown_settlement_is_refused_by_name(event: Event, editor: User) -> None:
    with pytest.raises(InvalidValue, match="keep, change, range"):
        with_claim(event, editor, "means", "swim", settlement="toss", settlement_note=NOTE)


def test_a_settlement_of_what_agrees_changes_nothing(event: Event, editor: User) -> None:
    with_claim(event, editor, "means", "on_foot", settlement="change", settlement_note=NOTE)
    assert standings(event, "means") == [("on_foot", "accepted")] * 2


def test_an_open_number_keeps_a_range_open(source: Source) -> None:
    assert span_of("persons", [{"min": 3, "max": None}, {"min": 1, "max": 2}]) == {"min": 1, "max": None}


def test_an_open_date_keeps_a_range_open() -> None:
    assert span_of("departed", ["../2024-08-01", "2024-08"]) == "../2024-08-31"
