"""What is published with the program: vocabularies, the codebook, the list of addresses; and lines of the feed."""

import functools
import json
from hashlib import blake2s
from typing import Any

from django.urls import reverse

from ..exports import VOCABULARIES, change_text, codebook_schema, codebook_text

__all__ = ["VOCABULARIES", "change_text", "codebook_schema", "codebook_text"]


def text_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@functools.cache
def vocabularies_text() -> str:
    return text_of({"next": None, "previous": None, "results": list(VOCABULARIES.values())})


@functools.cache
def vocabulary_text(axis: str) -> str:
    return text_of(VOCABULARIES[axis])


@functools.cache
def digest() -> str:
    """Return the version of these tables, which changes with the words in them."""
    return blake2s((vocabularies_text() + codebook_text()).encode(), digest_size=8).hexdigest()


ADDRESSES = (
    *("events", "sources", "claims", "figures", "series", "bridges", "checks", "reconciliation", "coverage"),
    *("statistics", "vocabularies", "codebook", "changes", "releases", "schema", "docs"),
)


def start_text(origin: str) -> str:
    return text_of({name: f"{origin}{reverse(f'api:{name}')}" for name in ADDRESSES})
