"""What a release says of itself: its name, the version of the dataset, the release before, and how it was re-cut."""

import json
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

RECUTS, CHANGES, PACKAGE, SCHEMA = "recuts.json", "changes.json", "datapackage.json", "codebook.schema.json"


@dataclass(frozen=True)
class Facts:
    """`version` is the number of the last public change in it, `day` that change's; `since` the version before."""

    name: str
    version: int
    day: str
    previous: str | None
    since: int
    recuts: list[dict[str, Any]] = field(default_factory=list)


def read_facts(folder: Path) -> Facts:
    """Return what a release on the shelf says of itself."""
    package = read_json(folder / PACKAGE)
    with (folder / CHANGES).open(encoding="utf-8") as file:
        since = json.loads(file.readline().rstrip().removesuffix('"changes":[') + '"changes":[]}')["since"]
    recuts = read_json(folder / RECUTS)["recuts"] if (folder / RECUTS).exists() else []
    day = package["created"][:10]
    return Facts(folder.name, package["dataset_version"], day, since["release"], since["dataset_version"], recuts)


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_sums(path: Path) -> dict[str, str]:
    """Return {file: sum} of a list as `sha256sum` writes it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: found for found, _, name in (line.partition("  ") for line in lines)}
