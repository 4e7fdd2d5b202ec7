"""Recompute the yearly statistics of every year, here and now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events import derive


class Command(BaseCommand):
    help = "Recompute every year's statistics and say whether the kept ones agreed."

    def handle(self, *args: Any, **options: Any) -> None:
        run = derive.rebuild_all()
        self.stdout.write(f"{run.rows} counts up to change {run.from_change}")
        if run.alarm:
            raise CommandError("These counts did not agree and are mended: " + "; ".join(run.differences[:20]))
