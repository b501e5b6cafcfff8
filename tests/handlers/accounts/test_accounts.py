"""Accounts: what a person may rely on when they sign up, in, and out."""

from dataclasses import replace

import psycopg
import pytest

from tests.support import postgres
from tests.support.api import Client, refresh_cookie


def test_signing_up_opens_an_account_and_signs_in(client: Client) -> None:
    reply = client.post(
        "/v1/auth/register",
        {"email": "Zofia@Przyklad.pl", "password": "korzeń-słońce-42-dąb", "full_name": " Zofia\nŻak "},
    )

    assert reply.status == 201
    assert reply.body["token_type"] == "Bearer"
    assert reply.body["expires_in"] == 900
    assert reply.body["user"]["email"] == "Zofia@Przyklad.pl"
    assert reply.body["user"]["full_name"] == "Zofia Żak"
    me = replace(client, token=reply.body["access_token"]).get("/v1/me")
    assert me.body == reply.body["user"]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_new_account_has_the_currency_it_asks_for_or_zloty(client: Client, language: str) -> None:
    assert client.register(language=language).get("/v1/me").body["currency"] == "PLN"
    assert client.register(language=language, currency="GBP").get("/v1/me").body["currency"] == "GBP"
    refused = client.post(
        "/v1/auth/register", {"email": "a@example.com", "password": "korzeń-słońce-42-dąb", "currency": "zł"}
    )
    assert [fault["pointer"] for fault in refused.body["errors"]] == ["/currency"]


def test_the_refresh_token_travels_only_in_a_cookie_that_scripts_cannot_read(client: Client) -> None:
    reply = client.post("/v1/auth/register", {"email": "cookie@example.com", "password": "korzeń-słońce-42-dąb"})

    [cookie] = [one for one in reply.cookies if one.startswith("smartflow_refresh=")]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "secure", "samesite=strict", "path=/v1/auth"} <= attributes
    assert refresh_cookie(reply) not in str(reply.body)


def test_an_address_has_one_account_however_it_is_spelled(user: Client) -> None:
    reply = Client().post("/v1/auth/register", {"email": user.email.upper(), "password": "korzeń-słońce-42-dąb"})

    assert reply.status == 409
    assert reply.body["code"] == "email_taken"
    assert "access_token" not in reply.body


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "missing"),
        ("krótkie", "too_short"),
        ("password1234", "password_too_common"),
        ("qwertyuiop123", "password_too_common"),
        ("aaaaaaaaaaaaaa", "password_too_common"),
        ("SmartFlowAI2026", "password_too_common"),
        ("2026-Smart-Flow!", "password_too_common"),
        ("haslohaslohaslo", "password_too_common"),
        ("Hasło1Hasło2Hasło3", "password_too_common"),
        ("P@ssw0rd2024!", "password_too_common"),
        ("kwakwakwakwakwak", "password_too_common"),
        ("axqqxaaxqxqaxx", "password_too_common"),
        ("abcdefghijklmnop", "password_too_common"),
        ("098765432109876", "password_too_common"),
        ("asdfghjkl;zxcvbnm", "password_too_common"),
        ("qazwsxedcrfvtgb", "password_too_common"),
        ("anna.nowak-firma1", "password_like_email"),
        ("x" * 20 + "ż" * 300, "too_long"),
    ],
)
def test_a_password_that_others_would_guess_is_refused_with_the_reason(
    client: Client, password: str, code: str
) -> None:
    reply = client.post("/v1/auth/register", {"email": "anna.nowak@firma.pl", "password": password})

    assert reply.status == 422
    assert [(fault["pointer"], fault["code"]) for fault in reply.body["errors"]] == [("/password", code)]


def test_a_long_passphrase_needs_no_digits_or_signs(client: Client) -> None:
    reply = client.post("/v1/auth/register", {"email": "fraza@example.com", "password": "cztery zwykłe polskie słowa"})

    assert reply.status == 201


@pytest.mark.parametrize(
    "address",
    [
        "anna\u200b@example.com",
        "anna@exam\u00adple.com",
        "\u202eanna@example.com",
        "an\u3164na@example.com",
        "anna\ufe0f@example.com",
        "anna\x07@example.com",
        "szef@firma.pl\uff20example.com",
        "anna\uff20example.com",
        "\uff41nna@example.com",
    ],
    ids=ascii,
)
def test_an_address_with_characters_that_nobody_sees_is_refused(client: Client, user: Client, address: str) -> None:
    signed_up = client.post("/v1/auth/register", {"email": address, "password": "cztery zwykłe polskie słowa"})
    changed = user.call("PATCH", "/v1/me", {"email": address, "current_password": user.password})

    for reply in (signed_up, changed):
        assert [(fault["pointer"], fault["code"]) for fault in reply.body["errors"]] == [("/email", "not_an_email")]


