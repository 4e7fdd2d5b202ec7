"""What a reader asked for, one chip a value, each with the address of the view without it."""

from collections.abc import Callable
from typing import Any

from ..filters import Question
from ..vocabulary import AXES
from . import words

NOT_A_CHIP = {"sort", "limit", "cursor", "date_match"}


def of(question: Question, at: Callable[..., str]) -> list[dict[str, Any]]:
    """Return the chips of a question; `at` gives the address of the page with changes of the question."""
    chips = []
    for parameter in question.parameters:
        values = [] if parameter.name in NOT_A_CHIP else question.values.get(parameter.name, [])
        for value in values:
            rest = [other for other in values if other != value]
            chips.append(
                {
                    "label": parameter.label,
                    "value": words.label(AXES[parameter.axis], value) if parameter.axis else value,
                    "href": at(**{parameter.name: rest or None}),
                }
            )
    return chips
