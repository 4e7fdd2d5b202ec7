"""Keys and limits at the door of the API: headers, refusals that are alike, and nothing more to read with a key."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions, callers
from events.access import new_token, quota
from tests import factories
from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, body, whole

POLICY = '"read";q=10;w=3600, "bulk";q=2;w=3600'
KEYED = '"read";q=20;w=3600, "bulk";q=2;w=3600'


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Small quotas that no other test uses."""
    monkeypatch.setattr(quota, "PREFIX", f"test:{uuid4().hex}")
    monkeypatch.setattr(quota, "_valkey", quota._Valkey())
    settings.API_QUOTAS = {"read": ((10, 3600), (20, 3600)), "bulk": ((2, 3600), (4, 3600))}


@pytest.fixture
def key(administrator: User) -> dict[str, str]:
    """The header of a live key with the scope read."""
    return bearer(factories.new_key(administrator)[1])


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def statuses(client: Client, many: int, path: str = "events/", **given: Any) -> list[int]:
    return [client.get(API + path, **given).status_code for _ in range(many)]


def left(response: Any) -> dict[str, int]:
    """Return what is left of each quota that an answer names."""
    return {name: int(rest) for name, rest in re.findall(r'"(\w+)";r=(\d+);t=\d+', response.headers["RateLimit"])}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("events/", 200), ("events.csv", 200), ("events/EV-000001/", 404), ("events/?x=1", 400), ("nothing/", 404)),
        *(("schema/", 200), ("codebook/", 200), ("releases/", 200), ("events/counts/", 200), ("", 200)),
    ],
)
def test_every_answer_tells_the_quotas_and_what_is_left(client: Client, path: str, status: int) -> None:
    response = client.get(API + path)

    assert (response.status_code, response.headers["RateLimit-Policy"]) == (status, POLICY)
    assert re.fullmatch(r'"read";r=9;t=\d+(, "bulk";r=1;t=\d+)?', response.headers["RateLimit"])


@pytest.mark.parametrize(
    ("method", "status", "headers"), [("post", 405, {}), ("head", 200, {}), ("get", 406, {"accept": "image/png"})]
)
def test_other_methods_and_formats_are_counted_too(
    client: Client, method: str, status: int, headers: dict[str, str]
) -> None:
    response = getattr(client, method)(f"{API}events/", headers=headers)

    assert (response.status_code, left(response)) == (status, {"read": 9})


def test_over_the_quota_one_is_refused_with_when_to_come_back_and_how_to_get_more(client: Client, ask: Ask) -> None:
    assert statuses(client, 12) == [200] * 10 + [429] * 2
    response = client.get(f"{API}events/")
    problem = ask("events/", 429)

    assert 0 < int(response.headers["Retry-After"]) <= 360
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert left(response) == {"read": 0}
    assert (problem["type"], problem["violated-policies"]) == ("/api/docs/#too-many-requests", ["read"])
    assert "A key with the scope read" in problem["remedy"]


def test_a_refusal_is_told_from_any_site(client: Client) -> None:
    statuses(client, 10)
    response = client.get(f"{API}events/")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(
        response.headers["Access-Control-Expose-Headers"].split(", ")
    )


def test_a_preflight_allows_a_key_and_costs_nothing(client: Client) -> None:
    statuses(client, 12)
    response = client.options(f"{API}events/")

    assert response.status_code == 204
    assert "Authorization" in response.headers["Access-Control-Allow-Headers"]
    assert "RateLimit" not in response.headers


def test_each_address_is_counted_apart_and_a_forged_one_is_not_another(client: Client) -> None:
    statuses(client, 10)

    assert statuses(client, 1, headers={"X-Forwarded-For": "198.51.100.9"}) == [429]
    assert statuses(client, 1, REMOTE_ADDR="198.51.100.9") == [200]


