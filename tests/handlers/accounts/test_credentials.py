"""How passwords and tokens are kept, and how long they are good for."""

import re
from typing import Any

import pytest
from argon2 import PasswordHasher

import passwords
from smartflow.infra import config, tokens
from tests.support import postgres
from tests.support.api import Client, Reply


def stored(database: postgres.Database, user: Client) -> str:
    """Return what is stored of a user's password."""
    [(kept,)] = postgres.as_owner(
        database, "users", f"select password_hash from smartflow.users where email = '{user.email}'"
    )
    return str(kept)


def sign_in(user: Client) -> Reply:
    return Client().post("/v1/auth/login", {"email": user.email, "password": user.password})


def test_a_password_is_kept_as_argon2id_and_nothing_else(user: Client, database: postgres.Database) -> None:
    kept = stored(database, user)

    assert re.match(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$", kept)
    assert user.password not in kept


def test_a_hash_of_weaker_parameters_is_replaced_at_the_next_sign_in(user: Client, database: postgres.Database) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(user.password)
    postgres.as_owner(
        database, "users", f"update smartflow.users set password_hash = '{weaker}' where email = '{user.email}'"
    )

    assert sign_in(user).status == 200
    assert stored(database, user).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert sign_in(user).status == 200


def test_an_unknown_address_costs_a_hash_of_the_same_parameters(user: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002 - the library's name
            checked.append(str(hash).rpartition("$")[0].rpartition("$")[0])
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Watched(time_cost=2, memory_cost=19_456, parallelism=1))
    for email in (user.email, "nobody-here@example.com"):
        reply = Client().post("/v1/auth/login", {"email": email, "password": "nie to hasło, niestety"})
        assert reply.status == 401

    assert checked == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2


def test_sign_up_can_be_closed_and_those_who_are_in_stay_in(user: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOW_SIGN_UP", "false")
    config.clear_cache()
    try:
        body = {"email": "late@example.com", "password": "korzeń-słońce-42-dąb"}
        refused = Client().post("/v1/auth/register", body)
        assert (refused.status, refused.body["code"]) == (403, "sign_up_closed")
        assert sign_in(user).status == 200
    finally:
        monkeypatch.undo()
        config.clear_cache()


def use(user: Client, kind: str) -> int:
    return (user.get("/v1/me") if kind == "access" else user.post("/v1/auth/refresh")).status


@pytest.mark.parametrize(
    ("kind", "most", "rest"), [("access", "14 minutes", "2 minutes"), ("refresh", "167 hours", "2 hours")]
)
def test_a_token_ends_with_its_time(kind: str, most: str, rest: str, user: Client, database: postgres.Database) -> None:
    user_id = user.get("/v1/me").body["id"]
    statuses = []
    for by in (most, rest):
        postgres.as_owner(
            database,
            "session_tokens",
            f"update smartflow.session_tokens set expires_at = expires_at - interval '{by}' "
            f"where kind = '{kind}' and user_id = '{user_id}'",
        )
        statuses.append(use(user, kind))

    assert statuses == [200, 401]


def test_a_session_ends_after_thirty_days_however_busy(user: Client, database: postgres.Database) -> None:
    user_id = user.get("/v1/me").body["id"]
    change = "update smartflow.sessions set expires_at = expires_at - interval '{}' where user_id = '{}'"
    postgres.as_owner(database, "sessions", change.format("29 days 23 hours", user_id))
    renewed = user.with_session(user.post("/v1/auth/refresh"))
    assert renewed.get("/v1/me").status == 200

    postgres.as_owner(database, "sessions", change.format("1 hour", user_id))
    assert renewed.get("/v1/me").status == 401
    assert renewed.post("/v1/auth/refresh").status == 401


def test_only_hashes_of_a_sessions_tokens_are_stored(user: Client, database: postgres.Database) -> None:
    rows = postgres.as_owner(database, "session_tokens", "select t::text, t.token_hash from smartflow.session_tokens t")

    assert {tokens.digest(user.token), tokens.digest(user.cookie)} <= {digest for _, digest in rows}
    assert not any(token in line for line, _ in rows for token in (user.token, user.cookie))


def test_a_strangers_wrong_passwords_do_not_keep_somebody_signed_in_from_giving_theirs(user: Client) -> None:
    wrong = {"email": user.email, "password": "nie to hasło, niestety"}
    while Client().post("/v1/auth/login", wrong).status != 429:
        pass

    changed = user.call("PATCH", "/v1/me", {"email": f"n{user.email}", "current_password": user.password})
    assert changed.status == 200


def test_wrong_passwords_of_somebody_signed_in_are_slowed_down_too_and_keep_nobody_from_signing_in(
    user: Client,
) -> None:
    replies = [user.post("/v1/me/confirm", {"current_password": "nie to hasło, niestety"}) for _ in range(6)]

    assert [reply.status for reply in replies] == [403] * 5 + [429]
    assert user.post("/v1/me/confirm", {"current_password": user.password}).status == 429
    assert Client().post("/v1/auth/login", {"email": user.email, "password": user.password}).status == 200
