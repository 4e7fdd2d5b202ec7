"""Measure the reading aids on the corpus and write docs/suggestions.md, so that the page and the program agree."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from events.intake import PlaceName, Reading
from events.intake.measure import CORPUS, PASSAGE, RULES, CorpusArticle, Measurement, Score, load, measure
from events.intake.suggest import SeriesName, read
from events.vocabulary import SuggestionKind

from .codebook_docs import code, table

PATH = Path("docs", "suggestions.md")
FOUNDING = Path(__file__).parents[2] / "founding"
KINDS = (*SuggestionKind.codes(), PASSAGE)
HEAD = """\
# How good the reading aids are

The workbench marks words of an article that may carry a value, a figure, or who says it. Rules find them, the same
every time; no model is asked, and nothing is coded until an editor uses it. This page tells how often the marks are
right. It is generated: `manage.py measure_suggestions` writes it, and a test compares it with the program.

## Method

{articles} articles in `events/intake/corpus/`, {en} in English and {ko} in Korean, were written for this and
for nothing else: publishers, events, dates and numbers are invented. What a careful coder takes from each stands in
`gold.csv`, one thing a row, with every passage that says it. The gold was written before anybody saw what the rules
say of these articles, and by somebody else than who wrote the rules.

- A suggestion is **right** if kind, field and value are those of a row and its words overlap the passage. A figure is
  right only if number, unit, comparator, period or day, start, concept and series all are.
- A thing counts once, however often it is said or found. What fits no row is **false**, whatever may be said for it.
- Some rows are optional: a careful coder may take them or not. Found or missed, they count for nothing.
- **Precision** is right / (right + false): how much of what is marked can be used. **Recall** is right / gold: how much
  of what there is was marked.
"""
LIMITS = """\
## What these numbers do not say

- The corpus is ours and small. Its articles hold more traps and fewer ordinary sentences than a week of news. On others
  the numbers will differ; on real ones they were not measured, because their texts may not be kept here.
- Rows of few things, as `custody`, swing widely: one thing more or less is a change of half.
- The gold is the reading of one coder. Where two readings are fine both are allowed, but only those thought of.
- Rules may be changed after a look at what they miss here. From then on these are numbers of texts that they know.
- That a rule of the first table was never broken here does not prove that it can't be. An editor decides, and a second
  person approves.
"""


class Command(BaseCommand):
    help = "Measure the reading aids on the corpus and write docs/suggestions.md; --check only compares."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail if the page differs or a rule is broken")
        parser.add_argument("--faults", action="store_true", help="also print every single miss and false suggestion")

    def handle(self, *_: Any, check: bool = False, faults: bool = False, **__: Any) -> None:
        articles = load()
        result = measure(articles, reader())
        path, text = settings.ROOT / PATH, page(articles, result)
        for line in (*scores(result), *parts(result)):
            self.stdout.write(line)
        for remark in [*result.broken, *([*result.missed, *result.false] if faults else [])]:
            self.stdout.write(str(remark))
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError(f"{PATH} is not what is measured; run manage.py measure_suggestions and commit it.")
        if result.broken:
            raise CommandError(f"{len(result.broken)} suggestions break a rule that may never be broken.")


def reader() -> Any:
    """Return the reader of the program with the committed gazetteer and series; no database is asked."""
    places = [
        PlaceName(
            row["id"], row["kind"], tuple(filter(None, (row["name_en"], row["name_ko"], *row["aliases"].split(";"))))
        )
        for row in _rows(FOUNDING / "places.csv")
    ]
    scope = ("concept", "measure", "unit", "subgroup", "route_scope", "authority", "population", "since")
    series = [SeriesName(row["id"], *(row[name] for name in scope)) for row in _rows(FOUNDING / "series.csv")]

    def read_article(article: CorpusArticle) -> Reading:
        return read(
            article.text,
            published=article.published,
            language=article.language,
            title=article.title,
            places=places,
            series=series,
        )

    return read_article


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def page(articles: list[CorpusArticle], result: Measurement) -> str:
    """Return the whole page as Markdown."""
    languages = [article.language for article in articles]
    head = HEAD.format(articles=len(articles), en=languages.count("en"), ko=languages.count("ko"))
    tables = (rules(result), scores(result), parts(result), first_run(), traps(articles))
    return "\n".join([head, *(line for lines in tables for line in lines), LIMITS])


def rules(result: Measurement) -> Iterator[str]:
    rows = [(told, str(sum(one.what == rule for one in result.broken))) for rule, told in RULES.items()]
    yield "## Rules that may never be broken\n"
    yield from table(("rule", "broken"), rows)
    if result.broken:
        yield "\n".join([*(f"- {remark}" for remark in result.broken), ""])


def scores(result: Measurement) -> Iterator[str]:
    yield "## Precision and recall\n"
    yield "Of `value` each field, of `passage` each kind of passage. In brackets: English, Korean.\n"
    rows = [
        (code(kind), code(key) if key else "**all**", *(cells(result, kind, key)))
        for kind in KINDS
        for key in ("", *fields(result, kind))
    ]
    yield from table(("kind", "field", "gold", "right", "false", "precision", "recall"), rows)


def fields(result: Measurement, kind: str) -> list[str]:
    return sorted({key for one, key, _ in result.scores if one == kind and key})


def cells(result: Measurement, kind: str, key: str) -> list[str]:
    all_, en, ko = (result.score(kind, key, language) for language in ("", "en", "ko"))
    counts = [
        f"{getattr(all_, name)} ({getattr(en, name)}, {getattr(ko, name)})" for name in ("gold", "right", "false")
    ]
    return [
        *counts,
        *(f"{share(all_, name)} ({share(en, name)}, {share(ko, name)})" for name in ("precision", "recall")),
    ]


def share(score: Score, name: str) -> str:
    value = getattr(score, name)
    return "-" if value is None else f"{value:.2f}"


def parts(result: Measurement) -> Iterator[str]:
    yield "## Which part is right\n"
    yield "Of the figures whose number was found, and of the values and attributions that are right and for which the"
    yield "gold says who speaks or how surely.\n"
    rows = [
        (code(kind), code(name), str(score.found), str(score.right), share(score, "precision"))
        for (kind, name), score in sorted(result.parts.items())
    ]
    yield from table(("kind", "part", "found", "right", "share"), rows)


def first_run() -> Iterator[str]:
    """Yield what was measured when gold and rules met for the first time; kept, because it can't be measured again."""
    yield "## The first run, blind\n"
    yield "This was measured when gold and rules first met, each as it stood. Where later numbers are better, it is"
    yield "partly because rules were mended after a look at these articles, and the gold was made to agree with"
    yield "itself; on other articles expect something between the two.\n"
    rows = []
    for row in _rows(CORPUS / "first_run.csv"):
        score = Score(int(row["gold"]), int(row["right"]), int(row["false"]))
        counts = (row[name] for name in ("gold", "right", "false"))
        rows.append((code(row["kind"]), *counts, share(score, "precision"), share(score, "recall"), row["broken"]))
    yield from table(("kind", "gold", "right", "false", "precision", "recall", "rules broken"), rows)


def traps(articles: list[CorpusArticle]) -> Iterator[str]:
    yield "## The articles and their traps\n"
    rows = [(code(article.id), article.published or "no date", article.trap) for article in articles]
    yield from table(("article", "published", "traps"), rows)
