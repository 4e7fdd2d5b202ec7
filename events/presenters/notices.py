"""What a page says of a query string that it could not read: the parameter, what is wrong, what to do."""

from typing import Any

from ..filters import Question, nearest
from ..vocabulary import Bilingual

Notice = dict[str, Any]
LONGEST = 40


def of(question: Question) -> list[Notice]:
    """Return the notices of a filter: what it could not read, then what it looked for instead of a word."""
    return refusals(question) + [{"name": "q", "corrected": one} for one in question.corrections]


def refusals(question: Question) -> list[Notice]:
    """Return the notices of what a filter could not read."""
    return [{"name": error.field, "said": error.said, "advice": error.advice} for error in question.errors]


def unknown(name: str, known: list[str]) -> Notice:
    said = Bilingual("There is no such parameter here.", "여기에는 이런 조건이 없습니다.")
    return {"name": name[:LONGEST], "said": said, "advice": _advice(name, known)}


def unknown_value(name: str, value: str, known: list[str]) -> Notice:
    shown = value[:LONGEST]
    said = Bilingual(f"“{shown}” is not a value of it.", f"“{shown}”은(는) 쓸 수 있는 값이 아닙니다.")
    return {"name": name, "said": said, "advice": _advice(value, known)}


def unreadable(name: str) -> Notice:
    said = Bilingual("This is not the number of a change.", "변경 번호가 아닙니다.")
    return {"name": name, "said": said, "advice": Bilingual("Write a whole number.", "정수를 적으십시오.")}


def _advice(text: str, known: list[str]) -> Bilingual:
    if near := nearest(text, known):
        return Bilingual(f"Did you mean “{near}”?", f"“{near}”을(를) 찾으셨습니까?")
    listed = ", ".join(known)
    return Bilingual(f"Known: {listed}.", f"쓸 수 있는 것: {listed}.")
