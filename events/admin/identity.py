"""Pages on which claims are chosen: to split an event, and to take values and words down for somebody's safety."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import actions
from ..codebook import FIELDS
from ..errors import StaleVersion, TrackerError
from ..models import Claim, Event
from .claims import ClaimFormSet
from .refusals import Refusal, refusal_of
from .similar import similar_to, similar_view, told_apart
from .steps import STEPS, ReviewedAdmin, event_of

LONG = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
TEXTS = ("title_en", "title_ko", "summary_en", "summary_ko")


class ChoiceOfClaims(forms.Form):
    """A choice among the claims of one event, texts and a reason."""

    question: ClassVar[Any]
    warning: ClassVar[Any]

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    claims = forms.TypedMultipleChoiceField(
        label=_("Claims"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    title_en = forms.CharField(label=_("title"), max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"}))
    title_ko = forms.CharField(
        label=_("Korean title"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    summary_en = forms.CharField(label=_("summary"), required=False, widget=LONG)
    summary_ko = forms.CharField(label=_("Korean summary"), required=False, widget=LONG)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=LONG)

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen_version": event.version} | self.texts_of(event), **kwargs)
        self.event = event
        claims = sorted(
            event.claims.select_related("source"), key=lambda claim: (list(FIELDS).index(claim.field), claim.pk)
        )
        self.fields["claims"].choices = [(claim.pk, self.label_of(claim)) for claim in claims]

    def texts_of(self, event: Event) -> dict[str, str]:
        return {}

    def label_of(self, claim: Claim) -> str:
        """Return a claim in one line: what it says, how it stands, where, and its words."""
        said = [ClaimFormSet.label_of(claim), str(claim.get_standing_display()), str(claim.source)]
        return " · ".join([*said, f"“{claim.quote}”"] if claim.quote else said)

    @transaction.atomic
    def take(self, user: Any) -> Event:
        """Call the action, if the event is still what the page showed, and return the event to look at next."""
        event = Event.objects.select_for_update(no_key=True).get(pk=self.event.pk)
        if self.cleaned_data["seen_version"] not in (None, event.version):
            raise StaleVersion(gettext("It was changed after you opened this page; look at it again."))
        texts = {name: self.cleaned_data[name] for name in TEXTS}
        given = {"claims": self.cleaned_data["claims"], "by": user, "reason": self.cleaned_data["reason"]}
        done = self.act(event, texts=texts, **given)
        connection.check_constraints()
        return done

    def act(self, event: Event, **given: Any) -> Event:
        raise NotImplementedError

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.text)


class SplitForm(ChoiceOfClaims):
    question = _("Which claims speak of another event?")
    warning = _(
        "They move into a new draft, each with its words and its standing. Somebody else approves both events. Merging "
        "the new event back undoes it."
    )

    def act(self, event: Event, **given: Any) -> Event:
        return actions.split(event, **given)


class TakeDownForm(ChoiceOfClaims):
    question = _("What endangers somebody?")
    warning = _(
        "It is gone at once from the public page, the files, the search and the whole history, and can't be brought "
        "back. The event stays counted: claims on its date, direction, class and persons stay without their words, and "
        "the date is told by its year alone. Readers see that something was removed and your reason, so do not repeat "
        "in it what is taken down."
    )

    def texts_of(self, event: Event) -> dict[str, str]:
        return {name: getattr(event, name) for name in TEXTS}

    def label_of(self, claim: Claim) -> str:
        counted = claim.field in actions.COUNTED and claim.standing == "accepted"
        return (
            f"{super().label_of(claim)} · {gettext('stays, without its words')}" if counted else super().label_of(claim)
        )

    def act(self, event: Event, **given: Any) -> Event:
        texts = {name: text for name, text in given.pop("texts").items() if text != getattr(event, name)}
        return actions.take_down(event, texts=texts, **given)


FORMS = {"split": SplitForm, "take_down": TakeDownForm}


class IdentityAdmin(ReviewedAdmin):
    """What an event can be besides itself: two, the same as another, or too dangerous to tell in full."""

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "events_event"
        pages = [
            path(f"<path:object_id>/{step}/", wrap(self.chosen_view), {"step": step}, name=f"{name}_{step}")
            for step in FORMS
        ]
        pairs = [
            path(f"<path:object_id>/{act}/", wrap(require_POST(self.pair_view)), {"act": act}, name=f"{name}_{act}")
            for act in ("tell_apart", "forget_apart")
        ]
        return [path("similar/", wrap(similar_view), name=f"{name}_similar"), *pages, *pairs, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if event := context.get("original"):
            context |= {"similar": similar_to(event), "apart": told_apart(event)}
            context["may_tell_apart"] = self.has_change_permission(request, event)
        return super().render_change_form(request, context, *args, **kwargs)

    def chosen_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """Show the claims to choose from; take the step with those that were chosen."""
        event = self.find(request, object_id)
        if not self.may(request, STEPS[step], event):
            raise PermissionDenied
        form = FORMS[step](event, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                done = form.take(request.user)
            except (TrackerError, IntegrityError) as error:
                form.refuse(refusal_of(error))
            else:
                messages.success(request, STEPS[step].done)
                return HttpResponseRedirect(self.address("change", done))
        context = {"title": STEPS[step].label, "subtitle": str(event), "record": event, "original": event, "form": form}
        return self.desk_page(request, "admin/events/chosen.html", context)

    def pair_view(self, request: HttpRequest, object_id: str, act: str) -> HttpResponse:
        """Remember that another event is not this one, or take that back."""
        event = self.find(request, object_id)
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        try:
            other = event_of(request.POST.get("other", "").strip())
            getattr(actions, act)(event, other, by=request.user, reason=request.POST.get("reason", "").strip())
        except (TrackerError, IntegrityError) as error:
            messages.error(request, refusal_of(error).text)
        else:
            done = {"tell_apart": _("Remembered: not the same."), "forget_apart": _("Taken back.")}
            messages.success(request, done[act])
        return HttpResponseRedirect(self.address("change", event))
