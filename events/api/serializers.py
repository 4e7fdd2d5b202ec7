"""Shapes of the answers, for OpenAPI alone: made from the table of columns, never written by hand, and never run."""

import functools
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework import serializers

from ..exports import COLUMNS, MEMBERS, Column, value_schema, vocabulary_schema
from ..vocabulary import AXES
from .counts import GROUPS

Shape = type[serializers.Serializer[Any]]


class ShapeField(serializers.Field[Any, Any, Any, Any]):
    """A field that is nothing but its schema."""

    def __init__(self, column: Column) -> None:
        super().__init__(help_text=column.definition.en)
        self.column = column


class ShapeExtension(OpenApiSerializerFieldExtension):  # type: ignore[misc]
    """Tells OpenAPI the schema of a column; each vocabulary is a component of its own."""

    target_class = "events.api.serializers.ShapeField"

    def map_serializer_field(self, auto_schema: Any, _: str) -> dict[str, Any]:
        return value_schema(self.target.column, lambda axis: axis_component(auto_schema, axis).ref)


def axis_component(auto_schema: Any, axis: str) -> Any:
    """Return the component of a vocabulary: its codes, each with its label and its definition."""
    component = ResolvedComponent(
        name=AXES[axis].__name__,
        type=ResolvedComponent.SCHEMA,
        object=AXES[axis],
        schema=vocabulary_schema(axis),
    )
    auto_schema.registry.register_on_missing(component)
    return component


@functools.cache
def shape_of(record: str) -> Shape:
    """Return the serializer that describes a kind of record."""
    fields: dict[str, Any] = {column.key: ShapeField(column) for column in COLUMNS[record]}
    for name, member in MEMBERS.get(record, {}).items():
        how: dict[str, Any] = {"many": True} if member.many else {"allow_null": True}
        fields[name] = shape_of(member.record)(required=member.required, help_text=member.meaning, **how)
    name = record.replace("_verdict", "_finding").title().replace("_", "")  # FigureVerdict is the vocabulary
    return type(f"{name}Serializer", (serializers.Serializer,), fields)


def rows_of(record: str) -> Shape:
    """Return the shape of a record in a list, where `fields` may leave any column out."""
    whole = shape_of(record)

    def get_fields(self: Any) -> dict[str, Any]:
        fields: dict[str, Any] = whole.get_fields(self)
        for field in fields.values():
            field.required = False
        return fields

    return type(whole.__name__.replace("Serializer", "RowSerializer"), (whole,), {"get_fields": get_fields})


class TermSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="The code, which never changes.")
    label_en = serializers.CharField(help_text="What readers see.")
    label_ko = serializers.CharField(help_text="The same in Korean.")
    definition_en = serializers.CharField(help_text="What is in and what is out; may be empty.")
    definition_ko = serializers.CharField(help_text="The same in Korean; may be empty.")


class VocabularySerializer(serializers.Serializer[Any]):
    axis = serializers.CharField(help_text="Name of the vocabulary and of the parameter that reads it.")
    meaning = serializers.CharField(help_text="What it tells apart.")
    terms = TermSerializer(many=True)


class FieldSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="Key of the field.")
    kind = serializers.CharField(help_text="code, occurred, date, place, persons or parts.")
    axis = serializers.CharField(allow_null=True, help_text="Its vocabulary, if it has one.")
    label_en = serializers.CharField(help_text="What readers see.")
    label_ko = serializers.CharField(help_text="The same in Korean.")
    definition_en = serializers.CharField(help_text="What it says.")
    definition_ko = serializers.CharField(help_text="The same in Korean.")


class ColumnSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="Key in JSON and heading in CSV.")
    type = serializers.CharField(help_text="Kind of value.")
    may_be_unknown = serializers.BooleanField(help_text="Whether it may be null, or empty if it is a code.")
    axis = serializers.CharField(allow_null=True, help_text="Its vocabulary, if it has one.")
    definition_en = serializers.CharField(help_text="What it says.")
    definition_ko = serializers.CharField(help_text="The same in Korean.")


