"""The desk: Django's own admin, in which every save is one action. Importing this package registers its pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from . import (
    articles,
    bridges,
    codings,
    events,
    figures,
    keys,
    link_checks,
    places,
    reports,
    revisions,
    sentences,
    sources,
    users,
    webhooks,
)
from .language import translate_models

translate_models()
admin.site.index_title = admin.site.site_title = admin.site.site_header = gettext_lazy("Tracker desk")

__all__ = [
    "articles",
    "bridges",
    "codings",
    "events",
    "figures",
    "keys",
    "link_checks",
    "places",
    "reports",
    "revisions",
    "sentences",
    "sources",
    "users",
    "webhooks",
]
