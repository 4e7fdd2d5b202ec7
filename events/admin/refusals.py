"""What the record refused, in words that a form can show at the right field."""

from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.translation import gettext

from ..errors import TrackerError

FIELDS_OF_CONSTRAINTS = {
    "a_derivation_says_how": "derives_how",
    "a_source_does_not_derive_from_itself": "derives_from",
    "a_source_has_a_title_or_withholds_it": "title",
    "a_losing_claim_says_why": "public_note",
    "a_relation_names_the_other_claim": "related_to",
    "accepted_claims_on_a_field_agree": "claims",
    "a_link_stands_once": "links",
    "an_event_is_not_linked_to_itself": "links",
    "a_figure_without_a_number_is_qualitative": "comparator",
    "a_period_does_not_end_before_it_starts": "period",
    "low_is_not_over_high": "value",
    "a_bridge_has_two_ends": "other",
    "a_part_and_nothing_else_names_its_partition": "partition",
    "two_series_are_bound_once_a_kind": "other",
    "a_check_names_what_it_is_asked_of": "kind",
    "a_withdrawn_figure_has_a_reason": "reason",
    "a_withdrawn_bridge_has_a_reason": "reason",
    "a_withdrawn_check_has_a_reason": "reason",
    "a_tombstone_has_a_reason": "reason",
}
"""Where a form shows what a constraint refused. The text is the constraint's name: it is a sentence."""


@dataclass(frozen=True)
class Refusal:
    """Why nothing was saved. `field` names a field of the form, of a claim, or of the codebook; or nothing."""

    text: str
    field: str = ""


def refusal_of(error: TrackerError | IntegrityError) -> Refusal:
    """Return what to show for an error of the actions or of a named rule of the database."""
    if isinstance(error, TrackerError):
        told = [gettext(part) for part in (error.detail, error.remedy) if part]
        broken = (field for name, field in FIELDS_OF_CONSTRAINTS.items() if sentence_of(name) in error.detail)
        return Refusal(" ".join(told), error.field or next(broken, ""))
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    sentence = gettext(sentence_of(name or "the_database_refused_the_change"))
    text = gettext("Not saved: a rule of the record would be broken. %s.") % sentence
    return Refusal(text, FIELDS_OF_CONSTRAINTS.get(name, ""))


def sentence_of(name: str) -> str:
    return name.replace("_", " ").capitalize()
