"""oEmbed: an address of ours, described for another site. https://oembed.com"""

from collections.abc import Callable
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.http import HttpResponse

from tests.presenters import rows

from .conftest import Page, Read

Get = Callable[..., HttpResponse]
SITE = "http://testserver"


def asked(url: str, **more: object) -> str:
    return "/oembed?" + urlencode({"url": url} | more)


def test_an_event_is_described_as_the_specification_has_it(get: Get) -> None:
    event = rows.event(title_en="One came")
    told = get(asked(f"{SITE}/en/events/{event.public_id}/one-came/")).json()
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", "One came")
    assert (told["width"], told["height"]) == (600, 340)
    frame = Page(told["html"]).root.one("iframe").attributes
    assert frame["src"] == f"{SITE}/en/embed/events/{event.public_id}/"
    assert (frame["width"], frame["height"], frame["title"]) == ("600", "340", "One came")


def test_what_is_described_answers(get: Get) -> None:
    event = rows.event()
    for path in (f"/ko/events/{event.public_id}/", "/ko/?direction=north_to_south&sort=oldest"):
        html = get(asked(SITE + path)).json()["html"]
        assert get(Page(html).root.one("iframe").attributes["src"]).status_code == 200


def test_a_view_keeps_its_filter_and_its_language(get: Get) -> None:
    rows.event()
    told = get(asked(f"{SITE}/ko/?outcome=arrived&direction=north_to_south&limit=20&cursor=x")).json()
    source = Page(told["html"]).root.one("iframe").attributes["src"]
    assert source == f"{SITE}/ko/embed/?direction=north_to_south&outcome=arrived"
    assert told["title"].startswith("사건; 방향: ")


@pytest.mark.parametrize(("most", "given"), [({"maxwidth": 320}, (320, 480)), ({"maxheight": 200}, (600, 200))])
def test_no_frame_is_larger_than_asked(get: Get, most: dict[str, int], given: tuple[int, int]) -> None:
    told = get(asked(f"{SITE}/en/events/{rows.event().public_id}/", **most)).json()
    assert (told["width"], told["height"]) == given
    assert f'width="{given[0]}" height="{given[1]}"' in told["html"]


def test_a_description_can_be_had_as_xml(get: Get) -> None:
    event = rows.event(title_en="One & <two>")
    response = get(asked(f"{SITE}/en/events/{event.public_id}/", format="xml"))
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert (root.tag, root.findtext("type"), root.findtext("title")) == ("oembed", "rich", "One & <two>")


def test_a_title_is_never_markup(get: Get) -> None:
    event = rows.event(title_en='"><script>alert(1)</script>')
    html = get(asked(f"{SITE}/en/events/{event.public_id}/")).json()["html"]
    assert [element.tag for element in Page(html).root.walk()] == ["iframe"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/en/events/EV-000001/",
        "//testserver/en/",
        "/en/",
        "javascript:alert(1)",
        "http://testserver@example.org/en/",
        "http://testserver/admin/",
        "http://testserver/en/statistics/",
        "http://testserver/en/?from=soon",
        "http://testserver/en/events/EV-999999/",
        "http://[",
        "http://testserver/%00",
    ],
)
def test_what_is_not_ours_to_embed_is_missing(get: Get, url: str) -> None:
    assert get(asked(url)).status_code == 404


def test_a_tombstone_is_not_offered(get: Get) -> None:
    assert get(asked(f"{SITE}/en/events/{rows.tombstone().public_id}/")).status_code == 404


def test_a_format_that_nobody_specified_is_not_implemented(get: Get) -> None:
    assert get(asked(f"{SITE}/en/", format="yaml")).status_code == 501


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/oembed", "url"),
        ("/oembed?url=", "url"),
        (asked(f"{SITE}/en/", maxwidth="wide"), "maxwidth"),
        (asked(f"{SITE}/en/", maxheight=0), "maxheight"),
        (asked(f"{SITE}/en/", theme="dark"), "theme"),
    ],
)
def test_a_bad_parameter_is_named(get: Get, path: str, name: str) -> None:
    response = get(path)
    assert (response.status_code, response.content.decode().partition(":")[0]) == (400, name)


@pytest.mark.parametrize("path", ["/en/?direction=north_to_south", "/ko/events/{event}/"])
def test_a_page_says_where_it_is_described(read: Read, get: Get, path: str) -> None:
    page = read(path.format(event=rows.event().public_id))
    (link,) = page.all("link", type="application/json+oembed")
    assert get(link.attributes["href"]).json()["type"] == "rich"


def test_a_page_that_can_not_be_embedded_says_nothing(read: Read) -> None:
    assert not read("/en/statistics/").all("link", type="application/json+oembed")
