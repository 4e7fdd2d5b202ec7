"""Read a whole query string against a table of parameters: what is valid, and everything that is not."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.http import QueryDict

from ..vocabulary import Bilingual
from .parameter import AS_OF, MOST_SHOWN, WORDS, Parameter, RefusedParameter, nearest

Params = QueryDict | Mapping[str, str | Sequence[str]]
MOST_VALUES = 50
MOST_UNKNOWN = 10
BLANK = " "
"""What may stand around a value. Alone it is a value that can't be read, but for words; other white space always is."""

MINUS = "-"
"""What stands before a value that is left out."""


class Reading(NamedTuple):
    """The valid values by name, in canonical form and order, those that are left out, and every refusal."""

    values: dict[str, list[str]]
    excluded: dict[str, list[str]]
    errors: list[RefusedParameter]


def read(params: Params, parameters: Sequence[Parameter], also: Collection[str] = ()) -> Reading:
    """Return what a query string says. `also` names parameters that somebody else reads. An empty one is not given."""
    given = {name: _texts(params, name) for name in params}
    names = [parameter.name for parameter in parameters]
    unknown = [name for name in given if name not in names and name not in also]
    reading = Reading({}, {}, [_unknown_name(name, [*names, *also]) for name in unknown[:MOST_UNKNOWN]])
    for parameter in parameters:
        texts = given.get(parameter.name, [])
        if parameter.kind == WORDS:
            texts = [text for text in texts if text.strip(BLANK)]
        if texts:
            _read_one(parameter, texts, reading)
    return reading


def _texts(params: Params, name: str) -> list[str]:
    if isinstance(params, QueryDict):
        texts: Sequence[str] = params.getlist(name)
    else:
        texts = [value] if isinstance(value := params[name], str) else value
    return [text for text in texts if text]


def _read_one(parameter: Parameter, texts: list[str], reading: Reading) -> None:
    values: set[str] = set()
    excluded: set[str] = set()
    try:
        for text in _pieces(parameter, texts):
            minus = parameter.excludes and text.startswith(MINUS)
            try:
                (excluded if minus else values).add(parameter.read(text[minus:].lstrip(BLANK) if minus else text))
            except RefusedParameter as refusal:
                reading.errors.append(refusal)
    except RefusedParameter as refusal:
        reading.errors.append(refusal)
    for value in in_order(parameter, values & excluded):
        reading.errors.append(_contradiction(parameter.name, value))
        values.remove(value)
        excluded.remove(value)
    for found, kept in ((values, reading.values), (excluded, reading.excluded)):
        if found:
            kept[parameter.name] = in_order(parameter, found)


def in_order(parameter: Parameter, values: Collection[str]) -> list[str]:
    """Return values in the order of their vocabulary, else by alphabet: equal questions get equal addresses."""
    if values and (parameter.axis or parameter.several):
        known = parameter.known or sorted(values)
        return [value for value in known if value in values]
    return list(values)


def _pieces(parameter: Parameter, texts: list[str]) -> list[str]:
    if not parameter.several:
        if len(texts) > 1:
            said = Bilingual(
                f"{parameter.name} is given {len(texts)} times.", f"{parameter.name}이(가) 여러 번 나옵니다."
            )
            raise RefusedParameter(parameter.name, said, Bilingual("Give it once.", "한 번만 적으십시오."))
        return [text.strip(BLANK) for text in texts]
    pieces = [piece for text in texts for piece in text.split(",")]
    if len(pieces) > MOST_VALUES:  # blank ones too, as the schema counts
        said = Bilingual(
            f"{parameter.name} has {len(pieces)} values.", f"{parameter.name}의 값이 {len(pieces)}개입니다."
        )
        advice = Bilingual(f"Give at most {MOST_VALUES}.", f"{MOST_VALUES}개까지 쓸 수 있습니다.")
        raise RefusedParameter(parameter.name, said, advice)
    return [piece.strip(BLANK) for piece in pieces if piece]


def _contradiction(name: str, value: str) -> RefusedParameter:
    return RefusedParameter(
        name,
        Bilingual(f"{name} has both {value} and -{value}.", f"{name}에 {value}과(와) -{value}이(가) 함께 있습니다."),
        Bilingual("Leave out one of the two.", "둘 가운데 하나를 빼십시오."),
        value,
    )


def _unknown_name(name: str, known: list[str]) -> RefusedParameter:
    shown, near, listed = name[:MOST_SHOWN], nearest(name, known), ", ".join(known)
    said = Bilingual(f"There is no parameter “{shown}”.", f"“{shown}”이라는 조건은 없습니다.")
    if name == AS_OF:
        advice = _instead_of_as_of(known)
    elif near:
        advice = Bilingual(f"Did you mean “{near}”?", f"“{near}”을(를) 찾으셨습니까?")
    else:
        advice = Bilingual(f"Known parameters: {listed}.", f"쓸 수 있는 조건: {listed}.")
    return RefusedParameter(shown, said, advice, near)


def _instead_of_as_of(known: list[str]) -> Bilingual:
    """Return what to ask where the past is not kept, because what is told follows from other records."""
    if "known_on" in known:
        return Bilingual(
            "This is reckoned from figures: ask what was known on a day with known_on.",
            "수치에서 셈한 것입니다. 그날 알려진 것은 known_on으로 물으십시오.",
        )
    return Bilingual(
        "The past is kept of records: ask events, claims, sources, figures, series, bridges or checks as of then.",
        "과거는 기록에만 남아 있습니다. 사건, 주장, 출처, 수치, 계열, 다리, 검증에 as_of를 쓰십시오.",
    )
