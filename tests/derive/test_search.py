"""The words of the record: counted while events come, change and go, and the same when all are written anew."""

import pytest
from django.contrib.auth.models import User

from events import actions
from events.models import Event, PublicSearch, PublicWord
from tests import factories
from tests.factories import republish

pytestmark = pytest.mark.django_db


def counts(*words: str) -> list[int]:
    known = dict(PublicWord.objects.values_list("word", "events"))
    return [known.get(word, 0) for word in words]


def retitled(event: Event, title: str, editor: User, reviewer: User) -> Event:
    event = Event.objects.get(pk=event.pk)
    texts = {"title_en": title, "title_ko": event.title_ko, "summary_en": "S.", "summary_ko": "요약."}
    claims = factories.inputs_of(event)
    actions.code_event(event, texts=texts, claims=claims, seen=event.version, by=editor, reason="Reworded.")
    return republish(event, editor, reviewer)


def test_a_word_is_counted_once_for_each_event(published: Event, editor: User, reviewer: User) -> None:
    retitled(published, "Zebra meets zebra", editor, reviewer)
    assert counts("zebra", "meets") == [1, 1]
    retitled(factories.published_event(editor, reviewer), "Zebra", editor, reviewer)
    assert counts("zebra", "meets") == [2, 1]


def test_a_word_that_left_with_its_last_event_is_gone(published: Event, editor: User, reviewer: User) -> None:
    retitled(published, "Zebra", editor, reviewer)
    retitled(published, "Giraffe", editor, reviewer)
    assert counts("zebra", "giraffe") == [0, 1]
    actions.withdraw(published, by=reviewer, reason="It did not happen.")
    assert (PublicWord.objects.count(), PublicSearch.objects.count()) == (0, 0)


def test_short_words_and_numbers_are_not_listed(published: Event, editor: User, reviewer: User) -> None:
    retitled(published, "An ox 2024 MiG19 Ŏngmun", editor, reviewer)
    assert counts("ox", "2024", "mig19", "ongmun") == [0, 0, 0, 1]
