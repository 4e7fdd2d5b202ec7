"""Re-cutting releases after a takedown: what the public may not see any more leaves every release that holds it.

An event that was taken down stands in a release as its public version of that time may be read today (0030), so it
stays counted. recuts.json tells when, after which change and in which files, and names no value. Nothing else ever
changes a release: not a correction, not a withdrawal. See docs/adr/0040-releases.md.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone

from ..models import PublicChange, PublicSource, PublicVersion
from ..reconciliation import dump
from ..vocabulary import Severity
from . import shelf, signature
from .facts import CHANGES, RECUTS, Facts, read_facts, read_sums, sum_of
from .feed import write_changes
from .forms import LINES, read_lines
from .parts import BY_NAME, Part, with_findings
from .whole import forget_old
from .writing import seal, signing_key, write

LISTED = (RECUTS, shelf.SUMS, signature.SIGNATURE, signature.PUBLIC_KEY)
"""Files that a re-cut changes anyway, so that recuts.json does not list them."""


class Takedown(NamedTuple):
    """What becomes of one release: events that are touched, and the rows that stand for them now, by part and id."""

    events: set[str]
    rows: dict[str, dict[str, str]]
    change: int


def recut() -> list[str]:
    """Make every release follow all takedowns until now and return the names of those that changed.

    Whole files of an earlier state, which nobody is handed any more, leave the disk.
    """
    forget_old()
    with shelf.locked():
        return follow_takedowns()


def follow_takedowns() -> list[str]:
    """Do so, for a caller that holds the lock of the shelf."""
    last = PublicChange.objects.last()
    if last is None:
        return []
    changed = [name for name in shelf.names() if _follow(name, last)]
    shelf.apply(last.number)
    return changed


def is_behind() -> bool:
    """Tell whether a takedown waits to be followed, so that no file may be handed out. Costs: 1 query."""
    newer = PublicChange.objects.filter(number__gt=shelf.applied())
    return newer.filter(severity=Severity.SAFETY).exists()


def _follow(name: str, last: PublicChange) -> bool:
    folder = shelf.path_of(name)
    facts = read_facts(folder)
    found = _takedown(facts)
    if not found.events and not _feed_was_cut(folder, facts):
        return False
    built = shelf.begin(name)
    write(built, facts, _documents(folder, found), _key(), folder)
    before, after = read_sums(folder / shelf.SUMS), read_sums(built / shelf.SUMS)
    files = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    files = [file for file in files if file not in LISTED]
    if not files:
        return False
    day = timezone.localtime(last.at).date().isoformat()
    told = {"date": day, "change": found.change or last.number, "files": {file: after.get(file) for file in files}}
    _finish(built, replace(facts, recuts=[*facts.recuts, told]))
    shelf.exchange(built, name)
    return True


def _finish(built: Path, facts: Facts) -> None:
    text = json.dumps({"recuts": facts.recuts}, ensure_ascii=False, indent=1)
    (built / RECUTS).write_text(f"{text}\n", encoding="utf-8")
    seal(built, _key())


def _key() -> Path | None:
    """Return the key that signs; none if it was lost, as a takedown can't wait for a new one."""
    key = signing_key()
    return key if key is not None and key.is_file() else None


def _takedown(facts: Facts) -> Takedown:
    """Return what was taken down since a release was cut: by the feed, and by approvals whose words were destroyed."""
    lines_of_safety = PublicChange.objects.filter(record="event", severity=Severity.SAFETY, number__gt=facts.version)
    told = dict(lines_of_safety.order_by("number").values_list("public_id", "number"))
    versions = PublicVersion.objects.as_of(facts.version)
    touched = versions.filter(public_id__in=told) | versions.filter(change__gt=facts.version)
    rows: dict[str, dict[str, str]] = {"events": {}, "claims": {}}
    for public_id, document, claims in touched.values_list("public_id", "document", "claims"):
        rows["events"][public_id] = document
        rows["claims"] |= {claim["id"]: dump(claim) for claim in json.loads(claims)}
    already = shelf.applied()
    withdrawn = {
        public_id for public_id, number in told.items() if public_id not in rows["events"] and number > already
    }
    events = rows["events"].keys() | withdrawn
    return Takedown(set(events), rows, max((told[one] for one in events if one in told), default=0))


