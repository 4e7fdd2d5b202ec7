"""Fill an empty record with made-up events, or let a made-up one grow."""

from collections import Counter, defaultdict
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Max

from .. import derive, imports
from ..actions.history import raise_sequence
from ..derive.search import add_words
from ..derive.snapshot import words_of_place
from ..errors import RefusedRows, TrackerError
from ..imports.founding import Loader, in_silence, system_user
from ..models import Article, Claim, Event, Place, Publisher, Report, Revision, Source
from .batches import FILLED, batches, tables
from .guards import guards_asleep
from .rows import Cast
from .story import PlaceRow

EDITOR, REVIEWER = "made-up-editor", "made-up-reviewer"
PUBLISHERS = ("Measuring Times", "Trial Gazette", "Rule Wire", "Sample Post")
WAITING = "CREATE TEMP TABLE made_up_words (event_id bigint, words text, vector text) ON COMMIT DROP"
FIND = """
INSERT INTO events_publicsearch (event_id, words, vector)
SELECT event_id, words, to_tsvector('simple', vector) FROM made_up_words
"""
Progress = Callable[[int, int], object]


class RealRecord(TrackerError):
    """The database holds something that was not made up."""


def seed(events: int, progress: Progress = in_silence) -> int:
    """Fill desk, history and public record until there are this many made-up events; return how many were added.

    Equal for equal numbers, and the first thousand are the first of ten thousand, too. All is written or nothing.
    Needs the owner of the tables. Raises: RealRecord unless the record is empty or made up.
    """
    check_made_up()
    with transaction.atomic():
        _number_from_the_first()
        made_by = cast()
        standing = Event.objects.aggregate(last=Max("pk"))["last"] or 0
        if events > standing:
            _fill(range(standing + 1, events + 1), made_by, progress)
            derive.recount()
    derive.rebuild_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
    return max(events - standing, 0)


def check_made_up() -> None:
    """Raise RealRecord if anybody but the two made-up accounts ever wrote something."""
    written = Revision.objects.exclude(by__username__in=(EDITOR, REVIEWER)).exists()
    if written or Article.objects.exists() or Report.objects.exists():
        raise RealRecord(
            "This database holds a record that was not made up.",
            field="DATABASE_URL",
            remedy="Name an empty database in DATABASE_URL; made-up events may not stand beside real ones.",
        )


def _number_from_the_first() -> None:
    """Number revisions from 1 on in an empty history, whatever was written and rolled back there before."""
    if not Revision.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('events_revision', 'id'), 1, false)")


def cast() -> Cast:
    """Make the accounts, publishers and places through the actions, unless they stand."""
    editor, reviewer = system_user(EDITOR, "Editor"), system_user(REVIEWER, "Reviewer")
    slugs = {name: name.lower().replace(" ", "-") for name in PUBLISHERS}
    papers = [{"id": slugs[name], "name": name, "name_ko": "", "kind": "wire", "country": "KR"} for name in PUBLISHERS]
    rows = {"publishers": papers, "places": imports.read(imports.FOLDER).rows["places"]}
    report = Loader(imports.Dataset(defaultdict(list, rows)), editor, reviewer).run(in_silence)
    if report.refused:
        raise RefusedRows(report.refused)
    publishers = [Publisher.objects.get(slug=slug) for slug in slugs.values()]
    return Cast(editor.pk, reviewer.pk, {place.slug: _place(place) for place in Place.objects.all()}, publishers)


def _place(place: Place) -> PlaceRow:
    document = {
        "place": place.slug,
        "place_name_en": place.name_en,
        "place_name_ko": place.name_ko,
        "place_precision": place.kind,
        "lat": None if place.lat is None else float(place.lat),
        "lon": None if place.lon is None else float(place.lon),
        "radius_km": place.radius_km,
    }
    return PlaceRow(place.pk, place.slug, words_of_place(place), document)


def _fill(numbers: range, made_by: Cast, progress: Progress) -> None:
    """Write the rows of new events in batches, then the words of all."""
    writers, done = tables(), 0
    counts: Counter[str] = Counter()
    with guards_asleep(FILLED), connection.cursor() as cursor:
        cursor.execute(WAITING)
        for batch in batches(numbers, made_by):
            for model, rows in batch.rows.items():
                writers[model].write(rows)
            counts.update(batch.words)
            done += batch.events
            progress(done, len(numbers))
        cursor.execute(FIND)
        cursor.execute("DROP TABLE made_up_words")
    for numbered in (Source, Event, Claim, Revision):
        raise_sequence(numbered)
    add_words(counts)
    _check_support(numbers)


def _check_support(numbers: range) -> None:
    """Ask of each new event what the sleeping triggers would have asked. Raises: IntegrityError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tracker_check_support(id) FROM events_event WHERE id >= %s", [numbers.start])
