"""A shelf of its own for each test, and a small record to freeze."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from events import actions, releases
from events.models import Event
from tests import factories
from tests.factories import TEXTS, claim, recode, republish

SECRET = "zaunkoenig"
WHY = "Asked by a relative to be."


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, settings: Any) -> Path:
    settings.RELEASES, settings.SIGNING_KEY = tmp_path / "releases", ""
    settings.WHITENOISE_AUTOREFRESH = True
    return tmp_path / "releases"


@pytest.fixture
def told(editor: User, reviewer: User) -> Event:
    """A published event, changed once, whose place, quote, note and summary say too much; another beside it."""
    place = actions.record(factories.PlaceFactory.build(slug=SECRET, name_en=SECRET), seen=None, by=editor)
    source = factories.new_source(editor)
    values = factories.CODED | {"place": f"{place.slug} county"}
    claims = [claim(key, text, source) for key, text in values.items()]
    claims[0].quote = claims[1].quote = SECRET
    claims.append(claim("means", "swim", source, standing="rejected", public_note=SECRET))
    texts = TEXTS | {"summary_en": f"It was {SECRET}."}
    factories.published_event(editor, reviewer)
    event = actions.code_event(None, texts=texts, claims=claims, seen=None, by=editor)
    event = republish(event, editor, reviewer)
    return republish(recode(event, editor, "intent", "disputed"), editor, reviewer)


def take_down(event: Event, reviewer: User) -> Event:
    fields = ("place", "means", "occurred", "direction")
    claims = list(event.claims.filter(field__in=fields).values_list("pk", flat=True))
    return actions.take_down(event, claims=claims, texts={"summary_en": "Somebody crossed."}, by=reviewer, reason=WHY)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def faults(folder: Path, key: Path | None = None) -> list[str]:
    return [sentence for well, sentence in releases.verify(folder, key) if not well]
