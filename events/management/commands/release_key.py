"""Make the key that signs releases."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events import releases
from events.errors import ReleaseRefused


class Command(BaseCommand):
    help = "Make an Ed25519 key that signs releases, in a file for its owner alone, and print the public half."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="Where the private key shall stand; TRACKER_SIGNING_KEY names it.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            public = releases.make_key(options["path"])
        except (ReleaseRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(public.decode().rstrip())
        self.stdout.write(f"Publish this key where readers look; set TRACKER_SIGNING_KEY={options['path']}")
