"""Load the founding dataset through the actions, as a named system editor and reviewer. Loading twice changes nothing.

Each record is one transaction, so a load that was killed goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model

from .. import actions, codebook
from ..actions import ClaimInput, LinkInput
from ..errors import TrackerError
from ..models import Bridge, Check, Event, Figure, Place, Publisher, Record, Series, Source, Subject
from .tables import Dataset, Row, read

FOLDER = Path(__file__).resolve().parent.parent / "founding"
REASON = "Founding dataset"
Progress = Callable[[int, int, str], None]


@dataclass
class Report:
    """What a load did: records made, records that stood already, rows held as drafts and why, rows refused and why."""

    made: int = 0
    standing: int = 0
    held: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Standing[M: Model](dict[str | int, M]):
    """The records of one kind that stand already, by slug or number. Costs: 1 query for all."""

    def __init__(self, model: type[M], key: str = "pk") -> None:
        super().__init__({getattr(record, key): record for record in model._default_manager.all()})

    def __missing__(self, key: str | int) -> M:
        raise TrackerError(f"What it rests on, {key}, was refused before.")


class Loader:
    """One load of one dataset."""

    def __init__(self, data: Dataset, editor: User, reviewer: User) -> None:
        self.data, self.editor, self.reviewer = data, editor, reviewer
        self.report = Report()
        self.publishers, self.places = Standing(Publisher, "slug"), Standing(Place, "slug")
        self.sources, self.subjects, self.events = Standing(Source), Standing(Subject), Standing(Event)
        self.all_series, self.figures = Standing(Series, "slug"), Standing(Figure)
        self.bridges, self.checks = Standing(Bridge), Standing(Check)

    def run(self, progress: Progress) -> Report:
        steps: list[tuple[str, Callable[[Row], bool], list[Row]]] = [
            ("publishers", self.publisher, self.data.rows["publishers"]),
            ("sources", self.source, _parents_first(self.data.rows["sources"], "derives_from")),
            ("places", self.place, _parents_first(self.data.rows["places"], "parent")),
            ("subjects", self.subject, self.data.rows["subjects"]),
            ("events", self.event, self.data.rows["events"]),
            ("series", self.series, self.data.rows["series"]),
            ("figures", self.figure, _parents_first(self.data.rows["figures"], "supersedes")),
            ("bridges", self.bridge, self.data.rows["bridges"]),
            ("checks", self.check, self.data.rows["checks"]),
        ]
        total, done = sum(len(rows) for _, _, rows in steps), 0
        for name, load, rows in steps:
            for row in rows:
                self.one(name, load, row)
                done += 1
                progress(done, total, name)
        return self.report

    def one(self, name: str, load: Callable[[Row], bool], row: Row) -> None:
        try:
            made = load(row)
        except TrackerError as error:
            self.report.refused.append(f"{name} {row['id']}{', ' if error.field else ''}{error.field}: {error}")
        else:
            self.report.made += made
            self.report.standing += not made

    def publisher(self, row: Row) -> bool:
        if row["id"] in self.publishers:
            return False
        names = ("name", "name_ko", "kind", "country")
        publisher = Publisher(slug=row["id"], **{name: row[name] for name in names})
        self.publishers[row["id"]] = self.record(publisher)
        return True

    def source(self, row: Row) -> bool:
        if number(row["id"]) in self.sources:
            return False
        names = ("title", "language", "url", "archived_url", "published", "kind", "machine_written", "derives_how")
        source = Source(
            pk=number(row["id"]),
            publisher=self.publishers[row["publisher"]],
            derives_from=self.sources[number(row["derives_from"])] if row["derives_from"] else None,
            title_withheld=row["withhold_title"] == "yes",
            url_withheld=row["withhold_url"] == "yes",
            public_note=row["public_note"],
            **{name: row[name] for name in names},
        )
        self.sources[source.pk] = self.record(source)
        return True

    def place(self, row: Row) -> bool:
        if row["id"] in self.places:
            return False
        place = Place(
            slug=row["id"],
            aliases=[name.strip() for name in row["aliases"].split(";") if name.strip()],
            lat=Decimal(row["lat"]) if row["lat"] else None,
            lon=Decimal(row["lon"]) if row["lon"] else None,
            radius_km=round(Decimal(row["radius_km"])) if row["radius_km"] else None,
            parent=self.places[row["parent"]] if row["parent"] else None,
            **{name: row[name] for name in ("name_en", "name_ko", "kind", "country", "coord_source")},
        )
        self.places[place.slug] = self.record(place)
        return True

    def subject(self, row: Row) -> bool:
        if number(row["id"]) in self.subjects:
            return False
        subject = Subject(pk=number(row["id"]), public_note=row["public_note"])
        self.subjects[subject.pk] = self.record(subject)
        return True

    def series(self, row: Row) -> bool:
        if row["id"] in self.all_series:
            return False
        series = Series(slug=row["id"], **{name: text for name, text in row.items() if name != "id"})
        self.all_series[series.slug] = self.record(series)
        return True

    @transaction.atomic
    def event(self, row: Row) -> bool:
        if number(row["id"]) in self.events:
            return False
        event = actions.code_event(
            None,
            number=number(row["id"]),
            texts={name: row[name] for name in ("title_en", "title_ko", "summary_en", "summary_ko")}
            | {"desk_notes": row["hold_reason"]},
            claims=[self.claim(claim) for claim in self.data.claims_of(row["id"])],
            links=self.links_of(row["id"]),
            subjects=[self.subjects[number(key)] for key in row["subjects"].split(";") if key.strip()],
            seen=None,
            by=self.editor,
            reason=REASON,
        )
        self.let_out(event, row, row["hold_reason"])
        self.events[event.pk] = event
        return True

    def claim(self, row: Row) -> ClaimInput:
        return ClaimInput(
            key=row["id"],
            value=codebook.parse(row["field"], row["value"]),
            source=self.sources[number(row["source"])],
            field=row["field"],
            issuer=row["issuer"],
            stated=row["stated"],
            certainty=row["certainty"],
            quote=row["quote"],
            locator=row["locator"],
            relation=row["relation"],
            related_to=row["related_to"] or None,
            standing=row["standing"],
            public_note=row["public_note"],
        )

    def links_of(self, event: str) -> list[LinkInput]:
        """Return the links to events that stand already; the later of two events carries their link."""
        links = []
        for row in self.data.rows["links"]:
            other = {row["from"]: row["to"], row["to"]: row["from"]}.get(event)
            if other and number(other) in self.events:
                links.append(LinkInput(self.events[number(other)], row["kind"]))
        return links

    @transaction.atomic
    def figure(self, row: Row) -> bool:
        if number(row["id"]) in self.figures:
            return False
        names = ("issuer", "period", "as_of", "words", "comparator", "edition", "released", "conflict_group")
        figure = Figure(
            pk=number(row["id"]),
            series=self.all_series[row["series"]],
            source=self.sources[number(row["source"])],
            value=Decimal(row["value"]) if row["value"] else None,
            public_note=row["public_note"],
            supersedes=self.figures[number(row["supersedes"])] if row["supersedes"] else None,
            **{name: row[name] for name in names},
        )
        self.let_out(self.record(figure), row, row["public_note"])
        self.figures[figure.pk] = figure
        return True

    @transaction.atomic
    def bridge(self, row: Row) -> bool:
        if number(row["id"]) in self.bridges:
            return False
        ends = {name: self.all_series[row[name]] for name in ("series", "other")}
        names = ("kind", "partition", "grounds_en", "grounds_ko")
        bridge = Bridge(pk=number(row["id"]), **ends, **{name: row[name] for name in names})
        self.let_out(self.record(bridge), row, "")
        self.bridges[bridge.pk] = bridge
        return True

    @transaction.atomic
    def check(self, row: Row) -> bool:
        if number(row["id"]) in self.checks:
            return False
        named = {name: self.all_series[row[name]] for name in ("series", "other_series") if row[name]}
        names = ("kind", "issuer", "words", "stated", "period", "comparator", "other_period", "since", "event_scope")
        check = Check(
            pk=number(row["id"]),
            source=self.sources[number(row["source"])],
            value=Decimal(row["value"]) if row["value"] else None,
            event=self.events[number(row["event"])] if row["event"] else None,
            public_note=row["public_note"],
            **named,
            **{name: row[name] for name in names},
        )
        self.let_out(self.record(check), row, row["public_note"])
        self.checks[check.pk] = check
        return True

    def record[R: Record](self, instance: R) -> R:
        return actions.record(instance, seen=None, by=self.editor, reason=REASON)

    def let_out(self, record: Event | Figure | Bridge | Check, row: Row, why: str) -> None:
        """Submit and approve a record that may be published; note why another is held."""
        if row.get("state") == "draft":
            self.report.held.append(f"{row['id']} stays a draft: {why}")
            return
        actions.submit(record, by=self.editor)
        actions.approve(record, by=self.reviewer, reason=REASON)


def number(key: str) -> int:
    """Return the number in a row's id: E001 -> 1."""
    return int("".join(filter(str.isdigit, key)))


def _parents_first(rows: list[Row], parent: str) -> list[Row]:
    """Return rows so that each stands after the one it points to; rows of a cycle keep their order and are refused."""
    by_id = {row["id"]: row for row in rows}
    ordered: dict[str, Row] = {}

    def add(row: Row, above: tuple[str, ...]) -> None:
        if row["id"] in ordered or row["id"] in above:
            return
        if row[parent]:
            add(by_id[row[parent]], (*above, row["id"]))
        ordered[row["id"]] = row

    for row in rows:
        add(row, ())
    return list(ordered.values())


def system_user(name: str, group: str) -> User:
    """Return a named account that nobody can sign in to."""
    user, made = User.objects.get_or_create(username=name)
    if made:
        user.set_unusable_password()
        user.save()
        user.groups.add(Group.objects.get(name=group))
    return user


def in_silence(*_: object) -> None:
    """Show no progress."""


def load(folder: Path = FOLDER, progress: Progress = in_silence) -> Report:
    """Load a folder's dataset and say what was made, held and refused. Raises: RefusedRows before anything is made."""
    data = read(folder)
    editor, reviewer = system_user("founding-editor", "Editor"), system_user("founding-reviewer", "Reviewer")
    return Loader(data, editor, reviewer).run(progress)
