"""What OpenAPI says of each address: parameters from the filters, shapes from the columns, and every refusal."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view

from ..exports import FORMS
from ..filters import Parameter, Question
from ..filters.reading import MINUS
from ..vocabulary import AXES
from . import examples
from .lists import PlainRecord
from .problems import MEDIA_TYPE
from .serializers import (
    BadParameterSerializer,
    GoneSerializer,
    ProblemSerializer,
    UnknownKeySerializer,
    VocabularySerializer,
    count_shape,
    page_of,
    rows_of,
    shape_of,
    too_many_shape,
)

JSON = "application/json"
SCHEMA_TYPES = ("application/schema+json", JSON)
FILES = {form.ending: form.media_type for form in FORMS.values()}
KEY = "key"
"""The name of the security scheme, which nothing requires."""

HEADERS = [
    OpenApiParameter(
        "ETag", str, OpenApiParameter.HEADER, response=[200], description="Version of this answer, for If-None-Match."
    ),
    OpenApiParameter(
        "If-None-Match", str, OpenApiParameter.HEADER, description="The ETag that you hold; 304 if nothing has changed."
    ),
]


PATTERNS = {
    "box": r"-?\d{1,3}(\.\d{1,6})?(,-?\d{1,3}(\.\d{1,6})?){3}",
    "date": r"\d{4}(-\d{2}(-\d{2})?)?",
    "moment": r"\d{1,15}|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?",
}
"""Kinds of values -> how they are written. An empty value counts as not given, so it is allowed wherever one is."""


def parameter_schema(parameter: Parameter) -> Any:
    """Return the OpenAPI parameter of one of ours."""
    value: dict[str, Any] = {"type": "string"}
    if parameter.kind == "number":
        least, most = (int(bound) for bound in parameter.choices)
        value = {"type": ["integer", "string"], "minimum": least, "maximum": most, "maxLength": 0}
        value |= {"default": int(parameter.default)} if parameter.default else {}
    elif parameter.known:
        excluded = [f"{MINUS}{code}" for code in parameter.known] if parameter.excludes else []
        value |= {"enum": [*parameter.known, *excluded, ""]}
        value |= {"default": parameter.default} if parameter.default else {}
    elif parameter.kind in PATTERNS:
        value |= {"pattern": f"^({PATTERNS[parameter.kind]})?$"}
    elif parameter.kind == "day":
        value = {"anyOf": [value | {"format": "date"}, value | {"maxLength": 0}]}
    elif parameter.kind == "words":
        value |= {"maxLength": 200}
    elif parameter.kind == "ids":
        value |= {"pattern": rf"^({parameter.prefix}-\d{{6,15}})?$"}
    tried = {"examples": found} if (found := examples.value(parameter.name)) and not parameter.known else {}
    several = {"style": "form", "explode": False} if parameter.several else {}
    return OpenApiParameter(
        parameter.name,
        {"type": "array", "items": value | tried, "maxItems": 50} if parameter.several else value | tried,
        OpenApiParameter.QUERY,
        description=_describe(parameter),
        **several,
    )


def _describe(parameter: Parameter) -> str:
    if not parameter.axis:
        return parameter.description.en
    minus = " With a minus before it a value is left out." if parameter.excludes else ""
    labels = "".join(f"\n* `{member}` {member.label.en}" for member in AXES[parameter.axis])
    return f"{parameter.description.en}{minus}\n{labels}"


def _problem(shape: Any, description: str) -> dict[str, Any]:
    return {"response": shape, "description": description}


def _responses(success: dict[tuple[int, str], Any], *problems: tuple[int, Any, str]) -> dict[Any, Any]:
    always = (
        (400, BadParameterSerializer, "A parameter is unknown or can't be read."),
        (401, UnknownKeySerializer, "Authorization holds no live key. Nothing needs one."),
        (406, ProblemSerializer, "Accept allows none of the formats of this address."),
        (429, TOO_MANY, "A quota is used up; ask again after Retry-After seconds."),
        (503, ProblemSerializer, "The question took too long."),
    )
    told: dict[Any, Any] = dict(success) | {304: OpenApiResponse(description="Nothing has changed.")}
    told[414] = OpenApiResponse(description="The address is longer than the server reads, some 4,000 bytes.")
    for status, shape, description in sorted([*always, *problems], key=lambda row: row[0]):
        told[status, MEDIA_TYPE] = OpenApiResponse(shape, description=description)
    return told


def describes(
    operation: str,
    summary: str,
    tag: str,
    shape: Any,
    question: type[Question],
    *problems: Any,
    path: Any = (),
    files: Iterable[str] = (),
    media_types: Iterable[str] = (JSON,),
) -> Any:
    """Return a class decorator that documents the one operation of a view."""
    found = OpenApiResponse(shape, description="Found.", examples=[examples.answer(operation)])
    success: dict[tuple[int, str], Any] = {(200, media_type): found for media_type in media_types}
    for form in files:
        kind = {"parquet": OpenApiTypes.BINARY, "geojson": OpenApiTypes.OBJECT}.get(form, OpenApiTypes.STR)
        success[200, FILES[form]] = OpenApiResponse(kind, description="The same rows.")
    return extend_schema_view(
        get=extend_schema(
            operation_id=operation,
            summary=summary,
            tags=[tag],
            parameters=[*path, *map(parameter_schema, question.parameters), *HEADERS],
            responses=_responses(success, *problems),
            auth=[{}, {KEY: []}],
        )
    )


def describes_list(tag: str, record: str, summary: str, question: type[Question]) -> Any:
    named = {parameter.name for parameter in question.parameters}
    row = rows_of(record) if "fields" in named else shape_of(record)
    shape = page_of(record, row, counted="count" in named, about=True)
    forms = question.parameter("format").choices
    return describes(f"list_{tag}", summary, tag, shape, question, files=[form for form in forms if form in FILES])


def describes_record(
    tag: str, record: str, summary: str, question: type[Question], form: str, *, mortal: bool = False
) -> Any:
    pattern = rf"^{form[:2]}-\d{{6,15}}$" if form[:2].isupper() else r"^[a-z0-9-]{1,60}$"
    shape = {"type": "string", "pattern": pattern, "example": form}
    path = OpenApiParameter("public_id", shape, OpenApiParameter.PATH, description=f"Id, as {form}.")
    problems = [(404, ProblemSerializer, "No public record has this id.")]
    gone = [(410, GoneSerializer, "It was withdrawn or merged: why, and what replaced it.")] if mortal else []
    return describes(f"get_{record}", summary, tag, shape_of(record), question, *problems, *gone, path=[path])


def describes_vocabulary(view: Any) -> Any:
    path = OpenApiParameter("axis", str, OpenApiParameter.PATH, description="Name of a vocabulary.", enum=list(AXES))
    missing = (404, ProblemSerializer, "No vocabulary has this name.")
    shape, tag = VocabularySerializer, "vocabularies"
    return describes("get_vocabulary", "One vocabulary", tag, shape, PlainRecord, missing, path=[path])(view)


TOO_MANY = too_many_shape()
COUNTS = count_shape()
CHANGES = page_of("change", shape_of("change"), counted=False)
RELEASES = page_of("release", shape_of("release"), counted=False)
VOCABULARIES = page_of("vocabulary", VocabularySerializer, counted=False)
SCHEMA = {"type": "object", "additionalProperties": {}}
ADDRESSES = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}


def headers_of_quotas(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Let each answer of each operation name its headers on quotas, which stand once among the components."""
    operations = [operation for path in result["paths"].values() for operation in path.values()]
    for status, response in ((s, r) for operation in operations for s, r in operation["responses"].items()):
        named = [*UNCOUNTED.get(status, ("RateLimit-Policy", "RateLimit")), *REFUSALS.get(status, ())]
        refer = {name: {"$ref": f"#/components/headers/{name}"} for name in named}
        response["headers"] = response.get("headers", {}) | refer
    result["components"] |= COMPONENTS
    return result


UNCOUNTED: dict[str, tuple[str, ...]] = {"414": ()}
"""Answers that the server in front gives."""

REFUSALS = {"401": ("WWW-Authenticate",), "429": ("Retry-After",), "503": ("Retry-After",)}
LEFT = r'"(read|bulk)";r=\d+;t=\d+'
COMPONENTS = {
    "securitySchemes": {
        KEY: {"type": "http", "scheme": "bearer", "description": "A key raises quotas; nothing needs one."}
    },
    "headers": {
        "RateLimit-Policy": {
            "schema": {"type": "string", "pattern": r'^"read";q=\d+;w=\d+, "bulk";q=\d+;w=\d+$'},
            "description": "Your quotas: units, and the seconds in which as many come back.",
        },
        "RateLimit": {
            "schema": {"type": "string", "pattern": f"^{LEFT}(, {LEFT})?$"},
            "description": "What is left of the quotas that this answer used, and the seconds until there is more.",
        },
        "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."},
        "WWW-Authenticate": {"schema": {"type": "string"}, "description": "The scheme of keys."},
    },
}
