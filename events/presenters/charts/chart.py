"""What a chart is: counts with the addresses of what they counted, and from these its drawings, table and rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ...vocabulary import Bilingual
from .. import words

EVENTS = (Bilingual("certain", "확실"), Bilingual("possible", "가능"))
PERSONS = (Bilingual("at least", "최소"), Bilingual("at most", "최대"))


class Datum(NamedTuple):
    """One count: where it stands (a row and a column of the table), its name in words, and what it opens."""

    place: int
    row: str
    column: str
    words: str
    years: tuple[int, int] | None
    direction: str
    code: str
    certain: int
    possible: int
    persons_min: int
    persons_max: int
    certain_href: str
    possible_href: str


class Numeral(NamedTuple):
    """A number of a table and the address of what it counted."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Panel:
    """One drawing, with a narrow version where the wide one does not fit a telephone."""

    wide: dict[str, Any]
    narrow: dict[str, Any] | None = None
    title: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under columns; `under` are the words below each column, empty where a column is one number."""

    corner: str
    columns: Sequence[Any]
    under: Sequence[Any]
    rows: Sequence[tuple[str, Sequence[Numeral]]]

    @property
    def span(self) -> int:
        return len(self.under) or 1


@dataclass(frozen=True)
class Chart:
    """A chart in all its forms. `reading` says how to read it; `notes` what it leaves out, counted."""

    name: str
    dimension: str
    title: Bilingual
    reading: Bilingual
    panels: Sequence[Panel]
    table: Table
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]
    notes: Sequence[Numeral] = ()

    @property
    def kind(self) -> str:
        return (
            "many" if len(self.panels) > 1 else "rows" if self.panels and self.panels[0].wide["kind"] == "rows" else ""
        )


Pick = Callable[[Datum], Sequence[Numeral]]


def events_of(datum: Datum) -> Sequence[Numeral]:
    """Return both numbers; where they are one and the same, the same events are opened once."""
    certain = Numeral(words.number(datum.certain), datum.certain_href)
    return certain, Numeral(words.number(datum.possible), _further(datum))


def persons_of(datum: Datum) -> Sequence[Numeral]:
    least = Numeral(words.number(datum.persons_min), datum.certain_href)
    return least, Numeral(words.number(datum.persons_max), _further(datum))


def _further(datum: Datum) -> str:
    """Return the address of the possible events; none where those are the certain ones, which stand beside them."""
    return datum.possible_href if datum.possible != datum.certain else ""


def once(datum: Datum) -> Sequence[Numeral]:
    return (Numeral(words.number(datum.possible), datum.possible_href),)


def tabulate(
    corner: Bilingual,
    data: Iterable[Datum],
    rows: Iterable[str],
    columns: Sequence[tuple[str, Any]],
    pick: Pick,
    under: Sequence[Any] = (),
) -> Table:
    """Return the table of these counts; an empty place says 0, a row without any number is left out."""
    cells = {(datum.row, datum.column): pick(datum) for datum in data}
    zero = [Numeral("0")] * (len(under) or 1)
    present = {row for row, _ in cells}
    return Table(
        str(corner),
        [label for _, label in columns],
        under,
        [
            (row, [numeral for column, _ in columns for numeral in cells.get((row, column), zero)])
            for row in rows
            if row in present
        ],
    )


HEAD = ("from", "to", "direction", "code", "events_certain", "events_possible", "persons_min", "persons_max", "events")


def records(data: Iterable[Datum]) -> list[list[Any]]:
    """Return the counts as rows of a file, under HEAD; `events` is the address of what was counted."""
    return [
        [
            *(datum.years or ("", "")),
            *(datum.direction, datum.code, datum.certain, datum.possible, datum.persons_min, datum.persons_max),
            datum.possible_href or datum.certain_href,
        ]
        for datum in data
    ]
