"""What is published with the program: vocabularies, the codebook, the addresses themselves."""

import json

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from ... import releases
from .. import lists, tables
from ..negotiation import JSON_SCHEMA
from ..pagination import json_list
from ..problems import NOT_FOUND, Problem, refuse
from ..schema import ADDRESSES, RELEASES, SCHEMA, SCHEMA_TYPES, VOCABULARIES, describes, describes_vocabulary
from ..serializers import CodebookSerializer
from .reading import ReadView


class ConstantView(ReadView):
    """What is published with the program and not with the data. Costs: no query."""

    def version(self) -> str:
        return tables.digest()

    def answer(self) -> HttpResponseBase:
        refuse(lists.PlainRecord(self.request.query_params).errors)
        return HttpResponse(self.text(), content_type=self.request.accepted_renderer.media_type)

    def text(self) -> str:
        raise NotImplementedError


@describes("list_vocabularies", "Vocabularies", "vocabularies", VOCABULARIES, lists.PlainRecord)
class Vocabularies(ConstantView):
    """Every closed list of codes, with labels and definitions in English and Korean."""

    def text(self) -> str:
        return tables.vocabularies_text()


@describes_vocabulary
class VocabularyByAxis(ConstantView):
    """One closed list of codes."""

    def text(self) -> str:
        axis = self.kwargs["axis"]
        if axis not in tables.VOCABULARIES:
            raise Problem(NOT_FOUND, f"No vocabulary is called {axis[:40]}. Known: {', '.join(tables.VOCABULARIES)}.")
        return tables.vocabulary_text(axis)


@describes("get_codebook", "Codebook", "codebook", CodebookSerializer, lists.PlainRecord)
class Codebook(ConstantView):
    """Every field and every column, with its type and definition."""

    def text(self) -> str:
        return tables.codebook_text()


@describes("get_codebook_schema", "JSON Schema", "codebook", SCHEMA, lists.PlainRecord, media_types=SCHEMA_TYPES)
class CodebookSchema(ConstantView):
    """A JSON Schema (2020-12) of every record: an event is valid under `#/$defs/event` of this address."""

    renderer_classes = JSON_SCHEMA

    def text(self) -> str:
        return tables.codebook_schema(self.request.build_absolute_uri(reverse("api:codebook-schema")))


@describes("list_releases", "Numbered releases", "releases", RELEASES, lists.PlainRecord)
class Releases(ReadView):
    """Every numbered release with its files, their sizes and sums, the newest first. Costs: no query."""

    def version(self) -> str:
        return releases.stamp()

    def answer(self) -> HttpResponseBase:
        refuse(lists.PlainRecord(self.request.query_params).errors)
        told = [json.dumps(release, ensure_ascii=False) for release in releases.described()]
        return json_list({"next": None, "previous": None}, told)


@describes("start", "Addresses of the API", "start", ADDRESSES, lists.PlainRecord)
class Start(ConstantView):
    """Every address of the API."""

    def text(self) -> str:
        return tables.start_text(self.request.build_absolute_uri("/")[:-1])
