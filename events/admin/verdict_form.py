"""The verdict on what stands in a form, before it is saved: by a button, and live where scripts run."""

import copy
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from .. import actions
from ..errors import TrackerError
from .beside_text import BesideText
from .kept import show_without_errors
from .record_form import RecordForm
from .refusals import Refusal, refusal_of
from .verdicts import Missing, Panel, panel_of

ASKED = Refusal("asked")
"""Makes the form invalid whatever it says, so that asking never saves; it is never shown."""


class VerdictAdmin(BesideText):
    """A record on which what is public has a verdict: figures, and sentences with numbers."""

    class Media:
        js = (forms.Script("desk/verdict.js", type="module"),)
        css: ClassVar = {"all": ("desk/verdict.css",)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "_verdict" in request.POST:
            form.refusal = ASKED
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the panel; a script gets nothing but the panel."""
        form = context["adminform"].form
        context["verdict"] = panel = panel_in(form)
        context["may_ask"] = True
        if "_verdict" in request.POST:
            if request.headers.get("X-Requested-With") == "fetch":
                return render(request, "admin/events/verdict.html", {"verdict": panel, "may_ask": True})
            if not form.stale:
                show_without_errors(context)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_record(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        """Save, and say if the public numbers speak against it: the program never decides which one is false."""
        super().save_record(request, form, formsets)
        panel = panel_of(form.instance)
        if panel.against:
            told = gettext("It is saved, though what is public speaks against it: %s Compare the sources.")
            messages.warning(request, told % panel.sentence)

    def review_more(self, request: HttpRequest, record: Any, context: dict[str, Any]) -> dict[str, Any]:
        return super().review_more(request, record, context) | {"verdict": panel_of(record)}


def panel_in(form: RecordForm) -> Panel:
    """Return the panel for what a form holds: the verdict, or what is missing until there can be one."""
    if not form.is_bound and form.is_new:
        return Panel()
    told = {name: errors for name, errors in form.errors.items() if name not in ("reason", "__all__")}
    if told:
        return Panel(missing=[_missing(form, name, " ".join(errors)) for name, errors in told.items()])
    record = copy.copy(form.instance)  # what is looked at only must not look as if it were changed
    try:
        actions.prepare(record)
    except TrackerError as error:
        refusal = refusal_of(error)
        return Panel(missing=[_missing(form, refusal.field, refusal.text)])
    return panel_of(record)


def _missing(form: RecordForm, name: str, words: str) -> Missing:
    """Return one thing that the verdict waits for, with the field at which it is typed."""
    if name not in form.fields:
        return Missing("", "", words)
    return Missing(str(form.fields[name].label), form[name].id_for_label, words)
