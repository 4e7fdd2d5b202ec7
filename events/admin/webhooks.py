"""Webhooks: an administrator adds, tests and stops them and hands out their secrets; editors see how they do."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import actions, hooks
from ..errors import TrackerError
from ..models import Webhook
from ..vocabulary import WebhookState
from .desk import RecordAdmin
from .refusals import refusal_of

DONE = {
    "test": _("A test was asked for; look here again in a moment."),
    "stop": _("Stopped; nothing more is sent."),
    "rotate": _("There is a new secret. For a week the one before signs too."),
}


class WebhookForm(forms.ModelForm):
    """An address to add. What the action would refuse is told beside its field."""

    after = forms.IntegerField(
        label=_("After change"),
        required=False,
        min_value=0,
        help_text=_("Send what came after this change of the feed; empty: from now on."),
    )

    class Meta:
        model = Webhook
        fields = ("url", "whose")

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        try:
            actions.check_webhook(url)
        except TrackerError as error:
            raise forms.ValidationError(refusal_of(error).text) from error
        return url


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):
    """Nothing is edited: another address is another hook."""

    form = WebhookForm
    fields = ("url", "whose", "after")
    change_form_template = "admin/events/webhook_form.html"
    list_display = ("url", "whose", "state", "delivered", "failing_since", "status", "note", "accepted_at")
    list_filter = ("state",)
    search_fields = ("url", "whose")
    show_full_result_count = False
    actions = None
    desk_page = RecordAdmin.desk_page

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        steps = [
            path(
                f"<int:number>/{step}/",
                guard(require_POST(self.step_view)),
                {"step": step},
                name=f"events_webhook_{step}",
            )
            for step in DONE
        ]
        secret = path("<int:number>/secret/", guard(require_POST(self.secret_view)), name="events_webhook_secret")
        return [*steps, secret, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:
        given = form.cleaned_data
        made = actions.add_webhook(url=given["url"], whose=given["whose"], after=given["after"], by=request.user)
        obj.__dict__.update(made.__dict__)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form to add, told again if somebody was faster; or the page of a hook, which holds no form."""
        if object_id is not None:
            return self.hook_page(request, unquote(object_id))
        try:
            return super().changeform_view(request, None, form_url, extra_context)
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
            request.was_refused = True
            return HttpResponseRedirect(reverse("admin:events_webhook_add"))

    def response_add(self, request: HttpRequest, obj: Webhook, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, _("Added. Hand its secret to the receiver, then test."))
        return HttpResponseRedirect(reverse("admin:events_webhook_change", args=[obj.pk]))

    def hook_page(self, request: HttpRequest, number: str, secret: str = "") -> HttpResponse:
        hook = self.get_object(request, number)
        if hook is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, number)
        if not self.has_view_permission(request, hook):
            raise PermissionDenied
        now = timezone.now()
        context = {
            "title": _("Webhook"),
            "subtitle": hook.url,
            "hook": hook,
            "state": WebhookState(hook.state),
            "may": request.user.has_perm("events.change_webhook"),
            "stopped": hook.state == WebhookState.STOPPED,
            "both_sign": hook.previous_until and hook.previous_until > now,
            "secret": secret,
            "may_be_shown": now - hook.salt_at <= hooks.SHOWN_FOR,
            "typed": request.POST.get("reason", ""),
        }
        return self.desk_page(request, "admin/events/webhook.html", context)

    def step_view(self, request: HttpRequest, number: int, step: str) -> HttpResponse:
        """Take one step; what is refused is told above the forms, which keep what was typed."""
        hook = self._asked(request, number)
        try:
            take(step, hook, request)
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
            request.was_refused = True
            return self.hook_page(request, str(number))
        messages.success(request, DONE[step])
        self.log_change(request, hook, step)
        return HttpResponseRedirect(reverse("admin:events_webhook_change", args=[number]))

    def secret_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the secret in the answer itself: it is in no message, cookie or address."""
        hook = self._asked(request, number)
        try:
            secret = actions.webhook_secret(hook, by=request.user)
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
            return self.hook_page(request, str(number))
        self.log_change(request, hook, "secret")
        return self.hook_page(request, str(number), secret)

    def _asked(self, request: HttpRequest, number: int) -> Webhook:
        if not request.user.has_perm("events.change_webhook"):
            raise PermissionDenied
        hook = Webhook.objects.filter(pk=number).first()
        if hook is None:
            raise Http404
        return hook


def take(step: str, hook: Webhook, request: HttpRequest) -> None:
    """Call the action of a step with what its form sent."""
    if step == "test":
        actions.try_webhook(hook, by=request.user)
    elif step == "stop":
        actions.stop_webhook(hook, by=request.user, reason=request.POST.get("reason", ""))
    else:
        actions.rotate_webhook(hook, by=request.user)
