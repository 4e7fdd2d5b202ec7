"""Every editorial write: one door, an actor, a reason and a trace. Each call is atomic and appends one revision."""

from .articles import add_article, close_article, make_source, retry_article, set_aside
from .claims import ClaimInput, LinkInput
from .coding import code_event
from .conflicts import CHANGE, KEEP, RANGE
from .double_coding import Choice, Take, adjudicate, check_entry, hand_in, save_coding
from .erasing import erase_body
from .identity import forget_apart, merge, split, tell_apart, unmerge
from .kept import forget_form, keep_form, saved_before
from .keys import check_key, make_key, revoke_key
from .names import approve_names
from .publishing import has_coded
from .records import prepare, record
from .reports import accept_report, decline_report, take_up_report
from .reviewing import MARKED_TEXTS, answer_mark, close_mark, mark_field
from .suggestions import settle_suggestions, use_for_figure
from .takedown import COUNTED, take_down
from .webhooks import add_webhook, check_webhook, rotate_webhook, stop_webhook, try_webhook, webhook_secret
from .workflow import Foresight, approve, foresee, send_back, submit, withdraw

__all__ = [
    "CHANGE",
    "COUNTED",
    "KEEP",
    "MARKED_TEXTS",
    "RANGE",
    "Choice",
    "ClaimInput",
    "Foresight",
    "LinkInput",
    "Take",
    "accept_report",
    "add_article",
    "add_webhook",
    "adjudicate",
    "answer_mark",
    "approve",
    "approve_names",
    "check_entry",
    "check_key",
    "check_webhook",
    "close_article",
    "close_mark",
    "code_event",
    "decline_report",
    "erase_body",
    "foresee",
    "forget_apart",
    "forget_form",
    "hand_in",
    "has_coded",
    "keep_form",
    "make_key",
    "make_source",
    "mark_field",
    "merge",
    "prepare",
    "record",
    "retry_article",
    "revoke_key",
    "rotate_webhook",
    "save_coding",
    "saved_before",
    "send_back",
    "set_aside",
    "settle_suggestions",
    "split",
    "stop_webhook",
    "submit",
    "take_down",
    "take_up_report",
    "tell_apart",
    "try_webhook",
    "unmerge",
    "use_for_figure",
    "webhook_secret",
    "withdraw",
]
