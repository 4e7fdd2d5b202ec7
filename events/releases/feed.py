"""changes.json: every line of the feed of public changes between two releases, with what changed and why."""

import json
from collections.abc import Iterator
from pathlib import Path

from ..exports import change_text
from ..models import PublicChange
from .facts import Facts


def lines(facts: Facts) -> Iterator[str]:
    """Yield the lines of the feed after the release before, up to this one, as they may be read today."""
    rows = PublicChange.objects.filter(number__gt=facts.since, number__lte=facts.version).order_by("number")
    return map(change_text, rows.iterator(chunk_size=1000))


def write_changes(path: Path, facts: Facts) -> None:
    """Write the diff from the release before; from nothing if this is the first."""
    since = {"release": facts.previous, "dataset_version": facts.since}
    head = {"release": facts.name, "dataset_version": facts.version, "since": since}
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ',"changes":[')
        for number, line in enumerate(lines(facts)):
            file.write(f"{',' if number else ''}\n{line}")
        file.write("\n]}\n")
