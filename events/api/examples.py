"""What OpenAPI shows of each operation: one question to the founding record with its answer, and values to try.

All of it stands in examples.json. An answer is shortened: of each list the first entry, of what holds every kind of
record only links. A test asks each question and compares.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from drf_spectacular.utils import OpenApiExample

PATH = Path(__file__).with_name("examples.json")
OF_EVERY_RECORD = {"records": "link", "$defs": "link"}


@cache
def examples() -> dict[str, Any]:
    """Return {"parameters": {name: value}, "operations": {operation: {"path", "query", "answer"}}}."""
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def question(operation: str) -> str:
    """Return the address of an operation's example, without a host."""
    asked = examples()["operations"][operation]
    return f"{asked['path']}?{urlencode(asked['query'], safe=',')}".removesuffix("?")


def answer(operation: str) -> OpenApiExample:
    """Return the example of an operation's answer, with its question."""
    told = examples()["operations"][operation]["answer"]
    asked = f"GET {question(operation)}"
    return OpenApiExample("FoundingRecord", told, summary=asked, response_only=True, status_codes=["200"])


def value(parameter: str) -> list[str]:
    """Return values to try, for parameters whose values are not listed."""
    found = examples()["parameters"].get(parameter)
    return [found] if found else []


def shorten(told: Any) -> Any:
    """Return an answer as the document shows it."""
    if isinstance(told, list):
        return [shorten(one) for one in told[:1]]
    if not isinstance(told, dict):
        return told
    kept = {name: {record: told[name][record]} for name, record in OF_EVERY_RECORD.items() if name in told}
    return {name: shorten(inner) for name, inner in (told | kept).items()}
