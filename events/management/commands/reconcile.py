"""Reckon every published number and sentence, here and now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events import derive


class Command(BaseCommand):
    help = "Reckon every series and check, and say whether the kept verdicts agreed."

    def handle(self, *args: Any, **options: Any) -> None:
        run = derive.reconcile_all()
        self.stdout.write(f"{run.rows} verdicts up to change {run.from_change}")
        if run.alarm:
            raise CommandError("These did not agree and are mended: " + "; ".join(run.differences[:20]))
