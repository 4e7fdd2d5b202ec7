"""What feeds tell: each entry with a name that no host, title or language of the program changes."""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..filters import CheckFeed, CorrectionFeed, EventFeed
from ..models import PublicChange, PublicCheck, PublicEvent
from ..vocabulary import Bilingual
from . import addresses, changes, checks, listing

A_PAGE = 50
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When an empty feed was changed last."""

NEW = Bilingual("New events", "새 사건")
CORRECTIONS = Bilingual("Corrections", "정정")
CHECKS = Bilingual("Numbers in the news, checked", "뉴스 속 수치 검증")
KINDS = {
    "updated": Bilingual("updated", "수정"),
    "withdrawn": Bilingual("withdrawn", "철회"),
    "merged": Bilingual("merged", "병합"),
    "taken_down": Bilingual("taken down", "내림"),
}


@dataclass(frozen=True)
class Entry:
    """One entry; `shown` is what its template takes, `told` what a machine takes. Addresses are without a host."""

    name: str
    href: str
    title: str
    published: dt.datetime
    updated: dt.datetime
    shown: dict[str, Any]
    told: dict[str, Any]
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Feed:
    """One page of a feed; `query` is its own question, `next` that of the page before it in time."""

    name: str
    title: str
    home: str
    query: str
    next: str
    template: str
    entries: list[Entry]

    @property
    def updated(self) -> dt.datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


def name_of(*parts: object) -> str:
    """Return the lasting name of a feed or an entry as a URN: the same whatever host serves it, one a language."""
    whole = "/".join(str(part) for part in ("defection-events-tracker", addresses.language(), *parts))
    return uuid5(NAMESPACE_URL, whole).urn


def events(question: EventFeed) -> Feed:
    """Return events by the time at which they became public, newest first. Costs: 3 queries."""
    lines, following = _page(question.lines)
    rows = PublicEvent.objects.in_bulk([line.public_id for line in lines], field_name="public_id")
    last = PublicChange.objects.in_bulk([row.change for row in rows.values()])
    found = [_event(line, rows[line.public_id], last) for line in lines if line.public_id in rows]
    query = question.query(before=None)
    title = question.describe(addresses.language()).rstrip(".") if query else str(NEW)
    home = addresses.view(query)
    return Feed(name_of("events", query), title, home, question.query(), _next(question, following), "event", found)


def corrections(question: CorrectionFeed) -> Feed:
    """Return changes of what was public, newest first. Costs: 2 or 3 queries."""
    lines, following = _page(question.lines)
    named = [line.public_id for line in lines if line.record == "event"]
    titles = {row.public_id: _title(row) for row in PublicEvent.objects.live().filter(public_id__in=named)}
    shaped = zip(lines, changes.shape(lines), strict=True)
    found = [_correction(line, shown, titles.get(line.public_id, "")) for line, shown in shaped]
    query = question.query(before=None)
    title = question.describe(addresses.language()).rstrip(".") if query else str(CORRECTIONS)
    home = addresses.page("corrections")
    next_query = _next(question, following)
    return Feed(name_of("corrections", query), title, home, question.query(), next_query, "correction", found)


def checked(question: CheckFeed) -> Feed:
    """Return checked sentences by the time at which they became public, newest first. Costs: 3 queries."""
    lines, following = _page(question.lines)
    rows = checks.listed().in_bulk([line.public_id for line in lines], field_name="public_id")
    last = PublicChange.objects.in_bulk([row.change for row in rows.values()])
    found = [_check(line, rows[line.public_id], last) for line in lines if line.public_id in rows]
    query = question.query(before=None)
    title = question.describe(addresses.language()).rstrip(".") if query else str(CHECKS)
    home = checks.at(query)
    return Feed(name_of("checks", query), title, home, question.query(), _next(question, following), "check", found)


def _page(lines: Any) -> tuple[list[PublicChange], str]:
    """Return one page of lines and the number before which the next one begins; empty at the end."""
    found = list(lines[: A_PAGE + 1])
    return found[:A_PAGE], str(found[A_PAGE - 1].number) if len(found) > A_PAGE else ""


def _next(question: EventFeed | CheckFeed | CorrectionFeed, following: str) -> str:
    return question.query(before=following) if following else ""


def _title(row: PublicEvent) -> str:
    return row.title_ko if addresses.language() == "ko" else row.title_en


def _event(line: PublicChange, row: PublicEvent, last: dict[int, PublicChange]) -> Entry:
    document = json.loads(row.document)
    shown = {**listing.row(row), "summary": document[f"summary_{addresses.language()}"]}
    updated = last[row.change].at if row.change in last else line.at
    href = addresses.named_event(row.public_id, _title(row))
    tags = [code for code in (row.direction, row.movement_class, row.outcome) if code]
    return Entry(name_of("events", row.public_id), href, _title(row), line.at, updated, shown, document, tags)


def _check(line: PublicChange, row: PublicCheck, last: dict[int, PublicChange]) -> Entry:
    shown = checks.row(row)
    verdict = shown["verdict"]
    told = json.loads(row.document) | {"finding": verdict["finding"] or None}
    updated = last[row.change].at if row.change in last else line.at
    tags = [row.kind, verdict["code"]]
    return Entry(name_of("checks", row.public_id), shown["href"], shown["title"], line.at, updated, shown, told, tags)


def _correction(line: PublicChange, shown: dict[str, Any], title: str) -> Entry:
    head = " ".join(filter(None, [line.public_id, str(KINDS.get(line.kind, line.kind))]))
    told = {"number": line.number, "kind": line.kind, "record": line.record, "id": line.public_id}
    told |= {"fields": line.fields, "reason": line.reason, "severity": line.severity, "sources": line.sources}
    href = addresses.named_event(line.public_id, title) if title else shown["href"]
    tags = list(filter(None, [line.kind, line.severity]))
    whole = f"{head}: {title}" if title else head
    return Entry(name_of("changes", line.number), href, whole, line.at, line.at, shown, told, tags)