class CodebookSerializer(serializers.Serializer[Any]):
    fields_ = FieldSerializer(many=True, help_text="The coded fields of an event, on which sources make claims.")
    records = serializers.DictField(
        child=ColumnSerializer(many=True),
        help_text="For each kind of record its columns, in order.",
    )

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        return {"fields": fields["fields_"], "records": fields["records"]}


class RefusalSerializer(serializers.Serializer[Any]):
    parameter = serializers.CharField(help_text="The parameter that was refused.")
    detail = serializers.CharField(help_text="What is wrong with it.")
    remedy = serializers.CharField(help_text="What to write instead.")
    nearest = serializers.CharField(help_text="The valid name or value closest to what was given; may be empty.")


class ProblemSerializer(serializers.Serializer[Any]):
    type = serializers.CharField(help_text="Address that names the kind of problem.")
    title = serializers.CharField(help_text="The kind of problem in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What happened this time.")
    instance = serializers.CharField(help_text="The address that was asked for.")


class BadParameterSerializer(ProblemSerializer):
    errors = RefusalSerializer(  # type: ignore[assignment]
        many=True, help_text="Every refused parameter, not the first only."
    )


class UnknownKeySerializer(ProblemSerializer):
    remedy = serializers.CharField(help_text="What to send instead.")


def too_many_shape() -> type[serializers.Serializer[Any]]:
    """Return the shape of a 429; its second member has the name that the draft on RateLimit gives it."""
    names = serializers.ListField(child=serializers.CharField(), help_text="The quotas that are used up.")
    return type("TooManySerializer", (UnknownKeySerializer,), {"violated-policies": names})


class GoneSerializer(ProblemSerializer):
    id = serializers.CharField(help_text="Id of the record that is gone.")
    tombstone = serializers.CharField(help_text="withdrawn or merged.")
    reason = serializers.CharField(help_text="Why.")
    replaced_by = serializers.CharField(help_text="Id of the record that replaced it; empty if none did.")


def about_fields() -> dict[str, Any]:
    """Return the members by which an answer says what it holds."""
    return {
        "filter": serializers.CharField(help_text="Which rows these are, as one sentence."),
        "dataset_version": serializers.CharField(help_text="Number of the last public change; what to cite."),
        "licence": serializers.CharField(help_text="SPDX name of the licence of the data."),
    }


def count_shape() -> type[serializers.Serializer[Any]]:
    """Return the shape of counts of events: the keys of a row, then its four numbers."""
    numbers: dict[str, Any] = {
        column.key: ShapeField(column) for column in COLUMNS["statistic"] if column.type == "integer"
    }
    numbers["year"] = serializers.IntegerField(required=False, help_text="With group_by=year.")
    told = {name: serializers.CharField(required=False, help_text=f"With group_by={name}.") for name in GROUPS[1:]}
    row: Any = type("CountSerializer", (serializers.Serializer,), numbers | told)
    return type("CountsSerializer", (serializers.Serializer,), about_fields() | {"results": row(many=True)})


def page_of(
    record: str, shape: type[serializers.Serializer[Any]], *, counted: bool, about: bool = False
) -> type[serializers.Serializer[Any]]:
    """Return the shape of a page of a list."""
    fields: dict[str, Any] = {
        "next": serializers.URLField(allow_null=True, help_text="Address of the next page; null on the last."),
        "previous": serializers.URLField(allow_null=True, help_text="Address of the previous page; null on the first."),
        "results": shape(many=True),
    }
    if record == "event":
        told = "Words of q that no event has, and the word that was looked for instead; only where there are any."
        fields["corrections"] = serializers.DictField(child=serializers.CharField(), required=False, help_text=told)
    fields |= about_fields() if about else {}
    if counted:
        fields["count"] = serializers.IntegerField(required=False, help_text="Rows of the whole list, with count=1.")
    return type(f"{record.title()}PageSerializer", (serializers.Serializer,), fields)
