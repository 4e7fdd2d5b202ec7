"""What a file says of itself: which rows it holds, of which state of the record, and under which licence."""

from typing import NamedTuple

LICENCE = "CC-BY-4.0"


class About(NamedTuple):
    """`filter` is the sentence of the question; `dataset_version` the number of the last public change."""

    filter: str
    dataset_version: str
    licence: str = LICENCE

    def told(self) -> dict[str, str]:
        """Return it as members of JSON or metadata of a file."""
        return self._asdict()
