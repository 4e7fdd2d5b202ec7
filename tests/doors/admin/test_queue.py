"""The queue of reviews: oldest first, what changed, what the evidence lacks, and whose turn it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events import actions
from events.models import Event, Source
from tests import factories
from tests.conftest import account
from tests.doors.admin.conftest import few
from tests.doors.admin.forms import page

QUEUE = "/admin/events/event/queue/"
Browser = Callable[[User], Client]


def rows(client: Client, who: str = "") -> list[Any]:
    return list(client.get(QUEUE, {"who": who}).context["rows"])


def waiting(editor: User, source: Source) -> Event:
    event = few(editor, source)
    actions.submit(event, by=editor)
    event.refresh_from_db()
    return event


def test_what_was_handed_in_first_stands_first(review_desk: Client, editor: User, source: Source) -> None:
    late, early = few(editor, source), few(editor, source)
    figure = factories.recorded_figure(editor)
    for record in (early, figure, late):
        actions.submit(record, by=editor)
    assert [row.record.public_id for row in rows(review_desk)] == [early.public_id, figure.public_id, late.public_id]


def test_what_was_sent_back_and_handed_in_again_waits_from_then(
    review_desk: Client, editor: User, reviewer: User, source: Source
) -> None:
    first, second = waiting(editor, source), waiting(editor, source)
    actions.send_back(first, by=reviewer, reason="A quote is missing.")
    actions.submit(first, by=editor)
    assert [row.record.pk for row in rows(review_desk)] == [second.pk, first.pk]


def test_what_is_not_in_review_does_not_stand_there(review_desk: Client, event: Event, published: Event) -> None:
    assert rows(review_desk) == []


def test_a_first_approval_is_new(review_desk: Client, editor: User, source: Source) -> None:
    waiting(editor, source)
    (row,) = rows(review_desk)
    assert (row.is_new, row.changes) == (True, [])


def test_what_changed_since_the_approval_is_told_by_field(review_desk: Client, published: Event, editor: User) -> None:
    event = factories.recode(published, editor, "persons", "2")
    claims = [*factories.inputs_of(event), factories.claim("outcome", "arrived", event.claims.first().source)]  # type: ignore[union-attr]
    texts = {"title_ko": "다른 제목"}
    event = actions.code_event(event, texts=texts, claims=claims, seen=event.version, by=editor, reason="More.")
    actions.submit(event, by=editor)
    (row,) = rows(review_desk)
    assert row.changes == ["Korean title", "Persons", "Outcome (added)"]


def test_what_changed_of_a_figure_is_told(review_desk: Client, editor: User, reviewer: User) -> None:
    figure = actions.approve(actions.submit(factories.recorded_figure(editor), by=editor), by=reviewer)
    actions.submit(factories.change(figure, editor, words="105 people"), by=editor)  # type: ignore[arg-type]
    (row,) = rows(review_desk)
    assert row.changes == ["words"]


def test_bridges_and_checks_wait_there_too(review_desk: Client, editor: User, reviewer: User) -> None:
    check = factories.recorded_check(editor)
    bridge = factories.recorded_bridge(editor, check.series, factories.recorded_figure(editor).series)  # type: ignore[arg-type]
    for record in (check, bridge):
        actions.approve(actions.submit(record, by=editor), by=reviewer)
    actions.submit(factories.change(check, editor, words="only 105"), by=editor)
    actions.submit(factories.change(bridge, editor, grounds_en="By law."), by=editor)
    response = review_desk.get(QUEUE)
    shown = [(row.title, row.changes) for row in response.context["rows"]]
    assert shown == [("“only 105”", ["words"]), ("Arrivals · Within · Arrivals", ["grounds"])]
    for record in (check, bridge):
        assert f'href="{page(record, "review")}"' in response.content.decode()


def gaps(client: Client) -> list[str]:
    return list(rows(client)[0].gaps)


def test_fields_without_words_and_with_one_origin_are_counted(
    review_desk: Client, editor: User, source: Source
) -> None:
    waiting(editor, source)
    assert gaps(review_desk) == ["No words quoted: 6 of 6 fields", "From one origin only: 6 of 6 fields"]


def test_a_copy_is_no_second_origin(review_desk: Client, editor: User, source: Source) -> None:
    copy = factories.new_source(editor, derives_from=source, derives_how="rewrites")
    other = factories.new_source(editor)
    claims = [
        factories.claim(key, factories.CODED[key], one, quote="…")
        for key in ("occurred", "direction", "movement_class")
        for one in (source, other)
    ]
    claims += [factories.claim("means", "on_foot", one, quote="…") for one in (source, copy)]
    actions.submit(factories.coded_event(editor, claims=claims), by=editor)
    assert gaps(review_desk) == ["From one origin only: Means"]


def test_what_is_presumed_only_is_named(review_desk: Client, editor: User, source: Source) -> None:
    claims = [factories.claim(key, factories.CODED[key], source) for key in ("occurred", "direction", "movement_class")]
    claims[2].certainty = "presumed"
    actions.submit(factories.coded_event(editor, claims=claims), by=editor)
    assert "Presumed only: Class" in gaps(review_desk)


def test_a_needed_field_that_lost_its_claim_is_named(review_desk: Client, editor: User, source: Source) -> None:
    event = waiting(editor, source)
    claims = [claim for claim in factories.inputs_of(event) if claim.field != "direction"]
    actions.code_event(event, texts={}, claims=claims, seen=event.version, by=editor)
    assert gaps(review_desk)[0] == "No accepted claim, and it is needed: Direction"


def test_questions_and_answers_are_counted(review_desk: Client, editor: User, reviewer: User, source: Source) -> None:
    event = waiting(editor, source)
    for field in ("persons", "means"):
        mark = actions.mark_field(event, field=field, verdict="asked", comment="Why?", seen=event.version, by=reviewer)
    actions.answer_mark(mark, answer="It says so.", by=editor)
    (row,) = rows(review_desk)
    assert (row.unanswered, row.answers) == (1, 1)


def test_nobody_is_offered_the_review_of_what_they_coded(browser: Browser, editor: User, source: Source) -> None:
    editor.groups.add(Group.objects.get(name="Reviewer"))
    waiting(editor, source)
    response = browser(editor).get(QUEUE)
    assert response.context["rows"][0].mine
    assert "you coded it; somebody else approves" in response.content.decode()


def test_an_editor_sees_the_queue_and_no_button(desk: Client, editor: User, source: Source) -> None:
    waiting(account("erin", "Editor"), source)
    response = desk.get(QUEUE)
    assert "a reviewer approves" in response.content.decode()
    assert 'class="button"' not in response.content.decode()


def test_an_earlier_hand_that_was_approved_is_not_mine(
    review_desk: Client, editor: User, reviewer: User, source: Source
) -> None:
    event = few(reviewer, factories.new_source(editor))
    actions.submit(event, by=reviewer)
    actions.approve(event, by=account("ruth", "Reviewer"))
    event = factories.recode(event, editor, "persons", "2")
    actions.submit(event, by=editor)
    assert [row.mine for row in rows(review_desk)] == [False]


@pytest.mark.parametrize(("who", "expected"), [("mine", ["editor"]), ("others", ["other"]), ("x", ["editor", "other"])])
def test_the_queue_is_narrowed_to_mine_or_to_others(
    who: str, expected: list[str], desk: Client, editor: User, source: Source
) -> None:
    events = {"editor": waiting(editor, source), "other": waiting(account("erin", "Editor"), source)}
    assert [row.record.pk for row in rows(desk, who)] == [events[name].pk for name in expected]


def test_the_queue_is_led_to_from_the_first_page_and_the_list(desk: Client, event: Event) -> None:
    for address in ("/admin/", "/admin/events/event/"):
        assert f'href="{QUEUE}"' in desk.get(address).content.decode()


def test_fifty_rows_cost_no_more_queries_than_one(
    review_desk: Client, editor: User, reviewer: User, published: Event, source: Source
) -> None:
    actions.submit(factories.recode(published, editor, "persons", "2"), by=editor)
    figure = actions.approve(actions.submit(factories.recorded_figure(editor), by=editor), by=reviewer)
    actions.submit(factories.change(figure, editor, words="105 people"), by=editor)  # type: ignore[arg-type]
    actions.submit(factories.recorded_check(editor), by=editor)
    with CaptureQueriesContext(connection) as few_rows:
        rows(review_desk)
    for _ in range(47):
        event = waiting(editor, source)
        actions.mark_field(event, field="means", verdict="accepted", seen=event.version, by=reviewer)
    with CaptureQueriesContext(connection) as many_rows:
        assert len(rows(review_desk)) == 50
    assert len(many_rows) == len(few_rows) <= 24


def test_more_than_a_page_is_turned_over(
    review_desk: Client, editor: User, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.admin.queue.PER_PAGE", 1)
    events = [waiting(editor, source) for _ in range(2)]
    response = review_desk.get(QUEUE, {"p": 2})
    assert [row.record.pk for row in response.context["rows"]] == [events[1].pk]
    assert review_desk.get(QUEUE, {"p": "x"}).status_code == 200


def test_the_queue_reads_no_text_of_an_article(review_desk: Client, editor: User, source: Source) -> None:
    waiting(editor, source)
    actions.submit(factories.recorded_figure(editor), by=editor)
    with CaptureQueriesContext(connection) as queries:
        rows(review_desk)
    assert not any('"events_source"."text"' in query["sql"] for query in queries)
