"""What a closed list is: codes in Python, labels and definitions, English and Korean, in terms.csv.

A code is stored and appears in addresses, so it never changes. A code without its row in terms.csv, or the
reverse, stops the program at import: words and codes can't drift apart.
"""

import csv
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from django.utils.functional import lazystr
from django.utils.translation import get_language


class Bilingual(NamedTuple):
    """A text that shows itself in the reader's language: Korean where Korean is active, else English."""

    en: str
    ko: str

    def __str__(self) -> str:
        return self.ko if (get_language() or "en").startswith("ko") else self.en


class Term(NamedTuple):
    label: Bilingual
    definition: Bilingual


def _read_terms() -> dict[tuple[str, str], Term]:
    with Path(__file__).with_name("terms.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["axis"], row["code"]): Term(
                Bilingual(row["label_en"], row["label_ko"]), Bilingual(row["definition_en"], row["definition_ko"])
            )
            for row in csv.DictReader(file)
        }


TERMS = _read_terms()


@cache
def _lazy_label(label: Bilingual) -> Any:
    return lazystr(label)


class Axis(StrEnum):
    """A closed list of codes, each with a label and a definition in both languages."""

    label: Bilingual
    definition: Bilingual

    def __new__(cls, code: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.definition = TERMS[cls.__name__, code]
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, Any]]:
        """Return [(code, label in the active language)] in order of definition, for forms and models."""
        return [(member.value, _lazy_label(member.label)) for member in cls]

    @classmethod
    def codes(cls) -> list[str]:
        return [member.value for member in cls]
