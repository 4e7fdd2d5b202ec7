"""How every record is listed, shown and saved: through one action, once, after the form and its inlines are valid."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..errors import TrackerError
from ..models import Record
from ..vocabulary import KeptWhy
from .history import revisions_of
from .kept import brought_back, kept_here, show_without_errors, told
from .record_form import RecordForm
from .refusals import refusal_of


class RecordAdmin(admin.ModelAdmin):
    """A record of the desk. Nothing is deleted here, and nothing is saved but by `save_record`."""

    form = RecordForm
    change_form_template = "admin/events/record_form.html"
    list_per_page = 50
    show_full_result_count = False
    always_read_only: Sequence[str] = ("public_id_shown", "version", "history")

    class Media:
        css: ClassVar = {"all": ("desk/kept.css",)}
        js = (forms.Script("desk/kept.js", type="module"),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*self.readonly_fields, *self.always_read_only]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Save, or show the form again with what was refused. The first try left nothing behind: it was rolled back."""
        if typed := brought_back(request):
            return super().changeform_view(typed, object_id, form_url, extra_context)
        request.refusal = None
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (TrackerError, IntegrityError) as error:
            request.refusal = refusal_of(error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the record; while a form is being saved nobody else can change it."""
        record = super().get_object(request, object_id, from_field)
        if record is not None and request.method == "POST" and connection.in_atomic_block:
            record.refresh_from_db(from_queryset=self.model._default_manager.select_for_update(no_key=True))
        return record

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show beside the form what its editor typed in it earlier, or tell that this is what it shows."""
        form = context["adminform"].form
        if form.stale:
            request.kept_why = KeptWhy.OVERTAKEN
        if brought := getattr(request, "kept", None):
            show_without_errors(context)
        context |= {"kept": kept_here(request), "brought_back": brought and told(brought), "stale": form.stale}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Wait for the inlines: the whole record is saved at once, in `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        self.save_record(request, form, formsets)
        connection.check_constraints()  # deferred rules speak now, before anybody reads that it was saved

    def save_record(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        actions.record(form.instance, seen=form.seen, by=request.user, reason=form.cleaned_data["reason"])

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> str:
        return ""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Write nothing: the record's own revision says who did what."""

    log_change = log_addition

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show the revisions of a record, which can't be rewritten, instead of the admin's log, which can."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        context = {"title": _("History"), "subtitle": str(record), "record": record, "revisions": revisions_of(record)}
        return self.desk_page(request, "admin/events/history.html", context)

    def desk_page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
        """Return a page of the desk in the frame of the admin."""
        frame = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "module_name": self.opts.verbose_name_plural,
        }
        return TemplateResponse(request, template, frame | context)

    @admin.display(description=_("id"), ordering="pk")
    def public_id_shown(self, record: Record) -> str:
        return record.public_id if record.pk else "-"

    @admin.display(description=_("history"))
    def history(self, record: Record) -> str:
        if not record.pk:
            return "-"
        context = {"revisions": revisions_of(record)[:5], "record": record, "opts": self.opts}
        return render_to_string("admin/events/last_revisions.html", context)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the program writes and people only look at."""

    list_per_page = 100
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
