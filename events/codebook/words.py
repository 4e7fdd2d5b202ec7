"""Values told to readers, in English or Korean."""

from .. import partial_dates
from ..vocabulary import Bilingual, DateBasis, Outcome, PlacePrecision
from .fields import CODE, DATE, FIELDS, OCCURRED, PERSONS, PLACE
from .values import Value

NOT_KNOWN = Bilingual("not known", "미상")


def describe(key: str, value: Value, language: str = "en", place_name: str = "") -> str:
    """Return a value in words: “20 Aug 2024 (crossing)”, “북→남”, “1–2”. `place_name` replaces a place's id."""
    field = FIELDS[key]
    if field.kind == CODE:
        assert field.axis is not None
        return _pick(field.axis(value).label, language)
    if field.kind == OCCURRED:
        return f"{describe_date(value['edtf'], language)} ({_pick(DateBasis(value['basis']).label, language)})"
    if field.kind == DATE:
        return describe_date(value, language)
    if field.kind == PLACE:
        precision = _pick(PlacePrecision(value["precision"]).label, language)
        return f"{place_name or value['place']} ({precision})" if value["place"] else precision
    if field.kind == PERSONS:
        return describe_persons(value["min"], value["max"], language)
    return ", ".join(_describe_part(part, language) for part in value)


def describe_date(edtf: str, language: str = "en") -> str:
    """Return an EDTF date in words; doubt is said, never dropped."""
    date = partial_dates.read(edtf)
    words = partial_dates.show(date.start, date.end, date.precision, language)
    if "~" in edtf:
        return f"{words}경" if language.startswith("ko") else f"about {words}"
    if date.doubtful:
        return f"{words}(불확실)" if language.startswith("ko") else f"{words}, uncertain"
    return words


def describe_persons(low: int | None, high: int | None, language: str = "en") -> str:
    """Return a number of persons as “1”, “1–2” or “at least 500”, with the Korean counter."""
    korean = language.startswith("ko")
    if low is None:
        return _pick(NOT_KNOWN, language)
    if high is None:
        return f"{low:,}명 이상" if korean else f"at least {low:,}"
    number = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{number}명" if korean else number


def _describe_part(part: dict[str, object], language: str) -> str:
    words = _pick(Outcome(str(part["outcome"])).label, language)
    if part["persons"] is None:
        return words
    return f"{words} {part['persons']}명" if language.startswith("ko") else f"{words}: {part['persons']}"


def _pick(text: Bilingual, language: str) -> str:
    return text.ko if language.startswith("ko") else text.en
