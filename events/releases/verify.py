"""Verifying a release, by anybody: from its folder alone, without a database and without the tracker's word for it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import ReleaseRefused
from . import shelf, signature
from .facts import CHANGES, PACKAGE, read_json, read_sums, sum_of
from .forms import LINES, read_lines
from .parts import BY_NAME
from .tables import check_table, ids_of


def verify(folder: Path, key: Path | None = None) -> Iterator[tuple[bool, str]]:
    """Yield what was looked at, each with whether it is well and a sentence; the last one told whole says what fails.

    `key` is a public key that the reader trusts; without one the key in the folder shows only that the same hand
    wrote both. Reads each file twice.
    """
    if not (folder / shelf.SUMS).is_file():
        yield False, f"{folder} holds no {shelf.SUMS}, so it is no release."
        return
    checks = (_sums(folder), _signature(folder, key), _tables(folder), _counts(folder), _feed(folder))
    for what, faults in zip(("sums", "signature", "schema", "counts", "changes"), checks, strict=True):
        try:
            found = list(faults)
        except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
            found = [f"can't be read: {type(error).__name__} {error}"]
        except ReleaseRefused as error:
            found = [str(error)]
        yield from ((False, f"{what}: {fault}") for fault in found)
        if not found:
            yield True, f"{what}: well{_told(folder, what, key)}"


def _told(folder: Path, what: str, key: Path | None) -> str:
    if what != "signature":
        return ""
    if not (folder / signature.SIGNATURE).exists():
        return " (this release says that it is unsigned)"
    used = key or folder / signature.PUBLIC_KEY
    return f" (by the key {signature.fingerprint(used.read_bytes())})"


def _sums(folder: Path) -> Iterator[str]:
    listed = read_sums(folder / shelf.SUMS)
    present = {path.name for path in folder.iterdir()} - {shelf.SUMS, signature.SIGNATURE}
    yield from (f"{name} is listed and not there." for name in sorted(listed.keys() - present))
    yield from (f"{name} is there and not listed." for name in sorted(present - listed.keys()))
    for name in sorted(listed.keys() & present):
        if sum_of(folder / name) != listed[name]:
            yield f"{name} is not the file that was released."
    for resource in read_json(folder / PACKAGE)["resources"]:
        if resource["hash"] != f"sha256:{listed.get(resource['path'])}":
            yield f"{PACKAGE} and {shelf.SUMS} do not say the same of {resource['path']}."


def _signature(folder: Path, key: Path | None) -> Iterator[str]:
    signed = folder / signature.SIGNATURE
    if not signed.exists():
        if key is not None or (folder / signature.PUBLIC_KEY).exists():
            yield f"{signature.SIGNATURE} is missing, and this release should be signed."
        return
    used = key or folder / signature.PUBLIC_KEY
    if not used.is_file():
        yield f"the public key {used} is not there. Give the right one with --key."
    elif not signature.verifies(folder / shelf.SUMS, signed, used):
        yield f"{signature.SIGNATURE} is not the signature of {shelf.SUMS} under the key {used.name}."


def _tables(folder: Path) -> Iterator[str]:
    tables = _resources(folder, "csv")
    referred = {key["reference"]["resource"] for told in tables for key in told["schema"]["foreignKeys"]}
    known = {told["name"]: ids_of(folder / told["path"], "id") for told in tables if told["name"] in referred}
    for told in tables:
        yield from check_table(folder / told["path"], told["schema"], known, told["rows"])


def _counts(folder: Path) -> Iterator[str]:
    for told in _resources(folder, LINES):
        ids = [json.loads(line)["id"] for line in read_lines(folder / told["path"])]
        if len(ids) != told["rows"]:
            yield f"{told['path']}: {len(ids)} rows, and the data package says {told['rows']}."
        beside = (folder / told["path"]).with_suffix(".csv")
        if set(ids) != ids_of(beside, "id"):
            yield f"{told['path']} and {beside.name} do not hold the same rows."
    for told in _resources(folder, "geojson"):
        features = read_json(folder / told["path"])["features"]
        if len(features) != told["rows"]:
            yield f"{told['path']}: {len(features)} features, and the data package says {told['rows']}."
    for told in _resources(folder, "parquet"):
        from ..exports.parquet import holds  # large: only who reads such a file loads it

        part = BY_NAME[Path(told["path"]).stem]
        lines = folder / f"{part.name}.{LINES}"
        if not holds(folder / told["path"], part.record, read_lines(lines), part.beside):
            yield f"{told['path']} and {lines.name} do not hold the same values."


def _feed(folder: Path) -> Iterator[str]:
    """Tell whether the feed of changes has every number between the two releases."""
    told = read_json(folder / CHANGES)
    numbers = [line["number"] for line in told["changes"]]
    if numbers != list(range(told["since"]["dataset_version"] + 1, told["dataset_version"] + 1)):
        yield f"{CHANGES} has not every line from {told['since']['dataset_version'] + 1} to {told['dataset_version']}."
    if told["dataset_version"] != read_json(folder / PACKAGE)["dataset_version"]:
        yield f"{CHANGES} and {PACKAGE} name two versions of the dataset."


def _resources(folder: Path, form: str) -> list[dict[str, Any]]:
    return [told for told in read_json(folder / PACKAGE)["resources"] if told["format"] == form]
