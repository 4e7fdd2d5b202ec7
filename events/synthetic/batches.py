"""Made-up rows in batches, made in several processes where there are many: each row follows from numbers alone."""

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, NamedTuple

import django
from django.db.models import Model

from ..derive.copying import Copying
from ..derive.search import count_words
from ..models import (
    Claim,
    Event,
    EventLink,
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicLink,
    PublicSearch,
    PublicSource,
    PublicState,
    PublicVersion,
    Revision,
    RevisionBody,
    Source,
)
from .rows import Cast, rows_of

FILLED: tuple[type[Model], ...] = (
    *(Source, Event, Claim, EventLink, Revision, RevisionBody),
    *(PublicSource, PublicEvent, PublicClaim, PublicVersion, PublicState, PublicLink, PublicChange, PublicSearch),
)
"""Tables that are filled, each after those that it points to."""
UNNUMBERED = (EventLink, PublicVersion, PublicState, PublicLink)
WORDS = "made_up_words"
"""Stands in for PublicSearch until all is written: the database makes the vectors."""
BATCH = 1_000
FEW = 10
"""So many batches are made here, before a second process could have begun."""


class Batch(NamedTuple):
    """The rows of some events as values for COPY, by table, and how often each word stands in them."""

    events: int
    rows: dict[type[Model], list[list[Any]]]
    words: Counter[str]


def tables() -> dict[type[Model], Copying]:
    """Return how rows come into each table."""
    found = {model: Copying(model, numbered=model not in UNNUMBERED) for model in FILLED}
    return found | {PublicSearch: Copying(PublicSearch, numbered=True, into=WORDS)}


def batches(numbers: range, cast: Cast) -> Iterator[Batch]:
    """Yield the rows of events in their order; few batches are ever in memory."""
    parts = [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]
    if len(parts) <= FEW:
        yield from (make(part, cast) for part in parts)
        return
    processes = os.cpu_count() or 1
    started_anew = multiprocessing.get_context("spawn")  # a copy of this process would share its connection
    with ProcessPoolExecutor(processes, started_anew, initializer=django.setup) as pool:
        waiting: deque[Future[Batch]] = deque()
        for part in parts:
            waiting.append(pool.submit(make, part, cast))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def make(numbers: range, cast: Cast) -> Batch:
    """Return the rows of some events. Costs: no query."""
    writers, words = tables(), Counter[str]()
    rows: dict[type[Model], list[list[Any]]] = {model: [] for model in writers}
    for number in numbers:
        for model, row in rows_of(number, cast):
            rows[model].append(writers[model].values(row))
            if model is PublicSearch:
                words.update(count_words([row["words"]]))
    return Batch(len(numbers), rows, words)
