"""The documents say what is there: links lead somewhere, tables are whole, nothing private is told."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tracker.local.__main__ import HELP

from .reading import (
    DECISIONS,
    DOCUMENTS,
    GENERATED,
    ROOT,
    links,
    name_of,
    named_paths,
    names_read,
    read_from_environment,
    table,
)

README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
COMMANDS = sorted(path.stem for path in (ROOT / "events/management/commands").glob("[a-z]*.py"))
PRIVATE = re.compile(r"/(?:home|Users|root|mnt|media)/|\b[\w-]+\.(?:internal|intranet|lan|corp)\b", re.I)

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
every_decision = pytest.mark.parametrize("path", DECISIONS, ids=name_of)


@every_document
def test_a_link_leads_to_a_file(path: Path) -> None:
    missing = [target for target in links(path.read_text()) if target and not (path.parent / target).exists()]
    assert missing == [], f"{name_of(path)} links to files that do not exist"


@every_document
def test_a_path_that_is_named_exists(path: Path) -> None:
    missing = [named for named in named_paths(path.read_text()) if not list(ROOT.glob(named.rstrip("/")))]
    assert missing == [], f"{name_of(path)} names files that do not exist"


@every_document
def test_nothing_private_is_told(path: Path) -> None:
    text = path.read_text()
    assert str(ROOT) not in text
    assert PRIVATE.findall(text) == []


@pytest.mark.parametrize("path", sorted(set(DOCUMENTS) - GENERATED), ids=name_of)
def test_lines_are_short(path: Path) -> None:
    long = [n for n, line in enumerate(path.read_text().splitlines(), 1) if len(line) > 120 and line[0] != "|"]
    assert long == [], f"{name_of(path)}: wrap these lines at 120"


@every_document
def test_every_command_of_run_exists(path: Path) -> None:
    told = set(re.findall(r"(?:^    |`)\./run ([a-z]+)\b", path.read_text(), re.M))
    assert told <= set(re.findall(r"^\./run ([a-z]+)", HELP, re.M))


def test_the_readme_gives_the_two_commands_first() -> None:
    assert re.findall(r"^    (\./run.*)$", README, re.M)[:2] == ["./run", "./run test"]
    assert (ROOT / "run").stat().st_mode & 0o111


def test_every_variable_of_the_environment_stands_in_the_table() -> None:
    _, _, below = OPERATIONS.partition("\n## Settings\n")
    told = set(re.findall(r"`([A-Z][A-Z_]+)`", below.partition("\n## ")[0]))
    missing = {name for name in read_from_environment() if not any(one.endswith(name) for one in told)}
    assert missing == set(), "Give each a row under Settings in docs/operations.md"


def test_every_variable_in_the_table_is_read_somewhere() -> None:
    read = set(read_from_environment())
    surplus = {name for name in table(OPERATIONS, "Settings") if not any(name.endswith(one) for one in read)}
    assert surplus - {"XDG_RUNTIME_DIR", "TMPDIR"} == set(), "Nothing reads these settings of docs/operations.md"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('os.environ.get("A_NAME", "")', "A_NAME"),
        ('os.environ["A_NAME"]', "A_NAME"),
        ('"A_NAME" in os.environ', "A_NAME"),
        ('flag("A_NAME")', "A_NAME"),
        ('os.environ.get(f"{user}_NAME")', "_NAME"),
    ],
)
def test_a_planted_variable_is_found(line: str, name: str) -> None:
    assert list(names_read(line)) == [name]


def test_every_command_stands_in_the_table() -> None:
    assert sorted(table(OPERATIONS, "Commands")) == COMMANDS, "Commands in docs/operations.md are not those there are"


def test_every_decision_stands_in_the_index_under_its_title() -> None:
    index = (ROOT / "docs/adr/README.md").read_text()
    told = re.findall(r"^\| \[(\d{4})\]\((.+)\) \| (.+) \|$", index, re.M)
    titles = [path.read_text().splitlines()[0].removeprefix("# ") for path in DECISIONS]
    assert [(f"{number} {title}", file) for number, file, title in told] == [
        (title, path.name) for title, path in zip(titles, DECISIONS, strict=True)
    ]


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@every_decision
def test_a_decision_says_why_and_what_follows(path: Path) -> None:
    parts = re.findall(r"^## (.+)$", path.read_text(), re.M)
    assert parts == ["Context", "Decision", "Why not the others", "Consequences"]


def test_every_decision_that_the_program_names_exists() -> None:
    sources = [*(ROOT / "events").rglob("*.py"), *(ROOT / "tracker").rglob("*.py")]
    named = {file for path in sources for file in re.findall(r"docs/adr/[\w-]+\.md", path.read_text(encoding="utf-8"))}
    assert {file for file in named if not (ROOT / file).exists()} == set()


def test_every_law_stands_in_the_architecture() -> None:
    laws = sorted(path.name for path in (ROOT / "tests/laws").glob("test_*.py"))
    assert sorted(set(re.findall(r"\btest_\w+\.py\b", ARCHITECTURE)) & set(laws)) == laws


def test_the_codebook_page_is_what_the_registry_says() -> None:
    call_command("codebook_docs", "--check", stdout=StringIO())
