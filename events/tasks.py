"""Doorbells: each task is one call into a room below. Keyed by an outbox row, so running one twice does no harm."""

from celery import shared_task

from . import derive

# acks_late and reject_on_worker_lost (settings) put a killed worker's task back; the relay sends it again besides.


@shared_task(name=derive.REBUILD_YEARS)  # type: ignore[untyped-decorator]
def rebuild_years(row: int) -> bool:
    """Recompute the years that an outbox row names."""
    return derive.work_off(row)


@shared_task(name="events.rebuild_all")  # type: ignore[untyped-decorator]
def rebuild_all() -> int:
    """Recompute every year and record whether the kept counts agreed; the desk shows an alarm if not."""
    return derive.rebuild_all().pk
