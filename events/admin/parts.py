"""The parts of an event on which people speak: each text, each coded field, its links, its handles.

A part is comparable: two states of an event differ in a part exactly if somebody changed that text, or any claim on
that field. So one comparison tells what changed since an approval, and whether what a reviewer accepted still stands.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from ..actions import MARKED_TEXTS
from ..codebook import FIELDS
from ..derive import Json
from ..models import Claim, Event, Revision, RevisionBody
from .history import WRITING

SAID = (
    *("value", "source", "issuer", "stated", "certainty", "quote", "locator", "relation", "related_to"),
    *("standing", "public_note", "sealed"),
)
"""What a claim says and what was made of it."""
Parts = dict[str, Any]


def parts_of(state: Json) -> Parts:
    """Return the parts of an event from the state that a revision holds."""
    parts: Parts = {name: state.get(name, "") for name in MARKED_TEXTS}
    parts |= {name: [list(pair) if name == "links" else pair for pair in state[name]] for name in ("links", "subjects")}
    for number, claim in sorted(state["claims"].items(), key=lambda pair: int(pair[0])):
        parts.setdefault(claim["field"], {})[int(number)] = [claim.get(name) for name in SAID]
    return parts


def parts_now(event: Event, claims: Iterable[Claim]) -> Parts:
    """Return the parts of an event as it stands. Costs: none if its links and handles were fetched with it."""
    columns = ["field", *SAID]
    attributes = {name: Claim._meta.get_field(name).attname for name in columns}
    state: Json = {name: getattr(event, name) for name in MARKED_TEXTS}
    state["links"] = sorted([link.other_id, link.kind] for link in event.links_out.all())
    state["subjects"] = sorted(subject.pk for subject in event.subjects.all())
    state["claims"] = {c.pk: {name: getattr(c, attributes[name]) for name in columns} for c in claims}
    return parts_of(state)


def parts_at(versions: dict[int, set[int]]) -> dict[tuple[int, int], Parts]:
    """Return {(event, version): its parts then}; what was destroyed is missing. Costs: 2 queries."""
    numbers = Revision.objects.filter(record="event", record_id__in=list(versions), act__in=WRITING).order_by("number")
    wanted: dict[tuple[int, int], int] = {}
    for revision, event, number in numbers.values_list("pk", "record_id", "number"):
        wanted |= {(event, version): revision for version in versions[event] if number <= version}
    bodies = RevisionBody.objects.in_bulk(list(set(wanted.values())))
    found = {key: bodies[revision].read().get("state") for key, revision in wanted.items() if revision in bodies}
    return {key: parts_of(state) for key, state in found.items() if state}


def changed_parts(before: Parts, now: Parts) -> list[str]:
    """Return the names of the parts that differ, in the order in which they are shown."""
    return [
        name
        for name in (*MARKED_TEXTS, *FIELDS, "links", "subjects")
        if (before.get(name) or None) != (now.get(name) or None)
    ]


def label_of(name: str) -> str:
    """Return what a part is called."""
    if name in FIELDS:
        return str(FIELDS[name].label)
    known = gettext("links to other events") if name == "links" else Event._meta.get_field(name).verbose_name
    return capfirst(str(known))
