"""Editors at work while things break: codes, submits and approves events, and writes down each acknowledged save.

A program: `python -m tests.journeys.saves <data folder> <file>`. A line of the file is the hash of a revision whose
transaction was committed, as its editor was told. What was not acknowledged is tried anew as another event.
"""

import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOST = 5_000  # saves
LONGEST = 300  # seconds
PAUSE = 0.1  # between two events: editors leave the machine some time


def address_of(data: Path) -> str:
    """Return the database's address of today: each start makes a new folder for sockets."""
    try:
        return str(json.loads((data / "state.json").read_text())["DATABASE_URL"])
    except (OSError, ValueError, KeyError):
        return ""


def main(data: Path, file: Path) -> None:
    os.environ |= {"DATABASE_URL": address_of(data), "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    import django

    django.setup()
    from django.db import InterfaceError, OperationalError, connection

    end = time.monotonic() + LONGEST
    with file.open("a") as acknowledged:
        for number in itertools.count():
            try:
                saved = save_one_event(number, lambda line: print(line, file=acknowledged, flush=True))
            except (OperationalError, InterfaceError):
                connection.close()
                if address := address_of(data):
                    connection.settings_dict["HOST"] = parse_qs(urlsplit(address).query)["host"][0]
                saved = 0
            if number * 3 >= MOST or time.monotonic() > end:
                break
            time.sleep(PAUSE if saved else 0.1)


def save_one_event(number: int, acknowledge: Callable[[str], None]) -> int:
    """Bring a new event before the public in three saves."""
    from django.contrib.auth.models import User
    from django.db import transaction

    from events import actions
    from events.models import Event, Revision, Source
    from tests import factories

    def save(action: Callable[[], Any]) -> Event:
        with transaction.atomic():
            event: Event = action()
            last = Revision.objects.get(record="event", record_id=event.pk, number=event.version)
        acknowledge(last.hash)
        return event

    editor, reviewer = (User.objects.get(username=name) for name in ("editor", "reviewer"))
    source = Source.objects.get(pk=1)
    day = f"{1954 + number % 60}-05-01 crossing"
    event = save(lambda: factories.coded_event(editor, source, occurred=day, first_public=""))
    event = save(lambda: actions.submit(event, by=editor))
    save(lambda: actions.approve(event, by=reviewer))
    return 3


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
