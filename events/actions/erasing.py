"""Destroying what one revision says, for somebody's safety. The chain goes on verifying; the act itself is recorded."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import connection, transaction

from ..derive import CHAINED, ERASING, PUBLIC_FEED, RECUT, lock, note_rewrite, write_past
from ..errors import MissingReason, NotAllowedNow
from ..models import OutboxRow, PublicChange, Reviewed, Revision, RevisionBody
from ..vocabulary import Act
from .history import append, require


@transaction.atomic
def erase_body(revision: Revision, *, by: User, reason: str) -> Revision:
    """Destroy the body of a revision and return the revision that records it.

    What the public sees now rests on the body of the approved version: approve another version first. The line of the
    feed keeps its number, time and kind, of a split only that it was created, and loses the values and the reason that
    it told.
    Raises: NotPermitted, MissingReason, NotAllowedNow.
    """
    require(by, "review")
    if not reason.strip():
        raise MissingReason("A reason is needed.", field="reason", remedy="Say why, without repeating what is erased.")
    lock(PUBLIC_FEED)
    record = CHAINED[revision.record]._default_manager.select_for_update(no_key=True).get(pk=revision.record_id)
    if isinstance(record, Reviewed) and record.approved_version == revision.number:
        remedy = "Publish a corrected version first, or withdraw the record."
        raise NotAllowedNow(f"The public record rests on {revision}.", field="revision", remedy=remedy)
    if revision.act in ERASING or not RevisionBody.objects.filter(pk=revision.pk).exists():
        remedy = "Choose a revision whose body is still kept."
        raise NotAllowedNow(f"{revision} has no body to erase.", field="revision", remedy=remedy)
    record.version += 1
    recorded = append(record, Act.ERASE, body={"erased": revision.number}, by=by, reason=reason)
    record.save(update_fields=["version"])
    destroy([revision])
    return recorded


def destroy(revisions: Iterable[Revision]) -> None:
    """Destroy the bodies of some revisions, what their lines of the feed told, and the public past made of them.

    Tags that were given out before are good no longer. Numbered releases that hold the bodies are re-cut by a worker:
    the outbox says so in the same transaction. The caller has recorded it, and holds the lock of the public feed.
    """
    revisions = list(revisions)
    for revision in revisions:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('tracker.erasing', %s, true)", [str(revision.pk)])
        RevisionBody.objects.filter(pk=revision.pk).delete()
        if revision.public_number is not None:
            line = PublicChange.objects.filter(number=revision.public_number)
            line.update(fields={}, reason="", severity="", sources=[])
            line.filter(kind="split").update(kind="created")  # from which it was split is told by no other row
    for record, number in {(revision.record, revision.record_id) for revision in revisions}:
        write_past(record, number)
    if any(revision.public_number is not None for revision in revisions):
        note_rewrite()
        OutboxRow.objects.create(task=RECUT)
