"""Read a folder of CSV tables and check every row before anything is written. All refusals are reported together."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .. import codebook, partial_dates
from ..errors import RefusedRows, TrackerError
from ..vocabulary import (
    Axis,
    BridgeKind,
    Certainty,
    CheckKind,
    ClaimRelation,
    Comparator,
    Derivation,
    Edition,
    Issuer,
    LinkKind,
    MachineWritten,
    PlacePrecision,
    PublisherKind,
    SeriesMeasure,
    SourceKind,
    Standing,
    Unit,
)

Row = dict[str, str]
NUMBERED, SLUG = r"[A-Z]{1,2}0*[1-9][0-9]{0,8}", r"[a-z0-9]+(-[a-z0-9]+)*"
"""How rows are named: letters and the number that the record will carry, or a short name in small letters."""


@dataclass(frozen=True)
class Table:
    """The columns of one file and what is checked of them.

    `refers` names the table that a column points into; `above` is the column that points to a row of the same file, and
    no row may stand above itself.
    """

    name: str
    columns: str
    codes: dict[str, type[Axis]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    refers: dict[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    above: str = ""
    ids: str = NUMBERED


TABLES = (
    Table("publishers", "id name name_ko kind country", {"kind": PublisherKind}, needed=("name", "kind"), ids=SLUG),
    Table(
        "sources",
        "id publisher title language url archived_url published kind machine_written derives_from derives_how"
        " withhold_title withhold_url public_note",
        {"kind": SourceKind, "machine_written": MachineWritten, "derives_how": Derivation},
        ("published",),
        {"publisher": "publishers", "derives_from": "sources"},
        ("publisher", "kind", "machine_written"),
        above="derives_from",
    ),
    Table(
        "places",
        "id name_en name_ko aliases kind country lat lon radius_km coord_source parent",
        {"kind": PlacePrecision},
        refers={"parent": "places"},
        needed=("name_en", "name_ko", "kind"),
        numbers=("lat", "lon", "radius_km"),
        above="parent",
        ids=SLUG,
    ),
    Table("subjects", "id public_note"),
    Table(
        "events",
        "id title_en title_ko summary_en summary_ko state hold_reason subjects",
        refers={"subjects": "subjects"},
        needed=("title_en", "state"),
    ),
    Table(
        "claims",
        "id event field value source issuer stated certainty quote locator relation related_to standing public_note",
        {"issuer": Issuer, "certainty": Certainty, "relation": ClaimRelation, "standing": Standing},
        ("stated",),
        {"event": "events", "source": "sources", "related_to": "claims"},
        ("event", "field", "value", "source", "issuer", "certainty", "standing"),
    ),
    Table("links", "from to kind", {"kind": LinkKind}, refers={"from": "events", "to": "events"}),
    Table(
        "series",
        "id title_en title_ko measure concept population route_scope subgroup unit authority since definition_en"
        " definition_ko event_scope scope_note_en scope_note_ko",
        {"measure": SeriesMeasure, "unit": Unit, "authority": Issuer},
        ("since",),
        needed=("title_en", "title_ko", "measure", "unit", "authority"),
        ids=SLUG,
    ),
    Table(
        "figures",
        "id series source issuer period as_of words comparator value edition released supersedes conflict_group"
        " public_note state",
        {"issuer": Issuer, "comparator": Comparator, "edition": Edition},
        ("period", "as_of", "released"),
        {"series": "series", "source": "sources", "supersedes": "figures"},
        ("series", "source", "comparator", "edition", "state"),
        ("value",),
        above="supersedes",
    ),
    Table(
        "bridges",
        "id kind series other partition grounds_en grounds_ko",
        {"kind": BridgeKind},
        refers={"series": "series", "other": "series"},
        needed=("kind", "series", "other", "grounds_en", "grounds_ko"),
    ),
    Table(
        "checks",
        "id kind source issuer words stated series period comparator value other_series other_period since event"
        " event_scope public_note state",
        {"kind": CheckKind, "issuer": Issuer, "comparator": Comparator},
        ("stated", "period", "other_period", "since"),
        {"source": "sources", "series": "series", "other_series": "series", "event": "events"},
        ("kind", "source", "issuer", "words", "stated", "state"),
        ("value",),
    ),
)
STATES = ("publish", "draft")


@dataclass
class Dataset:
    """Checked rows by table, and the claims of each event."""

    rows: dict[str, list[Row]]

    def claims_of(self, event: str) -> list[Row]:
        return [row for row in self.rows["claims"] if row["event"] == event]


def read(folder: Path) -> Dataset:
    """Return the rows of a folder's tables. Raises: RefusedRows with every refusal, if there is one."""
    rows: dict[str, list[Row]] = {}
    refusals: list[str] = []
    for table in TABLES:
        rows[table.name] = list(_read(folder / f"{table.name}.csv", table, refusals))
    known = {name: {row["id"] for row in given if "id" in row} for name, given in rows.items()}
    for table in TABLES:
        for line, row in enumerate(rows[table.name], start=2):
            refusals += (f"{table.name}.csv line {line}, {problem}" for problem in _problems(table, row, known))
        refusals += _circles(table, rows[table.name])
    refusals += _repeated(rows)
    if refusals:
        raise RefusedRows(refusals)
    return Dataset(rows)


