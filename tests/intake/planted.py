"""Readers whose faults are known: the perfect one, made from the gold, and what is planted into it."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from events import codebook
from events.intake import Found, Passage, Reading
from events.intake.measure import CORPUS, CorpusArticle, Measurement, load, measure

ARTICLES = {article.id: article for article in load()}


def first(told: str) -> str:
    return told.split("|")[0]


def figure(row: dict[str, str]) -> dict[str, Any]:
    """Return a figure as the engine has it, from the first of each alternative."""
    names = ("measure", "unit", "comparator", "value", "upper", "period", "as_of", "since", "series")
    return {"concept": first(row["field"])} | {name: first(row[name]) for name in names}


def perfect() -> dict[str, Reading]:
    """Return for each article what its gold says, optional things left out."""
    readings: dict[str, Reading] = defaultdict(Reading)
    with (CORPUS / "gold.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["optional"] and row["kind"] != "said"]
    for row in rows:
        quote, key = row["quote"].split(" | ")[0], first(row["field"])
        start = ARTICLES[row["article"]].text.index(quote)
        end, reading = start + len(quote), readings[row["article"]]
        if row["kind"] == "passage":
            reading.passages.append(Passage(start, end, key))
            continue
        value = {"value": lambda r=row, k=key: codebook.parse(k, first(r["value"])), "figure": lambda r=row: figure(r)}
        reading.found.append(
            Found(
                row["kind"],
                start,
                end,
                "planted",
                field=key if row["kind"] == "value" else "",
                value=value[row["kind"]]() if row["kind"] in value else None,
                issuer=first(row["issuer"]),
                certainty=first(row["certainty"]),
            )
        )
    return readings


def found(article: str, words: str, key: str, value: str) -> Found:
    """Return a suggestion of a value at the first place of some words."""
    start = ARTICLES[article].text.index(words)
    return Found("value", start, start + len(words), "planted", key, codebook.parse(key, value))


def measured(readings: dict[str, Reading], articles: Iterable[CorpusArticle] = tuple(ARTICLES.values())) -> Measurement:
    return measure(articles, lambda article: readings.get(article.id, Reading()))


def with_planted(article: str, *planted: Found) -> Measurement:
    """Measure the perfect reader with something more said of one article."""
    readings = perfect()
    readings[article].found.extend(planted)
    return measured(readings)
