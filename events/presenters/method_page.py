"""The method, and an index of the codebook's words under the anchors that pointed here before it had a page."""

from typing import Any

from .. import codebook
from ..measures import COUNTED
from ..vocabulary import AXES, Evidence, FigureVerdict, MovementClass, Severity
from .codebook_page import HEADINGS, OWN_SECTION


def page() -> dict[str, Any]:
    """Return what the texts of the method name, and the index. Costs: no query."""
    fields = [
        {"anchor": key, "label": field.label, "terms": [] if key in OWN_SECTION else _terms(field.axis)}
        for key, field in codebook.FIELDS.items()
    ]
    others = [{"anchor": name, "label": label, "terms": _terms(AXES[name])} for name, label in HEADINGS.items()]
    return {
        "fields": fields,
        "others": others,
        "counted": [MovementClass(code).label for code in COUNTED],
        "levels": [level for level in Evidence if level != Evidence.NONE],
        "severities": list(Severity),
        "verdicts": list(FigureVerdict),
    }


def _terms(axis: Any) -> list[dict[str, Any]]:
    return [{"code": term.value, "label": term.label} for term in axis or ()]
