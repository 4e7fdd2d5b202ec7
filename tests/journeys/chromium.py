"""A real browser, and what a visitor with it must never meet: an error on the console, or a request to anybody else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Playwright, Request, expect, sync_playwright

from tests.journeys.house import House

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = f"No Chromium was found: neither {', '.join(NAMES)} on PATH nor one that playwright installed."
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]  # containers: root, and little shared memory
PATIENCE = 60_000  # milliseconds; no test depends on speed
expect.set_options(timeout=PATIENCE)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium. Without one the tests are skipped on a developer's machine and fail in CI."""
    with sync_playwright() as playwright:
        path = find(playwright)
        if path is None and os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        if path is None:
            pytest.skip(MISSING)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def find(playwright: Playwright) -> str | None:
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else next(filter(None, map(shutil.which, NAMES)), None)


class Visitor:
    """One person with a browser window, and the trouble that they met."""

    def __init__(self, browser: Browser, house: House, **window: Any) -> None:
        self.url = house.url
        self.troubles: list[str] = []
        self.expected = 200
        self.context = browser.new_context(base_url=house.url, locale="en-GB", **window)
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.troubles.append(f"{self.page.url}: {error.error}"))
        self.context.on("request", self._watch)
        self.page = self.context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and f"a status of {self.expected} " not in message.text:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.url + "/", "data:", "blob:")):
            self.troubles.append(f"{self.page.url}: asks {request.url}")

    def go(self, path: str, status: int = 200) -> None:
        """Open an address and wait until all of it is there. An expected error is no trouble."""
        self.expected = status
        answer = self.page.goto(path, wait_until="load")
        assert answer is not None
        assert answer.status == status, path

    def text(self, path: str, selector: str = "main") -> str:
        self.go(path)
        return self.page.locator(selector).first.inner_text()

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def leave(self) -> None:
        """Close the window; assert that nothing was wrong on any page."""
        self.context.close()
        assert self.troubles == []
