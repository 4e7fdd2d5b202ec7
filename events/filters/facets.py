"""How many events each value of each closed parameter would give, all other conditions applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet, Sum

from ..vocabulary import AXES, Bilingual
from .parameter import Parameter


@dataclass(frozen=True)
class Facet:
    """One value of a parameter and how many events it would give."""

    code: str
    label: Bilingual
    count: int
    selected: bool


def count_facets(
    events: QuerySet[Any], parameters: Sequence[Parameter], values: Mapping[str, list[str]]
) -> dict[str, list[Facet]]:
    """Return the facets of each parameter, values in the order of the vocabulary; a zero stays.

    `events` are those that all conditions but those of the parameters ask for, as `EventFilter.counted` gives them.
    Costs: 1 query.
    """
    names = [parameter.name for parameter in parameters]
    counts = _count(events, names, values)
    return {
        parameter.name: [
            Facet(
                member.value,
                member.label,
                counts.get((parameter.name, member.value), 0),
                member.value in values.get(parameter.name, ()),
            )
            for member in AXES[parameter.axis]
        ]
        for parameter in parameters
    }


def _count(events: QuerySet[Any], names: Sequence[str], values: Mapping[str, list[str]]) -> dict[tuple[str, str], int]:
    """Return {(parameter, code): events}.

    The events are read once and counted by every combination of codes; each facet then adds up the combinations that
    the other parameters allow. One count a facet over the events themselves took four times as long on 300,000.
    """
    try:
        cells, given = events.order_by().values(*names).annotate(alike=Sum("events")).query.sql_with_params()
    except EmptyResultSet:
        return {}
    facets, chosen = [], []
    for name in names:
        others = [other for other in names if other in values and other != name]
        where = " AND ".join(["true", *(f"{other} = ANY(%s)" for other in others)])
        facets.append(f"'{name}', {name}, sum(alike)::bigint FROM cells WHERE {where} GROUP BY {name}")
        chosen += [values[other] for other in others]
    with connections[events.db].cursor() as cursor:
        every = " UNION ALL SELECT ".join(facets)
        cursor.execute(f"WITH cells AS MATERIALIZED ({cells}) SELECT {every}", [*given, *chosen])
        return {(name, code): count for name, code, count in cursor.fetchall()}
