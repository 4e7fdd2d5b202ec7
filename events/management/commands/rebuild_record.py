"""Make the public record again from the approved revisions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from events import derive, releases


class Command(BaseCommand):
    help = "Make the public record again from the approved revisions; the result is the same."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-missing", action="store_true", help="Only where a newer program added a table that is still empty."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_missing"] and not derive.lacks_rows():
            return
        self.stdout.write(f"public record rebuilt: {derive.rebuild_record()} changes")
        releases.forget_whole()
        if options["if_missing"]:
            derive.reconcile_all()
