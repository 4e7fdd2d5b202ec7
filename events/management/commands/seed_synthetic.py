"""Fill an empty database with made-up events, to measure and to look at."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events import synthetic
from events.errors import TrackerError

MOST = 10_000_000


def number_of_events(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"{text[:20]} is no number of events; write 1 to {MOST}, as 10000.")
    return int(text)


class Command(BaseCommand):
    help = "Fill desk and public record with made-up events, in a database that holds nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--events", type=number_of_events, required=True, help="How many there shall be; a made-up record grows."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = synthetic.seed(options["events"], self.show)
        except TrackerError as error:
            raise CommandError(f"{error} {error.remedy}") from error
        self.stdout.write(f"made-up record: {added} events added; nothing in it happened")

    def show(self, done: int, total: int) -> None:
        if sys.stderr.isatty() or done == total:
            self.stderr.write(f"made up {done} of {total}", ending="\n" if done == total else "\r")
