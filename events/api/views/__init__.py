"""The addresses of API v1."""

from .constants import Codebook, Start, Vocabularies, VocabularyByAxis
from .lists import Changes, Claims, Events, Figures, SeriesOfFigures, Sources, Statistics
from .reading import Nowhere, ReadView
from .records import ClaimById, EventById, FigureById, SeriesById, SourceById

__all__ = [
    "Changes",
    "ClaimById",
    "Claims",
    "Codebook",
    "EventById",
    "Events",
    "FigureById",
    "Figures",
    "Nowhere",
    "ReadView",
    "SeriesById",
    "SeriesOfFigures",
    "SourceById",
    "Sources",
    "Start",
    "Statistics",
    "Vocabularies",
    "VocabularyByAxis",
]
