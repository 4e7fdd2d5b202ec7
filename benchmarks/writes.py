"""What writing costs: events through the desk's actions, one edit, its year counted anew, and the record rebuilt."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db import connection

from events import derive
from events.imports.founding import system_user
from events.models import PublicEvent
from tests import factories

EVENTS = 60
EDITS = 12
FEW = 20_000
"""Above so many events the record is not rebuilt: it would take hours."""
DAY = "2017-05-04"
CODES = {"occurred": f"{DAY} crossing", "first_public": DAY}


def measure() -> dict[str, list[float | None]]:
    """Print what each write costs, and return {name: [seconds, and None for the other sides]}."""
    editor, reviewer = system_user("made-up-editor", "Editor"), system_user("made-up-reviewer", "Reviewer")
    source = factories.new_source(editor)
    began = time.perf_counter()
    with timed() as database:
        events = [factories.published_event(editor, reviewer, source=source, **CODES) for _ in range(EVENTS)]
    each, asked = (time.perf_counter() - began) / EVENTS, database[0] / EVENTS
    print(
        f"events of {len(factories.CODED)} claims coded, handed in, approved and projected: {1 / each:,.0f} a second;"
    )
    print(f"  one takes {each * 1e3:.1f} ms, the database {asked * 1e3:.1f} of them")
    derive.rebuild_years([2017])
    edits, years = zip(*(edit(events[n % 3], n, editor, reviewer) for n in range(EDITS)), strict=True)
    edited, counted = sorted(edits)[EDITS // 2], sorted(years)[EDITS // 2]
    print(f"one claim changed and approved: {edited * 1e3:.1f} ms; the statistics of its year after it:")
    print(f"  {counted[0] * 1e3:.1f} ms, the database {counted[1] * 1e3:.1f} of them")
    found = {"an event by the actions": each, "an edit approved": edited, "its year, in the database": counted[1]}
    if PublicEvent.objects.count() <= FEW:
        began = time.perf_counter()
        derive.rebuild_record()
        rebuilt = (time.perf_counter() - began) / PublicEvent.objects.count()
        print(f"the record rebuilt from the desk's history: {1 / rebuilt:,.0f} events a second")
        found["an event rebuilt"] = rebuilt
    return {name: [seconds, None, None, None] for name, seconds in found.items()}


def edit(event: Any, turn: int, editor: User, reviewer: User) -> tuple[float, tuple[float, float]]:
    """Change an event once; return the seconds of that, and those of its year after it, whole and in the database."""
    began = time.perf_counter()
    fresh = type(event).objects.get(pk=event.pk)
    changed = factories.recode(fresh, editor, "intent", ("stated", "disputed")[turn // 3 % 2])
    factories.republish(changed, editor, reviewer)
    done = time.perf_counter()
    with timed() as database:
        derive.rebuild_years([2017])
    return done - began, (time.perf_counter() - done, database[0])


@contextmanager
def timed() -> Iterator[list[float]]:
    """Yield a list whose first number becomes the seconds that were spent in the database."""
    spent = [0.0]

    def ask(execute: Any, *asked: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*asked)
        finally:
            spent[0] += time.perf_counter() - began

    with connection.execute_wrapper(ask):
        yield spent
