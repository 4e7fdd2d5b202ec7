"""How a record is cited: one version of one event, in words and in the formats of reference managers.

The address is that of the version, which does not change, so a citation needs no day of access.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from .. import partial_dates
from ..models import PublicChange, PublicEvent
from ..vocabulary import Bilingual, DatePrecision
from . import addresses

LICENCE = "CC BY 4.0"
LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
IN_LATEX = {"en": "english", "ko": "korean"}


@dataclass(frozen=True)
class Citation:
    """What identifies one version of an event; `url` is absolute."""

    id: str
    title: str
    version: int
    day: dt.date
    url: str
    language: str

    @property
    def key(self) -> str:
        return f"{self.id}-v{self.version}"

    @property
    def author(self) -> str:
        return gettext("Defection Events Tracker")


def of(event: PublicEvent, at: dt.datetime, absolute: Callable[[str], str]) -> Citation:
    """Return the citation of an event as it was approved at a time; `absolute` gives an address its host."""
    language = addresses.language()
    title = getattr(event, f"title_{language}")
    url = absolute(addresses.version(event.public_id, event.version))
    return Citation(event.public_id, title, event.version, timezone.localtime(at).date(), url, language)


def text(cited: Citation) -> str:
    """Return the citation as a sentence."""
    day = partial_dates.show(cited.day, cited.day, DatePrecision.DAY, cited.language)
    told = {"author": cited.author, "title": cited.title, "id": cited.id, "version": cited.version, "date": day}
    said = gettext("%(author)s, “%(title)s”, event %(id)s, version %(version)s of %(date)s. CC BY 4.0.") % told
    return f"{said} {cited.url}"


def bibtex(cited: Citation) -> str:
    """Return the citation for LaTeX: `misc`, which every style knows; UTF-8, so that Hangul stays Hangul."""
    fields = {
        "author": f"{{{_latex(cited.author)}}}",
        "title": f"{{{_latex(cited.title)}}}",
        "year": str(cited.day.year),
        "month": MONTHS[cited.day.month - 1],
        "day": str(cited.day.day),
        "version": str(cited.version),
        "number": cited.id,
        "howpublished": f"\\url{{{cited.url}}}",
        "url": cited.url,
        "note": f"Event {cited.id}, version {cited.version}. {LICENCE}",
        "language": IN_LATEX[cited.language],
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items()]
    return f"@misc{{{cited.key},\n" + ",\n".join(lines) + "\n}\n"


def csl(cited: Citation) -> str:
    """Return the citation as CSL-JSON, a list of one item."""
    item = {
        "id": cited.key,
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": cited.author}],
        "publisher": cited.author,
        "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
        "number": cited.id,
        "version": str(cited.version),
        "URL": cited.url,
        "language": cited.language,
        "note": LICENCE,
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def ris(cited: Citation) -> str:
    """Return the citation as RIS: one tag a line, each line ended by CR and LF."""
    tags = [
        ("TY", "DATA"),
        ("AU", cited.author),
        ("TI", cited.title),
        ("PY", str(cited.day.year)),
        ("DA", f"{cited.day:%Y/%m/%d}"),
        ("ET", str(cited.version)),
        ("AN", cited.id),
        ("PB", cited.author),
        ("UR", cited.url),
        ("LA", cited.language),
        ("N1", LICENCE),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags)


@dataclass(frozen=True)
class Form:
    """One way to write a citation: what follows the point of its address, and what it is called on the net."""

    ending: str
    label: Bilingual
    kind: str
    write: Callable[[Citation], str]


FORMS = {
    form.ending: form
    for form in (
        Form("txt", Bilingual("Text", "텍스트"), "text/plain", text),
        Form("bib", Bilingual("BibTeX", "BibTeX"), "application/x-bibtex", bibtex),
        Form("csl.json", Bilingual("CSL-JSON", "CSL-JSON"), "application/vnd.citationstyles.csl+json", csl),
        Form("ris", Bilingual("RIS", "RIS"), "application/x-research-info-systems", ris),
    )
}


def in_form(event: PublicEvent, ending: str, absolute: Callable[[str], str]) -> tuple[str, str]:
    """Return an event's citation in one form, and the type of its content. Costs: 1 query."""
    at = PublicChange.objects.values_list("at", flat=True).get(number=event.change)
    form = FORMS[ending]
    return form.write(of(event, at, absolute)), f"{form.kind}; charset=utf-8"


def all_of(event: PublicEvent, at: dt.datetime, absolute: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return an event's citation in every form, each with its address, to be copied or saved."""
    cited = of(event, at, absolute)
    return [
        {
            "label": form.label,
            "kind": form.kind,
            "href": addresses.page("event_citation", event.public_id, form.ending),
            "text": form.write(cited).rstrip(),
            "name": f"{cited.key}.{form.ending}",
        }
        for form in FORMS.values()
    ]


def _latex(words: str) -> str:
    return "".join(LATEX.get(letter, letter) for letter in _one_line(words))


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
