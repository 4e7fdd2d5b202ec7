"""Addresses under /api/. An address with a suffix is the list of the same name as a file."""

from django.urls import URLPattern, path, re_path

from . import views
from .docs import SchemaView, SwaggerView

app_name = "api"

LISTS = {
    "events": views.Events,
    "sources": views.Sources,
    "claims": views.Claims,
    "figures": views.Figures,
    "series": views.SeriesOfFigures,
    "bridges": views.Bridges,
    "checks": views.Checks,
    "coverage": views.Coverage,
    "statistics": views.Statistics,
}
RECORDS = {
    "event": ("events", views.EventById),
    "source": ("sources", views.SourceById),
    "claim": ("claims", views.ClaimById),
    "figure": ("figures", views.FigureById),
    "one-series": ("series", views.SeriesById),
    "bridge": ("bridges", views.BridgeById),
    "check": ("checks", views.CheckById),
    "reconciled": ("reconciliation", views.ReconciliationOfSeries),
}

urlpatterns: list[URLPattern] = [
    path("v1/", views.Start.as_view(), name="start"),
    *(path(f"v1/{name}/", view.as_view(), name=name) for name, view in LISTS.items()),
    *(
        path(f"v1/{name}.{form}", view.as_view(schema=None), {"format": form}, name=f"{name}-{form}")
        for name, view in LISTS.items()
        for form in view.forms()
    ),
    path("v1/events/counts/", views.Counts.as_view(), name="event-counts"),
    path("v1/events/counts.csv", views.Counts.as_view(schema=None), {"format": "csv"}, name="event-counts-csv"),
    *(path(f"v1/{folder}/<str:public_id>/", view.as_view(), name=name) for name, (folder, view) in RECORDS.items()),
    path("v1/reconciliation/", views.Reconciliation.as_view(), name="reconciliation"),
    path("v1/vocabularies/", views.Vocabularies.as_view(), name="vocabularies"),
    path("v1/vocabularies/<str:axis>/", views.VocabularyByAxis.as_view(), name="vocabulary"),
    path("v1/codebook/", views.Codebook.as_view(), name="codebook"),
    path("v1/codebook/schema/", views.CodebookSchema.as_view(), name="codebook-schema"),
    path("v1/changes/", views.Changes.as_view(), name="changes"),
    path("v1/releases/", views.Releases.as_view(), name="releases"),
    path("v1/schema/", SchemaView.as_view(), name="schema"),
    path("docs/", SwaggerView.as_view(), name="docs"),
    re_path(r"^(?:.*/)?$", views.Nowhere.as_view(schema=None), name="nowhere"),
]
