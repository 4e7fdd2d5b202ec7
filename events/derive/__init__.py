"""What follows from other rows: coded columns, the public record, statistics. All of it can be rebuilt."""

from .history import CHAINED, verify_history
from .locks import DERIVATIONS, PUBLIC_FEED, lock
from .project import Approved, project, prune_sources, record_change
from .rebuild import last_approved, rebuild_record
from .resolve import EMPTY, find_place, resolve, roots_of
from .snapshot import Json, snapshot_event, snapshot_figure, snapshot_series, snapshot_source
from .statistics import REBUILD_YEARS, dataset_version, rebuild_all, rebuild_years, status, work_off

__all__ = [
    "CHAINED",
    "DERIVATIONS",
    "EMPTY",
    "PUBLIC_FEED",
    "REBUILD_YEARS",
    "Approved",
    "Json",
    "dataset_version",
    "find_place",
    "last_approved",
    "lock",
    "project",
    "prune_sources",
    "rebuild_all",
    "rebuild_record",
    "rebuild_years",
    "record_change",
    "resolve",
    "roots_of",
    "snapshot_event",
    "snapshot_figure",
    "snapshot_series",
    "snapshot_source",
    "status",
    "verify_history",
    "work_off",
]
