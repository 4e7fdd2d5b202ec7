"""What a first view of each page sends over the wire, as Chromium counts it: compressed, with headers, nothing kept."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House

from .pages import PAGES
from .reader import Reader

pytestmark = [pytest.mark.slow, pytest.mark.browser]

KB = 1_000
MOST_REQUESTS = 8
MOST = 70 * KB
BUDGET = {"html": 20 * KB, "css": 8 * KB, "js": 15 * KB, "map": 25 * KB}
HEADERS = 700
"""What the headers of one answer may take; the budgets of single sorts are for what stands in the files."""
SORTS = {"Document": "html", "Stylesheet": "css", "Script": "js"}
Bytes = Counter[str]


def sort_of(kind: str, url: str) -> str:
    """Return which budget an answer counts towards; drawings but for the icon are the basemap."""
    drawing = "/img/" in url and "/icon" not in url
    return SORTS.get(kind, "map" if drawing else "other")


def weigh(reader: Reader, name: str) -> tuple[Bytes, Bytes]:
    """Return the bytes and the requests of a first view, by sort."""
    wire = reader.context.new_cdp_session(reader.page)
    wire.send("Network.enable")
    sorts: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on(
        "Network.responseReceived", lambda e: sorts.update({e["requestId"]: sort_of(e["type"], e["response"]["url"])})
    )
    wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    reader.open("ko", name)
    reader.page.wait_for_load_state("networkidle")
    sent: Bytes = Counter()
    for number, sort in sorts.items():
        sent[sort] += int(sizes.get(number, 0))
    return sent, Counter(sorts.values())


@pytest.fixture(scope="module")
def table(shots: Path | None) -> Iterator[dict[str, tuple[Bytes, Bytes]]]:
    """The numbers of all pages; they are kept beside the pictures."""
    weighed: dict[str, tuple[Bytes, Bytes]] = {}
    yield weighed
    head = ["page", "requests", "bytes", *BUDGET, "other"]
    rows = [
        [name, requests.total(), sent.total(), *(sent[sort] for sort in head[3:])]
        for name, (sent, requests) in sorted(weighed.items())
    ]
    lines = [" | ".join(map(str, row)) for row in (head, ["---"] * len(head), *rows)]
    if shots:
        (shots / "budgets.md").write_text("\n".join(f"| {line} |" for line in lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_keeps_to_its_budget(
    site: House, browser: Browser, table: dict[str, tuple[Bytes, Bytes]], name: str
) -> None:
    reader = Reader(browser, site)
    sent, requests = table[name] = weigh(reader, name)
    reader.leave()
    files = {sort: sent[sort] - requests[sort] * HEADERS for sort in BUDGET}
    assert {sort: size for sort, size in files.items() if size > BUDGET[sort]} == {}
    assert sent.total() <= MOST, sent
    assert requests.total() <= MOST_REQUESTS, requests
