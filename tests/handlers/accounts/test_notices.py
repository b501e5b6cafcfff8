"""Whoever owns an account learns of changes to it, at the address of before."""

import pyotp
import pytest

from smartflow.infra import config
from tests.support.api import Client
from tests.support.mailbox import letters
from tests.support.work import drain_queue, run_background_worker

pytestmark = pytest.mark.usefixtures("nothing_waits")


def told(address: str) -> list[str]:
    """Return the mails to an address, after the worker has sent what waits."""
    assert run_background_worker() == []
    return [letter.text for letter in letters(address)]


def test_another_address_is_told_at_the_former_one(user: Client) -> None:
    change = {"email": f"n{user.email}", "current_password": user.password}
    assert user.call("PATCH", "/v1/me", change).status == 200

    [text] = told(user.email)
    assert "adres e-mail Twojego konta został zmieniony" in text or "address of your account has been changed" in text
    assert letters(f"n{user.email}") == []


def test_another_password_is_told_with_the_way_to_take_the_account_back(user: Client) -> None:
    new = {"current_password": user.password, "new_password": "zupełnie inne hasło 7"}
    assert user.post("/v1/me/password", new).status == 204

    [text] = told(user.email)
    assert "https://smartflow.example/#/forgot" in text
    assert "zupełnie inne" not in text


def test_a_second_factor_is_told_when_it_is_turned_on_and_off(user: Client) -> None:
    secret = user.post("/v1/me/totp", {"current_password": user.password}).body["secret"]
    assert user.post("/v1/me/totp/confirm", {"code": pyotp.TOTP(secret).now()}).status == 200
    assert user.call("DELETE", "/v1/me/totp", {"current_password": user.password}).status == 204

    assert len(set(told(user.email))) == 2


def test_what_is_refused_or_no_matter_of_safety_is_not_told(user: Client) -> None:
    assert user.call("PATCH", "/v1/me", {"full_name": "Anna"}).status == 200
    wrong = {"current_password": "nie to hasło", "new_password": "zupełnie inne hasło 7"}
    assert user.post("/v1/me/password", wrong).status == 403

    assert drain_queue("background_queue_url") == []


def test_without_mail_nothing_waits_to_be_sent(user: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("MAIL_DOMAIN", "")
        config.clear_cache()
        new = {"current_password": user.password, "new_password": "zupełnie inne hasło 7"}
        assert user.post("/v1/me/password", new).status == 204
    config.clear_cache()

    assert drain_queue("background_queue_url") == []
