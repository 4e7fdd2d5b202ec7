"""Three questions that readers ask, answered on a telephone from the first page on by touch: no address is typed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.house import House

from .reader import Reader

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SOLDIERS = """SELECT count(*) FROM events_publicevent WHERE tombstone = '' AND direction = 'north_to_south'
AND actor_type = 'active_duty_soldier' AND (occurred_to >= '2010-01-01' OR occurred_to IS NULL AND year_to >= 2010)"""
WHY = """SELECT document::jsonb ->> 'public_note' FROM events_publicclaim
WHERE event_id = 2 AND field = 'actor_type' AND standing = 'rejected'"""


@pytest.fixture
def reader(site: House, browser: Browser) -> Iterator[Reader]:
    """Somebody with a telephone, at the first page."""
    reader = Reader(browser, site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    reader.go("/en/")
    yield reader
    reader.leave()


def open_filters(reader: Reader) -> Locator:
    form = reader.page.get_by_role("form", name="Filters")
    form.get_by_text("Filters", exact=True).first.tap()
    return form


def choose(form: Locator, facet: str, code: str) -> None:
    """Open a facet, unless it stands open, and tick one of its values; the view follows at once."""
    value = f"input[name={facet}][value={code}]"
    if not form.locator(value).is_visible():
        form.locator("details", has=form.page.locator(value)).last.locator("summary").tap()
    form.locator(value).tap()
    form.page.wait_for_url(f"**{facet}={code}**")


def filter_by(reader: Reader, period_from: str, choices: dict[str, str]) -> None:
    form = open_filters(reader)
    form.get_by_label("From", exact=True).fill(period_from)
    for facet, code in choices.items():
        choose(form, facet, code)


def test_how_many_soldiers_crossed_to_the_south_since_2010(reader: Reader, site: House) -> None:
    filter_by(reader, "2010", {"direction": "north_to_south", "actor_type": "active_duty_soldier"})
    told = reader.page.get_by_role("status").first
    expect(told).to_contain_text("North to South")
    expect(told.locator("b").first).to_have_text(str(site.number(SOLDIERS)))


def test_what_was_corrected_in_the_event_of_1_january_2022_and_why(reader: Reader, site: House) -> None:
    filter_by(reader, "2022-01-01", {"direction": "south_to_north"})
    reader.page.locator("#results").get_by_role("link", name="1 Jan 2022").first.tap()
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("Resettled defector goes back North")
    with site.database() as connection:
        (reason,) = connection.execute(WHY).fetchone() or ("",)
    history = reader.page.get_by_role("region", name="History of each value")
    expect(history).to_contain_text("Active-duty soldier")
    expect(history).to_contain_text(reason)
    assert reason


def test_why_the_count_differs_from_that_of_the_ministry(reader: Reader) -> None:
    reader.page.get_by_role("navigation", name="Main").get_by_role("link", name="Statistics").tap()
    reader.page.get_by_role("link", name="Why the tracker's count differs from the ministry's").tap()
    answer = reader.page.locator("#why")
    expect(answer).to_be_in_viewport()
    expect(answer).to_contain_text("The ministry counts persons. The tracker counts events")
    answer.get_by_role("link", name="How we count").tap()
    expect(reader.page.locator("#counting")).to_be_in_viewport()
