"""A small public record, made as editors make it, and every kind of secret that a desk may hold beside it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from events import actions, derive
from events.access.keys import add_use
from events.errors import FourEyes, HarmfulText
from events.models import (
    Adjudication,
    Article,
    Bridge,
    Check,
    Claim,
    Coding,
    Event,
    Figure,
    KeptForm,
    LinkCheck,
    NotSame,
    Place,
    Publisher,
    ReviewMark,
    Series,
    Source,
    Subject,
)
from tests import factories
from tracker.doors import public_door

HIDDEN = "hidden-desk-word"
"""A slug and a word that only drafts hold."""


@dataclass
class World:
    """What is public, and who made it."""

    editor: User
    reviewer: User
    events: list[Event]
    figures: list[Figure]

    @property
    def source(self) -> Source:
        return Source.objects.filter(claims__event=self.events[0]).order_by("pk").first() or Source()


def people() -> tuple[User, User]:
    made = []
    for name, group in (("edna", "Editor"), ("rhee", "Reviewer")):
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        made.append(user)
    return made[0], made[1]


def publish(editor: User, reviewer: User) -> World:
    """Publish events of several years, a tombstone of each kind and figures, and count the years."""
    place = actions.record(factories.PlaceFactory.build(slug="goseong"), seen=None, by=editor)
    given: tuple[dict[str, str], ...] = (
        {"place": f"{place.slug} county"},
        {"occurred": "2019 announcement", "direction": "south_to_north", "movement_class": "northward_defection"},
        {"occurred": "1996/1998 report", "persons": "1-4", "route_type": "sea_of_japan"},
        {"occurred": "2024-07 crossing", "outcome": "arrived:2; returned_voluntarily:1", "persons": "3"},
        {},
        {},
    )
    events = [factories.published_event(editor, reviewer, **values) for values in given]
    actions.withdraw(events[4], by=reviewer, reason="It did not happen.")
    actions.merge(events[5], into=events[0], by=reviewer, reason="The same crossing.")
    figures = [factories.recorded_figure(editor, value=Decimal(value)) for value in (105, 236, 1000)]
    for figure in figures:
        actions.submit(figure, by=editor)
        actions.approve(figure, by=reviewer)
    actions.withdraw(figures[2], by=reviewer, reason="Misread.")
    for made in (factories.recorded_bridge(editor, figures[1].series, figures[0].series), _checked(editor, figures[0])):
        actions.approve(actions.submit(made, by=editor), by=reviewer)
    actions.take_up_report(factories.new_report(), seen="received", by=editor)
    derive.rebuild_all()
    return World(editor, reviewer, events, figures)


def _checked(editor: User, figure: Figure) -> Check:
    return factories.recorded_check(editor, series=figure.series, source=figure.source, period=figure.period)


def disturb(world: World) -> None:
    """Do everything at the desk that does not change the public record."""
    editor, reviewer = world.editor, world.reviewer
    drafts = [
        factories.coded_event(editor, occurred=date) for date in ("1999-09-09 crossing", "2024 report", "2031 report")
    ]
    _hide_records(world, drafts[0])
    for draft in drafts[1:]:
        actions.submit(draft, by=editor)
    actions.send_back(drafts[1], by=reviewer, reason=f"{HIDDEN} is missing.")
    harmful = factories.coded_event(editor, claims=_with_quote(drafts[0], "a soldier aged 19"))
    actions.submit(harmful, by=editor)
    own = factories.coded_event(reviewer)
    actions.submit(own, by=reviewer)
    for event, refusal in ((harmful, HarmfulText), (own, FourEyes)):
        try:
            actions.approve(event, by=reviewer)
        except refusal:
            continue
        raise AssertionError(f"{refusal.__name__} was expected.")
    _close_drafts(world)
    _hand_out_keys()
    _doubt_identity(world)
    _work_on_articles(world, drafts[0])
    _change_what_is_public(world, drafts[0])
    _answer_reports(world)


def _hide_records(world: World, draft: Event) -> None:
    """Enter records that no public one cites."""
    publisher = actions.record(factories.PublisherFactory.build(slug=HIDDEN), seen=None, by=world.editor)
    factories.new_source(world.editor, publisher=publisher, title=HIDDEN, language="xx")
    actions.record(factories.PlaceFactory.build(slug=HIDDEN, name_en=HIDDEN), seen=None, by=world.editor)
    series = actions.record(
        factories.SeriesFactory.build(slug=HIDDEN, concept=HIDDEN, subgroup=HIDDEN), seen=None, by=world.editor
    )
    factories.recorded_figure(world.editor, series=series, value=Decimal(7), supersedes=world.figures[0])
    factories.recorded_figure(world.editor, series=world.figures[0].series, value=Decimal(8))
    factories.recorded_bridge(world.editor, series, world.figures[0].series, grounds_en=HIDDEN)
    factories.recorded_check(world.editor, series=series, words=HIDDEN, public_note=HIDDEN)
    _recode(draft, world.editor, texts={"title_en": HIDDEN, "summary_en": HIDDEN, "title_ko": HIDDEN})
    User.objects.create_user(HIDDEN, f"{HIDDEN}@example.org")


def _work_on_articles(world: World, draft: Event) -> None:
    """Leave an article, a suggestion, a question and everything else that the desk keeps for itself."""
    by, now = world.editor, timezone.now()
    article = Article.objects.create(
        way="pasted",
        state="ready",
        text=HIDDEN,
        title=HIDDEN,
        signature=[1, 2],
        added_by=by,
        url="https://example.org/",
    )
    article.suggestions.create(kind="value", field="persons", value={"min": 1, "max": 1}, start=0, end=6)
    ReviewMark.objects.create(event=draft, field="persons", verdict="asked", version=1, comment=HIDDEN, by=by)
    one, other = sorted((draft, world.events[0]), key=lambda event: event.pk)
    NotSame.objects.create(one=one, other=other, reason=HIDDEN, by=by)
    Coding.objects.create(article=article, coder=by, values={"persons": {"value": {"min": 1, "max": 1}}})
    Adjudication.objects.create(article=article, event=draft, by=by)
    KeptForm.objects.create(owner=by, address="/admin/", why="autosaved", fields={"title_en": [HIDDEN]})
    LinkCheck.objects.create(source=world.source, url="https://example.org/", checked_at=now, alive=False)
    factories.new_webhook(by, f"https://{HIDDEN}.example/", previous_salt=HIDDEN, trying=1, note=HIDDEN)


def _close_drafts(world: World) -> None:
    """Withdraw one draft and merge another: neither was ever public."""
    actions.withdraw(factories.coded_event(world.editor), by=world.reviewer, reason=HIDDEN)
    actions.merge(factories.coded_event(world.editor), into=world.events[0], by=world.reviewer, reason=HIDDEN)


def _hand_out_keys() -> None:
    """Make keys to the API; one is used, one revoked."""
    by = User.objects.create_user("adam")
    by.groups.add(Group.objects.get(name="Administrator"))
    (used, _), (revoked, _) = factories.new_key(by), factories.new_key(by)
    with public_door():
        add_use(used.pk, used.made_on)
    actions.revoke_key(revoked, by=by)


def _answer_reports(world: World) -> None:
    """Get reports about what is public and what is not, and close one."""
    about = world.events[0].public_id
    words = (f"{HIDDEN} is what the article says.", f"Nobody should read {HIDDEN} here.")
    first, _ = (factories.new_report(text, about, link=HIDDEN) for text in words)
    actions.decline_report(first, answer="The sources say what the record says.", seen="received", by=world.editor)


def _doubt_identity(world: World) -> None:
    """Open a merged event again, split one, tell two apart, and take words of a draft down."""
    editor, reviewer, event = world.editor, world.reviewer, world.events[3]
    actions.unmerge(world.events[5], by=reviewer, reason=HIDDEN)
    chosen = list(event.claims.filter(field__in=["means", "intent"]).values_list("pk", flat=True))
    new = actions.split(event, claims=chosen, texts={"title_en": HIDDEN}, by=editor, reason=HIDDEN)
    actions.tell_apart(world.events[0], new, by=editor, reason=HIDDEN)
    actions.take_down(new, claims=chosen[:0], texts={"title_en": f"Another {HIDDEN}"}, by=reviewer, reason=HIDDEN)


def _change_what_is_public(world: World, draft: Event) -> None:
    """Leave changes waiting on a published event, its records and a figure."""
    editor, event = world.editor, world.events[0]
    sealed = factories.claim("intent", "involuntary", world.source, sealed=True, standing="candidate", quote=HIDDEN)
    candidate = factories.claim("departed", "2024-08-01", world.source, standing="candidate", locator=HIDDEN)
    changed = factories.recode(event, editor, "occurred", "2001-01-01 crossing")
    subject = actions.record(Subject(public_note=HIDDEN), seen=None, by=editor)
    _recode(
        changed,
        editor,
        texts={"title_en": HIDDEN, "desk_notes": HIDDEN},
        more=[sealed, candidate],
        links=[actions.LinkInput(draft, "same_group"), actions.LinkInput(world.events[1], "aftermath")],
        subjects=[subject],
    )
    _recode(draft, editor, texts={}, subjects=[subject])
    actions.submit(factories.recode(world.events[1], editor, "means", "swim"), by=editor)
    for record in (world.source, Publisher.objects.first(), Place.objects.first(), Series.objects.first()):
        assert record is not None
        for name in ("title", "name", "name_en", "title_en", "public_note", "desk_notes", "text", "aliases"):
            if hasattr(record, name):
                setattr(record, name, [HIDDEN] if name == "aliases" else HIDDEN)
        actions.record(record, seen=record.version, by=editor, reason=HIDDEN)
    figure = Figure.objects.get(pk=world.figures[0].pk)
    figure.value, figure.words = Decimal(999), HIDDEN
    actions.record(figure, seen=figure.version, by=editor, reason=HIDDEN)
    bridge, check = Bridge.objects.order_by("pk")[0], Check.objects.order_by("pk")[0]
    bridge.grounds_en, check.words, check.value = HIDDEN, HIDDEN, Decimal(998)
    for changed_record in (bridge, check):
        actions.record(changed_record, seen=changed_record.version, by=editor, reason=HIDDEN)


def _recode(event: Event, editor: User, *, texts: dict[str, str], more: Any = (), **given: Any) -> Event:
    event = Event.objects.get(pk=event.pk)
    inputs = [*factories.inputs_of(event), *more]
    return actions.code_event(event, texts=texts, claims=inputs, seen=event.version, by=editor, reason=HIDDEN, **given)


def _with_quote(event: Event, words: str) -> list[actions.ClaimInput]:
    inputs = factories.inputs_of(Event.objects.get(pk=event.pk))
    return [replace(given, id=None, quote=words) for given in inputs]


def next_numbers(model: type[Any], many: int = 2) -> list[int]:
    """Return the numbers that the next rows of a table will get: now they name nothing."""
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return [last + step for step in range(1, many + 1)]


HIDDEN_TABLES = (Event, Source, Claim, Figure, Bridge, Check)
