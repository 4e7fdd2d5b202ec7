"""Law 9, second half: whatever happens at the desk, the public sees the same bytes until something is approved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from events.api.views import lists, reading, records
from events.filters import events as filters
from events.models import Event, PublicEvent, Revision
from tests.laws.house import routes

from .addresses import all_addresses, ask, names
from .world import World, disturb

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NO_PAGE = {"readyz", "missing"}
"""Not on the public host; and what answers where there is nothing, which is asked for too."""


def interference(client: Client, world: World, addresses: list[str]) -> list[str]:
    """Return every address whose answer changed because of what happened at the desk."""
    before = ask(client, addresses)
    with transaction.atomic():
        disturb(world)
        after = ask(client, addresses)
        transaction.set_rollback(True)
    return [address for address in before if before[address] != after[address]]


def test_what_happens_at_the_desk_changes_no_public_byte(public: Client, world: World) -> None:
    changed = interference(public, world, all_addresses())
    assert not changed, "These answers depend on the desk; read the public record only:\n  " + "\n  ".join(changed)


def unasked(addresses: list[str]) -> set[str]:
    """Return the names of public addresses that none of these leads to."""
    return {name for name, _ in routes(get_resolver().url_patterns)} - names(addresses) - NO_PAGE


def test_every_public_address_is_asked_for(world: World) -> None:
    missing = unasked(all_addresses())
    assert not missing, f"Add these to tests/isolation/addresses.py: {', '.join(sorted(missing))}"


def test_an_address_that_is_not_asked_for_is_found() -> None:
    assert {"event", "api:events-csv"} <= unasked(["/en/", "/api/v1/events/"])


Leak = Callable[[pytest.MonkeyPatch], None]


def leak_of_a_count(patch: pytest.MonkeyPatch) -> None:
    real = lists.json_list
    patch.setattr(lists, "json_list", lambda head, rows: real(head | {"known": Event.objects.count()}, rows))


def leak_of_an_order(patch: pytest.MonkeyPatch) -> None:
    def sorted_by_desk(wanted: Any, numbers: list[int], texts: list[str], change: Any) -> list[str]:
        versions = dict(Event.objects.values_list("pk", "version"))
        return [text for _, _, text in sorted(zip((versions[n] for n in numbers), numbers, texts, strict=True))]

    patch.setattr(lists, "include", sorted_by_desk)


def leak_of_an_etag(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reading, "dataset_version", lambda: str(Revision.objects.count()))


def leak_of_a_facet(patch: pytest.MonkeyPatch) -> None:
    real = filters.count_facets

    def with_drafts(events: Any, *given: Any) -> Any:
        facets = real(events, *given)
        first = facets["direction"][0]
        drafts = Event.objects.filter(direction=first.code).count()
        object.__setattr__(first, "count", drafts)
        return facets

    patch.setattr(filters, "count_facets", with_drafts)


def leak_of_a_text(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        records.EventById, "document", lambda self, row, _: row.document + Event.objects.get(pk=row.pk).title_en
    )


def leak_of_existence(patch: pytest.MonkeyPatch) -> None:
    real = records.RecordView.number

    def number(self: Any, text: str) -> int:
        found = real(self, text)
        if self.prefix == "EV" and Event.objects.filter(pk=found).exists() and not PublicEvent.objects.filter(pk=found):
            raise records.Problem(records.NOT_FOUND, "Not yet.")
        return found

    patch.setattr(records.RecordView, "number", number)


LEAKS = (leak_of_a_count, leak_of_an_order, leak_of_an_etag, leak_of_a_facet, leak_of_a_text, leak_of_existence)


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_a_planted_leak_is_found(leak: Leak, public: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.doors._take_role", lambda role: "")  # the roles of the database would stop it too
    leak(monkeypatch)
    plain = [address for address in all_addresses() if "?" not in address and "/ko/" not in address]
    assert interference(public, world, plain)
