"""The shelf: the folder in which numbered releases stand, each a folder of its own, complete or not there at all.

A release is built beside under a name that no reader sees, and then renamed. Whoever builds holds the lock of the
folder, so two containers on one volume do not meet. There is no table: the folder says it all.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2s
from pathlib import Path

from django.conf import settings

from ..errors import ReleaseRefused

NAME = re.compile(r"([1-9][0-9]{3})\.([1-9][0-9]{0,3})")
SUMS = "SHA256SUMS"
APPLIED = ".applied"
"""A file that holds the number of the last public change whose takedowns every release has followed."""


def root() -> Path:
    return Path(settings.RELEASES)


def names() -> list[str]:
    """Return the names of all releases, the oldest first."""
    found = [path.name for path in root().iterdir() if NAME.fullmatch(path.name)] if root().is_dir() else []
    return sorted(found, key=order)


def order(name: str) -> tuple[int, int]:
    match = NAME.fullmatch(name)
    if match is None:
        remedy = "Write it as 2026.1: the year and the number of the release in it."
        raise ReleaseRefused(f"“{name}” is not the name of a release.", field="name", remedy=remedy)
    return int(match[1]), int(match[2])


def next_name(year: int) -> str:
    """Return the name of the next release of a year."""
    taken = [number for first, number in map(order, names()) if first == year]
    return f"{year}.{max(taken, default=0) + 1}"


def path_of(name: str) -> Path:
    order(name)
    return root() / name


def stamp() -> str:
    """Return what changes when a release is made or re-cut. Costs: a look at each release's sums, no query."""
    seen = [f"{name} {(path_of(name) / SUMS).stat().st_mtime_ns}" for name in names()]
    return blake2s("\n".join(seen).encode(), digest_size=8).hexdigest()


@contextmanager
def held(name: str, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock of the folder, and tell whether it is held: not at once if another has it, unless we wait for it."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / name).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


@contextmanager
def locked() -> Iterator[None]:
    """Hold the folder alone, and first put away what a killed process left half done."""
    with held(".lock"):
        _tidy()
        try:
            yield
        finally:
            _tidy()


def _tidy() -> None:
    for path in sorted(root().glob(".next-*")):
        if not (root() / path.name.removeprefix(".next-")).exists():  # killed between the two renames of `exchange`
            path.rename(root() / path.name.removeprefix(".next-"))
    for path in [*root().glob(".cutting-*"), *root().glob(".next-*"), *root().glob(".old-*")]:
        shutil.rmtree(path)


def begin(name: str) -> Path:
    """Return a new folder beside, in which a release is built."""
    folder = root() / f".cutting-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def place(built: Path, name: str) -> Path:
    """Put a new release on the shelf. Raises: ReleaseRefused if the name is taken."""
    refuse_taken(name)
    _sync(built)
    built.rename(path_of(name))
    _sync_folder(root())
    return path_of(name)


def exchange(built: Path, name: str) -> None:
    """Put a re-cut release where the old one stands. Between the two renames there is none for an instant."""
    _sync(built)
    waiting, old = root() / f".next-{name}", root() / f".old-{name}"
    built.rename(waiting)
    path_of(name).rename(old)
    waiting.rename(path_of(name))
    _sync_folder(root())
    shutil.rmtree(old)


def refuse_taken(name: str) -> None:
    if path_of(name).exists():
        remedy = "A release never changes: leave the name out, and the next number is taken."
        raise ReleaseRefused(f"Release {name} stands already.", field="name", remedy=remedy)


def applied() -> int:
    """Return the last public change whose takedowns every release has followed; 0 if none was looked at."""
    try:
        return int((root() / APPLIED).read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0


def apply(change: int) -> None:
    """Note that every release has followed the takedowns up to a change."""
    beside = root() / f"{APPLIED}.next"
    beside.write_text(f"{change}\n", encoding="ascii")
    beside.replace(root() / APPLIED)


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
