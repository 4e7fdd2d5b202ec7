"""Numbered releases: the public record frozen as files that never change, for those who cite it."""

from .cut import cut, cut_if_changed
from .described import content_type, describe, described, find_file, tag
from .recut import is_behind, recut
from .shelf import stamp
from .signature import make_key
from .verify import verify

__all__ = [
    "content_type",
    "cut",
    "cut_if_changed",
    "describe",
    "described",
    "find_file",
    "is_behind",
    "make_key",
    "recut",
    "stamp",
    "tag",
    "verify",
]
