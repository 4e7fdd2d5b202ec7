"""Documents as readers see them: what they are, what they derive from, and what is withheld."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

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


TOLD = (
    *("publisher_name_ko", "publisher_kind", "publisher_country", "title", "title_withheld", "url", "url_withheld"),
    *("archived_url", "published", "kind", "public_note", "derives_how"),
)


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
        "href": addresses.source(source.public_id) if source.change else "",
        "publisher": publisher(json.loads(source.document)),
    }


def gone(public_id: str) -> PublicSource:
    """Return what stands for a document that nothing public rests on any more: its id, and no line in the feed."""
    document = dict.fromkeys(TOLD, "") | {"publisher_name": gettext("a document that is no longer cited")}
    document |= {"language": addresses.language(), "machine_written": MachineWritten.NONE.value}
    number = int(public_id.partition("-")[2])
    return PublicSource(number=number, public_id=public_id, change=0, document=json.dumps(document))


def by_origin(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return documents under the origin that they go back to, in their order: copies add no weight."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for document in documents:
        groups.setdefault(document["origin"], []).append(document)
    return [{"origin": told[0]["root"], "documents": told} for told in groups.values()]


def publisher(document: dict[str, Any]) -> str:
    """Return the publisher's name, in Korean where the page is and a Korean name is known."""
    korean = document["publisher_name_ko"] if addresses.language() == "ko" else ""
    return str(korean or document["publisher_name"])


def title_language(document: dict[str, Any]) -> str:
    """Return the language of a title: that of the document, but of a description in square brackets, which is ours."""
    title = str(document["title"])
    return words.tongue(title) if title.startswith("[") else str(document["language"])


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
        "title_lang": title_language(document),
        "published": words.date(document["published"]),
        "kind": words.label(SourceKind, document["kind"]),
        "publisher_kind": words.label(PublisherKind, document["publisher_kind"]),
        "country": document["publisher_country"],
        "machine": document["machine_written"] if document["machine_written"] != MachineWritten.NONE else "",
        "machine_words": MachineWritten(document["machine_written"]).definition,
        "note": document["public_note"],
        "chain": library.chain(source.number),
        "origin": library.origin(source.number),
        "root": (library.chain(source.number) or [name(source)])[-1],
    }


def derivation(how: str) -> Bilingual:
    """Return how a document depends on another, as a verb: “rewrites”."""
    return DERIVES.get(how, DERIVES[Derivation.CITES])
