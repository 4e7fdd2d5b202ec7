"""Verify a release from its folder: sums, signature, columns and codes, counts, changes."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events import releases


class Command(BaseCommand):
    help = "Verify a release from its folder alone, and say plainly what fails; no database is asked."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="Folder of the release, as downloaded.")
        parser.add_argument("--key", type=Path, help="Public key that you trust, instead of the one in the folder.")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for well, sentence in releases.verify(options["path"], options["key"]):
            faults += not well
            (self.stdout if well else self.stderr).write(sentence)
        if faults:
            raise CommandError(f"This is not the release that was cut: {faults} faults.")
