"""What each list of published numbers may be asked, and what reconciling found beside each of them."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import F, OuterRef, Q, Subquery

from .. import reconciliation
from ..figures import Reckoning
from ..filters import (
    AS_OF_PARAMETER,
    KNOWN_ON,
    CheckFilter,
    DatedQuestion,
    FigureFilter,
    Order,
    Parameter,
    list_parameters,
)
from ..filters.reading import Params
from ..models import PublicBridge, PublicCheck, PublicFigure, PublicSeries, PublicVerdict, ReckonedSeries
from ..vocabulary import Bilingual
from .lists import COUNT, FORM, JSON, DocumentList, fields_of

FOUND = Subquery(PublicVerdict.objects.filter(public_id=OuterRef("public_id")).values("document"))
"""The verdict of a figure or check, as JSON; null where none has been reckoned yet."""

SERIES = FigureFilter.parameter("series")
VERDICT_TOO = Parameter(
    "include",
    "codes",
    "",
    Bilingual(
        "verdict: what reconciling found about each figure, as known on the day that is asked for.",
        "verdict: 수치마다 대조 결과를 넣는다. 날짜를 지정하면 그날 알려진 것만으로 대조한다.",
    ),
    Bilingual("Include", "포함"),
    ("verdict",),
)
SENTENCES = {"verdict_sentence_en": "sentence_en", "verdict_sentence_ko": "sentence_ko"}


def spliced(document: str, name: str, text: str) -> str:
    """Return a JSON object with one member more."""
    return f'{document[:-1]},"{name}":{text}}}'


def text_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _from(member: str, keys: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {heading: (member, key) for heading, key in keys.items()}


class Findings(DatedQuestion):
    """A question whose answers tell verdicts: the stored ones, or live those of a day."""

    def slugs(self) -> set[str]:
        """Return the series of the question; none means all."""
        return set(self.values.get("series", []))

    @cached_property
    def reckoning(self) -> Reckoning | None:
        """What is found on the day that is asked for. Costs: a reckoning of the series and all bound to them."""
        return reconciliation.reckon(self.slugs(), known_on=self.known_on) if self.known_on else None

    def finding(self, public_id: str, stored: str | None) -> str:
        if self.reckoning:
            return text_of(reconciliation.verdict_document(public_id, self.reckoning))
        return stored or "null"


class FigureList(Findings, FigureFilter, DocumentList):
    parameters = (*FigureFilter.parameters, AS_OF_PARAMETER, fields_of("figure"), VERDICT_TOO, COUNT, FORM)
    columns = ("public_id", "document", FOUND)
    json_only = ("count",)

    def __init__(self, params: Params) -> None:
        super().__init__(params, PublicFigure.objects.all(), past=reconciliation)

    @property
    def beside(self) -> Mapping[str, tuple[str, str]]:
        same = ("verdict", "derived_low", "derived_high", "single_source")
        asked = "include" in self.values
        return _from("verdict", dict(zip(same, same, strict=True)) | SENTENCES) if asked else {}

    def slugs(self) -> set[str]:
        rows = PublicFigure.objects.filter(self.of_series, tombstone="").values_list("series__slug", flat=True)
        return set(rows) if self.of_series else set()

    def texts(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        return [self._text(*row) for row in rows]

    def _text(self, public_id: str, document: str, found: str | None) -> str:
        if self.vintage and (edition := self.vintage.editions.get(public_id)):
            document = text_of(json.loads(document) | {"edition": edition})
        if "include" not in self.values:
            return document
        return spliced(document, "verdict", self.finding(public_id, found))


class FigureRecord(FigureList):
    """One figure, as it is or as it was known on a day."""

    parameters = (VERDICT_TOO, KNOWN_ON, AS_OF_PARAMETER, JSON)
    orders = {"number": Order("number", F("number"), int)}

    def text(self, row: PublicFigure) -> str:
        """Return the document of a figure; empty if it was not known on the day that is asked for."""
        self.of_series = Q(series=row.series_id)
        known = self.queryset.filter(pk=row.pk).values_list(*self.columns)
        return next(iter(self.texts(list(known))), "")


class SeriesList(DatedQuestion, DocumentList):
    """Series by their id; on a day, those of which a figure had been published by then."""

    subject = Bilingual("Series of figures", "수치 계열")
    orders = {"id": Order("id", F("slug"), str)}
    parameters: ClassVar[tuple[Parameter, ...]] = (
        KNOWN_ON,
        AS_OF_PARAMETER,
        *list_parameters(orders),
        fields_of("series"),
        COUNT,
        FORM,
    )

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        self.queryset = PublicSeries.objects.all()
        if self.known_on:
            known = PublicFigure.objects.filter(tombstone="", released_to__lte=self.known_on)
            self.queryset = self.queryset.filter(number__in=known.values("series"))


class BridgeList(DocumentList):
    """Bridges by their number; `series` is either end."""

    subject = Bilingual("Bridges between series", "계열 사이의 연결")
    orders = {"number": Order("number", F("number"), int)}
    parameters = (
        Parameter(
            "kind",
            "codes",
            "bridge_kind",
            Bilingual("How the two series are bound.", "두 계열을 잇는 방식."),
            Bilingual("Kind", "방식"),
        ),
        SERIES,
        AS_OF_PARAMETER,
        *list_parameters(orders),
        fields_of("bridge"),
        COUNT,
        FORM,
    )

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        check_series(self)
        rows = PublicBridge.objects.filter(tombstone="")
        if kinds := self.values.get("kind"):
            rows = rows.filter(kind__in=kinds)
        if asked := self.values.get("series"):
            rows = rows.filter(Q(series__slug__in=asked) | Q(other__slug__in=asked))
        self.queryset = rows


class CheckList(CheckFilter, DocumentList):
    """Checked sentences, each with what was found."""

    parameters = (*CheckFilter.parameters, AS_OF_PARAMETER, fields_of("check"), COUNT, FORM)
    columns = ("document", FOUND)
    json_only = ("count",)

    def __init__(self, params: Params) -> None:
        super().__init__(params, PublicCheck.objects.all())

    @property
    def beside(self) -> Mapping[str, tuple[str, str]]:
        return _from("finding", {"verdict": "verdict", "evidence": "evidence"} | SENTENCES)

    def texts(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        return [spliced(document, "finding", found or "null") for document, found in rows]


def check_text(row: PublicCheck) -> str:
    """Return the document of a check with what was found. Costs: 1 query."""
    found = PublicVerdict.objects.filter(public_id=row.public_id).values_list("document", flat=True).first()
    return spliced(row.document, "finding", found or "null")


class ReckonedList(Findings, SeriesList):
    """Series that have been reckoned. `found` are their findings by id, stored or of a day; `flag` narrows by one."""

    flag: ClassVar[str]
    columns = ("slug", "document")

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        check_series(self)
        if asked := self.values.get("series"):
            self.queryset = self.queryset.filter(slug__in=asked)
        self.found = {} if self.errors else self._found()
        self.queryset = self.queryset.filter(slug__in=[slug for slug in self.found if self.is_wanted(self.found[slug])])

    def _found(self) -> dict[str, dict[str, Any]]:
        slugs = self.queryset.values_list("slug", flat=True)
        if self.reckoning:
            return {slug: reconciliation.series_document(slug, self.reckoning, self.known_on) for slug in slugs}
        rows = ReckonedSeries.objects.filter(series__in=slugs).values_list("series", "document")
        return {slug: json.loads(document) for slug, document in rows}

    def is_wanted(self, found: dict[str, Any]) -> bool:
        return self.flag not in self.values or found[self.flag] == (self.one(self.flag) == "1")


class ReconciliationList(ReckonedList):
    """What reconciling found about each series, and about each of its figures."""

    subject = Bilingual("What reconciling found", "대조 결과")
    flag = "consistent"
    parameters = (
        SERIES,
        KNOWN_ON,
        Parameter(
            "consistent",
            "choice",
            "",
            Bilingual(
                "1: only series whose standing numbers can all be true at once; 0: only the others.",
                "1: 대표 수치가 모두 함께 참일 수 있는 계열만, 0: 나머지만.",
            ),
            Bilingual("Consistent", "서로 맞음"),
            ("1", "0"),
        ),
        *list_parameters(SeriesList.orders),
        COUNT,
        JSON,
    )

    def texts(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        verdicts = self._verdicts([slug for slug, _ in rows])
        return [spliced(text_of(self.found[slug]), "verdicts", f"[{','.join(verdicts[slug])}]") for slug, _ in rows]

    def _verdicts(self, slugs: Sequence[str]) -> Mapping[str, list[str]]:
        """Return the verdicts of the figures of some series, by their numbers. Costs: 1 query."""
        rows = PublicFigure.objects.filter(series__slug__in=slugs, tombstone="").order_by("number")
        if self.known_on:
            rows = rows.filter(released_to__lte=self.known_on)
        verdicts: dict[str, list[str]] = defaultdict(list)
        for slug, *figure in rows.values_list("series__slug", "public_id", FOUND):
            if (finding := self.finding(*figure)) != "null":
                verdicts[slug].append(finding)
        return verdicts


class SeriesFound(DatedQuestion):
    """What reconciling found about one series, as it is or as it was known on a day."""

    parameters = (KNOWN_ON, JSON)

    def text(self, slug: str) -> str:
        """Return the findings on a series; empty if there are none."""
        day = {"known_on": self.one("known_on")} if self.known_on else {}
        asked = ReconciliationList({"series": slug} | day)
        return next(iter(asked.texts([(slug, "")] if slug in asked.found else [])), "")


class CoverageList(ReckonedList):
    """Documented events beside each figure of the same scope; of a series of another scope only that it is another.

    Where the scopes differ there is no number at all, so that nobody divides one by the other.
    """

    subject = Bilingual("Documented events beside figures", "수치와 기록된 사건")
    flag = "comparable"
    parameters = (
        SERIES,
        KNOWN_ON,
        Parameter(
            "comparable",
            "choice",
            "",
            Bilingual(
                "1: only series that count what events count; 0: only the others.",
                "1: 사건과 같은 것을 세는 계열만, 0: 나머지만.",
            ),
            Bilingual("Comparable", "견줄 수 있음"),
            ("1", "0"),
        ),
        *list_parameters(SeriesList.orders),
        fields_of("coverage"),
        FORM,
    )

    def __init__(self, params: Params, site: str = "") -> None:
        super().__init__(params)
        self.site = site

    def texts(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        """Return one row for each figure; `limit` and `cursor` count series, whose rows stay together."""
        return [text for slug, document in rows for text in self._texts(slug, json.loads(document)["unit"])]

    def _texts(self, slug: str, unit: str) -> list[str]:
        found = self.found[slug]
        note = {"note_en": found["scope_note_en"], "note_ko": found["scope_note_ko"]}
        if not found["comparable"]:
            empty = {"figure": None, "series": slug, "comparable": False, "unit": unit} | dict.fromkeys(NUMBERS)
            return [text_of(empty | {"exceeds": None, "events": ""} | note)]
        return [text_of(self._row(slug, unit, row) | note) for row in found["coverage"]]

    def _row(self, slug: str, unit: str, row: dict[str, Any]) -> dict[str, Any]:
        told = {"figure": row["figure"], "series": slug, "comparable": True, "unit": unit}
        told |= {"period_from": row["from"], "period_to": row["to"]} | {name: row[name] for name in NUMBERS[2:]}
        return told | {"exceeds": row["exceeds"], "events": f"{self.site}/api/v1/events/?{row['query']}"}


NUMBERS = (
    *("period_from", "period_to", "documented_low", "documented_high", "low", "high"),
    *("coverage_low", "coverage_high", "remainder_low", "remainder_high"),
)


def check_series(question: DocumentList) -> None:
    """Refuse series that the record does not have. Costs: 1 query if any is asked for."""
    if "series" in question.values:
        known = set(PublicSeries.objects.values_list("slug", flat=True))
        question.check_known("series", known, known)
