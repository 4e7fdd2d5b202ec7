"""Numbers in conflict: public figures that can't all be true, with what would have to be false for the rest to hold."""

import json
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Figure, PublicVerdict
from ..vocabulary import FigureVerdict
from .verdicts import in_language, named

PER_PAGE = 50


def conflicts() -> Any:
    """Return the verdicts of figures in conflict."""
    found = PublicVerdict.objects.filter(verdict=FigureVerdict.IN_CONFLICT, public_id__startswith=Figure.prefix)
    return found.order_by("public_id")


def conflicts_page(request: HttpRequest) -> dict[str, Any]:
    """Return one page of them; at each first the figures whose removal alone would do. Costs: 4 queries."""
    page = Paginator(conflicts(), PER_PAGE).get_page(request.GET.get("p"))
    documents = [json.loads(row.document) for row in page]
    ids = {id for document in documents for id in (document["id"], *document["conflict"])}
    known = named(ids)
    rows = [
        {
            "figure": known[document["id"]],
            "sentence": in_language(document, "sentence"),
            "others": [
                replace(known[id], repair=id in document["repairs"])
                for id in sorted(document["conflict"], key=lambda id: id not in document["repairs"])
                if id in known
            ],
            "repair": document["id"] in document["repairs"],
        }
        for document in documents
        if document["id"] in known
    ]
    return {"title": _("Numbers in conflict"), "rows": rows, "page": page}
