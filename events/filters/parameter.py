"""What a query parameter is and how its text is read; one table serves page, API, export, OpenAPI and docs."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils import timezone

from .. import partial_dates
from ..errors import InvalidDate, InvalidParameter
from ..vocabulary import AXES, Bilingual
from .words import read_words

MOST_SHOWN = 40  # characters of a refused text that are repeated to its sender
MOST_ROWS = 500

CODES, CHOICE, DATE, DAY, SLUGS, IDS, WORDS, CURSOR, NUMBER, BOX, MOMENT = (
    *("codes", "choice", "date", "day", "slugs", "ids", "words", "cursor", "number", "box", "moment"),
)
AS_OF = "as_of"
SEVERAL = frozenset({CODES, SLUGS, IDS})


class RefusedParameter(InvalidParameter):
    """A query parameter is unknown or its value can't be read.

    `said` and `advice` are `detail` and `remedy` in both languages; `nearest` is the valid name or value closest to it.
    """

    def __init__(self, name: str, said: Bilingual, advice: Bilingual, nearest: str = "") -> None:
        super().__init__(said.en, field=name, remedy=advice.en)
        self.said, self.advice, self.nearest = said, advice, nearest


@dataclass(frozen=True)
class Parameter:
    """One query parameter. `axis` names its vocabulary; `choices` are its values where it has none.

    `excludes`: a value with a minus before it leaves out what has that value.
    """

    name: str
    kind: str
    axis: str
    description: Bilingual
    label: Bilingual
    choices: tuple[str, ...] = ()
    default: str = ""
    prefix: str = ""
    excludes: bool = False

    @property
    def several(self) -> bool:
        """Whether several values may be given, by comma or repetition: any of them will do."""
        return self.kind in SEVERAL

    @property
    def known(self) -> list[str]:
        """The values of a closed parameter, in the order of the vocabulary; else nothing."""
        return AXES[self.axis].codes() if self.axis else list(self.choices)

    def read(self, text: str) -> str:
        """Return a text in canonical form. Raises: RefusedParameter, naming the parameter and the remedy."""
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
            said = Bilingual("The value holds a control character.", "값에 제어 문자가 들어 있습니다.")
            raise RefusedParameter(self.name, said, Bilingual("Remove it.", "제어 문자를 지우십시오."))
        return _READERS[self.kind](self, text)


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the known word closest to a text, or nothing where none is close."""
    return next(iter(get_close_matches(text[:MOST_SHOWN].lower(), list(known), n=1, cutoff=0.5)), "")


def unknown_value(name: str, text: str, known: list[str]) -> RefusedParameter:
    """Return the refusal of a value that is not among the known ones."""
    shown, near = text[:MOST_SHOWN], nearest(text, known)
    listed = ", ".join(known[:30])
    return RefusedParameter(
        name,
        Bilingual(f"“{shown}” is not a value of {name}.", f"“{shown}”은(는) {name}의 값이 아닙니다."),
        Bilingual(f"Did you mean “{near}”?", f"“{near}”을(를) 찾으셨습니까?")
        if near
        else Bilingual(f"Known values: {listed}.", f"쓸 수 있는 값: {listed}."),
        near,
    )


def _read_known(parameter: Parameter, text: str) -> str:
    if text not in parameter.known:
        raise unknown_value(parameter.name, text, parameter.known)
    return text


PLAIN_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")


def _read_date(parameter: Parameter, text: str) -> str:
    try:
        if PLAIN_DATE.fullmatch(text):
            return partial_dates.read(text, field=parameter.name).text
    except InvalidDate:
        pass
    first, last = partial_dates.FIRST_YEAR, partial_dates.LAST_YEAR
    raise RefusedParameter(
        parameter.name,
        Bilingual(f"“{text[:MOST_SHOWN]}” is not a date.", f"“{text[:MOST_SHOWN]}”은(는) 날짜가 아닙니다."),
        Bilingual(
            f"Write YYYY, YYYY-MM or YYYY-MM-DD, from {first} to {last}.",
            f"YYYY, YYYY-MM, YYYY-MM-DD 가운데 하나로 {first}년에서 {last}년까지 적으십시오.",
        ),
    )


def _read_day(parameter: Parameter, text: str) -> str:
    """Return a full day that has begun in Korea."""
    near = _nearest_day(text)
    if text and near == text:
        return text
    shown, today = text[:MOST_SHOWN], timezone.localdate()
    raise RefusedParameter(
        parameter.name,
        Bilingual(f"“{shown}” is not a day up to today.", f"“{shown}”은(는) 오늘까지의 하루가 아닙니다."),
        Bilingual(f"Write YYYY-MM-DD, up to {today}.", f"{today}까지의 하루를 YYYY-MM-DD로 적으십시오."),
        near,
    )


