"""Values of fields: read from compact text, checked, shown as text again, and told in words.

A value is JSON in the shape of its field's kind:
code "north_to_south" · occurred {"edtf", "basis"} · date "2024-08-20" · place {"place", "precision"}
· persons {"min", "max"} · parts [{"outcome", "persons"}]. Unknown, not reported and withheld are codes of their own.
"""

import difflib
from collections.abc import Callable
from typing import Any

from .. import partial_dates
from ..errors import InvalidValue
from ..vocabulary import Axis, DateBasis, Outcome, PlacePrecision
from .fields import CODE, DATE, FIELDS, OCCURRED, PARTS, PERSONS, PLACE, EventField

Value = Any
MOST_PERSONS = 1_000_000


def parse(key: str, text: str) -> Value:
    """Return the value that a compact text says. Raises: InvalidValue naming the field and the remedy."""
    field = find(key)
    text = text.strip()
    if not text:
        raise InvalidValue("The value is empty.", field=key, remedy=f"Write {field.form}.")
    return check(key, _PARSERS[field.kind](field, text))


def find(key: str) -> EventField:
    """Return a field of the codebook. Raises: InvalidValue for a key it does not have."""
    if key not in FIELDS:
        raise InvalidValue(f"“{key[:40]}” is not a field.", field="field", remedy=_nearest(key, list(FIELDS)))
    return FIELDS[key]


def check(key: str, value: Value) -> Value:
    """Return the value if it fits its field; dates are read, codes looked up. Raises: InvalidValue."""
    field = find(key)
    try:
        return _CHECKS[field.kind](field, value)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise InvalidValue("The value has the wrong shape.", field=key, remedy=f"Write {field.form}.") from error


def show(key: str, value: Value) -> str:
    """Return the compact text of a value; `parse` reads it back."""
    return _SHOWN[FIELDS[key].kind](value)


def code_of(axis: type[Axis], text: str, field: str) -> str:
    """Return a code of an axis. Raises: InvalidValue with the nearest codes."""
    if text not in axis.codes():
        raise InvalidValue(
            f"“{text[:40]}” is not a code of this field.", field=field, remedy=_nearest(text, axis.codes())
        )
    return text


def _nearest(text: str, known: list[str]) -> str:
    near = difflib.get_close_matches(text, known, n=3, cutoff=0.5) or known[:12]
    return f"Choose one of: {', '.join(near)}."


def _parse_occurred(field: EventField, text: str) -> Value:
    edtf, _, basis = text.partition(" ")
    if not basis:
        raise InvalidValue("The basis of the date is missing.", field=field.key, remedy=f"Write {field.form}.")
    return {"edtf": edtf, "basis": basis.strip()}


def _parse_plain(_: EventField, text: str) -> Value:
    return text


def _parse_place(_: EventField, text: str) -> Value:
    place, _space, precision = text.partition(" ")
    return {"place": None if place == "-" else place, "precision": precision.strip()}


def _parse_persons(field: EventField, text: str) -> Value:
    low, dash, high = text.replace("–", "-").partition("-")
    return {"min": _number(low, field), "max": _number(high, field, empty=True) if dash else _number(low, field)}


def _parse_parts(field: EventField, text: str) -> Value:
    parts = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        outcome, _, persons = part.partition(":")
        parts.append({"outcome": outcome.strip(), "persons": _number(persons.replace("?", ""), field, empty=True)})
    return parts


def _number(text: str, field: EventField, *, empty: bool = False) -> int | None:
    text = text.strip()
    if empty and not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) > MOST_PERSONS:
        raise InvalidValue(f"“{text[:40]}” is not a number of persons.", field=field.key, remedy=f"Write {field.form}.")
    return int(text)


def _check_code(field: EventField, value: Value) -> Value:
    assert field.axis is not None
    return code_of(field.axis, value, field.key)


def _check_occurred(field: EventField, value: Value) -> Value:
    date = partial_dates.read(value["edtf"], field=field.key)
    return {"edtf": date.text, "basis": code_of(DateBasis, value["basis"], field.key)}


def _check_date(field: EventField, value: Value) -> Value:
    return partial_dates.read(value, field=field.key).text


def _check_place(field: EventField, value: Value) -> Value:
    precision = code_of(PlacePrecision, value["precision"], field.key)
    if (value["place"] is None) != (precision == PlacePrecision.NONE):
        remedy = "Write - none where the place is not known, else a place and its precision."
        raise InvalidValue("A place and its precision go together.", field=field.key, remedy=remedy)
    return {"place": value["place"] and str(value["place"]), "precision": precision}


def _check_persons(field: EventField, value: Value) -> Value:
    low, high = (_whole(value[name], field) for name in ("min", "max"))
    if low is not None and high is not None and low > high:
        remedy = "Put the smaller number first."
        raise InvalidValue(f"The least number, {low}, is over the most, {high}.", field=field.key, remedy=remedy)
    if low is None or low < 1:
        remedy = "Write the least number of persons, 1 or more."
        raise InvalidValue("An event has at least one person.", field=field.key, remedy=remedy)
    return {"min": low, "max": high}


def _whole(number: Any, field: EventField) -> int | None:
    """Return a number of persons, None where it is not known; `true`, 1.5 and “2” are none."""
    if number is not None and (type(number) is not int or not 0 <= number <= MOST_PERSONS):
        raise InvalidValue(f"“{number}” is not a number of persons.", field=field.key, remedy=f"Write {field.form}.")
    return number


def _check_parts(field: EventField, value: Value) -> Value:
    parts = [
        {"outcome": code_of(Outcome, part["outcome"], field.key), "persons": _whole(part["persons"], field)}
        for part in value
    ]
    if not parts:
        raise InvalidValue("No outcome is given.", field=field.key, remedy=f"Write {field.form}.")
    if len({part["outcome"] for part in parts}) < len(parts):
        raise InvalidValue("An outcome is given twice.", field=field.key, remedy="Add its persons up in one part.")
    return sorted(parts, key=lambda part: Outcome.codes().index(part["outcome"]))


def _show_persons(value: Value) -> str:
    if value["min"] == value["max"]:
        return str(value["min"])
    return f"{value['min']}-{'' if value['max'] is None else value['max']}"


def _show_parts(value: Value) -> str:
    if len(value) == 1 and value[0]["persons"] is None:
        return str(value[0]["outcome"])
    return "; ".join(f"{part['outcome']}:{'?' if part['persons'] is None else part['persons']}" for part in value)


_PARSERS = {
    CODE: _parse_plain,
    OCCURRED: _parse_occurred,
    DATE: _parse_plain,
    PLACE: _parse_place,
    PERSONS: _parse_persons,
    PARTS: _parse_parts,
}
_CHECKS = {
    CODE: _check_code,
    OCCURRED: _check_occurred,
    DATE: _check_date,
    PLACE: _check_place,
    PERSONS: _check_persons,
    PARTS: _check_parts,
}
_SHOWN: dict[str, Callable[[Value], str]] = {
    CODE: str,
    OCCURRED: lambda value: f"{value['edtf']} {value['basis']}",
    DATE: str,
    PLACE: lambda value: f"{value['place'] or '-'} {value['precision']}",
    PERSONS: _show_persons,
    PARTS: _show_parts,
}
