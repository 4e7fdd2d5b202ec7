"""A journey: an editor enters an event, a reviewer approves it, readers see it; then one value is corrected."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.chromium import Visitor, launched
from tests.journeys.editor import TEXTS, DeskVisitor, statistics_of
from tests.journeys.house import House
from tests.local.conftest import eventually

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("house")]

YEAR = 1951  # the founding record has no event in it
SOURCE = "Log of the coastal watch"
VALUES = {
    "occurred": f"{YEAR}-06-01 crossing",
    "direction": "south_to_north",
    "movement_class": "northward_defection",
    "route_type": "yellow_sea_nll",
    "means": "boat",
    "place": "ganghwa-island named_place",
    "actor_type": "civilian",
    "persons": "1",
    "outcome": "arrived",
    "intent": "stated",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


def test_an_event_goes_from_the_desk_to_readers_and_is_corrected_before_their_eyes(
    house: House, browser: Browser
) -> None:
    before = statistics_of(house, YEAR)
    event = enter(browser, house)
    address = f"/events/EV-{event:06d}/"
    assert house.status_of("/en" + address) == 404
    approve(browser, house, event)
    see_it(browser, house, address)
    see_it_counted(browser, house, before["events_certain"] + 1)
    correct(browser, house, event)
    reader = Visitor(browser, house)
    assert "Active-duty soldier" not in reader.text("/en" + address)
    approve(browser, house, event)
    see_the_correction(reader, address)
    reader.leave()


def enter(browser: Browser, house: House) -> int:
    """Add a publisher, a source and an event with its claims; submit it."""
    editor = DeskVisitor(browser, house, "editor")
    editor.add("publisher", {"kind": "newspaper"}, slug="coastal-watch", name="Coastal Watch", name_ko="해안 감시")
    editor.add("source", {"kind": "report"}, "Coastal Watch", title=SOURCE, published=f"{YEAR}-06-02", language="ko")
    event = editor.add_event(SOURCE, VALUES)
    editor.take_step(event, "submit", "Complete, from one source.")
    editor.sign_out()
    return event


def approve(browser: Browser, house: House, event: int) -> None:
    reviewer = DeskVisitor(browser, house, "reviewer")
    reviewer.take_step(event, "approve")
    reviewer.sign_out()


def see_it(browser: Browser, house: House, address: str) -> None:
    reader = Visitor(browser, house)
    english, korean = reader.text("/en" + address), reader.text("/ko" + address)
    reader.leave()
    assert TEXTS["summary_en"] in english
    assert TEXTS["summary_ko"] in korean
    document = house.json("/api/v1" + address)
    assert {name: document[name] for name in ("actor_type", "place", "persons_max", "outcome", "version")} == {
        "actor_type": "civilian",
        "place": "ganghwa-island",
        "persons_max": 1,
        "outcome": "arrived",
        "version": 1,
    }


def see_it_counted(browser: Browser, house: House, certain: int) -> None:
    """Wait for the worker, then look at the page."""
    assert eventually(lambda: statistics_of(house, YEAR)["events_certain"] == certain, 30), house.output()
    reader = Visitor(browser, house)
    reader.go("/en/statistics/")
    expect(reader.page.locator("#events table.yearly tr", has_text=str(YEAR))).to_contain_text(str(certain))
    reader.leave()


def correct(browser: Browser, house: House, event: int) -> None:
    """Supersede who it was with a later statement, and submit."""
    editor = DeskVisitor(browser, house, "editor")
    editor.go(f"/admin/events/event/{event}/change/")
    old = editor.claim_on("actor_type")
    old.locator("[name$='-standing']").select_option("superseded")
    old.locator("[name$='-public_note']").fill("The muster roll shows otherwise.")
    superseded = old.locator("[name$='-id']").input_value()
    new = editor.rows().count() - 1
    editor.fill_claim(
        new,
        SOURCE,
        field="actor_type",
        text="active_duty_soldier",
        stated="1951-07",
        relation="supersedes",
        related_to=superseded,
    )
    editor.page.get_by_label("Reason for the change").fill("A muster roll came to light.")
    editor.save()
    editor.take_step(event, "submit", "Corrected.")
    editor.sign_out()


def see_the_correction(reader: Visitor, address: str) -> None:
    reader.go("/en" + address)
    past = reader.page.locator("#history-actor_type")
    expect(past.locator("del")).to_have_text("Civilian")
    expect(past.locator("b").first).to_have_text("Active-duty soldier")
    expect(past).to_contain_text("The muster roll shows otherwise.")
    reader.go("/en/corrections/")
    line = reader.page.locator(".ledger > li", has_text=address.split("/")[2]).first
    expect(line.locator("del", has_text="Civilian")).to_have_count(1)
    expect(line).to_contain_text("A muster roll came to light.")
