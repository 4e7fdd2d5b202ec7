"""The data package: Frictionless table schemas from columns.csv, each vocabulary as a constraint."""

from typing import Any

from ..exports import COLUMNS, Column
from ..vocabulary import AXES
from .facts import Facts, sum_of
from .forms import forms_of
from .parts import PARTS, Part

PROFILES = "https://datapackage.org/profiles/2.0"
TYPES = {"date": "date", "time": "datetime", "integer": "integer", "number": "number", "boolean": "boolean"}
"""Types of a column that are types of a table schema; the others are strings."""

VERDICT_AXIS = "check_verdict"


def package(facts: Facts, folder: Any, rows: dict[str, int]) -> dict[str, Any]:
    """Return datapackage.json of a release whose files stand in a folder; `rows` are the rows of each part."""
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "defection-events-tracker",
        "id": f"defection-events-tracker-{facts.name}",
        "title": f"Defection Events Tracker, release {facts.name}",
        "description": "Defections and other crossings of the Korean border, each value with the words of its sources.",
        "version": facts.name,
        "dataset_version": facts.version,
        "created": f"{facts.day}T00:00:00+09:00",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": "Defection Events Tracker", "roles": ["publisher"]}],
        "resources": [
            _resource(part, form.ending, form.media_type, folder, rows[part.name])
            for part in PARTS
            for form in forms_of(part)
            if (folder / f"{part.name}.{form.ending}").exists()
        ],
    }


def _resource(part: Part, ending: str, media_type: str, folder: Any, rows: int) -> dict[str, Any]:
    path = folder / f"{part.name}.{ending}"
    told = {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": part.name if ending == "csv" else f"{part.name}-{ending}",
        "title": part.title,
        "path": path.name,
        "format": ending,
        "mediatype": media_type,
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sum_of(path)}",
        "rows": rows,
    }
    return told | {"type": "table", "schema": table(part)} if ending == "csv" else told


def table(part: Part) -> dict[str, Any]:
    """Return the table schema of a part's CSV. A cell that is empty is not known."""
    fields = [_field(column) for column in COLUMNS[part.record]]
    fields += [_beside(heading) for heading in part.beside]
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
        for column, other in part.refers.items()
    ]
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": fields,
        "missingValues": [""],
        "primaryKey": ["id"],
        "foreignKeys": keys,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True, "unique": True} if column.key == "id" else {}
    if column.type in ("code", "date", "time", "integer", "number", "boolean") and not column.may_be_unknown:
        constraints["required"] = True
    if column.type == "code":
        constraints["enum"] = AXES[column.axis].codes()
    told = {"name": column.key, "type": TYPES.get(column.type, "string"), "description": column.definition.en}
    return told | ({"constraints": constraints} if constraints else {})


def _beside(heading: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": heading, "type": "string", "description": "What was found; see the codebook."}
    return told | ({"constraints": {"enum": AXES[VERDICT_AXIS].codes()}} if heading == "verdict" else {})
