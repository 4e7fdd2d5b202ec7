"""The gazetteer: a reviewer lets events be found by what an editor wrote."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions
from events.models import Place, PublicSearch
from tests import factories


@pytest.fixture
def place(editor: User, reviewer: User) -> Place:
    place = factories.PlaceFactory.create(slug="goseong", aliases=[])
    factories.published_event(editor, reviewer, place="goseong county")
    place = Place.objects.get(pk=place.pk)
    place.aliases = ["Tongchon"]
    return actions.record(place, seen=place.version, by=editor)


def choose(client: Client, place: Place) -> Any:
    chosen = {"action": "approve_names", "_selected_action": [place.pk]}
    return client.post("/admin/events/place/", chosen, follow=True)


def test_a_reviewer_approves_names_in_the_list(client: Client, reviewer: User, place: Place) -> None:
    client.force_login(reviewer)
    assert "Found by its names now" in choose(client, place).content.decode()
    assert "tongchon" in PublicSearch.objects.get().words


def test_a_refusal_is_told_beside_the_place(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    answer = choose(client, factories.PlaceFactory.create(slug="nowhere")).content.decode()
    assert "No public event lies at nowhere." in answer


def test_an_editor_is_not_offered_it(client: Client, editor: User, place: Place) -> None:
    client.force_login(editor)
    assert "approve_names" not in client.get("/admin/events/place/").content.decode()
