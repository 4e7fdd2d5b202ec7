"""Several people and workers at once: nothing acknowledged is lost, nothing is done twice."""

import random
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection

from events import actions, derive
from events.errors import DerivationCycle, NotAllowedNow, StaleVersion, TrackerError
from events.models import Coding, Event, OutboxRow, PublicChange, Revision, Source, YearlyStatistic
from tests import factories
from tests.conftest import account
from tests.factories import TEXTS, change, inputs_of, new_source

WRITERS = 8


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run works on connections of their own, started together; return what each gave or raised."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(position: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            results[position] = work()
        except Exception as error:
            results[position] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


def add_line(event: Event, editor: Any, line: str) -> str:
    """Add a line to an event's notes, again and again until nobody was quicker."""
    while True:
        fresh = Event.objects.get(pk=event.pk)
        notes = {"desk_notes": f"{fresh.desk_notes}\n{line}"}
        try:
            actions.code_event(fresh, texts=notes, claims=inputs_of(fresh), seen=fresh.version, by=editor)
        except StaleVersion:
            continue
        return line


def test_eight_writers_on_one_event_lose_no_acknowledged_edit(committed: Any) -> None:
    event = factories.coded_event(committed.editor)
    lines = [f"writer {number}" for number in range(WRITERS)]
    done = at_once(*(lambda line=line: add_line(event, committed.editor, line) for line in lines))
    assert (done, sorted(Event.objects.get().desk_notes.split("\n"))) == (lines, lines)
    assert list(derive.verify_history()) == []


def test_of_eight_forms_opened_together_one_is_saved(committed: Any) -> None:
    event = factories.coded_event(committed.editor)
    claims = inputs_of(event)
    save = lambda: actions.code_event(event, texts=TEXTS, claims=claims, seen=1, by=committed.editor)  # noqa: E731
    results = at_once(*[save] * WRITERS)
    assert sum(isinstance(result, StaleVersion) for result in results) == WRITERS - 1
    assert Event.objects.get().version == 2


def test_of_two_reviewers_who_approve_at_once_one_wins(committed: Any) -> None:
    event = factories.coded_event(committed.editor)
    actions.submit(event, by=committed.editor)
    reviewers = (committed.reviewer, committed.second)
    results = at_once(*(lambda by=by: actions.approve(event, by=by) for by in reviewers))
    assert sum(isinstance(result, NotAllowedNow) for result in results) == 1
    assert Revision.objects.filter(record="event", act="approve").count() == 1


def test_the_feed_has_no_gaps_when_many_are_approved_at_once(committed: Any) -> None:
    shared = new_source(committed.editor)
    events = [factories.coded_event(committed.editor, shared) for _ in range(6)]
    for event in events:
        actions.submit(event, by=committed.editor)
    results = at_once(*(lambda event=event: actions.approve(event, by=committed.reviewer) for event in events))
    assert [result for result in results if isinstance(result, Exception)] == []
    lines = list(PublicChange.objects.values_list("number", "at"))
    assert [number for number, _ in lines] == list(range(1, 8))
    assert lines == sorted(lines, key=lambda line: line[1])


def test_a_correction_of_a_source_and_approvals_that_cite_it_do_not_block_each_other(committed: Any) -> None:
    shared = new_source(committed.editor)
    factories.published_event(committed.editor, committed.reviewer, source=shared)
    event = factories.coded_event(committed.editor, shared)
    actions.submit(event, by=committed.editor)
    change(shared, committed.editor, title="As printed")
    results = at_once(
        lambda: actions.approve(Source.objects.get(), by=committed.reviewer),
        lambda: actions.approve(event, by=committed.second),
    )
    assert [result for result in results if isinstance(result, Exception)] == []


def test_two_workers_do_the_work_of_one_row_once(committed: Any) -> None:
    factories.published_event(committed.editor, committed.reviewer)
    row = OutboxRow.objects.of(derive.REBUILD_YEARS).get().pk
    assert sorted(at_once(*[lambda: derive.work_off(row)] * 4)) == [False, False, False, True]
    assert YearlyStatistic.objects.filter(dimension="total").count() == 1


def test_workers_on_overlapping_years_do_not_block_each_other(committed: Any) -> None:
    for dates in ("2020/2022", "2021/2023", "2022-05"):
        factories.published_event(committed.editor, committed.reviewer, occurred=f"{dates} crossing")
    rows = list(OutboxRow.objects.of(derive.REBUILD_YEARS).values_list("pk", flat=True))
    assert at_once(*(lambda row=row: derive.work_off(row) for row in rows)) == [True] * 3
    assert derive.rebuild_all().differences == []


def test_a_night_run_beside_approvals_raises_no_alarm(committed: Any) -> None:
    publish = lambda: factories.published_event(committed.editor, committed.reviewer)  # noqa: E731
    publish()
    results = at_once(derive.rebuild_all, publish, derive.rebuild_all, publish)
    assert [run.differences for run in (results[0], results[2])] == [[], []]


