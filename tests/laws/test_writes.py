"""Law 2: rows are written in actions, derive, intake, releases, hooks and, made up, in synthetic; nowhere else."""

import ast
import re
from collections.abc import Iterable

import pytest

from .house import Module, calls, modules, told

REMEDY = "Move the write into an action (or into derive, if the row follows from others) and call that."
WRITING_ROOMS = {"actions", "derive", "intake", "releases", "hooks", "synthetic"}
WRITES = {"save", "save_base", "create", "get_or_create", "update", "update_or_create", "delete"}
WRITES |= {"bulk_create", "bulk_update", "create_user", "create_superuser"}
WRITES |= {f"a{name}" for name in WRITES}
SQL = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|TRUNCATE|MERGE|COPY)\s", re.IGNORECASE)

EXCEPTIONS = {
    "events.relay.send_due": "marks rows of the outbox as sent: delivery, not content",
    "events.imports.founding.system_user": "makes the two accounts in whose name the founding data is loaded",
    "events.access.keys.add_use": "the one row that the public role may add of a key: the day of its use (0042)",
    "events.access.keys.forget_uses": "drops all days of use but the last: nothing of the record",
    "events.management.commands.desk_users.make_missing": "makes the three local accounts",
}
"""Functions that write although they are in no writing room, each with its reason."""


def is_write(call: ast.Call) -> bool:
    """Tell whether a call writes rows. `update` of a dict, set or hash takes a positional argument, a query's never."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in ("execute", "executemany"):
        texts = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
        return any(isinstance(text, str) and SQL.match(text) for text in texts)
    return call.func.attr in WRITES and not (call.func.attr in ("update", "aupdate") and call.args)


def writes(read: Iterable[Module]) -> dict[str, list[str]]:
    """Return {function: its writes} outside the writing rooms."""
    found: dict[str, list[str]] = {}
    for module in read:
        if module.room not in WRITING_ROOMS:
            for place, call in calls(module):
                if is_write(call):
                    found.setdefault(place, []).append(f"line {call.lineno}: {ast.unparse(call)[:90]}")
    return found


def test_rows_are_written_in_the_writing_rooms_only() -> None:
    found = writes(modules())
    broken = [f"{place}, {what}" for place, all_of in found.items() if place not in EXCEPTIONS for what in all_of]
    assert not broken, told(broken, REMEDY)
    stale = sorted(EXCEPTIONS.keys() - found.keys())
    assert not stale, told(stale, "These no longer write: take them out of EXCEPTIONS.")


@pytest.mark.parametrize(
    "line",
    [
        "event.save()",
        "super().save(*args)",
        "Event.objects.create(title_en='x')",
        "Event.objects.filter(pk=1).update(state='published')",
        "Event.objects.all().delete()",
        "Claim.objects.bulk_create(rows)",
        "User.objects.create_user('eve')",
        "cursor.execute('update events_event set state = %s', ['published'])",
        "cursor.execute(sql.SQL('DELETE FROM events_claim'))",
    ],
)
def test_a_planted_write_is_found(line: str) -> None:
    planted = Module("events.admin.planted", f"def hasty(event):\n    {line}\n")
    assert list(writes([planted])) == ["events.admin.planted.hasty"]


@pytest.mark.parametrize(
    "line", ["facts.update(more)", "digest.update(b'')", "cursor.execute('SELECT 1')", "create(1)"]
)
def test_what_writes_no_row_is_no_write(line: str) -> None:
    assert not writes([Module("events.api.planted", line)])
