"""The public versions of an event: each of its approved states, read again from the history at every change.

A version holds no claim that the public does not see with the event today, and an approval whose body was destroyed
has none: what was sealed or taken down is gone from the past too. See docs/adr/0030-public-versions.md.
"""

from collections.abc import Iterator

from ..models import PublicVersion, Revision, public_id
from ..vocabulary import Act
from .rows import event_columns, text_of
from .snapshot import Json

CLOSING = (Act.WITHDRAW, Act.MERGE)
"""Acts after which an event was no longer public for a while, even if their bodies are gone."""


def write_versions(number: int) -> None:
    """Write the public versions of an event anew; none if its last approval left a tombstone. Costs: 3 queries."""
    PublicVersion.objects.filter(number=number).delete()
    chain = Revision.objects.filter(record="event", record_id=number, public_number__isnull=False)
    approvals = list(chain.select_related("body").order_by("number"))
    bodies = [approval.body.read() if hasattr(approval, "body") else {} for approval in approvals]
    last: Json = bodies[-1].get("snapshot", {}) if bodies else {}
    if "document" in last:
        public = {claim["id"] for claim in last["claims"]}
        PublicVersion.objects.bulk_create(_versions(number, approvals, bodies, public))


def _versions(number: int, approvals: list[Revision], bodies: list[Json], public: set[str]) -> Iterator[PublicVersion]:
    """Yield the versions that can still be told. One whose body is gone is covered by the next that stands, so that
    an event does not drop out of a view of that time.
    """
    changes = [approval.public_number or 0 for approval in approvals]
    told = zip(approvals, bodies, changes, [*changes[1:], None], strict=True)
    since = 0
    for version, (approval, body, change, end) in enumerate(told, start=1):
        since = since or change
        snapshot = body.get("snapshot", {})
        if "document" in snapshot:
            document = {"id": public_id("EV", number), "version": version} | snapshot["document"]
            claims = [text_of(claim, "claim") for claim in snapshot["claims"] if claim["id"] in public]
            yield PublicVersion(
                number=number,
                public_id=document["id"],
                version=version,
                change=change,
                at=approval.at,
                from_change=since,
                to_change=end,
                claims=f"[{','.join(claims)}]",
                **event_columns(document),
            )
        if "document" in snapshot or approval.act in CLOSING:
            since = 0