def test_behind_our_proxy_the_address_is_the_one_that_it_wrote(client: Client, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    forged = [f"192.0.2.{number}, 203.0.113.5" for number in range(12)]
    found = [client.get(f"{API}events/", headers={"X-Forwarded-For": text}).status_code for text in forged]

    assert found == [200] * 10 + [429] * 2


def test_a_304_costs_a_tenth(client: Client) -> None:
    tag = client.get(f"{API}events/").headers["ETag"]
    found = statuses(client, 95, headers={"If-None-Match": tag})

    assert found == [304] * 90 + [429] * 5


def test_a_304_tells_what_is_left(client: Client) -> None:
    tag = client.get(f"{API}events/").headers["ETag"]
    response = client.get(f"{API}events/", headers={"If-None-Match": tag})

    assert (response.status_code, left(response)) == (304, {"read": 8})
    assert response.headers["RateLimit-Policy"] == POLICY


def test_what_has_changed_since_costs_as_much_as_ever(client: Client) -> None:
    assert statuses(client, 12, headers={"If-None-Match": '"old"'}) == [200] * 10 + [429] * 2


def test_whole_files_have_a_quota_of_their_own(client: Client) -> None:
    assert statuses(client, 3, "events.csv") == [200, 200, 429]
    assert statuses(client, 2, "events.csv?limit=1") == [200, 200]
    assert statuses(client, 1) == [200]
    response = client.get(f"{API}sources.jsonl")

    assert left(response) == {"read": 3, "bulk": 0}
    assert b'"violated-policies": ["bulk"]' in whole(response)


def test_the_head_of_a_file_is_no_file(client: Client) -> None:
    assert left(client.head(f"{API}events.csv")) == {"read": 9}


def test_a_key_has_a_higher_quota_than_its_network_and_its_own(client: Client, key: dict[str, str]) -> None:
    statuses(client, 12)

    assert statuses(client, 22, headers=key) == [200] * 20 + [429] * 2
    assert client.get(f"{API}events/", headers=key).headers["RateLimit-Policy"] == KEYED
    problem = body(client.get(f"{API}events/", headers=key))
    assert "this key has" in problem
    assert "scope" not in problem


def test_a_scope_raises_one_quota(client: Client, administrator: User) -> None:
    both = bearer(factories.new_key(administrator, scopes=["bulk"])[1])

    assert statuses(client, 5, "events.csv", headers=both) == [200] * 4 + [429]
    assert client.get(f"{API}events/", headers=both).headers["RateLimit-Policy"].startswith('"read";q=10;')


def test_a_key_opens_no_field(client: Client, key: dict[str, str]) -> None:
    source = rows.source()
    rows.claim(rows.event(place="seoul"), source)
    for path in ("events/?include=claims,sources", "sources/", "claims.csv", "events/EV-000001/", "schema/"):
        without, with_one = client.get(API + path), client.get(API + path, headers=key)
        assert whole(without) == whole(with_one)
        assert told(without) == told(with_one)


def told(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if not name.startswith("RateLimit")}


def test_a_shared_cache_may_keep_one_answer_for_all(client: Client, key: dict[str, str]) -> None:
    """It has to ask again each time; the tag of one is the tag of all, and the 304 has the quotas of who asks."""
    tag = client.get(f"{API}events/").headers["ETag"]
    response = client.get(f"{API}events/", headers=key | {"If-None-Match": tag})

    assert (response.status_code, response.headers["RateLimit-Policy"]) == (304, KEYED)
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Authorization" not in response.headers.get("Vary", "")


def dead(administrator: User) -> dict[str, dict[str, str]]:
    """Headers with which nobody is known."""
    expired, late = factories.new_key(administrator)
    expired.live.delete()  # type: ignore[attr-defined]
    revoked, gone = factories.new_key(administrator)
    actions.revoke_key(revoked, by=administrator)
    return {
        "never made": bearer(new_token()),
        "mistyped": bearer(new_token()[:-1] + "x"),
        "revoked": bearer(gone),
        "without its row": bearer(late),
        "no key": bearer("x"),
        "nothing": {"Authorization": ""},
        "another scheme": {"Authorization": "Basic YTpi"},
    }


def test_bad_expired_revoked_and_unknown_keys_are_refused_alike(client: Client, administrator: User) -> None:
    answers = [client.get(f"{API}events/", headers=headers) for headers in dead(administrator).values()]

    assert {response.status_code for response in answers} == {401}
    assert {response.headers["WWW-Authenticate"] for response in answers} == {'Bearer error="invalid_token"'}
    assert len({whole(response) for response in answers}) == 1
    assert len({str(sorted(told(response).items())) for response in answers}) == 1
    assert '"type": "/api/docs/#unknown-key"' in body(client.get(f"{API}events/", headers=bearer("x")))


def test_who_tries_keys_uses_up_the_quota_of_its_network(client: Client) -> None:
    assert statuses(client, 11, headers=bearer(new_token())) == [401] * 10 + [429]
    assert statuses(client, 1) == [429]


def test_a_key_in_an_address_is_a_parameter_that_there_is_not(ask: Ask, administrator: User) -> None:
    _, token = factories.new_key(administrator)

    assert ask(f"events/?key={token}", 400)["errors"][0]["parameter"] == "key"


def test_a_key_costs_one_query(client: Client, key: dict[str, str], django_assert_num_queries: Any) -> None:
    client.get(f"{API}codebook/", headers=key)

    with django_assert_num_queries(3):  # two take the public role and give it back
        assert client.get(f"{API}codebook/", headers=key).status_code == 200


def test_who_is_refused_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    statuses(client, 10)

    with django_assert_num_queries(2):
        assert statuses(client, 1) == [429]


def test_reading_goes_on_without_valkey(client: Client, settings: Any, key: dict[str, str]) -> None:
    settings.COUNTERS_URL = "redis://127.0.0.1:1/0"
    callers.counters.cache_clear()
    response = client.get(f"{API}events/", headers=key)
    found = statuses(client, 30)
    callers.counters.cache_clear()

    assert set(found) == {200}
    assert response.headers["RateLimit-Policy"] == KEYED
    assert "RateLimit" not in response.headers
