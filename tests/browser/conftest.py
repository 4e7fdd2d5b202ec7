"""The tracker that is looked at, the browser that looks, and where its pictures go."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.chromium import launched
from tests.journeys.house import House


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> House:
    """The house of all journeys, or, to be quick, the tracker that runs in the data folder TRACKER_LOOK_AT.

    Tests in this folder only read.
    """
    if folder := os.environ.get("TRACKER_LOOK_AT"):
        running = House(Path(folder).resolve())
        running.url = str(running.state()["url"]).rstrip("/")
        return running
    house: House = request.getfixturevalue("house")
    return house


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where pictures are kept; None where nobody asked for them."""
    if folder := os.environ.get("TRACKER_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None
