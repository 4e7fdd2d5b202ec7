"""Yearly statistics, computed from the public record alone. Each year has its own lock; twice does no harm."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ..measures import Cell, Count, measure_year, years
from ..models import OutboxRow, PublicChange, StatisticRun, StatisticYear, YearlyStatistic
from . import tally
from .locks import STATISTICS, lock

REBUILD_YEARS = "events.rebuild_years"


def dataset_version() -> int:
    """Return the number of the last public change; 0 before the first."""
    return PublicChange.objects.aggregate(last=Max("number"))["last"] or 0


@transaction.atomic
def work_off(row_id: int) -> bool:
    """Do the work of one outbox row unless it is done; return whether it was still open."""
    row = OutboxRow.objects.open().of(REBUILD_YEARS).select_for_update().filter(pk=row_id).first()
    if row is None:
        return False
    rebuild_years(row.payload["years"])
    row.done_at = timezone.now()
    row.save(update_fields=["done_at"])
    return True


@transaction.atomic
def rebuild_years(wanted: Iterable[int]) -> list[str]:
    """Make the counts of some years right and return the cells that changed, in words. Costs: 3 queries a year."""
    changed: list[str] = []
    for year in sorted(set(wanted)):
        lock(STATISTICS, year)
        from_change = dataset_version()
        changed += _replace(year, measure_year(year))
        StatisticYear.objects.update_or_create(
            year=year, defaults={"from_change": from_change, "computed_at": timezone.now()}
        )
    return changed


def _replace(year: int, counts: dict[Cell, Count]) -> list[str]:
    kept = {Cell(r.year, r.direction, r.dimension, r.key): r for r in YearlyStatistic.objects.filter(year=year)}
    changed = []
    for cell in kept.keys() | counts.keys():
        row, count = kept.get(cell), counts.get(cell)
        before = _numbers(row) if row is not None else None
        after = _numbers(count) if count is not None else None
        if before == after:
            continue
        changed.append(f"{cell.year} {cell.direction} {cell.dimension} {cell.key}: {before} -> {after}")
        if row is not None:
            row.delete()
        if count is not None:
            YearlyStatistic.objects.create(**cell._asdict(), **vars(count))
    return sorted(changed)


def _numbers(count: Any) -> tuple[int, int, int, int]:
    return (count.events_certain, count.events_possible, count.persons_min, count.persons_max)


def rebuild_all() -> StatisticRun:
    """Compute every year from scratch and record whether the counts kept until now agreed.

    A difference in a year whose work is still waiting in the outbox is a delay; any other is an alarm, and so is a
    count of alike events that is not as one from scratch.
    """
    started = timezone.now()
    with transaction.atomic():
        if miscounted := tally.miscounted():
            tally.recount()
        kept = set(YearlyStatistic.objects.values_list("year", flat=True))
        changed = rebuild_years(kept | set(years()))
        # Asked after the years are locked: whoever published since is still waiting for that lock, so is not missed.
        waiting = {year for row in OutboxRow.objects.open().of(REBUILD_YEARS) for year in row.payload["years"]}
        wrong = [words for words in changed if int(words.split()[0]) not in waiting]
        return StatisticRun.objects.create(
            started_at=started,
            finished_at=timezone.now(),
            from_change=dataset_version(),
            rows=YearlyStatistic.objects.count(),
            differences=[*miscounted, *wrong],
        )


def status() -> dict[str, Any]:
    """Return what the desk shows: the last full run, the change that the counts include, the oldest waiting work."""
    open_rows = OutboxRow.objects.open().of(REBUILD_YEARS)
    oldest = open_rows.first()
    counted = StatisticYear.objects.aggregate(change=Max("from_change"), at=Max("computed_at"))
    return {
        "run": StatisticRun.objects.filter(kind="years").first(),
        "dataset_version": dataset_version(),
        "from_change": counted["change"] or 0,
        "computed_at": counted["at"],
        "open_rows": open_rows.count(),
        "oldest_open_at": oldest and oldest.created_at,
    }
