"""What was found, as plain JSON in the order of the codebook."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..figures import Finding, Interval, Reckoning
from ..models import PublicSeries
from ..vocabulary import Bilingual, CheckVerdict
from .coverage import coverage_of, plain


def verdict_document(public_id: str, reckoning: Reckoning) -> dict[str, Any]:
    """Return the verdict on one figure, in the columns of figure_verdict."""
    verdict = reckoning.verdicts[public_id]
    derived = verdict.derived or Interval(None, None)
    return {
        "id": verdict.id,
        "verdict": verdict.code,
        "standing": verdict.standing,
        "single_source": verdict.single_source,
        "derived_low": plain(derived.low),
        "derived_high": plain(derived.high),
        "derivation": list(verdict.derivation),
        "conflict": list(verdict.conflict),
        "repairs": list(verdict.repairs),
        "rule": reckoning.rule,
        **_sentence(verdict.sentence),
    }


def check_document(check: Mapping[str, Any], finding: Finding, rule: str) -> dict[str, Any]:
    """Return the verdict on one check, in the columns of check_verdict."""
    return {
        "id": check["id"],
        "verdict": finding.code,
        "evidence": list(finding.evidence),
        "details": [_year(check["series"], row) for row in finding.details],
        "rule": rule,
        **_sentence(finding.sentence),
    }


def series_document(slug: str, reckoning: Reckoning, known_on: date | None = None) -> dict[str, Any]:
    """Return what was found about one public series as a whole, as far as it was known on a day.

    Costs: 1 query, and 2 for each standing number where events count the same.
    """
    series = json.loads(PublicSeries.objects.values_list("document", flat=True).get(slug=slug))
    family = reckoning.benches[slug].family
    own = {name: number for name, number in family.numbers.items() if number.series == slug}
    standing = [number for name, number in own.items() if reckoning.verdicts[name].standing]
    conflicts = [conflict for conflict in reckoning.conflicts if own.keys() & set(conflict.members)]
    derived = [cell for cell in reckoning.derived if cell.series == series["id"]]
    return {
        "id": series["id"],
        "rule": reckoning.rule,
        "consistent": not conflicts,
        "bound_to": sorted(family.counts.keys() - {slug}),
        "conflicts": [
            {"members": list(found.members), "repairs": list(found.repairs), **_sentence(found.sentence)}
            for found in conflicts
        ],
        "derived": [
            {
                "from": cell.start and cell.start.isoformat(),
                "to": cell.end.isoformat(),
                "low": plain(cell.interval.low),
                "high": plain(cell.interval.high),
                "derivation": list(cell.derivation),
            }
            for cell in derived
        ],
        "comparable": bool(series["event_scope"]),
        "scope": series["event_scope"],
        "scope_note_en": series["scope_note_en"],
        "scope_note_ko": series["scope_note_ko"],
        "coverage": coverage_of(series, standing) if known_on is None else [],
    }


HELD = {CheckVerdict.HOLDS: True, CheckVerdict.FAILS: False}


def _year(series: str, row: Sequence[Any]) -> dict[str, Any]:
    """Return one year of a sentence about several: what it can hold, and whether the sentence holds for it."""
    year, code, low, high = row
    told = {"series": series, "from": f"{year}-01-01", "to": f"{year}-12-31"}
    return told | {"low": plain(low), "high": plain(high), "holds": HELD.get(code)}


def _sentence(sentence: Bilingual) -> dict[str, str]:
    return {"sentence_en": sentence.en, "sentence_ko": sentence.ko}
