"""What a reader asked for, one chip a value, each with the address of the view without it."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from ..filters import Parameter, Question
from ..filters.reading import MINUS
from ..vocabulary import AXES
from . import words

NOT_A_CHIP = {"sort", "limit", "cursor", "date_match"}


def of(question: Question, at: Callable[..., str]) -> list[dict[str, Any]]:
    """Return the chips of a question; `at` gives the address of the page with changes of the question."""
    chips = []
    for parameter in question.parameters:
        if parameter.name in NOT_A_CHIP:
            continue
        for minus, kept in (("", question.values), (MINUS, question.excluded)):
            values = kept.get(parameter.name, [])
            for value in values:
                rest = [other for other in values if other != value]
                href = at(**{f"{minus}{parameter.name}": rest})
                chips.append({"label": parameter.label, "value": told(parameter, f"{minus}{value}"), "href": href})
    return chips


def told(parameter: Parameter, text: str) -> str:
    """Return a value as readers see it, one with a minus as left out."""
    excluded = parameter.excludes and text.startswith(MINUS)
    value = text.removeprefix(MINUS) if excluded else text
    shown = str(words.label(AXES[parameter.axis], value)) if parameter.axis else value
    return gettext("not %(value)s") % {"value": shown} if excluded else shown