def _feed_was_cut(folder: Path, facts: Facts) -> bool:
    """Tell whether lines of the feed lost what they told since the release was cut."""
    beside = folder.parent / f".cutting-{CHANGES}"
    beside.mkdir(exist_ok=True)
    write_changes(beside / CHANGES, facts)
    return sum_of(beside / CHANGES) != sum_of(folder / CHANGES)


def _documents(folder: Path, found: Takedown) -> Mapping[str, Iterable[str]]:
    """Return the documents of each part of a release, with what may stand of them today."""
    kept = {name: read_lines(folder / f"{name}.{LINES}") for name in BY_NAME}
    sources, lost = _sources(folder, found)
    given: dict[str, Iterable[str]] = dict(kept)
    given["events"] = merged(BY_NAME["events"], kept["events"], found.events, found.rows["events"], "id")
    given["claims"] = merged(BY_NAME["claims"], kept["claims"], found.events, found.rows["claims"], "event")
    given["sources"] = merged(BY_NAME["sources"], kept["sources"], lost, sources, "id")
    given["checks"] = _asked_again(kept["checks"], found.events)
    return given


def _sources(folder: Path, found: Takedown) -> tuple[dict[str, str], set[str]]:
    """Return the documents of sources that the release needs and lacks, and the ids of those that must leave it.

    A source leaves with the last claim that cited it, as it leaves the public record; while another row of the
    release names it, it stays.
    """
    cited: set[str] = set()
    before: set[str] = set()
    for row in map(json.loads, read_lines(folder / f"claims.{LINES}")):
        (before if row["event"] in found.events else cited).add(row["source"])
    cited |= {json.loads(claim)["source"] for claim in found.rows["claims"].values()}
    present = {json.loads(line)["id"] for line in read_lines(folder / f"sources.{LINES}")}
    rows = PublicSource.objects.filter(public_id__in=(before | cited) - (present - before))
    today = dict(rows.values_list("public_id", "document"))
    lost = {source for source in before - cited - today.keys() if not _is_named(folder, source)}
    return {source: today[source] for source in cited - present if source in today}, lost


def _is_named(folder: Path, source: str) -> bool:
    named = f'"{source}"'
    others = (line for name in ("figures", "checks") for line in read_lines(folder / f"{name}.{LINES}"))
    return any(named in line for line in others)


def _asked_again(checks: Iterable[str], events: set[str]) -> Iterator[str]:
    """Yield checks; the findings of those that rest on a touched event are what the record makes of them today."""
    for line in checks:
        if any(f'"{event}"' in line for event in events):
            check: dict[str, Any] = json.loads(line)
            del check["finding"]
            yield from with_findings(iter([dump(check)]))
        else:
            yield line


def merged(part: Part, kept: Iterable[str], gone: set[str], rows: Mapping[str, str], key: str) -> Iterator[str]:
    """Yield the documents of a part without those whose `key` is gone, and with `rows` in their places.

    A row that was coarsened stands where its new date belongs: its old place would tell the old date.
    """
    assert part.place is not None
    sign = -1 if part.descending else 1
    waiting = sorted(((part.place(json.loads(text)), text) for text in rows.values()), reverse=part.descending)
    for line in kept:
        row = json.loads(line)
        if row[key] in gone:
            continue
        place = part.place(row)
        while waiting and (waiting[0][0] < place if sign == 1 else waiting[0][0] > place):
            yield waiting.pop(0)[1]
        yield line
    yield from (text for _, text in waiting)
