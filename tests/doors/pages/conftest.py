"""A reader of the pages: asks through the client, as the public role, and reads the page as a tree."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.presenters import rows

VOID = {"base", "meta", "link", "input", "br", "img", "hr"}


class Element:
    """One element of a page: its tag, attributes and children; texts are children too."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Element | str] = []

    def walk(self) -> Iterator["Element"]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """Return the elements of a tag that have these attributes; `kind` is one of the classes."""
        kind = attributes.pop("kind", "")
        return [
            element
            for element in self.walk()
            if (not tag or element.tag == tag)
            and (not kind or kind in element.attributes.get("class", "").split())
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        (element,) = self.all(tag, **attributes)
        return element

    @property
    def text(self) -> str:
        told = " ".join(child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(told.split())


class Page(HTMLParser):
    """The tree of a page. A tag that is closed and not open, or left open, is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Element("root", {})
        self.open = [self.root]
        self.feed(html)
        assert self.open == [self.root], f"left open: {[element.tag for element in self.open[1:]]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


Read = Callable[..., Element]


@pytest.fixture(autouse=True)
def served(db: None, settings: Any) -> None:
    """Static files are looked up and not listed at the start: tests run before they are collected."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def get(client: Client) -> Callable[..., HttpResponse]:
    return client.get  # type: ignore[return-value]


@pytest.fixture
def read(client: Client) -> Read:
    """Return the page at an address as a tree; its status must be as expected."""

    def reading(path: str, status: int = 200) -> Element:
        response = client.get(path)
        assert response.status_code == status, response.content[:500]
        return Page(response.content.decode()).root

    return reading


@pytest.fixture
def first_case() -> rows.PublicEvent:
    """A crossing with four documents, one of them written by a machine from a newspaper that cites the ministry."""
    event = rows.event("2024-08-20", documents=2, origins=2, evidence="officially_confirmed", **rows.GOSEONG)
    ministry = rows.source(publisher_name="Ministry")
    journal = rows.copy_of(ministry, "cites", publisher_name="Journal")
    machine = rows.copy_of(journal, publisher_name="Rewriter", machine_written="declared")
    rows.claim(event, rows.source(publisher_name="KBS"), field="actor_type", value="active_duty_soldier")
    rows.claim(event, machine, field="actor_type", value="active_duty_soldier", relation="")
    rows.change("event", event.public_id)
    return event


@pytest.fixture
def second_case() -> rows.PublicEvent:
    """The re-entry of 2022, which one copy took for a soldier."""
    event = rows.event(
        "2022-01-01",
        direction="south_to_north",
        movement_class="re_entry",
        actor_type="former_nk_defector",
        outcome="unknown",
        subjects=["SB-0001"],
    )
    wire, copy, assembly = (rows.source(publisher_name=name) for name in ("Wire", "Copy", "Ministry"))
    past = {"field": "actor_type", "standing": "superseded"}
    rows.claim(event, wire, **past, value="unknown", stated="2022-01-02", public_note="Nobody was named.")
    rejected = {"field": "actor_type", "standing": "rejected", "value": "active_duty_soldier"}
    rows.claim(event, copy, **rejected, stated="2022-01-02", issuer="outlet", public_note="No authority said so.")
    rows.claim(event, assembly, field="actor_type", value="former_nk_defector", stated="2022-01-05", issuer="mnd")
    return event