def _read_moment(parameter: Parameter, text: str) -> str:
    """Return the number of a change, a day that has begun in Korea, or a moment of the past in UTC."""
    if re.fullmatch(r"[0-9]{1,15}", text):
        return str(int(text))
    if text and text == _nearest_day(text):
        return text
    try:
        written = re.sub(r" (?=[0-9]{2}:?[0-9]{2}$)", "+", text)  # a plus that an address turned into a space
        moment = dt.datetime.fromisoformat(written) if "T" in text.upper() else None
        if moment is not None and moment.tzinfo is not None and moment <= timezone.now():
            return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError):
        pass
    shown, today = text[:MOST_SHOWN], timezone.localdate()
    raise RefusedParameter(
        parameter.name,
        Bilingual(f"“{shown}” is nothing that has been.", f"“{shown}”은(는) 지나간 시점이 아닙니다."),
        Bilingual(
            f"Write a day up to {today}, a moment with its zone, as {today}T00:00:00Z, or the number of a change.",
            f"{today}까지의 하루, {today}T00:00:00Z처럼 시간대가 붙은 지난 시각, 또는 변경 번호를 적으십시오.",
        ),
        _nearest_day(text[:10]),
    )


def _nearest_day(text: str) -> str:
    """Return the last day that a text may mean, today at the latest; empty where it has no year."""
    written = re.sub("[/.]", "-", text)
    for part in (written, written[:7], written[:4]):
        try:
            if PLAIN_DATE.fullmatch(part) and (day := partial_dates.read(part).end):
                return min(day, timezone.localdate()).isoformat()
        except InvalidDate:
            continue
    return ""


def _read_slug(parameter: Parameter, text: str) -> str:
    if re.fullmatch(r"[-A-Za-z0-9_]{1,80}", text):
        return text
    raise RefusedParameter(
        parameter.name,
        Bilingual(f"“{text[:MOST_SHOWN]}” is not an id.", f"“{text[:MOST_SHOWN]}”은(는) 식별자가 아닙니다."),
        Bilingual("Write letters, digits and hyphens.", "영문자, 숫자, 붙임표로 적으십시오."),
    )


def _read_id(parameter: Parameter, text: str) -> str:
    if re.fullmatch(rf"{parameter.prefix}-[0-9]{{6,15}}", text):
        return text
    form = f"{parameter.prefix}-000123"
    raise RefusedParameter(
        parameter.name,
        Bilingual(f"“{text[:MOST_SHOWN]}” is not an id.", f"“{text[:MOST_SHOWN]}”은(는) 식별자가 아닙니다."),
        Bilingual(f"Write it as {form}.", f"{form}처럼 적으십시오."),
    )


def _read_words(parameter: Parameter, text: str) -> str:
    try:
        return read_words(text)
    except ValueError as error:
        said, advice = error.args
        raise RefusedParameter(parameter.name, said, advice) from None


def _read_number(parameter: Parameter, text: str) -> str:
    if re.fullmatch(r"[0-9]{1,15}", text):
        least, most = (int(bound) for bound in parameter.choices)
        if least <= int(text) <= most:
            return str(int(text))
        near = str(min(max(int(text), least), most))
    else:
        near = parameter.default
    least_text, most_text = parameter.choices
    raise RefusedParameter(
        parameter.name,
        Bilingual(f"“{text[:MOST_SHOWN]}” is out of range.", f"“{text[:MOST_SHOWN]}”은(는) 범위를 벗어납니다."),
        Bilingual(
            f"Write a whole number from {least_text} to {most_text}.",
            f"{least_text}에서 {most_text}까지의 정수를 적으십시오.",
        ),
        near,
    )


COORDINATE = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,6})?")


def _read_box(parameter: Parameter, text: str) -> str:
    """Return west, south, east and north in degrees. West of the antimeridian a box may end east of it."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 4 and all(map(COORDINATE.fullmatch, parts)):
        west, south, east, north = numbers = [float(part) for part in parts]
        if max(abs(west), abs(east)) <= 180 and max(abs(south), abs(north)) <= 90 and south <= north:
            return ",".join(f"{number + 0:.6f}".rstrip("0").rstrip(".") for number in numbers)
    raise RefusedParameter(
        parameter.name,
        Bilingual(f"“{text[:MOST_SHOWN]}” is not a box.", f"“{text[:MOST_SHOWN]}”은(는) 사각 영역이 아닙니다."),
        Bilingual(
            "Write west,south,east,north in degrees, as 124,37,131,39: longitudes from -180 to 180, latitudes from -90"
            " to 90 with south first, at most six decimals.",
            "서,남,동,북을 도 단위로 적으십시오. 예: 124,37,131,39. 경도는 -180에서 180, 위도는 -90에서 90이고 남쪽이"
            " 먼저이며 소수점 아래는 여섯 자리까지.",
        ),
    )


_READERS: dict[str, Callable[[Parameter, str], str]] = {
    CODES: _read_known,
    CHOICE: _read_known,
    DATE: _read_date,
    DAY: _read_day,
    SLUGS: _read_slug,
    IDS: _read_id,
    WORDS: _read_words,
    CURSOR: lambda _, text: text,  # read with the sort that it belongs to
    NUMBER: _read_number,
    BOX: _read_box,
    MOMENT: _read_moment,
}
