"""Formats: the suffix or `?format=` decide where they are given, else the Accept header."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request


class CSVRenderer(BaseRenderer):
    """Names the format only: rows are written by `exports`."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"


class JSONLinesRenderer(CSVRenderer):
    media_type = "application/jsonl"
    format = "jsonl"


class NDJSONRenderer(JSONLinesRenderer):
    """The same under its other name."""

    media_type = "application/x-ndjson"


class GeoJSONRenderer(CSVRenderer):
    media_type = "application/geo+json"
    format = "geojson"


class ParquetRenderer(CSVRenderer):
    media_type = "application/vnd.apache.parquet"
    format = "parquet"
    charset = None  # type: ignore[assignment]


class JSONSchemaRenderer(CSVRenderer):
    """JSON Schema; whoever asks for plain JSON gets it as that."""

    media_type = "application/schema+json"
    format = "json"


class Negotiation(DefaultContentNegotiation):
    """Unlike the framework's own, an explicit format wins over Accept, and an unknown one is the view's to refuse."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        wanted = format_suffix or request.query_params.get("format")
        if wanted:
            first, *others = renderers
            chosen = next((renderer for renderer in others if renderer.format == wanted), first)
            return chosen, chosen.media_type
        found: tuple[Any, str] = super().select_renderer(request, renderers)
        return found


JSON_ONLY: list[type[BaseRenderer]] = [JSONRenderer]
JSON_SCHEMA: list[type[BaseRenderer]] = [JSONSchemaRenderer, JSONRenderer]
JSON_OR_CSV: list[type[BaseRenderer]] = [JSONRenderer, CSVRenderer]
EVERY_FORM: list[type[BaseRenderer]] = [*JSON_OR_CSV, JSONLinesRenderer, NDJSONRenderer, ParquetRenderer]
EVERY_FORM_AND_MAP: list[type[BaseRenderer]] = [*EVERY_FORM, GeoJSONRenderer]
