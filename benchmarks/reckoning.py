"""What reconciling costs at 300, 3,000 and 30,000 made-up numbers, beside reading as many from the database.

Usage: `.venv/bin/python -m benchmarks.reckoning [--sizes 300 3000 30000]`

Each family is a whole and two parts with years, half-years, quarters and cumulative totals, about fifty numbers, drawn
from one truth; one family in twenty holds a slip. Reading is the public rows of figures as the program reads them,
with their series; each figure is the median of ROUNDS calls in one process.
"""

import argparse
import datetime as dt
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from benchmarks import synthetic
from tracker.local.throwaway import Servers

if TYPE_CHECKING:  # what is imported of the program reads its settings, and the database is made by open_database
    from events.figures import Count, Number, Tie

ROUNDS = 5
YEARS = range(2015, 2018)
SPANS = ((1, 12), (1, 6), (1, 3), (4, 6), (10, 12))
PARTS = ("all", "men", "women")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 3_000, 30_000], help="how many numbers")
    asked = parser.parse_args()
    servers = Servers()
    try:
        synthetic.open_database(servers.start_postgres())
        columns = [measure(size) for size in asked.sizes]
    finally:
        servers.close()
    print(f"{'':<36}" + "".join(f"{size:>10,}" for size in asked.sizes) + f"{'growth':>10}")
    for name in columns[0]:
        values = [column[name] for column in columns]
        print(f"{name:<36}" + "".join(f"{value:>10,.1f}" for value in values) + f"{values[-1] / values[0]:>10.1f}")
    return 0


def measure(size: int) -> dict[str, float]:
    """Return {what: milliseconds, or how many times as long} over this many numbers."""
    from events import figures

    counts, numbers, ties = made_up(size)
    store(counts, numbers)
    found = {"reading from the database, ms": median(read)}
    found["reconciling, ms"] = median(lambda: figures.reconcile(counts, numbers, ties))
    found["reconciling / reading"] = found["reconciling, ms"] / found["reading from the database, ms"]
    return found | {"with cells nobody published, ms": median(lambda: figures.reconcile(counts, numbers, ties).derived)}


def made_up(size: int) -> "tuple[list[Count], list[Number], list[Tie]]":
    """Return about so many numbers, equal for equal sizes."""
    from events.figures import Count, Tie

    counts: list[Count] = []
    numbers: list[Number] = []
    ties: list[Tie] = []
    while len(numbers) < size:
        dice, name = random.Random(len(counts)), f"f{len(counts):06}"
        for part in PARTS:
            counts += [Count(f"{name}-{part}", "flow", "persons", "mou")]
            counts += [Count(f"{name}-{part}-total", "cumulative", "persons", "mou")]
        pairs = [("accumulates", f"{name}-{part}-total", f"{name}-{part}", "") for part in PARTS]
        pairs += [("part_of", f"{name}-{part}", f"{name}-all", "sex") for part in PARTS[1:]]
        pairs += [("part_of", f"{name}-{part}-total", f"{name}-all-total", "sex") for part in PARTS[1:]]
        ties += [Tie(f"BR-{len(ties) + at:06}", *pair) for at, pair in enumerate(pairs, 1)]
        for slug, start, end, value in _cells(dice, name):
            slip = dice.randint(1, 9) if dice.random() < 0.05 / 54 else 0
            numbers.append(_number(len(numbers) + 1, slug, start, end, value + slip))
    return counts, numbers[:size], ties


def _cells(dice: random.Random, name: str) -> Iterator[tuple[str, dt.date | None, dt.date, int]]:
    months = {(part, year, month): dice.randint(0, 90) for part in PARTS for year in YEARS for month in range(1, 13)}
    for key in [key for key in months if key[0] == "all"]:
        months[key] = sum(months[(part, *key[1:])] for part in PARTS[1:])
    for part in PARTS:
        total = 0
        for year in YEARS:
            for first, last in SPANS:
                value = sum(months[part, year, month] for month in range(first, last + 1))
                past = dt.date(year + last // 12, last % 12 + 1, 1)
                yield f"{name}-{part}", dt.date(year, first, 1), past - dt.timedelta(days=1), value
            total += sum(months[part, year, month] for month in range(1, 13))
            yield f"{name}-{part}-total", None, dt.date(year, 12, 31), total


def _number(at: int, slug: str, start: dt.date | None, end: dt.date, value: int) -> "Number":
    from events.figures import Number

    exact, day, source = Decimal(value), end + dt.timedelta(days=20), f"SR-{at % 7:06}"
    name = f"FG-{at:06}"
    return Number(name, slug, start, end, exact, exact, exact, "exact", "published", "mou", source, source, (day, day))


def store(counts: "list[Count]", numbers: "list[Number]") -> None:
    """Write the public rows that these numbers would have, in place of those that were there."""
    from django.db import connection

    from events.models import PublicFigure, PublicSeries, PublicSource

    for model in (PublicFigure, PublicSeries, PublicSource):
        with connection.cursor() as cursor:
            cursor.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')
    told = {"event_scope": "", "scope_note_en": "", "scope_note_ko": "", "title_en": "Arrivals", "title_ko": "입국"}
    series = {
        count.slug: PublicSeries(
            number=at,
            slug=count.slug,
            change=at,
            document=json.dumps(
                told | {"id": count.slug, "measure": count.measure, "unit": count.unit, "authority": count.authority}
            ),
        )
        for at, count in enumerate(counts, 1)
    }
    PublicSeries.objects.bulk_create(series.values())
    sources = {name: int(name[3:]) for name in {number.source for number in numbers}}
    PublicSource.objects.bulk_create(
        [
            PublicSource(number=at, public_id=name, change=1, language="en", document="{}")
            for name, at in sources.items()
        ]
    )
    PublicFigure.objects.bulk_create(
        [_row(number, series[number.series].number, sources[number.source]) for number in numbers], 2_000
    )


def _row(number: "Number", series: int, source: int) -> Any:
    from events.models import PublicFigure

    assert number.end is not None
    assert number.released is not None
    document = {
        "id": number.id,
        "version": 1,
        "series": number.series,
        "source": number.source,
        "issuer": number.issuer,
        "period": "",
        "period_from": number.start and number.start.isoformat(),
        "period_to": number.end.isoformat(),
        "as_of": "",
        "words": str(number.value),
        "comparator": number.comparator,
        "value": int(number.value or 0),
        "upper": None,
        "low": int(number.low or 0),
        "high": int(number.high or 0),
        "edition": number.edition,
        "released": number.released[0].isoformat(),
        "supersedes": None,
        "conflict_group": "",
        "public_note": "",
    }
    return PublicFigure(
        number=int(number.id[3:]),
        public_id=number.id,
        change=1,
        series_id=series,
        source_id=source,
        issuer=number.issuer,
        edition=number.edition,
        period_from=number.start,
        period_to=number.end,
        low=number.low,
        high=number.high,
        released_from=number.released[0],
        released_to=number.released[1],
        shown=True,
        document=json.dumps(document),
    )


def read() -> list[object]:
    """Return the public figures with their series, as the pages read them."""
    from events.models import PublicFigure

    return list(PublicFigure.objects.select_related("series"))


def median(work: Callable[[], object]) -> float:
    """Return the median milliseconds of a piece of work, after one call that is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e3


if __name__ == "__main__":
    sys.exit(main())
