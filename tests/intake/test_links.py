"""Links are asked politely, the longest unasked first, and only where asking tells nobody anything new."""

import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from celery import current_app
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from events.errors import Unreachable
from events.intake import links
from events.intake.fetch import Answer
from events.intake.links import check_link, check_links, due
from events.models import Event, LinkCheck, PublicSource, Source
from tests import factories

Asker = Callable[[str, str], Answer]


def gives(*statuses: int) -> tuple[Asker, list[tuple[str, str]]]:
    """Return what answers with these statuses in turn, the last one for ever, and the list of what it was asked."""
    asked: list[tuple[str, str]] = []

    def get(method: str, url: str) -> Answer:
        asked.append((method, url))
        return Answer(url, statuses[min(len(asked), len(statuses)) - 1], "text/html", "")

    return get, asked


def unreachable(method: str, url: str) -> Answer:
    raise Unreachable("The site could not be reached.")


@pytest.fixture
def public(published: Event) -> Source:
    """A source that readers see."""
    return Source.objects.get(pk__in=PublicSource.objects.values("pk"))


def test_an_address_that_answers_is_alive(public: Source) -> None:
    get, asked = gives(200)
    assert check_links(get=get) == {"checked": 1, "dead": 0}
    assert asked == [("HEAD", public.url)]
    check = LinkCheck.objects.get()
    assert (check.alive, check.status, check.failures, check.url) == (True, 200, 0, public.url)


@pytest.mark.parametrize(("status", "alive"), [(404, False), (410, False), (500, False), (403, True), (429, True)])
def test_a_status_is_judged(status: int, alive: bool, public: Source) -> None:
    check = check_link(public, gives(status)[0])
    assert (check.alive, check.status, bool(check.note)) == (alive, status, True)


def test_a_site_that_answers_head_wrongly_is_asked_again_in_full(public: Source) -> None:
    get, asked = gives(405, 200)
    assert check_link(public, get).alive
    assert [method for method, _ in asked] == ["HEAD", "GET"]


def test_failures_in_a_row_are_counted_and_forgotten_when_it_answers(public: Source) -> None:
    for _ in range(2):
        check_links(get=unreachable)
    check = LinkCheck.objects.get()
    assert (check.failures, check.status, check.note) == (2, None, "The site could not be reached.")
    check_links(get=gives(200)[0])
    assert LinkCheck.objects.get().failures == 0


def test_an_address_of_a_draft_is_not_asked(source: Source) -> None:
    assert due(10) == []


def test_an_address_that_names_a_person_is_not_asked(public: Source) -> None:
    Source.objects.filter(pk=public.pk).update(url_withheld=True)
    assert due(10) == []


@pytest.fixture
def many(editor: User, monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    """Sources of two sites, all of which may be asked."""
    made = [factories.new_source(editor, url=f"https://{host}.example/{n}") for n in range(3) for host in "ab"]
    monkeypatch.setattr(links, "Q", lambda **_: Q(pk__gt=0))
    return made


def test_the_longest_unasked_come_first(many: list[Source]) -> None:
    now = timezone.now()
    for age, one in enumerate(many[:4]):
        LinkCheck.objects.create(source=one, url=one.url, checked_at=now - timedelta(days=age), alive=True)
    assert {one.pk for one in due(4)} == {many[4].pk, many[5].pk, many[3].pk, many[2].pk}


def test_hosts_are_asked_in_turn_and_never_twice_at_once(many: list[Source]) -> None:
    moments: list[tuple[str, float]] = []

    def get(method: str, url: str) -> Answer:
        moments.append((url[8], time.monotonic()))
        return Answer(url, 200, "", "")

    check_links(get=get, pause=0.05)
    assert [host for host, _ in moments] == list("ababab")
    assert min(b - a for (_, a), (_, b) in zip(moments, moments[2:], strict=False)) >= 0.05


def test_a_run_ends_in_time(many: list[Source]) -> None:
    assert check_links(get=gives(200)[0], pause=5.0, longest=0.5)["checked"] == 2


def test_no_host_is_asked_too_often_in_a_run(many: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_OF_A_HOST", 2)
    assert len(due(100)) == 4


def test_the_command_tells_what_it_found(public: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links.check_links, "__kwdefaults__", links.check_links.__kwdefaults__ | {"get": unreachable})
    out = StringIO()
    call_command("check_links", "--limit", "5", stdout=out)
    assert "1 checked, 1 of them dead" in out.getvalue()


def test_it_is_asked_for_every_week() -> None:
    entries = [entry for entry in current_app.conf.beat_schedule.values() if entry["task"] == "events.check_links"]
    assert [entry["schedule"].day_of_week for entry in entries] == [{0}]
