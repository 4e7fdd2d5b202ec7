"""Doorbells: each task is one call into a room below. Keyed by an outbox row, so running one twice does no harm."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from . import access, derive, hooks, releases
from .intake import links, reading, reports

# acks_late and reject_on_worker_lost (settings) put a killed worker's task back; the relay sends it again besides.
# To the broker a task that fails is done: without a retry a worker would empty the whole queue in the seconds that the
# database needs to start again, and all of it would wait for the relay. At most 1, 2, 4, 8 and 16 seconds.
RETRY = {"autoretry_for": (OperationalError, InterfaceError), "retry_backoff": True, "max_retries": 5}


@shared_task(name=derive.REBUILD_YEARS, **RETRY)  # type: ignore[untyped-decorator]
def rebuild_years(row: int) -> bool:
    """Recompute the years that an outbox row names."""
    return derive.work_off(row)


@shared_task(name="events.rebuild_all", **RETRY)  # type: ignore[untyped-decorator]
def rebuild_all() -> int:
    """Recompute every year and record whether the kept counts agreed; the desk shows an alarm if not."""
    return derive.rebuild_all().pk


@shared_task(name=derive.RECONCILE, **RETRY)  # type: ignore[untyped-decorator]
def reconcile(row: int) -> bool:
    """Reckon the series that an outbox row names, and ask the checks again."""
    return derive.work_off_reconciling(row)


@shared_task(name="events.reconcile_all", **RETRY)  # type: ignore[untyped-decorator]
def reconcile_all() -> int:
    """Reckon every series and record whether the kept verdicts agreed; the desk shows an alarm if not."""
    return derive.reconcile_all().pk


@shared_task(name=reading.READ_ARTICLE, **RETRY)  # type: ignore[untyped-decorator]
def read_article(row: int) -> bool:
    """Fetch and read the article that an outbox row names."""
    return reading.work_off(row)


@shared_task(name="events.check_links", **RETRY)  # type: ignore[untyped-decorator]
def check_links() -> dict[str, int]:
    """Ask whether the addresses of sources still answer; the desk shows which do not."""
    return links.check_links()


@shared_task(name="events.erase_reports", **RETRY)  # type: ignore[untyped-decorator]
def erase_reports() -> int:
    """Erase the words of reports of errors that were closed long ago."""
    return reports.erase_closed()


@shared_task(name="events.forget_key_uses", **RETRY)  # type: ignore[untyped-decorator]
def forget_key_uses() -> int:
    """Forget all uses of each key to the API but the last one."""
    return access.forget_uses()


@shared_task(name="events.forget_work_done", **RETRY)  # type: ignore[untyped-decorator]
def forget_work_done() -> int:
    """Forget work that was done long ago."""
    return derive.forget_done()


@shared_task(name="events.release", **RETRY)  # type: ignore[untyped-decorator]
def release() -> str:
    """Freeze the public record as the next release, unless nothing was published since the last one."""
    return releases.cut_if_changed()


@shared_task(name="events.whole_files", **RETRY)  # type: ignore[untyped-decorator]
def whole_files() -> str:
    """Make the whole files of every list, unless they stand for the record as it is."""
    return releases.make_whole()


@shared_task(name=derive.RECUT, **RETRY)  # type: ignore[untyped-decorator]
def recut_releases(row: int) -> bool:
    """Remove what was taken down from every release, as an outbox row asks."""
    return derive.once(row, derive.RECUT, releases.recut)


@shared_task(name=hooks.DELIVER, **RETRY)  # type: ignore[untyped-decorator]
def deliver(row: int) -> bool:
    """Send one batch of changes, or a test, to the webhook that an outbox row names."""
    return hooks.work_off(row)
