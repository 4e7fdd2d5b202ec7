"""Make every release follow all takedowns, here and now."""

from typing import Any

from django.core.management.base import BaseCommand

from events import releases


class Command(BaseCommand):
    help = "Remove from every release what was taken down since, as a takedown does by itself; again: changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        names = releases.recut()
        self.stdout.write(f"re-cut: {', '.join(names) or 'none'}")
