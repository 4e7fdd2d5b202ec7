"""Load the founding dataset; loading it again changes nothing."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events import imports
from events.errors import RefusedRows

WIDTH = 30


class Command(BaseCommand):
    help = "Load the founding dataset: events with their claims and sources, and reported figures."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = imports.load(progress=self.show)
        except RefusedRows as error:
            raise CommandError("Nothing was loaded:\n" + "\n".join(error.refusals)) from error
        self.stdout.write(
            f"founding dataset: {report.made} records made, {report.standing} stood already,"
            f" {len(report.held)} held as drafts, {len(report.refused)} refused"
        )
        if options["verbosity"] > 1 or report.refused:
            for sentence in [*report.held, *report.refused]:
                self.stdout.write(f"  {sentence}")
        if report.refused:
            raise CommandError(f"{len(report.refused)} rows were refused.")

    def show(self, done: int, total: int, name: str) -> None:
        if done % 10 and done != total:
            return
        filled = WIDTH * done // total
        end = "\n" if done == total or not sys.stderr.isatty() else "\r"
        if sys.stderr.isatty() or done == total or done % 200 == 0:
            self.stderr.write(f"loading [{'#' * filled:<{WIDTH}}] {done}/{total} {name:<12}", ending=end)
