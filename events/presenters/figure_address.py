"""Where a figure or a bridge stands now, from its id alone; or what is left to say of one that was withdrawn."""

from typing import Any

from ..models import PublicBridge, PublicFigure
from . import addresses, changes

TABLES: dict[str, Any] = {"FG": PublicFigure, "BR": PublicBridge}


def find(public_id: str) -> PublicFigure | PublicBridge | None:
    """Return the row of a figure or a bridge, tombstones too. Costs: 1 query."""
    if public_id[:2] not in TABLES:
        return None
    found: PublicFigure | PublicBridge | None = (
        TABLES[public_id[:2]].objects.select_related("series").filter(public_id=public_id).first()
    )
    return found


def of(row: PublicFigure | PublicBridge) -> str:
    """Return where it stands on the page of its series."""
    assert row.series is not None
    return f"{addresses.series(row.series.slug)}#{row.public_id}"


def tombstone(row: PublicFigure | PublicBridge) -> dict[str, Any]:
    """Return what is left to say of one that was withdrawn. Costs: 1 or 2 queries."""
    ledger = changes.of(row.public_id)
    return {
        "id": row.public_id,
        "reason": row.tombstone_reason,
        "changes": ledger,
        "at": ledger[0]["at"] if ledger else None,
    }
