"""A public record of any size, made up by rule and the same each time, to measure and to look at.

Usage: `.venv/bin/python -m benchmarks.synthetic --events 10000 --serve 8200` runs the tracker over it in a database of
its own, which is gone after Ctrl-C.

Nothing in it happened, and each title says so. Years, directions, ways, places and how exact dates are have about the
shares of the founding record; places are its places. Public rows are made by the projection's own functions, but
written in bulk; the desk stays empty.
"""

import argparse
import csv
import datetime as dt
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tracker.local.throwaway import Servers

ROOT = Path(__file__).resolve().parent.parent
Json = dict[str, Any]


class Kind(NamedTuple):
    """A way that people move, as codes that belong together, and how many of a thousand events are of it."""

    share: str
    direction: str
    movement_class: str
    route_type: str
    means: str
    actor_type: str
    outcome: str
    places: str
    english: str
    korean: str


with (Path(__file__).parent / "synthetic.csv").open(newline="", encoding="utf-8") as table:
    KINDS = [Kind(**row) for row in csv.DictReader(table)]
YEARS = [*range(1950, 2025)]
YEAR_SHARES = [2 if year < 1990 else 4 if year < 2002 else 9 if year < 2020 else 3 for year in YEARS]
PRECISIONS = {"day": 66, "month": 14, "year": 10, "interval": 6, "decade": 2, "open": 2}
EVIDENCE = {"officially_confirmed": 45, "corroborated": 25, "reported": 24, "disputed": 6}
FREE = ("occurred", "direction", "movement_class", "route_type", "means", "actor_type", "outcome")
"""Fields of which each event has one claim; every third has a second one."""


def snapshots(events: int, places: Sequence[Json], sources: int) -> Iterator[Json]:
    """Yield approved snapshots, equal for equal arguments; the first thousand are the first of ten thousand, too."""
    claim = 0
    for number in range(1, events + 1):
        dice = random.Random(number)  # one for each, so that an event does not depend on how many there are
        kind = dice.choices(KINDS, [int(kind.share) for kind in KINDS])[0]
        place = next((row for row in places if row["id"] == dice.choice(kind.places.split(" "))), None)
        document = _document(number, dice, kind, place)
        claims = []
        for field in FREE[: 7 if number % 3 else 4]:
            claim += 1
            claims.append(_claim(claim, number, field, _value(field, document), dice.randint(1, sources)))
        links = [[number - 1, number, "return_trip"]] if number % 40 == 0 else []
        yield {"document": document, "claims": claims, "links": links, "words": place["aliases"] if place else ""}


def _document(number: int, dice: random.Random, kind: Kind, place: Json | None) -> Json:
    from events import partial_dates

    occurred = _date(dice)
    days = partial_dates.read(occurred)
    end = days.end or dt.date(2024, 12, 31)
    low = dice.choice([1, 1, 1, 1, 1, 1, 2, 3, 4, 9, 21, None])
    where_en, where_ko = (f", {place['name_en']}", f" ({place['name_ko']})") if place else ("", "")
    documents = dice.choice([1, 1, 2, 2, 3, 5, 9])
    return {
        "title_en": f"Test {number}: {kind.english}{where_en}",
        "title_ko": f"시험 {number}: {kind.korean}{where_ko}",
        "summary_en": "Made up by rule to measure the tracker; nothing of this happened.",
        "summary_ko": "측정을 위해 규칙으로 만든 기록이며 실제 사건이 아니다.",
        "occurred": occurred,
        "occurred_from": days.start and days.start.isoformat(),
        "occurred_to": days.end and days.end.isoformat(),
        "date_precision": days.precision.value,
        "date_basis": "crossing",
        **{name: getattr(kind, name) for name in FREE[1:]},
        "place": place and place["id"],
        "place_name_en": place["name_en"] if place else "",
        "place_name_ko": place["name_ko"] if place else "",
        "place_precision": place["kind"] if place else "none",
        "lat": float(place["lat"]) if place and place["lat"] else None,
        "lon": float(place["lon"]) if place and place["lon"] else None,
        "radius_km": int(place["radius_km"]) if place and place["radius_km"] else None,
        "persons_min": low,
        "persons_max": low and dice.choice([low, low, low, low + 2, None]),
        "outcome_parts": [],
        "intent": dice.choice(["stated", "officially_accepted", "inferred", "unknown"]),
        "first_public": end.isoformat(),
        "evidence": dice.choices(list(EVIDENCE), list(EVIDENCE.values()))[0],
        "documents": documents,
        "origins": min(documents, dice.choice([1, 1, 2, 3])),
        "subjects": [],
    }


def _date(dice: random.Random) -> str:
    year = dice.choices(YEARS, YEAR_SHARES)[0]
    day = dt.date(year, 1, 1) + dt.timedelta(dice.randrange(365))
    return {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "year": f"{year}",
        "interval": f"{day}/{day + dt.timedelta(dice.randint(2, 90))}",
        "decade": f"{year // 10}X",
        "open": f"../{day}",
    }[dice.choices(list(PRECISIONS), list(PRECISIONS.values()))[0]]


