"""The words of the record: every closed list. No database below this floor."""

from .axis import TERMS, Axis, Bilingual
from .event import (
    ActorType,
    DateBasis,
    DatePrecision,
    Direction,
    Intent,
    Means,
    MovementClass,
    Outcome,
    PlacePrecision,
    RouteType,
)
from .record import Act, Comparator, Edition, Evidence, LinkKind, SeriesMeasure, State, Unit
from .source import Certainty, ClaimRelation, Derivation, Issuer, MachineWritten, PublisherKind, SourceKind, Standing

__all__ = [
    "AXES",
    "TERMS",
    "Act",
    "ActorType",
    "Axis",
    "Bilingual",
    "Certainty",
    "ClaimRelation",
    "Comparator",
    "DateBasis",
    "DatePrecision",
    "Derivation",
    "Direction",
    "Edition",
    "Evidence",
    "Intent",
    "Issuer",
    "LinkKind",
    "MachineWritten",
    "Means",
    "MovementClass",
    "Outcome",
    "PlacePrecision",
    "PublisherKind",
    "RouteType",
    "SeriesMeasure",
    "SourceKind",
    "Standing",
    "State",
    "Unit",
]

AXES: dict[str, type[Axis]] = {
    "direction": Direction,
    "movement_class": MovementClass,
    "route_type": RouteType,
    "means": Means,
    "actor_type": ActorType,
    "outcome": Outcome,
    "intent": Intent,
    "date_basis": DateBasis,
    "date_precision": DatePrecision,
    "place_precision": PlacePrecision,
    "evidence": Evidence,
    "state": State,
    "publisher_kind": PublisherKind,
    "source_kind": SourceKind,
    "derivation": Derivation,
    "machine_written": MachineWritten,
    "issuer": Issuer,
    "certainty": Certainty,
    "claim_relation": ClaimRelation,
    "standing": Standing,
    "link_kind": LinkKind,
    "measure": SeriesMeasure,
    "unit": Unit,
    "comparator": Comparator,
    "edition": Edition,
    "act": Act,
}
"""Each axis under its public name: the filter parameter, the API path and the heading of its definitions."""

_declared = {(axis.__name__, member.value) for axis in AXES.values() for member in axis}
if surplus := set(TERMS) - _declared:
    raise LookupError(f"terms.csv defines codes that the program does not declare: {sorted(surplus)}")
