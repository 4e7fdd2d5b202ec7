"""Freeze the public record as a numbered release that never changes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events import releases
from events.errors import ReleaseRefused


class Command(BaseCommand):
    help = "Freeze the public record as a release: 2026.1 is the first of 2026. A release that stands is never changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="As 2026.1; without it the next number of this year.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            folder = releases.cut(options["name"])
        except ReleaseRefused as error:
            raise CommandError(str(error)) from error
        told = releases.describe(folder.name)
        sign = "signed" if told["signed"] else "unsigned: no TRACKER_SIGNING_KEY is set"
        self.stdout.write(
            f"release {told['id']}: version {told['dataset_version']} of the dataset, {len(told['files'])} files in"
            f" {folder} ({sign})"
        )
