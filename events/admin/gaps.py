"""What the evidence of an event lacks: for the queue of reviews in one line, for the review at each field."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..codebook import FIELDS
from ..models import Claim
from ..vocabulary import Certainty, Standing
from .parts import label_of

MISSING, UNQUOTED, ONE_ORIGIN, PRESUMED = "missing", "unquoted", "one_origin", "presumed"
NAMED = 4
"""Fields that one line of the queue names; more are counted."""
WORDS: dict[str, Any] = {
    MISSING: _("no accepted claim, and it is needed"),
    UNQUOTED: _("no words quoted"),
    ONE_ORIGIN: _("from one origin only"),
    PRESUMED: _("presumed only"),
}


def gaps_of(claims: Sequence[Claim], roots: dict[int, int]) -> dict[str, list[str]]:
    """Return {field: its gaps} of one event; `roots` leads from each source to its origin. Fields without a gap
    are left out."""
    accepted: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.standing == Standing.ACCEPTED and not claim.sealed:
            accepted.setdefault(claim.field, []).append(claim)
    found = {key: _gaps(accepted.get(key, []), roots, needed=field.needed) for key, field in FIELDS.items()}
    return {key: gaps for key, gaps in found.items() if gaps}


def _gaps(accepted: list[Claim], roots: dict[int, int], *, needed: bool) -> list[str]:
    if not accepted:
        return [MISSING] if needed else []
    told = {
        UNQUOTED: not any(claim.quote for claim in accepted),
        ONE_ORIGIN: len({roots[claim.source_id] for claim in accepted}) == 1,
        PRESUMED: all(claim.certainty == Certainty.PRESUMED for claim in accepted),
    }
    return [gap for gap, holds in told.items() if holds]


def summed_up(gaps: dict[str, list[str]], coded: set[str]) -> list[str]:
    """Return one line a kind of gap with the fields that have it; their number where they are many."""
    lines = []
    for gap, words in WORDS.items():
        fields = [key for key in FIELDS if gap in gaps.get(key, ())]
        counted = gettext("%(n)d of %(all)d fields") % {"n": len(fields), "all": len(coded)}
        names = counted if gap != MISSING and len(fields) > NAMED else ", ".join(map(label_of, fields))
        lines += [capfirst(f"{words}: {names}")] if fields else []
    return lines
