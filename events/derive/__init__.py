"""What follows from other rows: coded columns, the public record, statistics. All of it can be rebuilt."""

from .history import CHAINED, ERASING, verify_history
from .locks import DERIVATIONS, KEPT_FORMS, PUBLIC_FEED, lock
from .outbox import RECUT, forget_done, once
from .project import Approved, project, prune_sources, record_change
from .rebuild import lacks_rows, note_rewrite, rebuild_record
from .reconcile import RECONCILE, reckoning_status, reconcile, reconcile_all, work_off_reconciling
from .resolve import EMPTY, columns_of, find_place, resolve, roots_of, weigh
from .rows import years_of_document
from .similar import Similar, similar_events
from .snapshot import (
    Json,
    snapshot_bridge,
    snapshot_check,
    snapshot_event,
    snapshot_figure,
    snapshot_series,
    snapshot_source,
    words_of_place,
)
from .statistics import REBUILD_YEARS, dataset_version, rebuild_all, rebuild_years, status, work_off
from .tally import miscounted, recount
from .versions import write_past

__all__ = [
    "CHAINED",
    "DERIVATIONS",
    "EMPTY",
    "ERASING",
    "KEPT_FORMS",
    "PUBLIC_FEED",
    "REBUILD_YEARS",
    "RECONCILE",
    "RECUT",
    "Approved",
    "Json",
    "Similar",
    "columns_of",
    "dataset_version",
    "find_place",
    "forget_done",
    "lacks_rows",
    "lock",
    "miscounted",
    "note_rewrite",
    "once",
    "project",
    "prune_sources",
    "rebuild_all",
    "rebuild_record",
    "rebuild_years",
    "reckoning_status",
    "reconcile",
    "reconcile_all",
    "record_change",
    "recount",
    "resolve",
    "roots_of",
    "similar_events",
    "snapshot_bridge",
    "snapshot_check",
    "snapshot_event",
    "snapshot_figure",
    "snapshot_series",
    "snapshot_source",
    "status",
    "verify_history",
    "weigh",
    "words_of_place",
    "work_off",
    "work_off_reconciling",
    "write_past",
    "years_of_document",
]