def test_two_editors_can_not_close_a_circle_of_sources_together(committed: Any) -> None:
    one, other = new_source(committed.editor), new_source(committed.editor)
    results = at_once(
        lambda: change(one, committed.editor, derives_from=other, derives_how="cites"),
        lambda: change(other, committed.editor, derives_from=one, derives_how="cites"),
    )
    assert sum(isinstance(result, DerivationCycle) for result in results) == 1


def test_a_rebuild_beside_approvals_leaves_the_record_whole(committed: Any) -> None:
    publish = lambda: factories.published_event(committed.editor, committed.reviewer)  # noqa: E731
    publish()
    results = at_once(derive.rebuild_record, publish, publish)
    assert [result for result in results if isinstance(result, Exception)] == []
    before = list(PublicChange.objects.values())
    derive.rebuild_record()
    assert list(PublicChange.objects.values()) == before


def test_what_is_refused_at_once_is_refused_by_name(committed: Any) -> None:
    source = new_source(committed.editor)
    results = at_once(*[lambda: new_source(committed.editor, pk=source.pk + 100)] * 2)
    assert sum(isinstance(result, TrackerError) for result in results) == 1


@pytest.mark.parametrize("number", [1])
def test_the_world_of_these_tests_is_empty_again(committed: Any, number: int) -> None:
    assert not Event.objects.exists()


ROUNDS = 10
"""How often a race is run whose window is a few milliseconds."""


def test_of_three_people_who_begin_at_once_two_code_an_article(committed: Any) -> None:
    for _ in range(ROUNDS):
        article = factories.ArticleFactory.create(added_by=committed.editor, double_coded=True)
        results = at_once(*(partial(actions.save_coding, article, values={}, by=by) for by in committed))
        assert [isinstance(result, NotAllowedNow) for result in results].count(True) == 1
    assert Coding.objects.count() == 2 * ROUNDS


def test_of_two_reviewers_who_settle_at_once_one_makes_the_event(committed: Any) -> None:
    coders = (committed.editor, account("ezra", "Editor"))
    for number in range(1, ROUNDS + 1):
        source = new_source(committed.editor, text="A man came over.")
        article = factories.ArticleFactory.create(added_by=coders[0], double_coded=True, source=source)
        for coder in coders:
            actions.save_coding(article, values={"intent": {"value": "unknown"}}, by=coder)
            actions.hand_in(article, by=coder)
        given: dict[str, Any] = {"choices": {"intent": actions.Choice("first")}, "texts": TEXTS}
        reviewers = (committed.reviewer, committed.second)
        results = at_once(*(partial(actions.adjudicate, article, by=by, **given) for by in reviewers))
        assert [isinstance(result, NotAllowedNow) for result in results].count(True) == 1
        assert Event.objects.count() == number


def test_writers_that_are_stopped_at_random_leave_no_gap_in_the_feed(committed: Any) -> None:
    shared = new_source(committed.editor)
    events = [factories.coded_event(committed.editor, shared) for _ in range(WRITERS)]
    for event in events:
        actions.submit(event, by=committed.editor)
    writing, done = set[int](), threading.Event()
    works = [partial(approve_unless_stopped, event, committed.reviewer, writing) for event in events]
    approved, read = at_once(
        partial(all_of, works, done), partial(stop_at_random, writing, done), partial(follow, done)
    )[::2]
    public = [event for event, result in zip(events, approved, strict=True) if not isinstance(result, Exception)]
    assert {type(result) for result in approved if isinstance(result, Exception)} <= {OperationalError, InterfaceError}
    assert 0 < len(public) < WRITERS, "no writer was stopped, or every one"
    numbers = list(PublicChange.objects.values_list("number", flat=True))
    assert read == numbers == list(range(1, len(public) + 2))
    lines = PublicChange.objects.filter(record="event").values_list("public_id", flat=True)
    assert sorted(lines) == sorted(event.public_id for event in public)
    for event in Event.objects.exclude(state="published"):  # the work of those who were stopped is still theirs to do
        actions.approve(event, by=committed.reviewer)
    assert PublicChange.objects.count() == WRITERS + 1
    assert list(derive.verify_history()) == []


def all_of(works: list[Callable[[], Any]], done: threading.Event) -> list[Any]:
    """Run all works at once and tell when they are done."""
    try:
        return at_once(*works)
    finally:
        done.set()


def approve_unless_stopped(event: Event, reviewer: Any, writing: set[int]) -> None:
    """Approve an event on a connection that the stopper knows of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    writing.add(pid)
    try:
        actions.approve(event, by=reviewer)
    finally:
        writing.discard(pid)


def stop_at_random(writing: set[int], done: threading.Event) -> None:
    """Break the connections of half the writers, each somewhere in its work."""
    chance = random.Random(6)
    for _ in range(WRITERS // 2):
        done.wait(chance.uniform(0.02, 0.15))
        if (left := sorted(writing)) and not done.is_set():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [chance.choice(left)])


def follow(done: threading.Event) -> list[int]:
    """Read the feed as a copy does, asking after the last line again and again; return the numbers that it gave."""
    read: list[int] = []
    while True:
        last_look = done.is_set()
        read += PublicChange.objects.filter(number__gt=read[-1] if read else 0).values_list("number", flat=True)
        if last_look:
            return read
