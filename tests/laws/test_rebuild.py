"""Law 6: counts kept up to date change by change equal counts from scratch, whatever happened."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import actions, derive
from events.errors import TrackerError
from events.models import Event, OutboxRow, YearlyStatistic
from tests import factories

REMEDY = "Let publishing.project_again name the years before and after in the outbox; measures.measure_year counts."
MISCOUNTED = "Whatever writes a PublicEvent takes it off the tallies before and adds it after, as derive.project does."
DATES = ["2019-12/2020-01", "2020-05-01", "2020", "2021-03", "202X", "2022-01-01", "2021/.."]
STEPS = st.one_of(
    st.tuples(st.just("publish"), st.sampled_from(DATES)),
    st.tuples(st.just("occurred"), st.sampled_from(DATES).map("{} crossing".format)),
    st.tuples(st.just("direction"), st.sampled_from(["north_to_south", "south_to_north"])),
    st.tuples(st.just("movement_class"), st.sampled_from(["defection", "re_entry", "drift"])),
    st.tuples(st.just("persons"), st.sampled_from(["1", "1-3", "20-"])),
    st.tuples(st.sampled_from(["withdraw", "merge", "unmerge", "split", "settle", "work"]), st.just("")),
    st.tuples(st.just("take_down"), st.sampled_from(["means", "occurred", "persons", "route_type"])),
)


def take(step: tuple[str, str], pick: int, editor: User, reviewer: User) -> None:
    """Take one step of a history; one that needs an event which is not there is left out."""
    name, value = step
    live = list(Event.objects.filter(state="published").order_by("pk"))
    if name == "publish":
        factories.published_event(editor, reviewer, occurred=f"{value} crossing")
    elif name == "work":
        work_off()
    elif name == "merge" and len(live) > 1:
        actions.merge(live[0], into=live[1], by=reviewer, reason="The same crossing.")
    elif name == "unmerge":
        for event in Event.objects.filter(state="merged", merged_into__state__in=["published", "changed"])[:1]:
            actions.unmerge(event, by=reviewer, reason="Two crossings.")
    elif name == "settle":
        settle(editor)
    elif name in ("split", "take_down") and live:
        event = live[pick % len(live)]
        chosen = list(event.claims.filter(field=value or "means").values_list("pk", flat=True))
        if name == "take_down" and chosen:
            actions.take_down(event, claims=chosen, by=reviewer, reason="Asked to be.")
        elif chosen:
            actions.split(event, claims=chosen, texts={"title_en": "Another"}, by=reviewer, reason="Two crossings.")
    elif name == "withdraw" and live:
        actions.withdraw(live[pick % len(live)], by=reviewer, reason="It did not happen.")
    elif live and name not in ("merge", "withdraw", "split", "take_down"):
        factories.republish(factories.recode(live[pick % len(live)], editor, name, value), editor, reviewer)


def settle(editor: User) -> None:
    """Let a second reviewer approve what waits; what can't be approved yet goes on waiting."""
    second, made = User.objects.get_or_create(username="sora")
    if made:
        second.groups.add(Group.objects.get(name="Reviewer"))
    for event in Event.objects.filter(state="changed").order_by("pk"):
        with suppress(TrackerError), transaction.atomic():
            actions.approve(actions.submit(event, by=editor), by=second)


def work_off() -> None:
    for row in OutboxRow.objects.open().of(derive.REBUILD_YEARS):
        derive.work_off(row.pk)


def counts() -> list[dict[str, Any]]:
    return sorted((dict(row, id=0) for row in YearlyStatistic.objects.values()), key=str)


@pytest.mark.slow
@pytest.mark.django_db
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(history=st.lists(st.tuples(STEPS, st.integers(0, 3)), min_size=2, max_size=7))
def test_counts_kept_up_to_date_equal_counts_from_scratch(
    undone: Callable[[], Any], editor: User, reviewer: User, history: list[tuple[tuple[str, str], int]]
) -> None:
    with undone():
        for step, pick in [(("publish", "2020"), 0), *history]:
            take(step, pick, editor, reviewer)
        assert derive.miscounted() == [], MISCOUNTED
        work_off()
        kept = counts()
        assert derive.rebuild_all().differences == [], REMEDY
        YearlyStatistic.objects.all().delete()
        derive.rebuild_all()
        assert kept == counts(), REMEDY
