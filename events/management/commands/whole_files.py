"""Make the whole file of every list in every form, here and now."""

from typing import Any

from django.core.management.base import BaseCommand

from events import releases


class Command(BaseCommand):
    help = "Make the files of whole lists that readers are handed, as a worker does every ten minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        version = releases.make_whole()
        self.stdout.write(f"whole files of version {version}" if version else "nothing made: they stand already")
