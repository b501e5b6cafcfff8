"""Password reset: a mailed link that works once and for ten minutes, and answers that do not reveal who has an account."""

import re
from dataclasses import replace

import pyotp
import pytest

from smartflow.infra import config, tokens
from tests.support import postgres
from tests.support.api import Client, cookie_of
from tests.support.mailbox import letters
from tests.support.work import run_background_worker

pytestmark = pytest.mark.usefixtures("nothing_waits")

NEW = "pięć innych polskich słów tu"


def ask(email: str) -> None:
    reply = Client().post("/v1/auth/password-reset", {"email": email})
    assert (reply.status, reply.body) == (202, "")


def token_for(user: Client) -> str:
    """Ask for a link and return the token of the one that came last."""
    ask(user.email)
    assert run_background_worker() == []
    found = re.search(r"https://smartflow\.example/#/reset/(\S+)", letters(user.email)[-1].text)
    assert found is not None
    return found[1]


def confirm(token: str, password: str = NEW) -> int:
    return Client().post("/v1/auth/password-reset/confirm", {"token": token, "password": password}).status


def sign_in(user: Client, password: str) -> int:
    return Client().post("/v1/auth/login", {"email": user.email, "password": password}).status


def test_the_link_of_the_mail_sets_a_new_password_and_ends_every_session(user: Client) -> None:
    token = token_for(user)

    assert confirm(token) == 204
    assert user.get("/v1/me").status == 401
    assert user.post("/v1/auth/refresh").status == 401
    assert sign_in(user, user.password) == 401
    assert sign_in(user, NEW) == 200


def test_setting_a_password_signs_nobody_in(user: Client) -> None:
    reply = Client().post("/v1/auth/password-reset/confirm", {"token": token_for(user), "password": NEW})

    assert reply.body == ""
    assert cookie_of(reply, "smartflow_refresh") == ""


def test_the_mail_is_in_the_accounts_language_and_names_nothing_but_the_link(client: Client) -> None:
    subjects = {}
    for language in ("pl", "en"):
        user = client.register(language=language, full_name="Zofia <b>Żak</b>")
        token_for(user)
        [letter] = letters(user.email)
        assert letter.sender == "SmartFlowAI <no-reply@smartflow.example>"
        assert letter.to == [user.email]
        assert "Zofia" not in letter.text
        subjects[language] = letter.subject
    assert subjects == {"pl": "Nowe hasło do SmartFlowAI", "en": "A new password for SmartFlowAI"}


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(user: Client) -> None:
    ask("nobody-at-all@example.com")
    assert run_background_worker() == []
    assert letters("nobody-at-all@example.com") == []

    ask(user.email.upper())
    assert run_background_worker() == []
    assert len(letters(user.email)) == 1


def test_a_link_works_once(user: Client) -> None:
    token = token_for(user)
    assert confirm(token) == 204

    again = Client().post("/v1/auth/password-reset/confirm", {"token": token, "password": "jeszcze inne hasło 1234"})
    assert (again.status, again.body["code"]) == (409, "reset_link_invalid")
    assert sign_in(user, NEW) == 200


def test_when_a_link_was_used_is_kept(user: Client, database: postgres.Database) -> None:
    first, second = token_for(user), token_for(user)
    assert (confirm(first), confirm(second)) == (409, 204)

    rows = postgres.as_owner(
        database, "password_resets", "select token_hash, used_at > created_at from smartflow.password_resets"
    )
    assert [used for digest, used in rows if digest == tokens.digest(second)] == [True]
    assert tokens.digest(first) not in [digest for digest, _ in rows]


def test_a_link_works_for_ten_minutes(user: Client, database: postgres.Database) -> None:
    token = token_for(user)
    postgres.as_owner(
        database,
        "password_resets",
        "update smartflow.password_resets set expires_at = expires_at - interval '10 minutes'",
    )

    assert confirm(token) == 409
    assert sign_in(user, user.password) == 200


