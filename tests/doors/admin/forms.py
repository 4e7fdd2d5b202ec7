"""Forms of the desk, filled in as a browser fills them in: from what the page shows."""

import re
from typing import Any

from django.test import Client

from events.models import Event
from tests import factories

Form = dict[str, Any]

FEW = {key: factories.CODED[key] for key in ("occurred", "direction", "movement_class", "means", "persons", "intent")}
"""What can be published with the fewest claims, so that a form is drawn quickly."""


def filled(response: Any) -> Form:
    """Return what a browser would send for the record form of a page if nothing was changed."""
    data: Form = {}
    form = response.context["adminform"].form
    forms = [form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for one in forms:
        for field in one:
            value = field.value()
            if isinstance(value, list):
                data[field.html_name] = [getattr(item, "pk", item) for item in value]
            elif value is True:
                data[field.html_name] = "on"
            elif value is not None and value is not False:
                data[field.html_name] = getattr(value, "pk", value)
    if token := re.search(r'name="form_token" value="(\w+)"[^>]* data-keep-at', response.content.decode()):
        data["form_token"] = token[1]
    return data


def form_of(client: Client, address: str) -> Form:
    """Open a form and return what it would send."""
    return filled(client.get(address))


def row_of(data: Form, event: Event, field: str) -> str:
    """Return the prefix of the claim on a field in the form of an event, as claims-3."""
    return next(name.rpartition("-")[0] for name, value in data.items() if name.endswith("-field") and value == field)


def change_page(event: Any) -> str:
    return f"/admin/events/{event._meta.model_name}/{event.pk}/change/"


def page(event: Any, step: str) -> str:
    return f"/admin/events/{event._meta.model_name}/{event.pk}/{step}/"
