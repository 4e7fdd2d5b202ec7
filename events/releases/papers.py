"""The papers of a release: README, LICENSE and CITATION.cff. No address of a host stands in them, as hosts change."""

from .facts import Facts

OWNER = "Defection Events Tracker"

README = """\
# {owner}, release {name}

Defections and other crossings of the Korean border. Each value stands beside the words of the source that supports it.
This is version {version} of the dataset: the public record as it stood after change {version} of {day}.

| file | what |
|---|---|
| events, claims, sources, figures, series, bridges, checks | lists as `.csv`, `.jsonl`, `.parquet`; events `.geojson` |
| `datapackage.json` | Frictionless data package: every column with its type, its codes and its definition |
| `codebook.json` | every field and column with its definition, in English and Korean |
| `codebook.schema.json` | JSON Schema: each line of `events.jsonl` is valid under `#/$defs/event`, and so on |
| `changes.json` | every change since {before}, with fields, old and new values, and reasons |
| `SHA256SUMS` | the sum of every file; `SHA256SUMS.sig` its signature, where the release is signed |
| `recuts.json` | only if something was removed for somebody's safety since: when, and which files it touched |

CSV: UTF-8, commas, one header; what is not known is empty; a text that a spreadsheet would run has an apostrophe before
it. Dates are EDTF and as exact as the sources are. Never add figures, which others published, to events.

A release never changes, with one exception: what was taken down for somebody's safety is removed from it too.

## Is it whole?

    sha256sum -c SHA256SUMS
    openssl pkeyutl -verify -rawin -pubin -inkey signing-key.pem -sigfile SHA256SUMS.sig -in SHA256SUMS

{signed} `manage.py verify_release FOLDER` of the tracker's program checks sums, signature, columns, codes, references
and counts.
"""

SIGNED = "Compare signing-key.pem with the key that the tracker publishes elsewhere: a folder can't vouch for itself."
UNSIGNED = "This release is not signed: the second line can't be used, and only the sums tell whether it is whole."

LICENSE = """\
Creative Commons Attribution 4.0 International (CC BY 4.0)
https://creativecommons.org/licenses/by/4.0/

You may copy, share and change this data for any purpose, and name the Defection Events Tracker as its source, with the
name of the release.

Quotations in claims are not ours to license: they are short, stand beside their source, and belong to their publishers.
"""

CITATION = """\
cff-version: 1.2.0
message: Please cite the release that you used.
type: dataset
title: {owner}
authors:
  - name: {owner}
version: "{name}"
date-released: "{day}"
license: CC-BY-4.0
abstract: Defections and other crossings of the Korean border, version {version} of the dataset.
keywords:
  - North Korea
  - South Korea
  - defection
  - event data
"""


def papers(facts: Facts, *, signed: bool) -> dict[str, str]:
    """Return {file: text}."""
    before = f"release {facts.previous}" if facts.previous else "the beginning"
    told = {"owner": OWNER, "name": facts.name, "version": facts.version, "day": facts.day, "before": before}
    readme = README.format(signed=SIGNED if signed else UNSIGNED, **told)
    return {"README.md": readme, "LICENSE.txt": LICENSE, "CITATION.cff": CITATION.format(**told)}
