"""What stands on the shelf, told: for the list of the API and the page of the data. Reads the folder and no table."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ..exports import FORMS
from . import shelf, signature
from .facts import PACKAGE, read_facts, read_json, read_sums, sum_of

MEDIA_TYPES = {form.ending: form.media_type for form in FORMS.values()}
MEDIA_TYPES |= {"json": "application/json", "md": "text/markdown", "cff": "application/x-yaml"}
MEDIA_TYPES |= {"pem": "application/x-pem-file", "sig": "application/octet-stream"}
TEXT = {"text/csv", "text/markdown", "text/plain"}


def described() -> list[dict[str, Any]]:
    """Return every release, the newest first, in the columns of `release` and `release_file`."""
    return [describe(name) for name in reversed(shelf.names())]


def describe(name: str) -> dict[str, Any]:
    folder = shelf.path_of(name)
    return _describe(folder, (folder / shelf.SUMS).stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _describe(folder: Path, _cut_at: int) -> dict[str, Any]:
    facts = read_facts(folder)
    rows = {resource["path"]: resource["rows"] for resource in read_json(folder / PACKAGE)["resources"]}
    return {
        "id": facts.name,
        "dataset_version": facts.version,
        "released": facts.day,
        "previous": facts.previous,
        "signed": (folder / signature.SIGNATURE).exists(),
        "recuts": facts.recuts,
        "files": [
            {
                "path": file,
                "href": f"/data/releases/{facts.name}/{file}",
                "media_type": media_type(file),
                "bytes": (folder / file).stat().st_size,
                "sha256": found,
                "rows": rows.get(file),
            }
            for file, found in read_sums(folder / shelf.SUMS).items()
        ],
    }


def media_type(file: str) -> str:
    return MEDIA_TYPES.get(file.rpartition(".")[2], "text/plain")


def content_type(file: str) -> str:
    kind = media_type(file)
    return f"{kind}; charset=utf-8" if kind in TEXT else kind


def tag(path: Path, current: str) -> str:
    """Return the strong ETag of a file: its sum, or for the sums themselves, that of their bytes."""
    return f'"{current or sum_of(path)}"'


def find_file(name: str, file: str) -> tuple[Path, str] | None:
    """Return the path of a release's file and its SHA-256, without reading it; None if there is no such file.

    Only what the sums name can be found, besides themselves (whose tag is empty) and their signature.
    """
    if name not in shelf.names():
        return None
    path = shelf.path_of(name) / file
    sums = read_sums(shelf.path_of(name) / shelf.SUMS)
    if file in sums:
        return path, sums[file]
    return (path, "") if file in (shelf.SUMS, signature.SIGNATURE) and path.is_file() else None
