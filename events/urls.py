"""Addresses of the public door. The language is the first part of a page's path."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, register_converter

from . import feeds, sitemaps
from .views import (
    atlas,
    charts,
    checks,
    embeds,
    explorer,
    health,
    names,
    oembed,
    outside,
    record,
    releases,
    reported,
    reports,
)
from .views import pages as shown
from .views.frame import fresh, page


class Language:
    regex = "en|ko"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PublicId(Language):
    regex = "[A-Z]{2}-[0-9]{1,15}"


class AnyId(Language):
    """An id as somebody typed it: in small letters too."""

    regex = "[A-Za-z]{2}-[0-9]{1,15}"


class Words(Language):
    """Whatever follows an id: the words of its title, in either language, or those of an older one."""

    regex = "[^/]+"


class FeedForm(Language):
    regex = "atom|json"


class Kind(Language):
    regex = "events|sources|checks"


class Citation(Language):
    regex = r"txt|bib|ris|csl\.json"


class Release(Language):
    regex = "[1-9][0-9]{3}[.][1-9][0-9]{0,3}"


class FileName(Language):
    regex = "[A-Za-z0-9][A-Za-z0-9_.-]{0,80}"


class Receipt(Language):
    regex = "[0-9A-Za-z]{4}(?:-?[0-9A-Za-z]{4}){3}"


register_converter(Language, "language")
register_converter(Citation, "citation")
register_converter(PublicId, "id")
register_converter(AnyId, "any_id")
register_converter(Words, "words")
register_converter(FeedForm, "form")
register_converter(Kind, "kind")
register_converter(Receipt, "receipt")
register_converter(Release, "release")
register_converter(FileName, "file")

pages = [
    path("", explorer.show_explorer, name="explorer"),
    path("map/", atlas.show_map, name="map"),
    path("card.png", record.show_card, name="card"),
    path("events/<id:public_id>/", record.show_event, name="event"),
    path("events/<id:public_id>.<citation:form>", record.cite_event, name="event_citation"),
    path("events/<id:public_id>/card.png", record.show_card, name="event_card"),
    path("events/<id:public_id>/versions/<int:version>/", record.show_version, name="event_version"),
    path("events/<id:public_id>/<words:words>/", record.show_event, name="event_with_words"),
    path("sources/<id:public_id>/", record.show_source, name="source"),
    path("figures/", reported.show_figures, name="figures"),
    path("figures/<id:public_id>/", reported.lead_to_figure, name="figure"),
    path("figures/<slug:series>/", reported.show_series, name="series"),
    path("checks/", checks.show_checks, name="checks"),
    path("checks/<id:public_id>/", checks.show_check, name="check"),
    path("checks/<id:public_id>/card.png", checks.show_card, name="check_card"),
    path("statistics/", charts.show_statistics, name="statistics"),
    path("statistics/<slug:chart>.csv", charts.chart_csv, name="chart_csv"),
    path("statistics/<slug:chart>.svg", charts.chart_svg, name="chart_svg"),
    path("statistics/<slug:chart>.png", charts.chart_png, name="chart_png"),
    path("method/", shown.show_method, name="method"),
    path("codebook/", shown.show_codebook, name="codebook_page"),
    path("codebook/columns/", shown.show_columns, name="codebook_columns"),
    path("data/", shown.show_data, name="data"),
    path("corrections/", record.show_corrections, name="corrections"),
    path("report/", reports.show_form, name="report"),
    path("report/<receipt:receipt>/", reports.show_status, name="report_status"),
    path("feeds/events.<form:form>", page(feeds.show_events), name="feed_events"),
    path("feeds/corrections.<form:form>", page(feeds.show_corrections), name="feed_corrections"),
    path("feeds/checks.<form:form>", page(feeds.show_checks), name="feed_checks"),
    path("embed/", embeds.show_view, name="embed"),
    path("embed/events/<id:public_id>/", embeds.show_event, name="embed_event"),
    path("embed/checks/<id:public_id>/", embeds.show_check, name="embed_check"),
    path("<kind:kind>/<any_id:public_id>/", names.lead_to_capitals, name="any_id"),
    path("<kind:kind>/<any_id:public_id>/<words:rest>/", names.lead_to_capitals, name="any_id_with_words"),
    path("<path:rest>/", shown.show_missing, name="missing"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", shown.front_door, name="front_door"),
    path("<language:language>/", include(pages)),
    path("<kind:kind>/<any_id:public_id>/", names.lead_to_language, name="any_language"),
    path("<kind:kind>/<any_id:public_id>/<words:rest>/", names.lead_to_language, name="any_language_with_words"),
    path("data/releases/<release:release>/<file:file>", releases.show_file, name="release_file"),
    path("oembed", oembed.show, name="oembed"),
    path("sitemap.xml", fresh(sitemaps.show_index), name="sitemap"),
    path("sitemap-<slug:section>.xml", fresh(sitemaps.show_part), name="sitemap_part"),
    path("robots.txt", outside.show_robots, name="robots"),
    path(".well-known/security.txt", outside.show_security, name="security_txt"),
    path("api/", include("events.api.urls")),
    path("livez", health.livez, name="livez"),
]
if settings.DOORS != "public":
    urlpatterns.append(path("readyz", health.readyz, name="readyz"))
