"""The recipes of the guide and of the page of the data run in a clean environment, and print what the record holds."""

import csv
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from urllib.request import urlopen

import pytest

from events.presenters import recipes
from tests.journeys.house import House
from tests.local.conftest import ROOT
from tests.recipes import environment
from tests.recipes.environment import RECIPES, run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("house")]

GUIDE = (ROOT / "docs" / "researchers.md").read_text(encoding="utf-8")
LOCAL = "http://localhost:8000"
FENCED = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.M | re.S)
WORDS = {"python": [], "sh": ["sh", "-e"], "r": ["Rscript"]}
"""How a block of each language is run; blocks of others are not."""
FILES = {path.read_text(encoding="utf-8") for path in RECIPES.iterdir()}
BLOCKS = [(kind, code) for kind, code in FENCED if kind in WORDS and code not in FILES and "sha256sum" not in code]
"""What has no test of its own; the sums of a release are asked in its folder."""
KEY = "$TRACKER_KEY"
PUBLIC = "FROM events_publicevent WHERE tombstone = ''"
TOTALS = "SELECT year, sum(events_certain), sum(events_possible) FROM events_yearlystatistic WHERE dimension = 'total'"
needs_r = pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript is not on PATH")
needs_calc = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not on PATH")
Recipe = Callable[..., str]


@pytest.fixture(scope="module")
def python() -> Path:
    return environment.python()


@pytest.fixture
def recipe(python: Path, house: House, tmp_path: Path) -> Recipe:
    """Run one of the files and return what it printed; they share a folder."""
    house.catch_up()
    return lambda name, *words: run(python, RECIPES / name, *words, folder=tmp_path, tracker=house.url)


def rows(house: House, query: str) -> list[tuple[object, ...]]:
    with house.database() as connection:
        return connection.execute(query).fetchall()  # type: ignore[call-overload, no-any-return]


def totals(house: House) -> str:
    ((events, persons),) = rows(house, f"SELECT count(*), sum(persons_min) {PUBLIC}")
    return f"{events} events, {persons} persons at least\n"


def by_direction(house: House) -> list[tuple[object, ...]]:
    return rows(house, f"SELECT direction, count(*), sum(persons_min) {PUBLIC} GROUP BY 1 ORDER BY 1")


def test_the_whole_dataset_is_one_line(recipe: Recipe, house: House) -> None:
    assert recipe("whole.py") == totals(house)


def test_years_are_counted_as_the_statistics_count_them(recipe: Recipe, house: House) -> None:
    counted = {int(y): (int(c), int(p)) for y, c, p in (line.split() for line in recipe("years.py").splitlines())}
    told = {year: (certain, possible) for year, certain, possible in rows(house, f"{TOTALS} GROUP BY year")}
    assert {year: numbers for year, numbers in counted.items() if any(numbers)} == told


def test_figures_stand_beside_events(recipe: Recipe, house: House) -> None:
    told = house.json("/api/v1/coverage/?comparable=1&limit=500")["results"]
    printed = [tuple(line.split()[:3]) for line in recipe("beside.py").splitlines()]
    assert sorted(printed) == sorted((r["series"], str(r["period_from"]), str(r["period_to"])) for r in told)
    one = next(row for row in told if row["figure"] == "FG-000249")
    documented = f"{one['documented_low']} to {one['documented_high']} documented (persons)"
    assert f"{one['series']} 2024-01-01 2024-12-31 {one['low']} to {one['high']} reported, {documented}" in recipe(
        "beside.py"
    )


def test_an_earlier_state_is_compared_with_today(recipe: Recipe, house: House) -> None:
    then = house.json("/api/v1/events/?as_of=200&count=1&limit=1")["count"]
    now = house.json("/api/v1/events/?count=1&limit=1")["count"]
    assert 0 < then < now
    assert recipe("then.py", "200").startswith(f"{then} events then, {now} now, ")


def test_sql_on_a_file_of_the_api(recipe: Recipe, house: House) -> None:
    told = [f"{name} {events} events, {persons} persons at least" for name, events, persons in by_direction(house)]
    assert recipe("with_duckdb.py").splitlines() == told


@needs_r
def test_the_same_in_r(house: House, tmp_path: Path) -> None:
    printed = run("Rscript", RECIPES / "events.R", folder=tmp_path, tracker=house.url)
    table = "".join(f"{name},{events}\n" for name, events, _ in by_direction(house))
    assert printed.endswith(f"{totals(house)}direction,Freq\n{table}")


