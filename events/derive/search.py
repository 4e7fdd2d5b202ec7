"""The words by which public events are found, and the list of all these words with how many events hold each.

Callers hold the lock of the public feed, so the counts are exact, and a word that left with its last event is gone.
"""

from collections import Counter
from collections.abc import Collection, Mapping

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value

from .. import spelling
from ..models import PublicSearch

COUNT = """
INSERT INTO events_publicword AS known (word, letters, events)
SELECT * FROM unnest(%s::text[], %s::text[], %s::int[])
ON CONFLICT (word) DO UPDATE SET events = known.events + excluded.events
"""
FORGET = """
UPDATE events_publicword AS known SET events = known.events - gone.events
FROM unnest(%s::text[], %s::int[]) AS gone (word, events) WHERE known.word = gone.word
"""


def write_search(texts: Mapping[int, str]) -> None:
    """Let events be found by the words of their texts. Costs: 2 queries, however many they are."""
    words = {number: " ".join(spelling.sequence(text)) for number, text in texts.items()}
    keys = {number: Value(" ".join(sorted(spelling.keys(text)))) for number, text in texts.items()}
    PublicSearch.objects.bulk_create(
        PublicSearch(event_id=number, words=f" {words[number]} ", vector=SearchVector(keys[number], config="simple"))
        for number in texts
    )
    add_words(count_words(words.values()))


def add_words(counts: Mapping[str, int]) -> None:
    """Add to the list of words how many more events hold each. Costs: 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [list(counts), [spelling.letters(word) for word in counts], list(counts.values())])


def clear_search(numbers: Collection[int]) -> None:
    """Let events no longer be found. Costs: 4 queries."""
    rows = PublicSearch.objects.filter(event__in=numbers)
    counts = count_words(rows.values_list("words", flat=True))
    rows.delete()
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [list(counts), list(counts.values())])
        cursor.execute("DELETE FROM events_publicword WHERE events <= 0")


def count_words(texts: Collection[str]) -> Counter[str]:
    """Return in how many of these texts, plain words in their order, each word stands that may be meant by another."""
    return Counter(word for text in texts for word in set(text.split()) if spelling.is_listed(word))
