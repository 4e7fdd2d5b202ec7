"""Law 9, first half: what stands in a private column appears in no public byte, in no disguise."""

from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client

from events.api.views import records
from events.models import Event

from . import canaries
from .addresses import all_addresses, ask
from .world import World, disturb


def songs(client: Client, world: World, addresses: list[str]) -> list[str]:
    """Return what the public hears after a canary was planted in every private column of a busy desk."""
    with transaction.atomic():
        disturb(world)
        client.force_login(world.editor)
        client.logout()
        canaries.plant()
        answers = ask(client, addresses)
        transaction.set_rollback(True)
    return [f"{address}: {song}" for address, answer in answers.items() for song in canaries.sung(answer)]


@pytest.mark.slow
@pytest.mark.django_db
def test_no_private_column_sings_in_public(public: Client, world: World) -> None:
    heard = songs(public, world, all_addresses())
    assert not heard, "Project this through derive, or leave it at the desk:\n  " + "\n  ".join(heard[:40])


@pytest.mark.django_db
def test_every_private_column_holds_a_canary(world: World) -> None:
    disturb(world)
    mute = {
        f"{model.__name__}.{field.name}"
        for model, field in canaries.desk_columns()
        if isinstance(field, canaries.SILENT) or field.many_to_many or field.generated
    }
    with transaction.atomic():
        planted = canaries.plant()
        transaction.set_rollback(True)
    wanted = {f"{model.__name__}.{field.name}" for model, field in canaries.desk_columns()}
    assert planted == wanted - mute, "Teach tests/isolation/canaries.py a canary for this kind of column."


@pytest.mark.parametrize("name", canaries.DISGUISES)
def test_a_canary_is_heard_in_every_disguise(name: str) -> None:
    assert canaries.sung(b"<p>Harmless " + canaries.DISGUISES[name](canaries.STEM + "012") + b" words</p>")


@pytest.mark.parametrize(
    "text", ["731,900,011", "731900009", "29417", "29,417", "1912년", "1912-03-04", "73.1941", canaries.SHORT]
)
def test_a_number_or_day_is_heard(text: str) -> None:
    assert canaries.sung(f"<td>{text}</td>".encode())


def test_what_is_public_is_not_heard() -> None:
    assert not canaries.sung("<p>2024-08-20, 38.37881, EV-000001, 29.4170, 129417, 군인 1명</p>".encode())


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["title_en", "desk_notes", "persons_min", "occurred_from"])
def test_a_planted_leak_is_heard(column: str, public: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def document(self: Any, row: models.Model, _: Any) -> str:
        return f"{row.pk} {Event.objects.order_by('pk').values_list(column, flat=True).first()}"

    monkeypatch.setattr("tracker.doors._take_role", lambda role: "")  # the roles of the database would stop it too
    monkeypatch.setattr(records.EventById, "document", document)
    assert songs(public, world, [f"/api/v1/events/{world.events[0].public_id}/"])
