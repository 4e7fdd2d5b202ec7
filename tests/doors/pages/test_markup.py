"""What holds of every page: policy of content, headings, tables, languages, names of links."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.http import HttpResponse

from tests import factories
from tests.presenters import rows

from .conftest import Element, Page

PAGES = [
    "",
    "map/",
    "events/{event}/",
    "events/{event}/versions/1/",
    "sources/{source}/",
    "figures/",
    "statistics/",
    "method/",
    "data/",
    "corrections/",
]
PAGES += ["codebook/", "codebook/columns/", "report/", "report/?record={event}", "report/{receipt}/"]
EVERY = [(language, page) for language in ("en", "ko") for page in PAGES]


@pytest.fixture
def html(client: object, first_case: rows.PublicEvent) -> Callable[[str, str], HttpResponse]:
    """Return any page of a small world that has something of everything."""
    source = rows.PublicSource.objects.filter(document__contains="Rewriter").get()
    factories.new_report()
    receipt = factories.receipt_of()
    rows.count_of(2024)
    rows.version(first_case)
    rows.figure(rows.series(), source, comparator="about", words="some", low=1, high=None)
    rows.change("event", first_case.public_id, kind="updated", fields={"means": ["swim", "on_foot"]}, reason="Why.")

    def reading(language: str, page: str) -> HttpResponse:
        path = page.format(event=first_case.public_id, source=source.public_id, receipt=receipt)
        response: HttpResponse = client.get(f"/{language}/{path}")  # type: ignore[attr-defined]
        assert response.status_code == 200
        return response

    return reading


@pytest.fixture
def root(html: Callable[[str, str], HttpResponse]) -> Callable[[str, str], Element]:
    return lambda language, page: Page(html(language, page).content.decode()).root


Tree = Callable[[str, str], Element]


DATA = "application/ld+json"
"""A block of data is no script: no browser runs it, and the policy does not speak of it."""


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_nothing_breaks_the_content_security_policy(root: Tree, language: str, page: str) -> None:
    for element in root(language, page).walk():
        assert element.tag != "style"
        assert element.tag != "script" or element.attributes.get("src") or element.attributes["type"] == DATA
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]
        assert not element.attributes.get("href", "").startswith("javascript:")


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_is_strict_and_has_no_nonce(html: Callable[[str, str], HttpResponse], page: str) -> None:
    policy = html("en", page)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_asked_of_others(root: Tree, page: str) -> None:
    fetched = [
        e.attributes.get("src") or e.attributes.get("href", "")
        for e in root("en", page).all()
        if e.tag in FETCHING and e.attributes.get("type") != DATA
    ]
    assert all(address.startswith(("/", "http://testserver/")) for address in fetched)


DATA = "application/ld+json"
"""The one block inside a page: data, which no browser runs and which `script-src` does not speak of."""
FETCHING = {"script", "link", "img", "iframe", "image", "use"}


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_headings_are_in_order_under_one_first(root: Tree, language: str, page: str) -> None:
    levels = [int(e.tag[1]) for e in root(language, page).walk() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("page", PAGES)
def test_tables_say_what_their_heads_head(root: Tree, page: str) -> None:
    heads = root("en", page).all("th")
    assert all(head.attributes.get("scope") in {"col", "row", "colgroup"} for head in heads)


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_ids_are_there_once_and_labels_find_theirs(root: Tree, language: str, page: str) -> None:
    elements = list(root(language, page).walk())
    ids = [e.attributes["id"] for e in elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    wanted = {name for e in elements for name in e.attributes.get("aria-labelledby", "").split()}
    wanted |= {e.attributes["href"][1:] for e in elements if re.fullmatch("#.+", e.attributes.get("href", ""))}
    assert wanted <= set(ids)


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_every_link_and_control_has_a_name(root: Tree, language: str, page: str) -> None:
    tree = root(language, page)
    for element in [*tree.all("a"), *tree.all("button")]:
        assert element.text or element.attributes.get("aria-label"), element.attributes
    for field in [*tree.all("input"), *tree.all("select"), *tree.all("textarea")]:
        labelled = any(field in label.walk() for label in tree.all("label"))
        assert labelled or field.attributes.get("type") == "hidden"


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_pages_name_their_language_and_the_other(root: Tree, language: str, page: str) -> None:
    tree = root(language, page)
    assert tree.one("html").attributes["lang"] == language
    alternates = [link.attributes for link in tree.all("link", rel="alternate")]
    others = {link["hreflang"] for link in alternates if "type" not in link}
    assert others == {"en", "ko"}


@pytest.mark.parametrize("page", PAGES)
def test_korean_pages_hold_no_english_beside_what_is_marked(root: Tree, page: str) -> None:
    text = " ".join(_unmarked(root("ko", page).one("main")))
    assert not re.search(r"\b(?:the|and|of|is|are|with|not)\b", text), text


def _unmarked(element: Element) -> list[str]:
    """Return the texts of an element, those of another language and of codes left out."""
    if element.attributes.get("lang", "ko") != "ko" or element.tag == "code":
        return []
    return [part for child in element.children for part in ([child] if isinstance(child, str) else _unmarked(child))]