def test_a_copy_keeps_in_step_while_the_record_changes(recipe: Recipe, house: House, tmp_path: Path) -> None:
    recipe("follow.py")
    for chapter in ("happen", "end"):
        with ThreadPoolExecutor() as others:
            told = others.submit(house.manage, "shell", "-c", f"from tests.recipes import story; story.{chapter}()")
            while not told.done():  # a reader who asks in the middle of it
                recipe("follow.py")
                time.sleep(0.5)
        assert told.result().returncode == 0, told.result().stderr
        recipe("follow.py")
        assert copied(tmp_path) == published(house)
    assert "after reading 0 again" in recipe("follow.py")


def copied(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "events.json").read_text()))


def published(house: House) -> dict[str, object]:
    """Return what a copy must hold: every public event, and the number of the last change."""
    with urlopen(f"{house.url}/api/v1/events.jsonl", timeout=60) as file:
        events = [json.loads(line) for line in file]
        return {"change": int(file.headers["Dataset-Version"]), "events": {event["id"]: event for event in events}}


def test_a_release_is_taken_verified_and_asked(recipe: Recipe, house: House, python: Path, tmp_path: Path) -> None:
    released(house)
    newest = house.json("/api/v1/releases/")["results"][0]
    assert recipe("release.py") == f"{newest['id']} {len(newest['files'])} files, all whole\n"
    folder = tmp_path / newest["id"]
    run("sha256sum", "-c", "SHA256SUMS", folder=folder, tracker=house.url)
    sql = f"import duckdb; print(len(duckdb.sql(open({str(RECIPES / 'evidence.sql')!r}).read()).fetchall()))"
    found = run(python, "-c", sql, folder=folder, tracker=house.url)
    assert int(found) == len((folder / "events.jsonl").read_text(encoding="utf-8").splitlines())


def released(house: House) -> None:
    if not house.json("/api/v1/releases/")["results"]:
        assert house.manage("release").returncode == 0


@pytest.mark.parametrize(("kind", "code"), BLOCKS, ids=[f"{n}-{kind}" for n, (kind, _) in enumerate(BLOCKS)])
def test_every_block_of_the_guide_runs(kind: str, code: str, python: Path, house: House, tmp_path: Path) -> None:
    if KEY in code:
        code = code.replace(KEY, new_key(house))
    run_block(kind, code, python, house, tmp_path)


def new_key(house: House) -> str:
    """Return a key to the API, as an administrator makes one."""
    made = house.manage("api_key", "make", "A reader of the guide", "--by", "administrator", "--days", "1")
    return re.search(r"det_\w{81}", made.stdout)[0]  # type: ignore[index]


def run_block(kind: str, code: str, python: Path, house: House, folder: Path) -> str:
    """Return what a block of code printed, asked of the tracker that runs."""
    if kind == "r" and shutil.which("Rscript") is None:
        pytest.skip("Rscript is not on PATH")
    if kind == "sh":
        code = code.replace("curl ", "curl --fail --silent --show-error ")
    (folder / "block").write_text(code.replace(LOCAL, house.url), encoding="utf-8")
    return run(*(WORDS[kind] or [python]), "block", folder=folder, tracker=house.url)


@pytest.mark.parametrize("name", [name for name, _, _ in recipes.RECIPES])
def test_every_recipe_of_the_page_runs(name: str, python: Path, house: House, tmp_path: Path) -> None:
    code = next(str(told["code"]) for told in recipes.for_site(house.url) if told["name"] == name)
    kind = {"python": "python", "pandas": "python", "r": "r"}.get(name, "sh")
    printed = run_block(kind, code, python, house, tmp_path)
    if name == "python":
        assert printed.startswith(f"{house.json('/api/v1/events/?count=1')['count']} ")
    assert printed or (tmp_path / "events.csv").stat().st_size > 1000


def spreadsheet_addresses() -> Iterator[str]:
    text = (RECIPES / "spreadsheets.md").read_text(encoding="utf-8")
    yield from sorted(set(re.findall(rf"{LOCAL}(/[^\s\"`]+)", text)))


@pytest.mark.parametrize("address", list(spreadsheet_addresses()))
def test_an_address_for_spreadsheets_gives_a_table(house: House, address: str) -> None:
    head, *body = list(csv.reader(StringIO(urlopen(house.url + address, timeout=60).read().decode(), newline="")))
    assert len(head) > 2
    assert {len(row) for row in body} == {len(head)}


@needs_calc
def test_calc_opens_the_file(house: House, tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_bytes(urlopen(f"{house.url}/api/v1/events.csv", timeout=60).read())
    words = ["soffice", "--headless", "--infilter=CSV:44,34,UTF8", "--convert-to", "ods", "events.csv"]
    run(*words, folder=tmp_path, tracker=house.url)
    (tmp_path / "events.csv").unlink()
    run(
        "soffice",
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "events.ods",
        folder=tmp_path,
        tracker=house.url,
    )
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == house.json("/api/v1/events/?count=1")["count"] + 1
