"""A record that an older program wrote is completed once, and only then."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from events.models import PublicTally, PublicVersion, PublicWord
from tests import factories

pytestmark = pytest.mark.django_db


def told() -> str:
    output = StringIO()
    call_command("rebuild_record", "--if-missing", stdout=output)
    return output.getvalue()


@pytest.fixture
def event(editor: User, reviewer: User) -> None:
    factories.published_event(editor, reviewer)


@pytest.mark.parametrize("model", [PublicVersion, PublicWord, PublicTally])
@pytest.mark.usefixtures("event")
def test_a_table_that_a_newer_program_added_is_filled(model: type[PublicVersion | PublicWord | PublicTally]) -> None:
    before = set(model.objects.values_list("pk", flat=True))
    model.objects.all().delete()
    assert "rebuilt" in told()
    assert len(before) == model.objects.count() > 0


@pytest.mark.usefixtures("event")
def test_a_record_that_is_whole_is_left_as_it_is() -> None:
    assert told() == ""


def test_an_empty_record_lacks_nothing() -> None:
    assert told() == ""
