"""Law 10: every address stands in permissions.csv, which people write and which says who gets what answer."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, resolve
from django.utils import timezone

from events import actions, derive
from events.models import Event, LinkCheck, OutboxRow, Revision, StatisticRun, StatisticYear, Subject, YearlyStatistic
from tests import factories
from tests.browser.pages import PAGES

from .house import told

REMEDY = "Give each address a row in tests/laws/permissions.csv: what anonymous, editor, reviewer, administrator get."
ROLES = ("anonymous", "editor", "reviewer", "administrator")
Row = dict[str, str]

with Path(__file__).with_name("permissions.csv").open(encoding="utf-8", newline="") as file:
    MATRIX: list[Row] = list(csv.DictReader(file))


def addresses(patterns: Iterable[URLPattern | URLResolver], space: str = "", route: str = "") -> Iterator[str]:
    """Yield the name of every address; one without a name is called by its route."""
    for pattern in patterns:
        whole = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner, whole)
        else:
            yield f"{space}{pattern.name or short(whole)}"


def short(route: str) -> str:
    """Return the route of a nameless address of the desk as the matrix writes it."""
    return "<url>" if "(?P<url>" in route else route.removeprefix("admin/")


def unlisted(patterns: Iterable[URLPattern | URLResolver], matrix: Iterable[Row]) -> list[str]:
    """Return the addresses without a row, and the rows without an address."""
    present, listed = set(addresses(patterns)), {row["name"] for row in matrix}
    gone = [f"{name}: no such address" for name in listed - present]
    return sorted([f"{name}: no row" for name in present - listed] + gone)


@pytest.fixture
def world(editor: User, reviewer: User, administrator: User, published: Event) -> dict[str, Any]:
    """One record of each kind and state, and what the placeholders of the matrix stand for."""
    draft, waiting = factories.coded_event(editor), factories.coded_event(editor)
    actions.submit(waiting, by=editor)
    figures = [factories.recorded_figure(editor, value=value) for value in (Decimal(1), Decimal(2), Decimal(3))]
    for figure in figures[:2]:
        actions.submit(figure, by=editor)
    actions.approve(figures[0], by=reviewer)
    derive.rebuild_all()
    known = placeholders(published, draft, waiting, figures, editor, reviewer)
    return known | {"apikey_pk": factories.new_key(administrator)[0].pk}


def placeholders(
    event: Event, draft: Event, waiting: Event, figures: list[Any], editor: User, reviewer: User
) -> dict[str, Any]:
    claim = event.claims.first()
    assert claim is not None
    place = actions.record(factories.PlaceFactory.build(), seen=None, by=editor)
    subject = actions.record(Subject(), seen=None, by=editor)
    records = {"event": event, "draft": draft, "waiting": waiting, "claim": claim, "source": claim.source}
    records |= {"figure": figures[0], "waiting_figure": figures[1], "draft_figure": figures[2]}
    series = [figure.series for figure in figures]
    bridges = [factories.recorded_bridge(editor, series[part], series[whole]) for part, whole in PARTS]
    checks = [factories.recorded_check(editor) for _ in range(3)]
    for name, (public, waiting, draft) in (("bridge", bridges), ("check", checks)):
        for record in (public, waiting):
            actions.submit(record, by=editor)
        actions.approve(public, by=reviewer)
        records |= {name: public, f"waiting_{name}": waiting, f"draft_{name}": draft}
    records |= {"publisher": claim.source.publisher, "place": place, "subject": subject, "series": figures[0].series}
    article, other = (factories.ArticleFactory.create(added_by=editor, double_coded=True) for _ in range(2))
    records |= {"article": article, "coding": actions.save_coding(other, values={}, by=editor)}
    records |= {"draft_source": factories.new_source(editor), "user": editor, "group": editor.groups.get()}
    for model in (Revision, OutboxRow, YearlyStatistic, StatisticYear, StatisticRun):
        records[model.__name__.lower()] = model._default_manager.first()
    check = {"url": claim.source.url, "checked_at": timezone.now(), "alive": True}
    records["linkcheck"] = LinkCheck.objects.create(source=claim.source, **check)
    records["keptform"] = actions.keep_form(address="/admin/events/event/add/", fields={"title_en": ["x"]}, by=editor)
    records["webhook"] = factories.new_webhook(editor)
    records["report"] = factories.new_report(about=event.public_id)
    known = {f"{name}_pk": record.pk for name, record in records.items()}
    known |= {name: getattr(record, "public_id", "") for name, record in records.items()}
    known["receipt"] = factories.receipt_of(about=event.public_id)
    return known | {"series": figures[0].series.slug, "content_type": ContentType.objects.get_for_model(Event).pk}


PARTS = ((1, 0), (2, 1), (2, 0))


def answer(client: Client, row: Row, world: dict[str, Any]) -> int:
    """Return the status of one address, and leave everything as it was."""
    client.raise_request_exception = False
    cookies, saved = client.cookies.copy(), transaction.savepoint_create()
    posted = {"reason": "Seen.", "into": world["event"]} if row["method"] == "POST" else {}
    send = client.post if posted else client.get
    response = send(row["path"].format(**world), posted)
    if response.streaming:
        list(response)  # type: ignore[call-overload]
    transaction.savepoint_rollback(saved)
    client.cookies = cookies
    return response.status_code


def wrong(client: Client, role: str, matrix: Iterable[Row], world: dict[str, Any]) -> list[str]:
    """Return every address that answers a role otherwise than the matrix says."""
    broken = []
    for row in matrix:
        got = answer(client, row, world)
        if str(got) != row[role]:
            broken.append(f"{row['method']} {row['path'].format(**world)}: {role} got {got}, not {row[role]}")
    return broken


def test_every_address_stands_in_the_matrix() -> None:
    broken = unlisted(get_resolver().url_patterns, MATRIX)
    assert not broken, told(broken, REMEDY)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_matrix_says(role: str, world: dict[str, Any], client: Client) -> None:
    if role != "anonymous":
        client.force_login(User.objects.get(groups__name=role.title()))
    broken = wrong(client, role, MATRIX, world)
    assert not broken, told(broken, "Mend the door; change tests/laws/permissions.csv only if the promise changes.")


@pytest.mark.django_db
def test_every_row_leads_to_the_address_that_it_names(world: dict[str, Any]) -> None:
    for row in MATRIX:
        found = resolve(row["path"].format(**world).partition("?")[0])
        name = found.view_name if found.url_name else f"admin:{short(found.route)}"
        assert name == row["name"], f"{row['path']} is {name}: correct the row in tests/laws/permissions.csv."


def unlooked_at(client: Client, matrix: Iterable[Row], world: dict[str, Any]) -> list[str]:
    """Return the pages that no browser looks at: public answers in HTML without an example in the list of pages."""
    public = [r for r in matrix if r["method"] == "GET" and r["anonymous"] == "200" and r["name"][:4] not in DOORS]
    known = {
        resolve(f"/en/{one.path.partition('?')[0].format(event='EV-1', source='SR-1', receipt='0' * 16)}").url_name
        for one in PAGES.values()
    }
    answers = {row["name"]: client.get(row["path"].format(**world)) for row in public if row["name"] not in known}
    return sorted(name for name, got in answers.items() if got["Content-Type"].startswith("text/html"))


DOORS = {"api:", "admi"}


@pytest.mark.django_db
def test_every_public_page_is_looked_at_in_a_browser(world: dict[str, Any], client: Client) -> None:
    broken = unlooked_at(client, MATRIX, world)
    assert not broken, told(broken, "Give the page a line in tests/browser/pages.py.")


@pytest.mark.django_db
def test_a_page_without_a_line_is_found(world: dict[str, Any], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PAGES, "method")
    assert unlooked_at(client, MATRIX, world) == ["method"]


def test_a_planted_address_is_found() -> None:
    planted = path("secret/", lambda request: None, name="secret")  # type: ignore[arg-type, return-value]
    assert unlisted([*get_resolver().url_patterns, planted], MATRIX) == ["secret: no row"]
    assert unlisted(get_resolver().url_patterns, [*MATRIX, {"name": "gone"}]) == ["gone: no such address"]


@pytest.mark.django_db
def test_a_door_planted_open_is_found(world: dict[str, Any], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.admin.steps.ReviewedAdmin.may", lambda *_: True)
    client.force_login(User.objects.get(groups__name="Editor"))
    approve = [row for row in MATRIX if row["name"] == "admin:events_event_approve" and row["method"] == "POST"]
    assert len(wrong(client, "editor", approve, world)) == 1