def _value(field: str, document: Json) -> Any:
    if field == "occurred":
        return {"edtf": document[field], "basis": "crossing"}
    return [{"outcome": document[field], "persons": None}] if field == "outcome" else document[field]


def _claim(number: int, event: int, field: str, value: Any, source: int) -> Json:
    return {
        "id": f"CL-{number:06d}",
        "event": f"EV-{event:06d}",
        "field": field,
        "value": value,
        "source": f"SR-{source:06d}",
        "issuer": "outlet",
        "stated": "",
        "certainty": "reported",
        "quote": "",
        "locator": "",
        "relation": "",
        "related_to": None,
        "standing": "accepted",
        "public_note": "",
    }


def fill(events: int) -> None:
    """Write a public record of this many events with their sources, claims, changes and yearly counts.

    Costs: about 20 s for 10,000, of which the yearly counts take half.
    """
    from django.db import transaction

    from events import derive, imports
    from events.imports import tables

    places = list(tables.read(imports.FOLDER).rows["places"])
    sources = max(events // 4, 3)
    with transaction.atomic():
        _write_sources(sources)
        _write_events(list(snapshots(events, places, sources)), sources)
    derive.rebuild_all()


def _write_sources(count: int) -> None:
    from events.derive import Approved, project

    at = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    names = ["Measuring Times", "Trial Gazette", "Rule Wire", "Sample Post"]
    for number in range(1, count + 1):
        name = names[number % 4]
        content = {
            "publisher": name.lower().replace(" ", "-"),
            "publisher_name": name,
            "publisher_name_ko": "",
            "publisher_kind": "wire",
            "publisher_country": "KR",
            "title": f"Test source {number}",
            "title_withheld": False,
            "url": f"https://example.org/{number}",
            "url_withheld": False,
            "archived_url": "",
            "language": ("en", "ko")[number % 2],
            "published": "2024-12-31",
            "kind": "article",
            "machine_written": "none",
            "derives_from": None,
            "derives_how": "",
            "public_note": "",
        }
        project(Approved("source", number, number, at, 1, {"document": content, "published_from": "2024-12-31"}))


def _write_events(made: Sequence[Json], sources: int) -> None:
    from events.derive import Approved
    from events.derive.project import public_claims, row_of_event, words_of
    from events.derive.search import write_search
    from events.models import PublicChange, PublicClaim, PublicEvent, PublicLink

    first = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    approved = [
        Approved("event", number, sources + number, first + dt.timedelta(minutes=number), 1, snapshot)
        for number, snapshot in enumerate(made, start=1)
    ]
    PublicEvent.objects.bulk_create([PublicEvent(pk=one.number, **row_of_event(one)) for one in approved], 2_000)
    claims = (claim for one in approved for claim in public_claims(one.number, one.snapshot["claims"]))
    PublicClaim.objects.bulk_create(claims, 5_000)
    links = [PublicLink(event_id=a, other_id=b, kind=kind) for snapshot in made for a, b, kind in snapshot["links"]]
    PublicLink.objects.bulk_create(links)
    write_search({one.number: words_of(one.number, one.snapshot) for one in approved})
    lines = [("source", f"SR-{number:06d}", number, first) for number in range(1, sources + 1)]
    lines += [("event", f"EV-{one.number:06d}", one.change, one.at) for one in approved]
    PublicChange.objects.bulk_create(
        (
            PublicChange(number=number, at=at, kind="created", record=record, public_id=public_id, fields={})
            for record, public_id, number, at in lines
        ),
        5_000,
    )


def open_database(address: str) -> None:
    """Make this process the owner of an empty database and create its tables."""
    os.environ |= {
        "DATABASE_URL": address,
        "TRACKER_ROLE": "owner",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "PYTEST_VERSION": "benchmark",  # one connection, as in the tests
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def serve(address: str, port: int) -> "subprocess.Popen[bytes]":
    """Start the tracker's web process over a database, on the roles that it has in production."""
    ours = ("PYTEST_VERSION", "TRACKER_ROLE", "DATABASE_DESK_URL", "DATABASE_PUBLIC_URL")
    environment = {name: value for name, value in os.environ.items() if name not in ours} | {"DATABASE_URL": address}
    environment |= {"DJANGO_SETTINGS_MODULE": "tracker.settings"}
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, env=environment, cwd=ROOT, check=True)
    shape = ["--worker-class", "gthread", "--workers", "1", "--threads", "4", "--log-level", "warning"]
    argv = [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--bind", f"127.0.0.1:{port}", *shape]
    return subprocess.Popen([*argv, "--no-control-socket"], env=environment, cwd=ROOT)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000, help="how many events to make up")
    parser.add_argument("--serve", type=int, required=True, metavar="PORT", help="port on this machine")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    servers = Servers()
    try:
        address = servers.start_postgres()
        open_database(address)
        print(f"Making up {asked.events} events ...", flush=True)
        fill(asked.events)
        web = serve(address, asked.serve)
        try:
            print(f"http://127.0.0.1:{asked.serve}/en/ runs over them; Ctrl-C stops it and forgets them.", flush=True)
            return web.wait()
        finally:
            web.terminate()
            web.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        servers.close()


if __name__ == "__main__":
    sys.exit(main())
