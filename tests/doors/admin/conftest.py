"""The desk as people use it: signed-in browsers."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions
from events.models import Event, Source
from tests import factories
from tests.doors.admin.forms import FEW


@pytest.fixture
def event(editor: User, source: Source) -> Event:
    """A draft with few claims, complete enough to be published."""
    return few(editor, source)


@pytest.fixture
def published(editor: User, reviewer: User, source: Source) -> Event:
    """The same, published."""
    event = few(editor, source)
    actions.submit(event, by=editor)
    actions.approve(event, by=reviewer)
    event.refresh_from_db()
    return event


def few(editor: User, source: Source) -> Event:
    claims = [factories.claim(key, text, source) for key, text in FEW.items()]
    return factories.coded_event(editor, source, claims=claims)


@pytest.fixture
def browser() -> Callable[[User], Client]:
    """Return a client in which an account is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def desk(browser: Callable[[User], Client], editor: User) -> Client:
    """The editor's browser."""
    return browser(editor)


@pytest.fixture
def review_desk(browser: Callable[[User], Client], reviewer: User) -> Client:
    """The reviewer's browser."""
    return browser(reviewer)
