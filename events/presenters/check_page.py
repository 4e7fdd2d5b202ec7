"""The page of one check: the sentence, how its number is read, the verdict, and all that the verdict rests on."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from django.db.models import Q, Subquery
from django.utils.translation import gettext

from .. import figures, partial_dates, reconciliation
from ..filters import EventFilter
from ..models import PublicChange, PublicCheck, PublicEvent, PublicFigure, PublicSeries
from ..vocabulary import Bilingual, CheckKind
from . import addresses, changes, checks, figures_page, listing, sources, words

Told = dict[str, Any]
ROLES = {
    "named": Bilingual("the event that is named", "문장이 말한 사건"),
    "since": Bilingual("of the year that is named", "문장이 기준으로 든 해의 사건"),
    "between": Bilingual("in between", "그 사이의 사건"),
    "": Bilingual("of the same kind", "같은 유형의 사건"),
}
WORDED = Bilingual("As it is worded", "쓰인 대로 읽으면")
OTHERWISE = Bilingual("In another reading", "다르게 읽으면")
FITS = {
    True: {"code": "holds", "word": Bilingual("fits", "맞음")},
    False: {"code": "fails", "word": Bilingual("does not fit", "맞지 않음")},
    None: {"code": "untestable", "word": Bilingual("not known", "알 수 없음")},
}


def page(check: PublicCheck) -> Told:
    """Return everything on the page of a check. Costs: 4 to 6 queries."""
    row = checks.row(check)
    finding, document = row["verdict"]["finding"], json.loads(check.document)
    ledger, last = _ledger(check.public_id)
    evidence = finding.get("evidence", [])
    rows = _figures(evidence)
    return {
        **row,
        "document": sources.shape(check.source, _alone(check)) if check.source else None,
        "interval": interval(check),
        "rule": finding.get("rule") or figures.RULE_VERSION,
        "note": document["public_note"],
        "years": check.kind == CheckKind.EACH_YEAR,
        "details": _details(check, finding.get("details", []), rows),
        "figures": [figures_page.row(figure) for figure in rows],
        "events": _events(document, evidence),
        "question": question(document),
        "changes": ledger,
        "changed": ledger[0]["at"] if ledger else None,
        "first": ledger[-1]["at"] if ledger else None,
        "version": last.number if last else 0,
        "version_at": last.at if last else None,
        "embed": addresses.page("embed_check", check.public_id),
    }


def cite(told: Told, absolute: Callable[[str], str]) -> str:
    """Return how a verdict is cited: with the version of the dataset that it follows from, as it may change."""
    said = gettext("%(author)s, check %(id)s of %(words)s: %(verdict)s. Dataset version %(version)s. CC BY 4.0.") % {
        "author": gettext("Defection Events Tracker"),
        "id": told["id"],
        "words": told["named"],
        "verdict": told["verdict"]["word"],
        "version": told["version"],
    }
    return f"{said} {absolute(told['href'])}"


def tombstone(check: PublicCheck) -> Told:
    """Return what is left to say of a check that was withdrawn. Costs: 1 or 2 queries."""
    ledger = changes.of(check.public_id)
    at = ledger[0]["at"] if ledger else None
    return {"id": check.public_id, "reason": check.tombstone_reason, "changes": ledger, "at": at}


def interval(check: PublicCheck) -> str:
    """Return what the printed number allows: “33,000–35,000”, “1,001 or more”; empty without a number."""
    if check.kind not in (CheckKind.NUMBER, CheckKind.EACH_YEAR) or check.series is None:
        return ""
    return span(*reconciliation.allowed(json.loads(check.document), json.loads(check.series.document)))


def span(low: Any, high: Any) -> str:
    """Return an interval in words; empty where it has no bound."""
    if low is None and high is None:
        return ""
    if high is None:
        return gettext("%(n)s or more") % {"n": words.number(low)}
    if low is None:
        return gettext("%(n)s or less") % {"n": words.number(high)}
    return words.number(low) if low == high else f"{words.number(low)}–{words.number(high)}"


def question(document: Told) -> str:
    """Return the address of the events of the kind of which one is said to be the first, from the year named on."""
    if not document["event_scope"]:
        return ""
    asked = dict(parse_qsl(document["event_scope"]))
    if document["since"] and (start := partial_dates.read(document["since"]).start):
        asked |= {"from": start.isoformat()}
    return addresses.view(EventFilter(asked, PublicEvent.objects.all()).query())


def _ledger(public_id: str) -> tuple[list[Told], PublicChange | None]:
    """Return the lines of a check, last first, and the last line of all, which is the version of the dataset."""
    last = PublicChange.objects.order_by("-number").values("number")[:1]
    either = Q(public_id=public_id) | Q(number=Subquery(last))
    rows = list(PublicChange.objects.filter(either).order_by("-number"))
    return changes.shape([row for row in rows if row.public_id == public_id]), rows[0] if rows else None


def _alone(check: PublicCheck) -> sources.Library:
    assert check.source is not None
    return sources.Library([check.source])


def _details(check: PublicCheck, found: list[Told], rows: list[PublicFigure]) -> list[Told]:
    """Return what was found for each year or reading, with the figure of just that where there is one.

    Costs: 1 query if it is of another series than the check.
    """
    told = {_cell(figure): figures_page.address(figure) for figure in reversed(rows)}
    titles = _titles(check, {row["series"] for row in found if row.get("series")})
    shown: list[Told] = []
    for row in found:
        if "holds" not in row:
            continue
        shown.append(
            {
                "period": checks.period(f"{row.get('from') or '..'}/{row.get('to') or '..'}"),
                "series": titles.get(row.get("series") or "", ""),
                "series_href": f"{addresses.page('figures')}?series={row['series']}" if row.get("series") else "",
                "figure": told.get((row.get("series"), row.get("from"), row.get("to")), ""),
                "value": span(row.get("low"), row.get("high")),
                "fits": FITS[row["holds"]] | {"mark": checks.MARKS[str(FITS[row["holds"]]["code"])]},
                "how": OTHERWISE if shown else WORDED,
            }
        )
    return shown


def _titles(check: PublicCheck, slugs: set[str]) -> dict[str, str]:
    known = {check.series.slug: check.series.document} if check.series else {}
    if others := slugs - known.keys():
        known |= dict(PublicSeries.objects.filter(slug__in=others).values_list("slug", "document"))
    return {slug: json.loads(text)[f"title_{addresses.language()}"] for slug, text in known.items()}


def _cell(figure: PublicFigure) -> tuple[Any, Any, Any]:
    first, last = figure.period_from, figure.period_to
    slug = figure.series.slug if figure.series else ""
    return slug, first.isoformat() if first else None, last.isoformat() if last else None


def _figures(evidence: list[str]) -> list[PublicFigure]:
    ids = [one for one in evidence if one.startswith("FG-")]
    if not ids:
        return []
    rows = PublicFigure.objects.filter(tombstone="").select_related("series", "source")
    found = rows.in_bulk(ids, field_name="public_id")
    return [found[one] for one in ids if one in found]


def _events(document: Told, evidence: list[str]) -> list[Told]:
    """Return the events of a “first since”, oldest first: the one named, those of the year, what lies in between."""
    ids = {*filter(None, [document["event"]]), *(one for one in evidence if one.startswith("EV-"))}
    if not ids:
        return []
    rows = list(PublicEvent.objects.live().filter(public_id__in=ids).order_by("occurred_from", "number"))
    named = next((row for row in rows if row.public_id == document["event"]), None)
    found = []
    for row in rows:
        role = _role(row, named, document["since"])
        found.append({**listing.row(row), "role": role, "role_words": ROLES[role]})
    return found


def _role(row: PublicEvent, named: PublicEvent | None, since: str) -> str:
    if named is not None and row.pk == named.pk:
        return "named"
    year = partial_dates.read(since) if since else None
    if year is None or row.occurred_from is None or row.occurred_to is None or not (year.start and year.end):
        return ""
    if row.occurred_from <= year.end and row.occurred_to >= year.start:
        return "since"
    before = named is None or named.occurred_from is None or row.occurred_to < named.occurred_from
    return "between" if row.occurred_from > year.end and before else ""
