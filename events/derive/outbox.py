"""Work in the outbox that another room does: it is done once, and the row is marked in the end."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from ..models import OutboxRow

RECUT = "events.recut_releases"
"""Task that takes what was taken down out of numbered releases; its work is in the room `releases`."""

DONE_FOR = timedelta(days=30)
"""How long work that is done is kept to look at."""


def once(row_id: int, task: str, work: Callable[[], object]) -> bool:
    """Do the work of all open rows of a task if this one is among them; return whether it was still open.

    The work must bear being done twice: a worker may die after it and before the rows are marked. What is asked for
    meanwhile has a row of its own and stays open.
    """
    rows = set(OutboxRow.objects.open().of(task).values_list("pk", flat=True))
    if row_id not in rows:
        return False
    work()
    OutboxRow.objects.filter(pk__in=rows).update(done_at=timezone.now())
    return True


def forget_done() -> int:
    """Delete the rows of work that was done long ago and return how many; what is open stays. Costs: 1 query."""
    return OutboxRow.objects.filter(done_at__lt=timezone.now() - DONE_FOR).delete()[0]
