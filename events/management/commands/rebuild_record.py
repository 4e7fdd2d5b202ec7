"""Make the public record again from the approved revisions."""

from typing import Any

from django.core.management.base import BaseCommand

from events import derive


class Command(BaseCommand):
    help = "Make the public record again from the approved revisions; the result is the same."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"public record rebuilt: {derive.rebuild_record()} changes")
