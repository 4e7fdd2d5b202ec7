"""How good the reading aids are: precision and recall over a corpus of our own, and rules that may never be broken.

Pure: no database. Source: docs/suggestions.md
"""

from .gold import CORPUS, PASSAGE, SAID, CorpusArticle, Gold, load
from .rules import RULES, broken
from .scores import Measurement, Remark, Score, measure

__all__ = [
    "CORPUS",
    "PASSAGE",
    "RULES",
    "SAID",
    "CorpusArticle",
    "Gold",
    "Measurement",
    "Remark",
    "Score",
    "broken",
    "load",
    "measure",
]
