"""Cutting a release: the public record after one change, frozen as files. The same change gives the same bytes."""

from pathlib import Path

from django.utils import timezone

from ..errors import ReleaseRefused
from ..models import PublicChange
from . import shelf
from .facts import Facts, read_facts
from .parts import PARTS
from .recut import follow_takedowns
from .writing import signing_key, write

TRIES = 3


def cut(name: str = "") -> Path:
    """Freeze the public record as it is and return the folder; without a name the next number of this year.

    Costs: one walk through each list, a reckoning of all series, and the disk. Raises: ReleaseRefused.
    """
    with shelf.locked():
        name = name or shelf.next_name(timezone.localdate().year)
        shelf.refuse_taken(name)
        follow_takedowns()
        for _ in range(TRIES):
            facts = _facts(name)
            built = shelf.begin(name)
            write(built, facts, {part.name: part.documents() for part in PARTS}, signing_key())
            if _last().number == facts.version:
                return shelf.place(built, name)
    remedy = "Run it again when fewer approvals come in."
    raise ReleaseRefused("The record changed while it was read.", field="name", remedy=remedy)


def cut_if_changed() -> str:
    """Freeze the record unless nothing was published since the last release; return the name, or nothing."""
    names = shelf.names()
    last = PublicChange.objects.last()
    if last is None or (names and read_facts(shelf.path_of(names[-1])).version == last.number):
        return ""
    return cut().name


def _last() -> PublicChange:
    last = PublicChange.objects.last()
    if last is None:
        raise ReleaseRefused("Nothing is public yet.", field="name", remedy="Publish an event first.")
    return last


def _facts(name: str) -> Facts:
    last = _last()
    before = [other for other in shelf.names() if shelf.order(other) < shelf.order(name)]
    previous = read_facts(shelf.path_of(before[-1])) if before else None
    day = timezone.localtime(last.at).date().isoformat()
    named, since = (previous.name, previous.version) if previous else (None, 0)
    return Facts(name, last.number, day, named, since)
