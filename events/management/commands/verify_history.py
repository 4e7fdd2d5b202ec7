"""Recompute every chain of revisions and name what is broken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events import derive
from events.models import Revision


class Command(BaseCommand):
    help = "Recompute every chain of revisions and name the first broken row of each."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(derive.verify_history())
        for sentence in broken:
            self.stderr.write(sentence)
        if broken:
            raise CommandError(f"{len(broken)} chains do not verify.")
        self.stdout.write(f"history verifies: {Revision.objects.count()} revisions")
