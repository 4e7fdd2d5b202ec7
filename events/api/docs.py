"""OpenAPI and Swagger UI, from our own static files."""

import functools
from hashlib import blake2s

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.views import SpectacularSwaggerSplitView

from ..filters import Question
from .lists import format_parameter
from .problems import refuse
from .views import ReadView


class SchemaQuestion(Question):
    parameters = (format_parameter("yaml", "json"),)


@functools.cache
def schema_text(form: str) -> bytes:
    """Return the OpenAPI document as yaml or json, made once by each process."""
    renderer = OpenApiJsonRenderer if form == "json" else OpenApiYamlRenderer
    text: bytes = renderer().render(SchemaGenerator().get_schema(request=None, public=True), renderer_context={})
    return text


class SchemaView(ReadView):
    """The OpenAPI document as YAML or JSON."""

    renderer_classes = [OpenApiYamlRenderer, OpenApiYamlRenderer2, OpenApiJsonRenderer, OpenApiJsonRenderer2]
    schema = None

    def version(self) -> str:
        return blake2s(schema_text("yaml"), digest_size=8).hexdigest()

    def answer(self) -> HttpResponseBase:
        refuse(SchemaQuestion(self.request.query_params).errors)
        renderer = self.request.accepted_renderer
        return HttpResponse(schema_text(renderer.format), content_type=renderer.media_type)


class SwaggerView(SpectacularSwaggerSplitView):  # type: ignore[misc]
    """Swagger UI; its script has an address of its own, because the page's policy allows none inside the page."""

    url_name = "api:schema"
    template_name = "api/docs.html"
    schema = None
