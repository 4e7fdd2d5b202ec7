"""Who asks: the holder of a live key, or a network; both under names that tell nothing."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils import timezone

from events import access, actions, tasks
from events.access import keys
from events.models import ApiKey, KeyUse
from tests import factories

pytestmark = pytest.mark.django_db
HERE = {"REMOTE_ADDR": "203.0.113.7"}


def bearer(token: str) -> dict[str, str]:
    return HERE | {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def test_without_a_key_a_network_asks(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert access.identify(HERE) == access.identify(HERE)
    assert access.identify(HERE) != access.identify({"REMOTE_ADDR": "203.0.113.8"})
    assert not access.identify(HERE).refused


def test_a_name_tells_no_address_and_no_key(administrator: User) -> None:
    _, token = factories.new_key(administrator)
    names = access.identify(HERE).name + access.identify(bearer(token)).name
    assert set(names) <= set("0123456789abcdef")
    assert "cb007107" not in names  # the address, as hexadecimal
    assert token.digest[:32] not in names


def test_another_secret_gives_another_name(settings: Any) -> None:
    before = access.identify(HERE)
    settings.SECRET_KEY = "another"
    assert access.identify(HERE) != before


def test_neighbours_in_a_64_are_one_network() -> None:
    one, other, far = ({"REMOTE_ADDR": f"2001:db8:0:{end}"} for end in ("1::1", "1::2", "2::1"))
    assert access.identify(one) == access.identify(other) != access.identify(far)


def test_a_forged_address_is_no_other_network(settings: Any) -> None:
    forged = {"HTTP_X_FORWARDED_FOR": "192.0.2.1"}
    assert access.identify(HERE | forged) == access.identify(HERE)
    settings.TRUSTED_PROXIES = 1
    seen = {"HTTP_X_FORWARDED_FOR": "192.0.2.1, 203.0.113.7"}
    assert access.identify({"REMOTE_ADDR": "10.0.0.1"} | seen) == access.identify(
        HERE | {"HTTP_X_FORWARDED_FOR": HERE["REMOTE_ADDR"]}
    )


def test_a_key_asks_with_its_scopes_from_wherever(administrator: User) -> None:
    _, token = factories.new_key(administrator, scopes=["bulk"])
    assert access.identify(bearer(token)).scopes == {"bulk"}
    assert access.identify(bearer(token)) == access.identify(bearer(token) | {"REMOTE_ADDR": "192.0.2.9"})


@pytest.mark.parametrize("form", ["bearer {}", "BEARER {}", "Bearer  {} "])
def test_the_scheme_is_read_as_http_has_it(form: str, administrator: User) -> None:
    _, token = factories.new_key(administrator)
    assert access.identify(HERE | {"HTTP_AUTHORIZATION": form.format(token)}).scopes == {"read"}


@pytest.mark.parametrize("form", ["", "{}", "Basic {}", "Bearer", "Bearer x", "Bearer {} {}", "Bearer{}", "Token {}"])
def test_anything_else_opens_nothing(form: str, administrator: User) -> None:
    _, token = factories.new_key(administrator)
    asked = access.identify(HERE | {"HTTP_AUTHORIZATION": form.format(token, token)})
    assert asked == access.identify(HERE)._replace(refused=True)


def test_a_mistyped_key_costs_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert access.identify(bearer(access.new_token()[:-1] + "x")).refused


def test_a_key_works_on_its_last_day_and_not_on_the_next(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    key, token = factories.new_key(administrator, days=3)
    for days, refused in ((0, False), (3, False), (4, True), (400, True)):
        monkeypatch.setattr(keys.timezone, "localdate", lambda days=days: key.made_on + dt.timedelta(days=days))
        monkeypatch.setattr(keys, "add_use", lambda *_: None)
        assert access.identify(bearer(token)).refused is refused


def test_a_revoked_key_works_no_longer_at_once(administrator: User) -> None:
    key, token = factories.new_key(administrator)
    assert not access.identify(bearer(token)).refused
    actions.revoke_key(key, by=administrator)
    assert access.identify(bearer(token)).refused


def test_a_use_is_written_down_once_a_day(administrator: User, django_assert_num_queries: Any) -> None:
    key, token = factories.new_key(administrator)
    assert ApiKey.objects.with_last_use().get().last_used_on is None
    access.identify(bearer(token))
    with django_assert_num_queries(1):
        access.identify(bearer(token))
    assert list(KeyUse.objects.values_list("key", "day")) == [(key.pk, timezone.localdate())]
    assert ApiKey.objects.with_last_use().get().last_used_on == timezone.localdate()


def test_two_processes_write_the_same_day_once(administrator: User) -> None:
    key, _ = factories.new_key(administrator)
    for _ in range(2):
        keys.add_use(key.pk, timezone.localdate())
    assert KeyUse.objects.count() == 1


def test_a_use_that_can_not_be_written_down_stops_nobody(
    administrator: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(keys, "add_use", broken)
    _, token = factories.new_key(administrator)
    assert access.identify(bearer(token)).scopes == {"read"}
    assert "was not written down" in caplog.text


def test_only_the_last_use_of_each_key_is_kept(administrator: User) -> None:
    (one, _), (other, _) = factories.new_key(administrator), factories.new_key(administrator)
    today = timezone.localdate()
    for key, day in ((one, today - dt.timedelta(days=1)), (one, today), (other, today - dt.timedelta(days=1))):
        keys.add_use(key.pk, day)
    assert tasks.forget_key_uses() == 1
    assert access.forget_uses() == 0
    assert {key.last_used_on for key in ApiKey.objects.with_last_use()} == {today, today - dt.timedelta(days=1)}
