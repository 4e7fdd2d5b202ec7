"""Keys to the API: an administrator makes one, sees it once, and revokes it. A key gives no right over content."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..errors import TrackerError
from ..models import ApiKey
from ..vocabulary import ApiScope
from .desk import ReadOnlyAdmin, RecordAdmin
from .refusals import refusal_of

MADE = ("name", "scopes", "expires_on")


class KeyForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=ApiScope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Which quotas are the higher ones. No scope opens a field."),
    )

    class Meta:
        model = ApiKey
        fields = MADE

    def clean(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in MADE if name in self.cleaned_data}
        if given.keys() == set(MADE):
            try:
                actions.check_key(**given)
            except TrackerError as error:
                self.add_error(error.field, refusal_of(error).text)
        return self.cleaned_data


class StandingFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("alive", _("Works")), ("expired", _("Expired")), ("revoked", _("Revoked"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
        today = timezone.localdate()
        rows = {
            "alive": {"revoked_on": None, "expires_on__gte": today},
            "expired": {"revoked_on": None, "expires_on__lt": today},
            "revoked": {"revoked_on__isnull": False},
        }
        return queryset.filter(**rows.get(self.value() or "", {}))


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    """A key is made and revoked, and never changed."""

    form = KeyForm
    list_display = ("name", "hint", "scopes_shown", "made_on", "expires_on", "last_used_on", "revoked_on")
    list_filter = (StandingFilter,)
    search_fields = ("name", "hint")
    actions = ("revoke",)
    desk_page = RecordAdmin.desk_page

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.add_apikey")

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.change_apikey")

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> tuple[str, ...]:
        return MADE if obj is None else (*self.list_display, "made_by", "revoked_by")

    def get_readonly_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> tuple[str, ...]:
        return () if obj is None else ("scopes_shown", "last_used_on")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        in_a_year = timezone.localdate() + dt.timedelta(days=365)
        return {"expires_on": in_a_year} | super().get_changeform_initial_data(request)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_last_use()

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        made, request.token = actions.make_key(**{name: form.cleaned_data[name] for name in MADE}, by=request.user)
        obj.pk, obj.hint = made.pk, made.hint

    def response_add(self, request: HttpRequest, obj: ApiKey, post_url_continue: Any = None) -> HttpResponse:
        """Show the key in the answer to its form: it is in no session, message or address, and on no other page."""
        context = {"title": _("A new key"), "subtitle": obj.name, "token": request.token, "key": obj}
        return self.desk_page(request, "admin/events/new_key.html", context)

    @admin.action(description=_("Revoke the selected keys"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        revoked = [actions.revoke_key(key, by=request.user) for key in queryset if not key.revoked_on]
        told = ngettext("%(n)s key works no longer.", "%(n)s keys work no longer.", len(revoked))
        messages.success(request, told % {"n": len(revoked)})

    @admin.display(description=_("scopes"))
    def scopes_shown(self, key: ApiKey) -> str:
        return ", ".join(str(ApiScope(code).label) for code in key.scopes)

    @admin.display(description=_("last used on"), ordering="last_used_on")
    def last_used_on(self, key: Any) -> Any:
        return key.last_used_on or gettext("never")
