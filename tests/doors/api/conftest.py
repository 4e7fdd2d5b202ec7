"""A reader of the API: asks through the client, as the public role, and reads JSON or CSV."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

Ask = Callable[..., Any]
API = "/api/v1/"


def body(response: HttpResponseBase) -> str:
    """Return the text of a response, streamed or not."""
    return whole(response).decode()


def whole(response: HttpResponseBase) -> bytes:
    parts: Any = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
    return b"".join(parts)


def csv_of(response: HttpResponseBase) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(response), newline="")))


@pytest.fixture(autouse=True)
def served(db: None, settings: Any) -> None:
    """Static files are looked up and not listed at the start: tests run before they are collected."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return the JSON at an address under /api/v1/, whose status must be as expected."""

    def asked(path: str, status: int = 200, **headers: str) -> Any:
        response = client.get(API + path, headers=headers)
        assert response.status_code == status, body(response)[:500]
        return json.loads(body(response))

    return asked


@pytest.fixture
def ids(ask: Ask) -> Callable[[str], list[str]]:
    """Return the ids that a list answers with."""

    def found(path: str) -> list[str]:
        return [row["id"] for row in ask(path)["results"]]

    return found
