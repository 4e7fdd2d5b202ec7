"""What somebody typed and has not saved. It is kept for its owner alone, until it is saved or thrown away (ADR 0023).

A form is one opening of a page: its address ends in `#` and the token that the page was given. It has one row, which
holds what was typed last; after a save that row says where the save led to, so that a form sent twice saves once.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Case, QuerySet, Value, When

from ..derive import KEPT_FORMS, lock
from ..errors import InvalidValue, NotPermitted
from ..models import KeptForm
from ..vocabulary import KeptWhy

Fields = Mapping[str, Sequence[str]]

LARGEST = 1_000_000  # bytes of one form
MOST = 50  # forms a person
REMEMBERED = 20  # saves a person
FORM = re.compile(r"/admin/events/(?:[\w-]+/)+(?:\?[^\s#\\]*)?(?:#[0-9a-f]{32})?")
SECRET = re.compile(r"csrf|password|^form_token$|^carried$", re.IGNORECASE)


def typed(fields: Fields) -> dict[str, list[str]]:
    """Return what is kept of a form: no tokens and no passwords. Raises: InvalidValue for more than a megabyte."""
    kept = {_plain(name): [_plain(text) for text in texts] for name, texts in fields.items() if not SECRET.search(name)}
    if len(json.dumps(kept, ensure_ascii=False).encode()) > LARGEST:
        remedy = "Save it, or put the long text somewhere safe, before you leave this page."
        raise InvalidValue("The form is too long to be kept: over one megabyte.", field="fields", remedy=remedy)
    return kept


def _plain(text: str) -> str:
    """Return a text without what jsonb can't hold: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


@transaction.atomic
def keep_form(
    *, address: str, fields: Fields, why: KeptWhy = KeptWhy.AUTOSAVED, version: int | None = None, by: User
) -> KeptForm | None:
    """Keep what was typed in a form, in place of what was kept of it before. `version` is the one that it showed.

    A proposal that was overtaken stays one while it is typed on. What is autosaved after the save is late, and dropped.
    Raises: InvalidValue, NotPermitted.
    """
    _require_desk(by)
    if len(address) > 300 or not FORM.fullmatch(address):
        raise InvalidValue("This is no form of the desk.", field="address", remedy="Give the path of a form.")
    fields = typed(fields)
    lock(KEPT_FORMS, by.pk)
    row = KeptForm.objects.filter(owner=by, address=address).first() or KeptForm(owner=by, address=address)
    if why == KeptWhy.AUTOSAVED and row.why == KeptWhy.SAVED:
        return None
    if row.why == KeptWhy.OVERTAKEN and why != KeptWhy.OVERTAKEN:
        why, version = KeptWhy.OVERTAKEN, row.version
    row.fields, row.why, row.version = dict(fields), why, version
    row.save()
    _make_room(by)
    return row


@transaction.atomic
def saved_before(*, address: str, fields: Fields, by: User) -> str | None:
    """Return where the same form led to if it was saved already; hold all other forms of this person until the end."""
    lock(KEPT_FORMS, by.pk)
    row = KeptForm.objects.filter(owner=by, address=address, why=KeptWhy.SAVED).first()
    return row.fields["to"][0] if row is not None and row.fields["sent"] == [_digest(fields)] else None


@transaction.atomic
def forget_form(*, address: str, fields: Fields | None = None, led_to: str = "", by: User) -> None:
    """Forget what was typed in a form; after a save remember what was sent and where that `led_to`."""
    _require_desk(by)
    lock(KEPT_FORMS, by.pk)
    KeptForm.objects.filter(owner=by, address=address).delete()
    if fields is not None:
        saved = {"to": [led_to], "sent": [_digest(fields)]}
        KeptForm.objects.create(owner=by, address=address, why=KeptWhy.SAVED, fields=saved)
        _make_room(by)


def _digest(fields: Fields) -> str:
    """Return the hash of what was typed, whichever button sent it."""
    sent = {name: list(texts) for name, texts in fields.items() if name[:1] != "_" and not SECRET.search(name)}
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


def _require_desk(by: User) -> None:
    if not by.is_staff or not by.is_active:
        raise NotPermitted("Only accounts of the desk keep forms.", field="by", remedy="Sign in with such an account.")


def _make_room(by: User) -> None:
    """Delete what is more than a person may keep: the oldest, and autosaved forms before any others."""
    own = KeptForm.objects.filter(owner=by)
    last_to_go = Case(When(why=KeptWhy.AUTOSAVED, then=Value(1)), default=Value(0))
    _cut(own.exclude(why=KeptWhy.SAVED).order_by(last_to_go, "-kept_at", "-pk"), MOST)
    _cut(own.filter(why=KeptWhy.SAVED).order_by("-kept_at", "-pk"), REMEMBERED)


def _cut(forms: QuerySet[KeptForm], most: int) -> None:
    if too_many := list(forms.values_list("pk", flat=True)[most:]):
        KeptForm.objects.filter(pk__in=too_many).delete()
