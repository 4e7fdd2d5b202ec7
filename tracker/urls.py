"""Addresses of both doors; which of them exist in this process is TRACKER_DOORS."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if settings.DOORS in ("desk", "both"):
    from django.contrib import admin

    urlpatterns.append(path("admin/", admin.site.urls))
urlpatterns.append(path("", include("events.urls")))
handler404 = "events.views.failures.show_not_found"
handler500 = "events.views.failures.show_fault"
