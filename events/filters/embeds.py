"""The questions of embeds: a view in few rows, as it is now or as it was after a change, light or dark."""

from ..models import PublicEvent, PublicVersion
from ..vocabulary import Bilingual
from .events import EVENT_PARAMETERS, EventFilter
from .paging import MOST_NUMBER
from .parameter import CHOICE, NUMBER, Parameter
from .past import not_of_the_past, read_change
from .question import Question
from .reading import Params

PINNED = Parameter(
    "pinned",
    NUMBER,
    "",
    Bilingual(
        "Number of a change: the record as it stood after it. Without it, the record as it is.",
        "변경 번호. 그 변경 직후의 기록을 보인다. 없으면 지금의 기록.",
    ),
    Bilingual("Pinned to change", "고정한 변경"),
    ("1", str(MOST_NUMBER)),
)
THEME = Parameter(
    "theme",
    CHOICE,
    "",
    Bilingual("light, dark, or as the reader's device has it.", "밝게(light), 어둡게(dark), 또는 기기 설정대로(auto)."),
    Bilingual("Colours", "색"),
    ("auto", "light", "dark"),
    "auto",
)
ROWS = Parameter(
    "limit",
    NUMBER,
    "",
    Bilingual("Rows, 1 to 50; 5 unless given.", "행 수, 1에서 50까지. 기본 5."),
    Bilingual("Rows", "행 수"),
    ("1", "50"),
    "5",
)
NOT_PINNED = ("q", "source", "publisher")
"""What rests on words and claims, of which the record keeps no earlier states to search in."""


class EmbedQuestion(Question):
    """What every embed may be asked: its colours, and the change that it is pinned to."""

    parameters = (PINNED, THEME)

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        self.pinned = read_pinned(self)


class EmbedView(EventFilter):
    """A filter of the explorer in few rows. Pinned, it is asked of the versions of that time."""

    parameters = (
        *[parameter for parameter in EVENT_PARAMETERS if parameter.name not in ("cursor", "limit")],
        ROWS,
        PINNED,
        THEME,
    )

    def __init__(self, params: Params) -> None:
        super().__init__(params, PublicEvent.objects.all())

    def _check_record(self) -> None:
        self.pinned = read_pinned(self)
        if self.pinned is not None:
            for name in [name for name in NOT_PINNED if name in self.values]:
                self.refuse(not_of_the_past(name, "pinned"))
            self._live = PublicVersion.objects.as_of(self.pinned)
        super()._check_record()


def read_pinned(question: Question) -> int | None:
    """Return the change that a question is pinned to; refuse one that has not happened. Costs: 1 query if pinned."""
    return read_change(question, "pinned") if "pinned" in question.values else None
