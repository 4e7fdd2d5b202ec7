"""The card of an event or of a check, as other sites show it beside a link: one drawing of 1200 by 630 dots."""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext

from .. import pictures
from ..models import PublicEvent
from ..vocabulary import CheckVerdict, Evidence
from . import listing, marks
from .lettering import fit, width

WIDE = 1200
MARGIN = 72
ROOM = WIDE - 2 * MARGIN
TITLE = ((68, 3), (58, 4), (48, 5), (40, 6))
"""Sizes of a title and how many lines of each have room above the line."""
TOP, LEAD = 118, 1.26
FACTS = ((30, 1), (26, 1), (22, 1))
BESIDE_DISC = ROOM - 150
DOUBT = (Evidence.DISPUTED, Evidence.REFUTED)


def of_event(event: PublicEvent) -> str:
    """Return an event's card as SVG: what, when, where to, how well it is known."""
    row = listing.row(event)
    backed = " · ".join([str(row["evidence_words"]), *_backing(row)])
    facts = " · ".join(str(row[name]) for name in ("date", "direction", "outcome"))
    return _draw(row["title"], facts, backed, tone=row["tone"], evidence=event.evidence, id=event.public_id)


def of_tombstone(event: PublicEvent) -> str:
    """Return the card of an event that is gone, which tells nothing of it."""
    merged = event.tombstone == "merged"
    said = gettext("This event was merged into another") if merged else gettext("This event was withdrawn")
    return _draw(said, "", "", tone=marks.THIRD, evidence="", id=event.public_id)


LIKE = {CheckVerdict.HOLDS: Evidence.CORROBORATED, CheckVerdict.FAILS: Evidence.DISPUTED}
"""Verdicts whose mark is that of an evidence: filled where a sentence holds, upturned where it does not."""


def of_check(row: dict[str, Any]) -> str:
    """Return the card of a checked sentence, given as its row: the words, the verdict, who printed it and when."""
    verdict = row["verdict"]
    word = str(verdict["word"])
    whole = f"{word}: {verdict['sentence']}" if verdict["sentence"] else word
    facts = whole if width(whole, FACTS[-1][0]) <= BESIDE_DISC else word  # a sentence is never cut
    backed = " · ".join(filter(None, [row["source"]["publisher"], row["stated"]]))
    like = LIKE.get(verdict["code"], Evidence.REPORTED)
    return _draw(f"“{row['words']}”", facts, backed, tone="", evidence=like, id=row["id"])


def of_record() -> str:
    """Return the card of every page that has none of its own."""
    said = gettext("Every recorded crossing of the Korean border, with its sources.")
    return _draw(said, "", "CC BY 4.0", tone="both", evidence="", id="")


@lru_cache(maxsize=64)
def picture(drawing: str) -> bytes:
    """Return a card as PNG. Drawing takes some tenths of a second, so the last ones are kept."""
    return pictures.png(drawing, WIDE)


def _backing(row: dict[str, Any]) -> list[str]:
    documents, origins = row["documents"], row["origins"]
    return [
        ngettext("%(n)s document", "%(n)s documents", documents) % {"n": documents},
        ngettext("%(n)s origin", "%(n)s origins", origins) % {"n": origins},
    ]


def _draw(title: str, facts: str, backed: str, *, tone: str, evidence: str, id: str) -> str:
    size, lines = fit(title, ROOM, TITLE)
    facts_size, (facts,) = fit(facts, BESIDE_DISC, FACTS) if facts else (0, [""])
    backed_size, (backed,) = fit(backed, BESIDE_DISC, FACTS[1:]) if backed else (0, [""])
    shape = "doubt" if evidence in DOUBT else "square" if evidence == Evidence.OFFICIALLY_CONFIRMED else "dot"
    return render_to_string(
        "events/card.svg",
        {
            "brand": gettext("Defection Events Tracker"),
            "lines": [{"y": round(TOP + (n + 1) * size * LEAD), "words": words} for n, words in enumerate(lines)],
            "size": size,
            "facts": facts,
            "facts_size": facts_size,
            "backed": backed,
            "backed_size": backed_size,
            "shape": shape if evidence else "",
            "sure": evidence in (Evidence.CORROBORATED, Evidence.OFFICIALLY_CONFIRMED),
            "tone": tone,
            "sans": pictures.SANS,
            "serif": pictures.SERIF,
            "id": id,
        },
    )
