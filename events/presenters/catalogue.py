"""The data set and its numbered releases as a catalogue of DCAT 3, in JSON-LD, for portals that harvest data."""

import json
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from ..models import PublicChange
from . import addresses, distributions

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def of(site: str, about: str, latest: PublicChange | None, releases: list[dict[str, Any]]) -> str:
    """Return a dcat:Catalog: the live data set, and each release as a version of it with its files and their sums."""
    here, name = f"{site}{addresses.page('data')}", gettext("Defection Events Tracker")
    owner = {"@type": "foaf:Organization", "foaf:name": name}
    shared = {"dct:license": {"@id": LICENCE}, "dct:publisher": owner, "dct:language": ["en", "ko"]}
    live: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "@id": f"{here}#dataset",
        "dct:title": name,
        "dct:description": about,
    } | shared
    live["dcat:landingPage"] = {"@id": here}
    live["dct:conformsTo"] = {"@id": f"{site}{distributions.SCHEMA}"}
    start = {"@type": "xsd:gYear", "@value": distributions.TEMPORAL.partition("/")[0]}
    live["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:startDate": start}
    if latest:
        day = timezone.localtime(latest.at).date().isoformat()
        live |= {"dcat:version": str(latest.number), "dct:modified": {"@type": "xsd:date", "@value": day}}
    live["dcat:distribution"] = [_distribution(site, file) for file in distributions.all_of()]
    versions = [_release(site, here, name, told) | shared for told in releases]
    live["dcat:hasVersion"] = [{"@id": version["@id"]} for version in versions]
    catalogue = {"@context": CONTEXT, "@type": "dcat:Catalog", "@id": f"{here}#catalogue", "dct:title": name}
    told = catalogue | shared | {"dcat:dataset": [live, *versions]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _distribution(site: str, file: distributions.Distribution) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dcat:accessURL" if file.pages else "dcat:downloadURL": {"@id": f"{site}{file.path}"},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{file.media_type}"},
    }


def _release(site: str, here: str, name: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return a release; of its files those that hold records, each with its sum."""
    return {
        "@type": "dcat:Dataset",
        "@id": f"{here}#release-{told['id']}",
        "dct:title": f"{name}, {told['id']}",
        "dcat:version": told["id"],
        "dct:issued": {"@type": "xsd:date", "@value": told["released"]},
        "dcat:isVersionOf": {"@id": f"{here}#dataset"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": file["path"],
                "dcat:downloadURL": {"@id": f"{site}{file['href']}"},
                "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{file['media_type']}"},
                "dcat:byteSize": file["bytes"],
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": file["sha256"],
                },
            }
            for file in told["files"]
            if file["rows"] is not None
        ],
    }
