"""A form is sent after its session ended: the page to sign in carries what was typed, and keeps it for who signs in.

Nothing is stored for a request without an account, and no script is needed.
"""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views import csrf

from .. import actions
from ..actions.kept import typed
from ..errors import TrackerError
from ..vocabulary import KeptWhy
from .kept import FORMS, address_of, fields_of, keep, told, twin_of, version_of
from .refusals import refusal_of

SALT = "events.admin.expiry"


def ask_to_sign_in(request: HttpRequest) -> HttpResponse | None:
    """Return the page to sign in, which carries what was typed; None for a script's request, which expects no page."""
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return None
    fields = fields_of(request)
    carried = {"address": address_of(request.get_full_path(), fields), "version": version_of(fields)}
    try:
        notice = gettext(
            "You were signed out meanwhile. Nothing that you typed is lost: sign in, and it is there again."
        )
        context = {"carried": signing.dumps(carried | {"fields": typed(fields)}, salt=SALT, compress=True)}
    except TrackerError as error:
        remedy = gettext("Sign in in another tab, come back to this one, go back one page and save again.")
        context, notice = {}, f"{gettext(error.detail)} {remedy}"
    return _sign_in_page(request, context | {"notice": notice, "next": request.path})


def _sign_in_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Return the page as if it had been opened, whatever the request was."""
    opened = twin_of(request)
    opened.method = "GET"
    return admin.site.login(opened, {"app_path": reverse("admin:login"), **context})


def take_in(request: HttpRequest, carried: str) -> HttpResponse:
    """Keep what the page to sign in carried, for the account that signed in, and open the form with it."""
    try:
        form = signing.loads(carried, salt=SALT)
        kept = actions.keep_form(**form, why=KeptWhy.SIGNED_OUT, by=request.user)
    except (signing.BadSignature, TrackerError) as error:
        text = (
            refusal_of(error).text if isinstance(error, TrackerError) else gettext("What you typed came back damaged.")
        )
        messages.error(request, text)
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(told(kept)["back"])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is of an earlier session: keep what was typed, if a page of ours sent it.

    Signing in changes the token, so a form that was open before has an old one. Nothing is saved: it is shown again.
    """
    carried = request.POST.get("carried", "") if request.path == reverse("admin:login") else ""
    if not _comes_from_here(request) or not (carried or request.path.startswith(FORMS)):
        return csrf.csrf_failure(request, reason)
    if not admin.site.has_permission(request):
        notice = gettext("Please sign in once more; nothing that you typed is lost.")
        again = _sign_in_page(request, {"carried": carried, "notice": notice}) if carried else ask_to_sign_in(request)
        return again or csrf.csrf_failure(request, reason)
    if carried:
        return take_in(request, carried)
    kept = keep(request, KeptWhy.SIGNED_OUT)
    return HttpResponseRedirect(told(kept)["back"]) if kept else csrf.csrf_failure(request, reason)


def _comes_from_here(request: HttpRequest) -> bool:
    """Tell whether a page of ours sent this. A browser says so in Origin, which another site's page can't forge."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", "") in (own, *settings.CSRF_TRUSTED_ORIGINS)
