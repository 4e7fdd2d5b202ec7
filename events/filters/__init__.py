"""The one query language of the public record: page, API, export and feed read the same parameters here."""

from .events import CODED, EVENT_PARAMETERS, EventFilter
from .facets import Facet
from .figures import FIGURE_PARAMETERS, FigureFilter
from .paging import Order, Page, paginate, walk
from .parameter import Parameter, RefusedParameter, nearest
from .question import Question, list_parameters

__all__ = [
    "CODED",
    "EVENT_PARAMETERS",
    "FIGURE_PARAMETERS",
    "EventFilter",
    "Facet",
    "FigureFilter",
    "Order",
    "Page",
    "Parameter",
    "Question",
    "RefusedParameter",
    "list_parameters",
    "nearest",
    "paginate",
    "walk",
]