def _read(path: Path, table: Table, refusals: list[str]) -> Iterator[Row]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        refusals.append(f"{path.name}: the file is missing or is not UTF-8")
    else:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        expected = table.columns.split()
        for name in reader.fieldnames or []:
            if name not in expected:
                refusals.append(f"{path.name}, {name}: unknown column; remove it or use one of {', '.join(expected)}")
        missing = [name for name in expected if name not in (reader.fieldnames or [])]
        refusals.extend(f"{path.name}, {name}: the column is missing" for name in missing)
        for row in reader:
            if surplus := row.get(None):
                refusals.append(f"{path.name} line {reader.line_num}, {surplus[0][:40]}: more cells than columns")
            yield {name: (row.get(name) or "").strip() for name in expected}


def _problems(table: Table, row: Row, known: dict[str, set[str]]) -> Iterator[str]:
    for name in table.needed:
        if not row[name]:
            yield f"{name}: empty; every row needs it"
    for name, axis in table.codes.items():
        if row[name]:
            yield from _refused(name, lambda axis=axis, name=name: codebook.code_of(axis, row[name], name))  # type: ignore[misc]
    for name in table.dates:
        if row[name]:
            yield from _refused(name, lambda name=name: partial_dates.read(row[name], field=name))  # type: ignore[misc]
    for name in table.numbers:
        if row[name] and not re.fullmatch(r"-?[0-9]{1,11}(\.[0-9]{1,5})?", row[name]):
            yield f"{name}: “{row[name][:40]}” is not a number; write it as 105 or 38.37881"
    if row.get("id") and not re.fullmatch(table.ids, row["id"]):
        yield f"id: “{row['id'][:40]}” is not an id; write it as " + ("E001" if table.ids == NUMBERED else "yonhap")
    for name, other in table.refers.items():
        for reference in filter(None, (part.strip() for part in row[name].split(";"))):
            if reference not in known[other]:
                yield f"{name}: there is no {reference} in {other}.csv"
    if row.get("state") and row["state"] not in STATES:
        yield f"state: {row['state']} is neither publish nor draft"
    if table.name == "claims":
        yield from _refused("value", lambda: _check_value(row, known["places"]))


def _check_value(row: Row, places: set[str]) -> None:
    value = codebook.parse(row["field"], row["value"])
    if row["field"] == "place" and value["place"] is not None and value["place"] not in places:
        raise TrackerError(f"there is no {value['place']} in places.csv")


def _refused(name: str, attempt: Callable[[], object]) -> Iterator[str]:
    try:
        attempt()
    except TrackerError as error:
        yield f"{name}: {error}"


def _circles(table: Table, rows: list[Row]) -> Iterator[str]:
    """Yield one refusal for each row that stands above itself, through others or directly."""
    above = {row["id"]: row[table.above] for row in rows if table.above}
    for start in above:
        seen, step = [start], above[start]
        while step in above and step not in seen:
            seen.append(step)
            step = above[step]
        if step == start:
            yield f"{table.name}.csv, {table.above}: {' -> '.join([*seen, start])} is a circle; break it"


def _repeated(rows: dict[str, list[Row]]) -> Iterator[str]:
    for name, given in rows.items():
        lines: dict[str, list[int]] = defaultdict(list)
        for line, row in enumerate(given, start=2):
            if "id" in row:
                lines[_same(row["id"])].append(line)
        for key, found in lines.items():
            if len(found) > 1 or not key:
                yield f"{name}.csv lines {', '.join(map(str, found))}, id: “{key}” must stand exactly once"


def _same(key: str) -> str:
    """Return an id as the record will carry it: E1 and E001 are one."""
    return re.sub(r"^([A-Z]{1,2})0+(?=[0-9])", r"\1", key)
