"""Law 3: what stands behind a public address knows the public record and nothing else."""

from collections.abc import Iterable

import pytest

from events.models import PUBLIC_RECORD

from .house import PUBLIC_ROOMS, Module, calls, imports, rooms, told

REMEDY = "Read the public record (PUBLIC_RECORD in events/models/__init__.py) instead; project what is missing into it."
PUBLIC_NAMES = {model.__name__ for model in PUBLIC_RECORD}
PUBLIC_NAMES |= {"COUNTED_CLASSES", "parse_public_id", "public_id", "public_handle"}
PUBLIC_NAMES |= {"record_version"}  # of PublicChange, PublicRewrite and what the caller may import
PUBLIC_MODULE = "events.models.public"
DESK_MODULES = ("django.apps", "django.contrib.auth", "django.contrib.sessions", "django.contrib.admin")
DESK_ROOMS = ("actions", "admin", "agreement", "derive", "hooks", "imports", "intake", "relay", "tasks")
RAW = {"raw", "extra", "cursor", "RawSQL", "get_model"}

EXCEPTIONS = {
    ("events.access.keys", "events.models", "LiveKey"): "the digests by which the public role knows a key (0042)",
    ("events.access.keys", "events.models", "KeyUse"): "adds the day of a use, which the public role can't read",
    ("events.access.keys", "SQL", "cursor"): "opens the one transaction that adds that day",
    ("events.views.reports", "events.intake", "receipts"): "makes and reads receipts; reads no table",
    ("events.views.reports", "events.intake", "reports"): "adds a report, which the public role can't read (0033)",
    ("events.views.health", "events.derive", "status"): "readyz tells the oldest work; it is not on the public host",
    (
        "events.filters.facets",
        "SQL",
        "cursor",
    ): "counts what an ORM query of PublicEvent gives, on that query's connection",
}
"""Ways to the desk, each with the reason why it reaches no draft."""


def desk_imports(read: Iterable[Module]) -> set[tuple[str, str, str]]:
    """Return (module, from, name) for every way from a module to a desk table."""
    found = set()
    for module in read:
        for source, name in imports(module):
            whole = f"{source}.{name}" if source == "events" else source
            if whole == "events.models" or whole.startswith("events.models."):
                if name not in PUBLIC_NAMES and source != PUBLIC_MODULE:
                    found.add((module.name, source, name))
            elif source.startswith(DESK_MODULES) or whole.startswith(tuple(f"events.{room}" for room in DESK_ROOMS)):
                found.add((module.name, source, name))
        for _, call in calls(module):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if called in RAW:
                found.add((module.name, "SQL", called))
    return found


def test_public_rooms_import_no_desk_table() -> None:
    found = desk_imports(rooms(*PUBLIC_ROOMS))
    broken = [f"{module}: {source} {name}" for module, source, name in sorted(found - EXCEPTIONS.keys())]
    assert not broken, told(broken, REMEDY)
    stale = [" ".join(way) for way in EXCEPTIONS.keys() - found]
    assert not stale, told(stale, "These imports are gone: take them out of EXCEPTIONS.")


@pytest.mark.parametrize(
    "line",
    [
        "from ..models import Event",
        "from ..models.event import Event",
        "from ..models.statistic import StatisticRun",
        "from .. import models",
        "import events.models",
        "from django.contrib.auth.models import User",
        "from django.apps import apps",
        "from ..derive import status",
        "from ..actions import record",
        "rows = PublicEvent.objects.raw('SELECT * FROM events_event')",
        "with connection.cursor() as cursor: pass",
    ],
)
def test_a_planted_way_to_the_desk_is_found(line: str) -> None:
    assert desk_imports([Module("events.presenters.planted", line)])


def test_the_public_record_is_no_desk() -> None:
    harmless = "from ..models import PublicEvent, COUNTED_CLASSES\nfrom ..models.public import PublicEventQuerySet"
    assert not desk_imports([Module("events.filters.planted", harmless)])
