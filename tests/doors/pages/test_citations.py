"""How an event is cited: four forms, each as its readers want it."""

import json
import re
from collections.abc import Callable

import jsonschema
import pytest
from django.http import HttpResponse

from tests.presenters import rows

Get = Callable[..., HttpResponse]
WILD = r"50% of A & B_{1}: $5 #2 ~x^y \z"
STRINGS = ("id", "title", "publisher", "number", "version", "URL", "language", "note")
CSL = {
    "type": "array",
    "minItems": 1,
    "items": {
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            **{key: {"type": "string"} for key in STRINGS},
            "type": {"enum": ["dataset"]},
            "author": {"items": {"properties": {"literal": {"type": "string"}}, "additionalProperties": False}},
            "issued": {
                "required": ["date-parts"],
                "properties": {"date-parts": {"maxItems": 2, "items": {"items": {"type": "integer"}, "maxItems": 3}}},
                "additionalProperties": False,
            },
        },
    },
}
"""The part of the schema of CSL-JSON (csl-data.json) that a citation of ours uses."""


def cite(get: Get, event: rows.PublicEvent, form: str, language: str = "en") -> str:
    return get(f"/{language}/events/{event.public_id}.{form}").content.decode()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("txt", "text/plain"),
        ("bib", "application/x-bibtex"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
        ("ris", "application/x-research-info-systems"),
    ],
)
def test_each_form_says_what_it_is(get: Get, form: str, kind: str) -> None:
    answer = get(f"/en/events/{rows.event().public_id}.{form}")
    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer["ETag"]


def test_words_name_title_version_day_licence_and_an_address_that_lasts(get: Get) -> None:
    event = rows.event(title_en="One came")
    assert cite(get, event, "txt") == (
        f"Defection Events Tracker, “One came”, event {event.public_id}, version 1 of 2 Jan 2026. CC BY 4.0."
        f" http://testserver/en/events/{event.public_id}/versions/1/"
    )


def test_bibtex_has_one_entry_whose_braces_match(get: Get) -> None:
    event = rows.event(title_en=WILD)
    entry = cite(get, event, "bib")
    assert entry.startswith(f"@misc{{{event.public_id}-v1,\n")
    plain = re.sub(r"\\[{}]", "", entry)
    assert plain.count("{") == plain.count("}")
    assert "  year = {2026},\n  month = jan,\n  day = {2}," in entry


def test_bibtex_escapes_what_latex_would_read_as_a_command(get: Get) -> None:
    entry = cite(get, rows.event(title_en=WILD), "bib")
    escaped = r"50\% of A \& B\_\{1\}: \$5 \#2 \textasciitilde{}x\textasciicircum{}y \textbackslash{}z"
    assert f"title = {{{{{escaped}}}}}" in entry


def test_hangul_stays_hangul(get: Get) -> None:
    event = rows.event(title_ko="군인 1명, 고성에서 귀순")
    for form in ("txt", "bib", "csl.json", "ris"):
        assert "군인 1명, 고성에서 귀순" in cite(get, event, form, "ko")
    assert "language = {korean}" in cite(get, event, "bib", "ko")


def test_csl_is_a_list_of_one_item_as_its_schema_wants_it(get: Get) -> None:
    found = json.loads(cite(get, rows.event(title_en='"A" <b>'), "csl.json"))
    jsonschema.validate(found, CSL)
    assert (found[0]["title"], found[0]["issued"]) == ('"A" <b>', {"date-parts": [[2026, 1, 2]]})


def test_ris_is_a_list_of_tags_from_type_to_end(get: Get) -> None:
    text = cite(get, rows.event(title_en="One\ncame"), "ris")
    lines = text.split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - DATA", ["ER  - ", ""])
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert "TI  - One came" in lines


def test_a_citation_names_the_version_that_stands(get: Get) -> None:
    event = rows.event()
    rows.version(event, 2)
    assert "/versions/2/" in cite(get, event, "txt")
    assert "version 2 of 3 Jan 2026" in cite(get, event, "txt")


def test_a_withdrawn_event_is_not_cited_but_explained(get: Get) -> None:
    event = rows.tombstone()
    answer = get(f"/en/events/{event.public_id}.bib")
    assert (answer.status_code, answer.content.decode()) == (410, f"{event.public_id} was withdrawn: Not a crossing.\n")


def test_a_merged_event_names_the_other(get: Get) -> None:
    kept = rows.event()
    event = rows.tombstone(tombstone="merged", replaced_by=kept.public_id)
    assert f"merged into {kept.public_id}" in cite(get, event, "ris")


def test_what_is_not_there_is_missing(get: Get) -> None:
    assert get("/en/events/EV-999999.bib").status_code == 404
