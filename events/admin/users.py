"""Accounts. An administrator keeps them and their groups, and can't take a right over content for themselves."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .desk import ReadOnlyAdmin

CONTENT_GROUPS = {"Editor", "Reviewer"}


class AccountForm(UserChangeForm):
    """An account; `actor` is who fills it in."""

    actor: User

    def clean_groups(self) -> Any:
        groups = self.cleaned_data["groups"]
        if self.instance.pk == self.actor.pk and not self.actor.is_superuser:
            before = set(self.instance.groups.values_list("name", flat=True))
            if ({group.name for group in groups} - before) & CONTENT_GROUPS:
                text = _("Nobody puts themselves into Editor or Reviewer: ask another administrator.")
                raise forms.ValidationError(text)
        return groups


class DeskUserAdmin(UserAdmin):
    form = AccountForm
    list_display = ("username", "groups_shown", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        form.actor = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep the accounts of superusers out of reach: their password would give every right."""
        within_reach = obj is None or not obj.is_superuser or request.user.is_superuser
        return within_reach and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.display(description=_("groups"))
    def groups_shown(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())


class DeskGroupAdmin(ReadOnlyAdmin):
    list_display = ("name",)
    fields = ("name", "permissions_shown")
    readonly_fields = ("permissions_shown",)

    @admin.display(description=_("permissions"))
    def permissions_shown(self, group: Group) -> str:
        return ", ".join(sorted(group.permissions.values_list("codename", flat=True)))


admin.site.unregister(User)
admin.site.unregister(Group)
admin.site.register(User, DeskUserAdmin)
admin.site.register(Group, DeskGroupAdmin)