def test_a_newer_link_replaces_the_one_before(user: Client) -> None:
    first, second = token_for(user), token_for(user)

    assert confirm(first) == 409
    assert confirm(second) == 204


@pytest.mark.parametrize("change", ["password", "address", "second factor on", "second factor off"])
def test_links_and_other_sessions_end_once_password_address_or_second_factor_change(user: Client, change: str) -> None:
    begun = user.post("/v1/me/totp", {"current_password": user.password}).body
    code = {"code": pyotp.TOTP(begun["secret"]).now()}
    credentials = {"email": user.email, "password": user.password}
    if change == "second factor off":
        credentials["totp"] = user.post("/v1/me/totp/confirm", code).body["recovery_codes"][0]
    elsewhere = user.with_session(Client().post("/v1/auth/login", credentials))
    token = token_for(user)

    changed = {
        "password": lambda: user.post("/v1/me/password", {"current_password": user.password, "new_password": NEW}),
        "address": lambda: user.call("PATCH", "/v1/me", {"email": f"n{user.email}", "current_password": user.password}),
        "second factor on": lambda: user.post("/v1/me/totp/confirm", code),
        "second factor off": lambda: user.call("DELETE", "/v1/me/totp", {"current_password": user.password}),
    }[change]()

    assert changed.status in (200, 204)
    assert confirm(token) == 409
    assert elsewhere.get("/v1/me").status == 401
    assert user.get("/v1/me").status == 200


@pytest.mark.parametrize("token", ["", "rubbish", "ąę", "A" * 48, "\t"])
def test_a_token_that_cannot_be_one_is_refused(client: Client, token: str) -> None:
    assert confirm(token) == 409


def test_a_password_that_others_would_guess_is_refused_and_the_link_still_works(user: Client) -> None:
    token = token_for(user)
    for password, code in (("qwertyuiop123", "password_too_common"), (user.email, "password_like_email")):
        reply = Client().post("/v1/auth/password-reset/confirm", {"token": token, "password": password})
        assert [(fault["pointer"], fault["code"]) for fault in reply.body["errors"]] == [("/password", code)]

    assert confirm(token) == 204


def test_a_token_of_a_session_resets_nothing(user: Client) -> None:
    assert confirm(user.token) == 409
    assert replace(user, token=token_for(user)).get("/v1/me").status == 401


def test_only_a_hash_of_the_token_is_stored(user: Client, database: postgres.Database) -> None:
    token = token_for(user)
    rows = postgres.as_owner(database, "password_resets", "select r::text, token_hash from smartflow.password_resets r")
    assert tokens.digest(token) in [digest for _, digest in rows]
    assert not any(token in line for line, _ in rows)


def test_a_browser_that_has_reset_the_password_signs_in_however_often_strangers_guess(user: Client) -> None:
    for _ in range(21):
        sign_in(user, "nie to hasło, niestety")
    assert sign_in(user, user.password) == 429

    reply = Client().post("/v1/auth/password-reset/confirm", {"token": token_for(user), "password": NEW})
    own_browser = Client(device=cookie_of(reply, "smartflow_device"))
    while sign_in(user, "nie to hasło, niestety") != 429:
        pass
    assert own_browser.post("/v1/auth/login", {"email": user.email, "password": NEW}).status == 200


def test_an_account_gets_five_mails_an_hour(user: Client) -> None:
    for _ in range(8):
        ask(user.email)
    assert run_background_worker() == []

    assert len(letters(user.email)) == 5


def test_without_mail_the_answer_says_whom_to_ask(user: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_DOMAIN", "")
    config.clear_cache()
    try:
        reply = Client().post("/v1/auth/password-reset", {"email": user.email})
        assert (reply.status, reply.body["code"]) == (403, "password_reset_closed")
        assert Client().get("/v1/operator").body["password_reset"] is False
    finally:
        monkeypatch.undo()
        config.clear_cache()
    assert Client().get("/v1/operator").body["password_reset"] is True
