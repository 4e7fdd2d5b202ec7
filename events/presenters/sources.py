"""Documents as readers see them: what they are, what they derive from, and what is withheld."""

import json
from collections.abc import Iterable
from typing import Any

from ..models import PublicSource
from ..vocabulary import Bilingual, Derivation, MachineWritten, PublisherKind, SourceKind
from . import addresses, words

LONGEST_CHAIN = 12
DERIVES: dict[str, Bilingual] = {
    Derivation.QUOTES: Bilingual("quotes", "인용"),
    Derivation.REWRITES: Bilingual("rewrites", "재작성"),
    Derivation.TRANSLATES: Bilingual("translates", "번역"),
    Derivation.CITES: Bilingual("cites", "출처로 표기"),
}


class Library:
    """Public sources by number, with all from which they derive. Costs: 1 query a step of derivation."""

    def __init__(self, sources: Iterable[PublicSource]) -> None:
        self.rows = {source.number: source for source in sources}
        for _ in range(LONGEST_CHAIN):
            missing = {row.derives_from for row in self.rows.values() if row.derives_from} - self.rows.keys()
            found = PublicSource.objects.in_bulk(list(missing)) if missing else {}
            if not found:
                break
            self.rows.update(found)

    def chain(self, number: int) -> list[dict[str, Any]]:
        """Return the documents from which a source derives, nearest first, each with how."""
        links, seen, row = [], {number}, self.rows[number]
        while row.derives_from in self.rows and row.derives_from not in seen:
            seen.add(row.derives_from)
            how = json.loads(row.document)["derives_how"]
            row = self.rows[row.derives_from]
            links.append({"how": derivation(how), **name(row)})
        return links

    def origin(self, number: int) -> str:
        """Return the public id of the document where a chain of derivation begins."""
        chain = self.chain(number)
        return str(chain[-1]["id"]) if chain else self.rows[number].public_id


def name(source: PublicSource) -> dict[str, Any]:
    """Return what a link to a source needs."""
    return {
        "id": source.public_id,
        "href": addresses.source(source.public_id),
        "publisher": publisher(json.loads(source.document)),
    }


def publisher(document: dict[str, Any]) -> str:
    """Return the publisher's name, in Korean where the page is and a Korean name is known."""
    korean = document["publisher_name_ko"] if addresses.language() == "ko" else ""
    return str(korean or document["publisher_name"])


def shape(source: PublicSource, library: Library) -> dict[str, Any]:
    """Return one document with its derivation."""
    document = json.loads(source.document)
    return {
        **name(source),
        "number": source.number,
        "title": document["title"],
        "title_withheld": document["title_withheld"],
        "url": document["url"],
        "url_withheld": document["url_withheld"],
        "archived_url": document["archived_url"],
        "lang": document["language"],
        "published": words.date(document["published"]),
        "kind": words.label(SourceKind, document["kind"]),
        "publisher_kind": words.label(PublisherKind, document["publisher_kind"]),
        "country": document["publisher_country"],
        "machine": document["machine_written"] if document["machine_written"] != MachineWritten.NONE else "",
        "machine_words": MachineWritten(document["machine_written"]).definition,
        "note": document["public_note"],
        "chain": library.chain(source.number),
        "origin": library.origin(source.number),
    }


def derivation(how: str) -> Bilingual:
    """Return how a document depends on another, as a verb: “rewrites”."""
    return DERIVES.get(how, DERIVES[Derivation.CITES])
