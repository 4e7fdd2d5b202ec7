"""What a page that is not there can still say: which record or page the address may have meant."""

import re
from typing import Any

from ..filters import nearest
from ..models import PublicCheck, PublicEvent, PublicSource
from . import addresses

ID = re.compile(r"(?<![A-Za-z])(EV|SR|CK)[-_ ]?([0-9]{1,15})(?![0-9])", re.IGNORECASE)
PAGES = ("figures", "checks", "statistics", "method", "data", "corrections", "map", "codebook", "report")
MOST = 3
OTHER = {
    "en": {"language": "en", "said": "There is no such page.", "href": "/en/", "link": "All events, in English"},
    "ko": {"language": "ko", "said": "그런 쪽이 없습니다.", "href": "/ko/", "link": "한국어로 모든 사건 보기"},
}


def page(path: str) -> dict[str, Any]:
    """Return the likely targets of an address that leads nowhere. Costs: 1 or 2 queries if it holds an id."""
    found = [target for kind, digits in _ids(path) if (target := _record(kind, digits))]
    language, _, rest = path.strip("/").partition("/")
    first = (rest if language in addresses.LANGUAGES else f"{language}/{rest}").partition("/")[0]
    near = nearest(first, PAGES) if first else ""
    if near and not found:
        href = f"/{addresses.language()}/{near}/"
        found.append(_target(href, href))
    return {"targets": found[:MOST]}


def page_of_neither(path: str) -> dict[str, Any]:
    """Return the same for an address outside of both languages, and the other language's words for it."""
    return page(path) | {"other": OTHER["en" if addresses.language() == "ko" else "ko"]}


def _ids(path: str) -> list[tuple[str, str]]:
    return [(kind.upper(), digits) for kind, digits in ID.findall(path)][:MOST]


def _record(kind: str, digits: str) -> dict[str, str] | None:
    """Return the public record with a number, however many zeros its address had; a tombstone has no words."""
    number = int(digits)
    if kind == "EV":
        row = PublicEvent.objects.filter(number=number).first()
        return _target(addresses.event(row.public_id), row.public_id, *_title(row)) if row else None
    if kind == "CK":
        check = PublicCheck.objects.filter(number=number).values_list("public_id", flat=True).first()
        return _target(addresses.page("check", check), check) if check else None
    source = PublicSource.objects.filter(number=number).first()
    return _target(addresses.source(source.public_id), source.public_id, source.publisher) if source else None


def _title(row: PublicEvent) -> list[str]:
    return list(filter(None, [row.title_ko if addresses.language() == "ko" else row.title_en]))


def _target(href: str, *words: str) -> dict[str, str]:
    return {"href": href, "words": " ".join(words)}
