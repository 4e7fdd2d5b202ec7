"""What the reading aids may never do, whatever their scores."""

from collections.abc import Callable, Iterator
from typing import Any

from ... import codebook, partial_dates
from ...measures import COUNTED
from ...vocabulary import ActorType, MovementClass, SuggestionKind
from ..found import Found, Passage, Reading
from .gold import DATED_PARTS, PASSAGE, SAID, CorpusArticle, days_of

RULES = {
    "direction": "No direction is suggested that the words do not say.",
    "class": "No drift, incursion, handover or forced return is suggested as a defection.",
    "date": "No date is suggested that is neither said nor follows from the words.",
    "soldier": "Nobody is suggested to be a soldier whom the article does not call one.",
    "passage": "Nothing is suggested from a caption, a cross-link or boilerplate.",
}
NO_DEFECTION = {
    MovementClass.DRIFT,
    MovementClass.INCURSION,
    MovementClass.RETURN_OF_NATIONALS,
    MovementClass.FORCED_REPATRIATION,
}
SOLDIERS = {
    ActorType.ACTIVE_DUTY_SOLDIER,
    ActorType.OFFICER,
    ActorType.FORMER_SOLDIER,
    ActorType.SOLDIERS_ON_DUTY,
    ActorType.FOREIGN_SOLDIER,
}


def broken(article: CorpusArticle, reading: Reading) -> Iterator[tuple[str, Found]]:
    """Yield each rule that something found breaks, with what breaks it."""
    told = (Passage(*span, row.kind) for row in article.gold if row.kind == PASSAGE for span in row.spans)
    unread = [*reading.passages, *told]
    for one in reading.found:
        if one.kind in (SuggestionKind.VALUE, SuggestionKind.FIGURE):
            yield from ((rule, one) for rule, breaks in _CHECKS.items() if breaks(article, one))
        if any(passage.start < one.end and one.start < passage.end for passage in unread):
            yield "passage", one


def _breaks_direction(article: CorpusArticle, one: Found) -> bool:
    """Where no words of gold are met, the direction must be the only one that the article has."""
    if one.field != "direction":
        return False
    rows = article.rows(SuggestionKind.VALUE, one.field)
    met = [row for row in (*rows, *article.rows(SAID, one.field)) if row.meets(one)]
    if met:
        return not any({one.value, (one.field, one.value)} & row.values for row in met)
    return {value for row in rows for _, value in row.values} != {one.value}


def _breaks_class(article: CorpusArticle, one: Found) -> bool:
    if one.field != "movement_class" or one.value not in COUNTED:
        return False
    rows = article.rows(SuggestionKind.VALUE, one.field)
    is_none = any(value in NO_DEFECTION for row in rows if not row.optional for _, value in row.values)
    return is_none and not any(row.fits(one) for row in rows)


def _breaks_soldier(article: CorpusArticle, one: Found) -> bool:
    if one.field != "actor_type" or one.value not in SOLDIERS:
        return False
    met = [row for row in article.rows(SuggestionKind.VALUE, one.field) if row.meets(one)]
    return not any(value in SOLDIERS for row in met for _, value in row.values)


def _breaks_date(article: CorpusArticle, one: Found) -> bool:
    known = set(_dates_of(article))
    return any(_is_invented(edtf, known) for edtf in _dates_in(one))


def _dates_of(article: CorpusArticle) -> Iterator[Any]:
    """Yield every span of days that the gold of an article knows, to be taken or only said."""
    for row in article.gold:
        if row.kind == SuggestionKind.VALUE:
            yield from (value[-2:] for _, value in row.values if isinstance(value, tuple))
        elif row.kind == SAID and "date" in row.fields:
            yield from row.values
        for name in DATED_PARTS:
            yield from row.parts.get(name, ())


def _dates_in(one: Found) -> Iterator[str]:
    if one.kind == SuggestionKind.FIGURE:
        yield from (str(one.value[name]) for name in DATED_PARTS if one.value.get(name))
    elif codebook.find(one.field).kind == codebook.OCCURRED:
        yield one.value["edtf"]
    elif codebook.find(one.field).kind == codebook.DATE:
        yield one.value


def _is_invented(edtf: str, known: set[Any]) -> bool:
    """A range is not invented either where both of its ends are known."""
    ends = [end for end in edtf.split("/") if end not in partial_dates.OPEN]
    return days_of(edtf) not in known and any(days_of(end) not in known for end in ends)


_CHECKS: dict[str, Callable[[CorpusArticle, Found], bool]] = {
    "direction": _breaks_direction,
    "class": _breaks_class,
    "date": _breaks_date,
    "soldier": _breaks_soldier,
}
