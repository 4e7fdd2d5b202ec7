"""Verdicts on published numbers and sentences, computed from the public record alone. Twice does no harm.

An approval names the series that it touches in the outbox; a worker takes all such rows at once, reckons these series
with all that bridges bind to them, and asks the checks again. Each night everything is reckoned anew and compared.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from .. import reconciliation
from ..models import OutboxRow, PublicCheck, PublicFigure, PublicSeries, PublicVerdict, ReckonedSeries, StatisticRun
from .locks import RECONCILING, lock
from .rebuild import note_rewrite
from .snapshot import Json
from .statistics import dataset_version

RECONCILE = "events.reconcile"


@transaction.atomic
def work_off_reconciling(row_id: int) -> bool:
    """Do the work of all open rows at once if this one is among them; return whether it was still open."""
    lock(RECONCILING)
    rows = list(OutboxRow.objects.open().of(RECONCILE).select_for_update())
    if row_id not in {row.pk for row in rows}:
        return False
    touched = {slug for row in rows for slug in row.payload["series"]}
    if any(row.payload["events"] for row in rows):
        touched |= _of_events()
    reconcile(touched)
    OutboxRow.objects.filter(pk__in=[row.pk for row in rows]).update(done_at=timezone.now())
    return True


def _of_events() -> set[str]:
    """Return the series whose coverage follows from events. Costs: 1 query."""
    documents = map(json.loads, PublicSeries.objects.values_list("document", flat=True))
    return {told["id"] for told in documents if told["event_scope"]}


@transaction.atomic
def reconcile(slugs: Collection[str]) -> list[str]:
    """Make right what is kept of some series, of all that bridges bind to them, and of the checks that ask them.

    Returns what is kept otherwise now, as “FG-000174: consistent -> in_conflict”. Checks of events are always asked.
    Costs: about 12 queries, 2 for each figure that events are compared with and each check of events.
    """
    lock(RECONCILING)
    from_change = dataset_version()
    checks = [json.loads(text) for text in PublicCheck.objects.filter(tombstone="").values_list("document", flat=True)]
    bound = _with_checks(slugs, checks)
    series = {row["id"]: row for row in map(json.loads, PublicSeries.objects.values_list("document", flat=True))}
    reckoning = reconciliation.reckon(bound)
    asked = [check for check in checks if check["series"] is None or check["series"] in bound]
    documents = {
        **{name: reconciliation.verdict_document(name, reckoning) for name in reckoning.verdicts},
        **{check["id"]: reconciliation.ask(check, reckoning, series) for check in asked},
    }
    changed = _keep_verdicts(documents)
    if changed and not bound & series.keys():
        note_rewrite()  # a tag names when series were reckoned, and here a check of events alone was
    for slug in sorted(bound & series.keys()):
        changed += _keep_series(reconciliation.series_document(slug, reckoning), from_change)
    ReckonedSeries.objects.exclude(series__in=series).delete()
    return changed


def _with_checks(slugs: Collection[str], checks: Collection[Json]) -> set[str]:
    """Return the series that have to be reckoned together: a check may ask two that no bridge binds."""
    bound = reconciliation.related(slugs)
    named = [{check[name] for name in ("series", "other_series") if check[name]} for check in checks]
    further = {slug for ends in named if ends & bound for slug in ends}
    return bound if further <= bound else reconciliation.related(bound | further)


def _keep_verdicts(documents: Mapping[str, Json]) -> list[str]:
    """Keep the verdicts on some figures and checks, and none on what is public no more."""
    kept = dict(PublicVerdict.objects.filter(pk__in=documents).values_list("pk", "document"))
    fresh = {name: reconciliation.dump(document) for name, document in documents.items()}
    changed = [name for name, text in fresh.items() if kept.get(name) != text]
    PublicVerdict.objects.bulk_create(
        [PublicVerdict(pk=name, verdict=documents[name]["verdict"], document=fresh[name]) for name in changed],
        update_conflicts=True,
        unique_fields=["public_id"],
        update_fields=["verdict", "document"],
    )
    figures = PublicFigure.objects.filter(tombstone="").values("public_id")
    checks = PublicCheck.objects.filter(tombstone="").values("public_id")
    PublicVerdict.objects.exclude(pk__in=figures).exclude(pk__in=checks).delete()
    before = {name: json.loads(text)["verdict"] for name, text in kept.items()}
    return [f"{name}: {before.get(name, 'none')} -> {documents[name]['verdict']}" for name in sorted(changed)]


def _keep_series(document: Json, from_change: int) -> list[str]:
    """Keep what was found about a series as a whole. Costs: 2 queries."""
    text = reconciliation.dump(document)
    before = ReckonedSeries.objects.filter(pk=document["id"]).values_list("document", flat=True).first()
    ReckonedSeries.objects.update_or_create(
        series=document["id"],
        defaults={"document": text, "from_change": from_change, "computed_at": timezone.now()},
    )
    return [] if before == text else [f"{document['id']}: {'new' if before is None else 'changed'}"]


def reconcile_all() -> StatisticRun:
    """Reckon everything from scratch and record whether what was kept until now agreed.

    While work waits in the outbox a difference is a delay; otherwise it is an alarm.
    """
    started = timezone.now()
    with transaction.atomic():
        lock(RECONCILING)
        changed = reconcile(set(PublicSeries.objects.values_list("slug", flat=True)))
        waiting = OutboxRow.objects.open().of(RECONCILE).exists()
        return StatisticRun.objects.create(
            kind="figures",
            started_at=started,
            finished_at=timezone.now(),
            from_change=dataset_version(),
            rows=PublicVerdict.objects.count(),
            differences=[] if waiting else changed,
        )


def reckoning_status() -> dict[str, Any]:
    """Return what the desk shows of verdicts: the last full run, the change they include, the oldest waiting work."""
    open_rows = OutboxRow.objects.open().of(RECONCILE)
    oldest = open_rows.first()
    return {
        "run": StatisticRun.objects.filter(kind="figures").first(),
        "from_change": ReckonedSeries.objects.aggregate(change=Max("from_change"))["change"] or 0,
        "open_rows": open_rows.count(),
        "oldest_open_at": oldest and oldest.created_at,
    }