def test_signing_in_gives_a_session(user: Client) -> None:
    reply = Client().post("/v1/auth/login", {"email": user.email.upper(), "password": user.password})

    assert reply.status == 200
    assert reply.body["user"]["email"] == user.email
    assert Client(token=reply.body["access_token"]).get("/v1/me").status == 200


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(user: Client) -> None:
    wrong = Client().post("/v1/auth/login", {"email": user.email, "password": "nie to hasło, niestety"})
    unknown = Client().post("/v1/auth/login", {"email": "nobody@example.com", "password": "nie to hasło, niestety"})

    assert wrong.status == unknown.status == 401
    assert {**wrong.body, "request_id": ""} == {**unknown.body, "request_id": ""}


def test_after_five_failures_even_the_right_password_has_to_wait_and_then_works(
    user: Client, database: postgres.Database
) -> None:
    elsewhere = Client()
    for _ in range(5):
        assert elsewhere.post("/v1/auth/login", {"email": user.email, "password": "wrong wrong wrong"}).status == 401

    blocked = elsewhere.post("/v1/auth/login", {"email": user.email, "password": user.password})
    assert blocked.status == 429
    assert int(blocked.headers["Retry-After"]) >= 1

    with psycopg.connect(database.owner_dsn) as connection:
        connection.execute("update smartflow.login_attempts set blocked_until = now() where blocked_until > now()")
    for _ in range(2):
        assert elsewhere.post("/v1/auth/login", {"email": user.email, "password": user.password}).status == 200


def test_a_session_goes_on_with_a_new_pair_of_tokens(user: Client) -> None:
    reply = replace(user, token="").post("/v1/auth/refresh")

    assert reply.status == 200
    assert refresh_cookie(reply) != user.cookie
    assert Client(token=reply.body["access_token"]).get("/v1/me").body["email"] == user.email


def test_two_tabs_may_use_the_same_refresh_token_within_seconds(user: Client) -> None:
    first, second = user.post("/v1/auth/refresh"), user.post("/v1/auth/refresh")

    assert (first.status, second.status) == (200, 200)
    for reply in (first, second):
        assert user.with_session(reply).post("/v1/auth/refresh").status == 200


def test_a_refresh_token_used_again_later_ends_the_whole_session(user: Client, database: postgres.Database) -> None:
    renewed = user.with_session(user.post("/v1/auth/refresh"))
    postgres.as_owner(
        database,
        "session_tokens",
        "update smartflow.session_tokens set used_at = now() - interval '11 seconds' where used_at is not null",
    )

    assert user.post("/v1/auth/refresh").status == 401
    assert renewed.get("/v1/me").status == 401
    assert renewed.post("/v1/auth/refresh").status == 401


def test_signing_out_ends_access_at_once(user: Client) -> None:
    assert user.post("/v1/auth/logout").status == 204
    assert user.get("/v1/me").status == 401
    assert user.post("/v1/auth/refresh").status == 401


@pytest.mark.parametrize("token", ["", "rubbish", "ąę", "A" * 48, "\x00", "Bearer x"])
def test_a_token_that_cannot_be_one_is_refused(client: Client, token: str) -> None:
    reply = replace(client, token=token).get("/v1/me")

    assert reply.status == 401
    assert reply.body["code"] == "unauthorized"


def test_own_account_is_changed_field_by_field(user: Client) -> None:
    before = user.get("/v1/me")
    reply = user.call("PATCH", "/v1/me", {"full_name": "Anna Ćwik", "working_days": 225, "language": "en"})

    assert reply.status == 200
    assert reply.body["full_name"] == "Anna Ćwik"
    assert reply.body["working_days"] == 225
    assert reply.body["currency"] == before.body["currency"]
    stale = user.call("PATCH", "/v1/me", {"full_name": "X"}, headers={"If-Match": before.etag})
    assert stale.status == 412


def test_another_address_needs_the_current_password(user: Client) -> None:
    assert user.call("PATCH", "/v1/me", {"email": "new@example.org"}).status == 403
    changed = user.call("PATCH", "/v1/me", {"email": f"n{user.email}", "current_password": user.password})
    assert changed.body["email"] == f"n{user.email}"


def test_a_new_password_ends_other_sessions_and_keeps_this_one(user: Client) -> None:
    elsewhere = user.with_session(Client().post("/v1/auth/login", {"email": user.email, "password": user.password}))
    new = "zupełnie inne hasło 7"
    assert user.post("/v1/me/password", {"current_password": "x", "new_password": new}).status == 403
    assert user.post("/v1/me/password", {"current_password": user.password, "new_password": new}).status == 204

    assert elsewhere.get("/v1/me").status == 401
    assert user.get("/v1/me").status == 200
    assert Client().post("/v1/auth/login", {"email": user.email, "password": user.password}).status == 401
    assert Client().post("/v1/auth/login", {"email": user.email, "password": new}).status == 200


def test_deleting_the_account_removes_it_and_frees_the_address(user: Client) -> None:
    user.post("/v1/processes", {"title": "Proces", "description": "Opis procesu w firmie."})
    assert user.call("DELETE", "/v1/me").status == 204
    assert user.get("/v1/me").status == 401
    assert Client().post("/v1/auth/login", {"email": user.email, "password": user.password}).status == 401
    again = Client().post("/v1/auth/register", {"email": user.email, "password": user.password})
    assert again.status == 201
    assert Client(token=again.body["access_token"]).get("/v1/processes").body["items"] == []
