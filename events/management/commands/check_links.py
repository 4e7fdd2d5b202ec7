"""Ask whether the addresses of sources still answer, here and now; the weekly job does the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from events.intake import links


class Command(BaseCommand):
    help = "Ask whether the addresses of public sources still answer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=links.MOST, help="how many at most")

    def handle(self, *args: Any, **options: Any) -> None:
        found = links.check_links(options["limit"])
        self.stdout.write(f"{found['checked']} checked, {found['dead']} of them dead")
