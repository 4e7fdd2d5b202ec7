"""From an article to suggestions: capture (the only outgoing HTTP), extraction, and reading aids. Nothing is public."""

from .found import Found, Passage, PlaceName, Reading
from .paragraphs import is_within_one, paragraphs

__all__ = ["Found", "Passage", "PlaceName", "Reading", "is_within_one", "paragraphs"]
