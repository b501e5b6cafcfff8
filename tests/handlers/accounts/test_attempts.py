"""Guessing is slow, and nobody is kept out by somebody else's guesses; what anybody may do, nobody may do too often."""

import functools
from dataclasses import replace

import pytest

from smartflow.accounts import attempts
from smartflow.infra import db
from tests.support.api import Client, Reply, cookie_of

WRONG = "nie to hasło, niestety"


def sign_in(client: Client, user: Client, password: str = "") -> Reply:
    return client.post("/v1/auth/login", {"email": user.email, "password": password or user.password})


def crowd(ip: str) -> None:
    """Let 100 sign-ins to other accounts come from an address."""
    for number in range(100):
        somebody = attempts.SignIn(f"{number}@{ip}.example", ip, None)
        db.write(None, functools.partial(attempts.take_sign_in, sign_in=somebody))


def guess_until_refused(user: Client, **given: str) -> int:
    """Guess the user's password, each time from another address; return how many guesses were looked at."""
    for count in range(100):
        if sign_in(Client(**given), user, WRONG).status == 429:
            return count
    raise AssertionError("never refused")


def test_strangers_everywhere_keep_nobody_out_of_a_browser_that_has_signed_in_before(user: Client) -> None:
    assert guess_until_refused(user) == 20
    assert sign_in(Client(), user).status == 429, "a browser that is not known has to wait"

    own_browser = Client(device=user.device)
    assert sign_in(own_browser, user).status == 200
    assert [sign_in(own_browser, user, WRONG).status for _ in range(6)] == [401] * 5 + [429]


def test_somebody_at_another_address_does_not_wait_for_five_wrong_passwords_of_a_stranger(user: Client) -> None:
    stranger = Client()
    assert [sign_in(stranger, user, WRONG).status for _ in range(6)] == [401] * 5 + [429]

    assert sign_in(Client(), user).status == 200


def test_what_is_refused_for_the_address_counts_for_nobodys_account(user: Client) -> None:
    stranger = Client()
    crowd(stranger.ip)
    assert sign_in(stranger, user, WRONG).status == 429
    for _ in range(30):
        sign_in(stranger, user, WRONG)

    assert sign_in(Client(), user).status == 200


def test_a_crowded_address_does_not_keep_a_known_browser_out(user: Client) -> None:
    crowd(user.ip)

    assert sign_in(Client(ip=user.ip), user).status == 429
    assert sign_in(Client(ip=user.ip, device=user.device), user).status == 200


def test_a_browser_is_known_to_the_accounts_that_signed_in_with_it_and_to_no_other(
    user: Client, client: Client
) -> None:
    other = client.register()
    assert guess_until_refused(user, device=other.device) == 20

    assert sign_in(Client(device=other.device), user).status == 429
    both = other.with_session(sign_in(Client(device=user.device), user))
    second = sign_in(replace(both, device=user.device), other)
    assert second.status == 200
    assert cookie_of(second, "smartflow_device") == "", "it keeps its token"


def test_the_browsers_token_is_out_of_reach_of_scripts_and_other_sites(user: Client) -> None:
    reply = sign_in(Client(), user)
    [cookie] = [one for one in reply.cookies if one.startswith("smartflow_device=")]

    for attribute in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/v1/auth"):
        assert attribute in cookie


def test_a_wrong_password_makes_no_browser_known(user: Client) -> None:
    assert sign_in(Client(), user, WRONG).cookies == []


@pytest.mark.parametrize(
    ("what", "path", "body"),
    [
        ("estimate", "/v1/estimate", {"runs": 10}),
        ("estimate", "/v1/first-figures", {"description": "Księgowanie faktur zajmuje 7 minut.", "currency": "PLN"}),
        ("password-reset", "/v1/auth/password-reset", {"email": "nobody@example.com"}),
    ],
)
def test_what_anybody_may_do_is_limited_by_address(
    client: Client, monkeypatch: pytest.MonkeyPatch, what: attempts.Turn, path: str, body: dict[str, object]
) -> None:
    most, every = attempts.TURNS[what]
    monkeypatch.setitem(attempts.TURNS, what, (2, every))
    replies = [client.post(path, body) for _ in range(3)]

    assert [reply.status for reply in replies[:2]] in ([200, 200], [202, 202])
    assert (replies[2].status, replies[2].body["code"]) == (429, "too_many_attempts")
    assert 0 < int(replies[2].headers["Retry-After"]) <= every.total_seconds()
    assert Client().post(path, body).status == replies[0].status
    assert most > 2


def test_one_address_opens_few_accounts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(attempts.TURNS, "sign-up", (1, attempts.TURNS["sign-up"][1]))
    at_home = replace(client, ip="2001:db8:1:2::1")
    at_home.register()
    neighbour = replace(client, ip="2001:db8:1:2:ffff::9")

    refused = neighbour.post("/v1/auth/register", {"email": "druga@example.com", "password": "cztery polskie słowa tu"})
    assert refused.status == 429
    replace(client, ip="2001:db8:1:3::1").register()


def test_an_account_learns_of_few_addresses_whether_they_are_taken(user: Client, client: Client) -> None:
    most, _ = attempts.TURNS["address-change"]
    taken = client.register().email
    change = {"email": taken, "current_password": user.password}
    replies = [replace(user, ip=Client().ip).call("PATCH", "/v1/me", change) for _ in range(most + 1)]

    assert [reply.body["code"] for reply in replies] == ["email_taken"] * most + ["too_many_attempts"]
    assert user.call("PATCH", "/v1/me", {"full_name": "Anna"}).status == 200


def test_turns_come_back_with_time(client: Client) -> None:
    def take() -> int:
        return db.write(None, lambda tx: attempts.take_turn(tx, "sign-up", "203.0.113.77")).value

    most, _ = attempts.TURNS["sign-up"]
    waits = [take() for _ in range(most + 2)]
    assert waits[:most] == [0] * most
    assert waits[most:] == [3600, 3600]

    db.write(None, lambda tx: tx.run("select take_turn('\\x00', 1, '0 seconds')", {}))
    row = db.write(None, lambda tx: tx.row("select take_turn('\\x00', 1, '0 seconds') as wait", {})).value
    assert row == {"wait": 0}
