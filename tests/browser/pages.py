"""Every public page, by an example of its address below the language. A new page is one line here.

A page that answers HTML and has no line is found by tests/laws/test_urls.py. What a page must be as soon as it has a
line stands in the tests beside this file: sound for axe, for the policy of content and at 320 px, within its budget,
readable without script, on paper and by keyboard.
"""

import os
import re
import time
import urllib.request
from functools import cache
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest

from events.intake.receipts import SHORTEST
from tests.journeys.house import House


class Example(NamedTuple):
    path: str
    status: int = 200
    framed: bool = False
    """Shown inside another site's page: without our head, navigation and link to skip them."""


PAGES = {
    "home": Example(""),
    "filtered": Example("?from=2010&direction=north_to_south&actor_type=active_duty_soldier&sort=oldest"),
    "wrong": Example("?from=soon&direction=north_to_south&colour=red"),
    "empty": Example("?from=1946&to=1946"),
    "event": Example("events/{event}/"),
    "corrected": Example("events/EV-000002/as-it-may-be-called/"),
    "source": Example("sources/{source}/"),
    "figures": Example("figures/"),
    "figures-filtered": Example("figures/?issuer=jcs"),
    "series": Example("figures/arrivals-rok/"),
    "series-compared": Example("figures/direct-crossings/"),
    "series-known-on": Example("figures/cumulative-rok/?known_on=2024-08-21"),
    "checks": Example("checks/"),
    "checks-filtered": Example("checks/?verdict=fails&kind=each_year"),
    "check": Example("checks/CK-000005/"),
    "check-years": Example("checks/CK-000002/"),
    "check-events": Example("checks/CK-000003/"),
    "statistics": Example("statistics/"),
    "outcomes": Example("statistics/?dimension=outcome"),
    "method": Example("method/"),
    "data": Example("data/"),
    "corrections": Example("corrections/"),
    "map": Example("map/"),
    "map-filtered": Example("map/?from=2010&direction=north_to_south"),
    "codebook": Example("codebook/"),
    "columns": Example("codebook/columns/"),
    "report": Example("report/?record={event}"),
    "received": Example("report/{receipt}/"),
    "version": Example("events/{event}/versions/1/"),
    "embed": Example("embed/", framed=True),
    "embed-event": Example("embed/events/{event}/", framed=True),
    "embed-check": Example("embed/checks/CK-000005/", framed=True),
    "missing": Example("nothing/here/", status=404),
}

BUSIEST = "SELECT {} FROM events_publicclaim GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"


def address(house: House, language: str, name: str) -> str:
    """Return the address of a page; of events and sources that which has most to show."""
    path = PAGES[name].path
    for word, prefix in (("event", "EV"), ("source", "SR")):
        if f"{{{word}}}" in path:
            path = path.replace(f"{{{word}}}", f"{prefix}-{house.number(BUSIEST.format(f'{word}_id')):06d}")
    if "{receipt}" in path:
        path = path.format(receipt=receipt(house.url))
    return f"/{language}/{path}"


@cache
def receipt(url: str) -> str:
    """Report an error as a reader does, and return what opens the page of its outcome."""
    form = f"{url}/en/report/?record=EV-000002"
    with urllib.request.urlopen(form, timeout=60) as page:
        stamp = re.findall('name="stamp" value="([^"]+)"', page.read().decode())[0]
    time.sleep(SHORTEST + 1)
    told = {"stamp": stamp, "about": "EV-000002", "text": "The date beside the title is not the one of the ministry."}
    try:
        with urllib.request.urlopen(form, urlencode(told).encode(), timeout=60) as page:
            return str(page.url.rstrip("/").rpartition("/")[2])
    except HTTPError as error:
        if error.code == 429 and "TRACKER_LOOK_AT" in os.environ:
            pytest.skip("The tracker that is looked at has taken its reports of this hour.")
        raise
