"""Writing a release: its lists in every form, its papers, its sums and the signature on them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from ..exports import codebook_schema, codebook_text
from . import shelf, signature
from .facts import CHANGES, PACKAGE, RECUTS, SCHEMA, Facts, sum_of, write_json
from .feed import write_changes
from .forms import write_lists
from .papers import papers
from .schema import package


def signing_key() -> Path | None:
    """Return where the key that signs should be; None if releases are not to be signed."""
    return Path(settings.SIGNING_KEY) if settings.SIGNING_KEY else None


def write(
    folder: Path, facts: Facts, documents: Mapping[str, Iterable[str]], key: Path | None, before: Path | None = None
) -> None:
    """Write every file of a release into an empty folder, in constant memory; signed if there is a key.

    `before` is the folder of the same release that a re-cut replaces.
    """
    rows = write_lists(folder, facts.version, documents, before)
    write_changes(folder / CHANGES, facts)
    (folder / "codebook.json").write_text(f"{codebook_text()}\n", encoding="utf-8")
    (folder / SCHEMA).write_text(f"{codebook_schema(SCHEMA)}\n", encoding="utf-8")
    write_json(folder / PACKAGE, package(facts, folder, rows))
    for name, text in papers(facts, signed=key is not None).items():
        (folder / name).write_text(text, encoding="utf-8")
    if key:
        (folder / signature.PUBLIC_KEY).write_bytes(signature.public_key(key))
    if facts.recuts:
        write_json(folder / RECUTS, {"recuts": facts.recuts})
    seal(folder, key)


def seal(folder: Path, key: Path | None) -> None:
    """Write the sums of all files, and sign them if there is a key."""
    files = sorted(path for path in folder.iterdir() if path.name not in (shelf.SUMS, signature.SIGNATURE))
    (folder / shelf.SUMS).write_text("".join(f"{sum_of(path)}  {path.name}\n" for path in files), encoding="utf-8")
    if key:
        (folder / signature.SIGNATURE).write_bytes(signature.sign(folder / shelf.SUMS, key))
