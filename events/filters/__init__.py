"""The one query language of the public record: page, API, export and feed read the same parameters here."""

from .checks import CHECK_PARAMETERS, CheckEmbed, CheckFeed, CheckFilter
from .embeds import EmbedQuestion, EmbedView
from .events import CODED, EVENT_PARAMETERS, NO_PLACE, EventFilter
from .facets import Facet
from .feeds import CorrectionFeed, EventFeed
from .figures import FIGURE_PARAMETERS, KNOWN_ON, DatedQuestion, FigureFilter, Vintage
from .paging import Order, Page, paginate, walk
from .parameter import Parameter, RefusedParameter, nearest
from .past import AS_OF_PARAMETER, StateFilter, not_of_the_past, read_as_of
from .question import Question, list_parameters
from .search import Search
from .words import Correction

__all__ = [
    "AS_OF_PARAMETER",
    "CHECK_PARAMETERS",
    "CODED",
    "EVENT_PARAMETERS",
    "FIGURE_PARAMETERS",
    "KNOWN_ON",
    "NO_PLACE",
    "CheckEmbed",
    "CheckFeed",
    "CheckFilter",
    "Correction",
    "CorrectionFeed",
    "DatedQuestion",
    "EmbedQuestion",
    "EmbedView",
    "EventFeed",
    "EventFilter",
    "Facet",
    "FigureFilter",
    "Order",
    "Page",
    "Parameter",
    "Question",
    "RefusedParameter",
    "Search",
    "StateFilter",
    "Vintage",
    "list_parameters",
    "nearest",
    "not_of_the_past",
    "paginate",
    "read_as_of",
    "walk",
]
