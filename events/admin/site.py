"""The site of the desk: Django's own, on which nothing typed is lost, with numbers on its first page."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_POST

from . import kept_pages as pages
from .dashboard import dashboard_of
from .expiry import ask_to_sign_in, take_in
from .kept import FORMS, once

View = Callable[..., HttpResponse]


class DeskSite(AdminSite):
    """Every form under /admin/events/ passes here, whoever made it."""

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        guarded = super().admin_view(view, cacheable)

        def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or not request.path.startswith(FORMS):
                return guarded(request, *args, **kwargs)
            if not self.has_permission(request):
                return ask_to_sign_in(request) or guarded(request, *args, **kwargs)
            return once(request, lambda: guarded(request, *args, **kwargs))

        return update_wrapper(handle, guarded)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sign in. What was typed in a form whose session had ended travels along, through wrong passwords too."""
        carried = request.POST.get("carried", "") if request.method == "POST" else ""
        response = super().login(request, {"carried": carried, **(extra_context or {})})
        if not carried or response.status_code != 302:
            return response
        led_back = take_in(request, carried)
        led_back.cookies.update(response.cookies)  # the new token, which signing in brought
        return led_back

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().index(request, {**dashboard_of(request), **(extra_context or {})})

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            path("kept/", require_POST(pages.keep_view), name="kept"),
            path("kept/<int:number>/", self.admin_view(pages.kept_view), name="kept_form"),
            path(
                "kept/<int:number>/throw_away/",
                self.admin_view(require_POST(pages.throw_away_view)),
                name="kept_throw_away",
            ),
        ]
        return own + super().get_urls()
