"""Any history of editing beside a model of it: the feed, the past that `as_of` tells, and what privacy took away."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from events import actions
from events.kept import SHELF, Shelf
from events.models import Event, PublicChange
from tests.conftest import account
from tests.doors.api.conftest import API, body
from tests.factories import CODED, TEXTS, claim, inputs_of, new_source, recode, republish

MOST_EVENTS = 4
PICK = st.integers(0, MOST_EVENTS - 1)
Told = dict[str, tuple[str, str]]


@dataclass
class State:
    """What an approval said: from which change on, the means, and each open claim with its field and standing."""

    since: int
    means: str
    claims: Told


@dataclass
class Life:
    """The approved states of one event, as far as privacy leaves them, and whether it is a tombstone."""

    states: list[State] = field(default_factory=list)
    gone: bool = False

    def as_of(self, change: int) -> State | None:
        """Return what the public saw after a change, without the claims that it does not see today."""
        stood = [state for state in self.states if state.since <= change]
        if self.gone or not stood:
            return None
        today = self.states[-1].claims
        return State(change, stood[-1].means, {key: told for key, told in stood[-1].claims.items() if key in today})

    def lose(self, claims: set[str]) -> None:
        """Forget the states that hold some claims; the next one that stands covers the time of each."""
        kept: list[State] = []
        since = 0
        for state in self.states:
            since = since or state.since
            if not claims & state.claims.keys():
                kept.append(State(since, state.means, state.claims))
                since = 0
        self.states = kept


class Editing(RuleBasedStateMachine):
    """Editors at work, a model of what they did, a reader's copy that follows the feed, and the API between them."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.editor, self.reviewer = account("edna", "Editor"), account("rhee", "Reviewer")
        self.second, self.client = account("sora", "Reviewer"), Client()
        self.lives: dict[str, Life] = {}
        self.lines: list[tuple[str, str]] = []
        self.private: set[str] = set()
        self.copy: dict[str, dict[str, Any]] = {}
        self.read, self.answers = 0, [""]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        SHELF.clear()  # the next history has changes of the same numbers
        self.undone.__exit__(None, None, None)

    # What editors do.

    @initialize()
    def begin(self) -> None:
        self.publish()

    @precondition(lambda self: len(self.lives) < MOST_EVENTS)
    @rule()
    def publish(self) -> None:
        source, number = new_source(self.editor), len(self.lives)
        marked = {"means": f"seen near post {number}", "intent": f"said at gate {number}"}
        made = [claim(key, text, source, quote=marked.get(key, "")) for key, text in CODED.items()]
        event = actions.code_event(None, texts=TEXTS, claims=made, seen=None, by=self.editor)
        self.approve(event, "created", self.reviewer)

    @rule(pick=PICK, means=st.sampled_from(["swim", "boat", "vehicle"]))
    def correct(self, pick: int, means: str) -> None:
        if event := self.choose(pick):
            self.approve(recode(event, self.editor, "means", means), "updated", self.reviewer)

    @rule(pick=PICK)
    def seal(self, pick: int) -> None:
        event = self.choose(pick)
        open_claims = event.claims.filter(field="intent", sealed=False) if event else None
        if event and open_claims and (hidden := open_claims.first()):
            inputs = inputs_of(event)
            for given in inputs:
                given.sealed = given.sealed or given.id == hidden.pk
            self.private |= {hidden.quote} - {""}  # its id goes on standing in the feed
            told = {"texts": {}, "claims": inputs, "seen": event.version, "reason": "Sealed."}
            self.approve(actions.code_event(event, by=self.editor, **told), "updated", self.second)

    @rule(pick=PICK)
    def withdraw(self, pick: int) -> None:
        if event := self.choose(pick):
            actions.withdraw(event, by=self.reviewer, reason="It did not happen.")
            self.lives[event.public_id].gone = True
            self.lines.append(("withdrawn", event.public_id))

    @rule(pick=PICK, into=PICK)
    def merge(self, pick: int, into: int) -> None:
        event, other = self.choose(pick), self.choose(into)
        if event and other and event != other:
            actions.merge(event, into=other, by=self.reviewer, reason="The same crossing.")
            self.lives[event.public_id].gone = True
            self.lines.append(("merged", event.public_id))
            self.approve(Event.objects.get(pk=other.pk), "updated", self.second)

    @precondition(lambda self: len(self.lives) < MOST_EVENTS)
    @rule(pick=PICK)
    def split(self, pick: int) -> None:
        event = self.choose(pick)
        moved = event and event.claims.filter(field="route_type", standing="accepted").first()
        if event and moved:
            texts = TEXTS | {"title_en": "Another soldier crosses the line"}
            new = actions.split(event, claims=[moved.pk], texts=texts, by=self.editor, reason="Two crossings.")
            self.approve(Event.objects.get(pk=event.pk), "updated", self.second)
            more = [claim(key, text, moved.source) for key, text in CODED.items() if key != moved.field]
            told = {"texts": {}, "claims": [*inputs_of(new), *more], "seen": new.version}
            self.approve(actions.code_event(new, by=self.editor, **told), "split", self.second)

    @rule(pick=PICK)
    def take_down(self, pick: int) -> None:
        event = self.choose(pick)
        chosen = list(event.claims.filter(field="means")) if event else []
        if event and chosen:
            names = {one.public_id for one in chosen}
            self.private |= names | {one.quote for one in chosen if one.quote}
            actions.take_down(event, claims=[one.pk for one in chosen], by=self.reviewer, reason="Asked to be.")
            self.note(event, "taken_down")
            self.lives[event.public_id].lose(names)

    # The model.

    def choose(self, pick: int) -> Event | None:
        """Return an event that the public sees, if there is any."""
        live = [name for name, life in sorted(self.lives.items()) if not life.gone]
        return Event.objects.get(pk=int(live[pick % len(live)][3:])) if live else None

    def approve(self, event: Event, kind: str, by: User) -> None:
        republish(event, self.editor, by)
        self.note(event, kind)

    def note(self, event: Event, kind: str) -> None:
        """Remember what the desk holds of an event that has just become public."""
        event = Event.objects.get(pk=event.pk)
        told = {row.public_id: (row.field, row.standing) for row in event.claims.exclude(standing="candidate")}
        shown = {row.public_id for row in event.claims.filter(sealed=False)}
        state = State(self.last(), event.means, {key: value for key, value in told.items() if key in shown})
        self.lives.setdefault(event.public_id, Life()).states.append(state)
        self.lines.append((kind, event.public_id))

    def last(self) -> int:
        return PublicChange.objects.count()

    # What a reader may rely on.

    @invariant()
    def all_is_as_the_model_has_it(self) -> None:
        self.answers = []
        lines = self.follow_feed()
        self.check_copy(lines)
        for change in range(self.last() + 1):
            self.check_past(change)
        for change in ("", f"?as_of={self.last()}"):
            self.ask(f"claims/{change}")
        whole = "\n".join(self.answers)
        assert [text for text in self.private if f'"{text}"' in whole] == [], "a private value is told"

    def follow_feed(self) -> list[dict[str, Any]]:
        """Return the lines since the last look; the whole feed has no gap and holds what editors did, in order."""
        whole, path = [], "changes/?after=0&limit=4"
        while path:
            page = self.ask(path)
            whole += page["results"]
            path = (page["next"] or "").partition(API)[2]
        assert [line["number"] for line in whole] == list(range(1, self.last() + 1))
        assert [(line["kind"], line["public_id"]) for line in whole if line["record"] == "event"] == self.lines
        lines, self.read = whole[self.read :], len(whole)
        return lines

    def check_copy(self, lines: list[dict[str, Any]]) -> None:
        for line in (line for line in lines if line["record"] == "event"):
            self.apply(line)
        today = {row["id"]: row for row in self.ask("events/?limit=500")["results"]}
        alike = {key: row | {"version": today.get(key, row)["version"]} for key, row in self.copy.items()}
        assert alike == today, "the copy that follows the feed differs from the record"

    def apply(self, line: dict[str, Any]) -> None:
        """Bring a reader's copy up to one line, as docs/researchers.md says."""
        name = line["public_id"]
        if line["kind"] in ("withdrawn", "merged"):
            del self.copy[name]
        elif line["kind"] == "updated" and line["fields"]:
            self.copy[name] |= {key: new for key, (_, new) in line["fields"].items() if key != "claims"}
        else:
            self.copy[name] = self.ask(f"events/{name}/?as_of={line['number']}")

    def check_past(self, change: int) -> None:
        told = {row["id"]: row for row in self.ask(f"events/?as_of={change}&include=claims,sources")["results"]}
        stood = {name: state for name, life in self.lives.items() if (state := life.as_of(change))}
        assert {name: row["means"] for name, row in told.items()} == {name: one.means for name, one in stood.items()}
        for name, row in told.items():
            assert {one["id"]: (one["field"], one["standing"]) for one in row["claims"]} == stood[name].claims
            assert {one["source"] for one in row["claims"]} == {one["id"] for one in row["sources"]}
        listed = self.ask(f"claims/?as_of={change}&limit=500")["results"]
        inside = [one for row in told.values() for one in row["claims"]]
        assert sorted(listed, key=lambda one: str(one["id"])) == sorted(inside, key=lambda one: str(one["id"]))

    def ask(self, path: str) -> Any:
        response = self.client.get(API + path)
        text = body(response)
        assert response.status_code == 200, text
        self.answers.append(text)
        return json.loads(text)


def test_any_history_reads_as_its_model_has_it(served: None, keeping: Shelf) -> None:
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=6,
            stateful_step_count=5,
            deadline=None,
            phases=[Phase.generate],  # to shrink a history takes minutes; each step prints itself
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
