"""The addresses of API v1."""

from .constants import Codebook, CodebookSchema, Releases, Start, Vocabularies, VocabularyByAxis
from .counts import Counts
from .lists import (
    Bridges,
    Changes,
    Checks,
    Claims,
    Coverage,
    Events,
    Figures,
    Reconciliation,
    SeriesOfFigures,
    Sources,
    Statistics,
)
from .reading import Nowhere, ReadView
from .records import (
    BridgeById,
    CheckById,
    ClaimById,
    EventById,
    FigureById,
    ReconciliationOfSeries,
    SeriesById,
    SourceById,
)

__all__ = [
    "BridgeById",
    "Bridges",
    "Changes",
    "CheckById",
    "Checks",
    "ClaimById",
    "Claims",
    "Codebook",
    "CodebookSchema",
    "Counts",
    "Coverage",
    "EventById",
    "Events",
    "FigureById",
    "Figures",
    "Nowhere",
    "ReadView",
    "Reconciliation",
    "ReconciliationOfSeries",
    "Releases",
    "SeriesById",
    "SeriesOfFigures",
    "SourceById",
    "Sources",
    "Start",
    "Statistics",
    "Vocabularies",
    "VocabularyByAxis",
]
