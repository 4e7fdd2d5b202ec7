"""The questions about sentences in the news that were checked: a list, its feed, and one of them in a frame."""

from collections.abc import Collection
from datetime import date

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from ..models import PublicChange, PublicCheck, PublicSeries, PublicSource, PublicVerdict
from ..vocabulary import Bilingual
from .embeds import THEME
from .feeds import BEFORE, before
from .paging import Order
from .parameter import CODES, IDS, SLUGS, Parameter
from .question import PLACE_IN_LIST, Question, list_parameters
from .reading import Params

STATED = Coalesce("stated_from", Value(date(1900, 1, 1)), output_field=DateField())
CHECK_ORDERS = {
    "newest": Order("newest", STATED, date, descending=True),
    "oldest": Order("oldest", STATED, date),
    "changed": Order("changed", F("change"), int, descending=True),
}
CHECK_PARAMETERS = (
    Parameter(
        "verdict",
        CODES,
        "check_verdict",
        Bilingual("Whether the sentence holds.", "문장이 맞는지."),
        Bilingual("Verdict", "판정"),
    ),
    Parameter(
        "kind",
        CODES,
        "check_kind",
        Bilingual("What the sentence says with a number.", "문장이 수로 말하는 것."),
        Bilingual("What it says", "말한 것"),
    ),
    Parameter(
        "series",
        SLUGS,
        "",
        Bilingual(
            "Id of the series that the number counts, as arrivals-rok.", "수가 세는 계열의 식별자. 예: arrivals-rok."
        ),
        Bilingual("Series", "계열"),
    ),
    Parameter(
        "source",
        IDS,
        "",
        Bilingual("Id of the document that prints it, as SR-000001.", "문장을 실은 문서의 식별자. 예: SR-000001."),
        Bilingual("Source", "출처"),
        prefix="SR",
    ),
    Parameter(
        "publisher",
        SLUGS,
        "",
        Bilingual("Id of the publisher of that document, as yonhap.", "그 문서의 발행 기관 식별자. 예: yonhap."),
        Bilingual("Publisher", "발행 기관"),
    ),
    *list_parameters(CHECK_ORDERS),
)


class CheckFilter(Question):
    """Which checked sentences a query string asks for. `others` are the rows whatever their verdict."""

    parameters = CHECK_PARAMETERS
    orders = CHECK_ORDERS
    subject = Bilingual("Numbers in the news, checked", "뉴스 속 수치 검증")

    def __init__(self, params: Params, queryset: QuerySet[PublicCheck], *, also: Collection[str] = ()) -> None:
        super().__init__(params, also=also)
        self._check_record()
        self.others: QuerySet[PublicCheck] = queryset.filter(self._read_conditions(), tombstone="")
        matching = self.others
        if verdicts := self.values.get("verdict"):
            found = PublicVerdict.objects.filter(verdict__in=verdicts)
            matching = matching.filter(public_id__in=found.values("public_id"))
        self.queryset: QuerySet[PublicCheck] = self.order.sort(matching)

    def _check_record(self) -> None:
        """Refuse series, sources and publishers that the record does not have. Costs: 1 query for each given."""
        sources = PublicSource.objects.all()
        if asked := self.values.get("source"):
            self.check_known("source", set(sources.filter(public_id__in=asked).values_list("public_id", flat=True)))
        if "publisher" in self.values:
            known = set(sources.values_list("publisher_slug", flat=True))
            self.check_known("publisher", known, known)
        if "series" in self.values:
            known = set(PublicSeries.objects.values_list("slug", flat=True))
            self.check_known("series", known, known)

    def _read_conditions(self) -> Q:
        columns = {
            "kind": "kind__in",
            "series": "series__slug__in",
            "source": "source__public_id__in",
            "publisher": "source__publisher_slug__in",
        }
        return Q(**{lookup: self.values[name] for name, lookup in columns.items() if name in self.values})


class CheckFeed(CheckFilter):
    """The checks of a filter in the order in which they became public; an order or a cursor of a list is refused."""

    parameters = (*[parameter for parameter in CHECK_PARAMETERS if parameter.name not in PLACE_IN_LIST], BEFORE)
    orders = {"newest": CHECK_ORDERS["newest"]}

    def __init__(self, params: Params) -> None:
        super().__init__(params, PublicCheck.objects.all())
        matching = self.queryset.order_by().values("public_id")
        self.lines = before(self, PublicChange.objects.filter(record="check", kind="created", public_id__in=matching))


class CheckEmbed(Question):
    """What the frame of one check may be asked: its colours. It is live: a verdict is that of today."""

    parameters = (THEME,)
    pinned = None
