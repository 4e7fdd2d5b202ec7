"""Addresses of the public door. The language is the first part of a page's path."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, register_converter

from . import views


class Language:
    regex = "en|ko"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PublicId(Language):
    regex = "[A-Z]{2}-[0-9]{1,15}"


register_converter(Language, "language")
register_converter(PublicId, "id")

pages = [
    path("", views.show_explorer, name="explorer"),
    path("events/<id:public_id>/", views.show_event, name="event"),
    path("events/<id:public_id>/<slug:slug>/", views.show_event, name="event_with_words"),
    path("sources/<id:public_id>/", views.show_source, name="source"),
    path("figures/", views.show_figures, name="figures"),
    path("statistics/", views.show_statistics, name="statistics"),
    path("method/", views.show_method, name="method"),
    path("data/", views.show_data, name="data"),
    path("corrections/", views.show_corrections, name="corrections"),
    path("<path:rest>/", views.show_missing, name="missing"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front_door, name="front_door"),
    path("<language:language>/", include(pages)),
    path("api/", include("events.api.urls")),
    path("livez", views.livez, name="livez"),
]
if settings.DOORS != "public":
    urlpatterns.append(path("readyz", views.readyz, name="readyz"))
