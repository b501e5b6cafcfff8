"""A second factor: codes of an app at sign-in, each once, and recovery codes for users who have lost the app."""

import re
import time
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pyotp
import pytest
from botocore.exceptions import EndpointConnectionError

import totp
from smartflow.infra import aws, encryption, ids
from smartflow.infra.problems import Problem
from tests.support import postgres
from tests.support.api import Client, Reply
from tests.support.work import housekeeping


@dataclass
class Clock:
    """What time the service thinks it is."""

    now: float

    def next_code(self) -> None:
        """Let half a minute pass."""
        self.now += 30


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock(time.time())
    monkeypatch.setattr(totp, "_clock", lambda: stopped.now)
    return stopped


@dataclass(frozen=True)
class Protected:
    """A user with a second factor, with the app and the recovery codes."""

    user: Client
    app: pyotp.TOTP
    recovery: list[str]

    def sign_in(self, code: str | None) -> Reply:
        body = {"email": self.user.email, "password": self.user.password}
        return Client().post("/v1/auth/login", body if code is None else {**body, "totp": code})


@pytest.fixture
def protected(user: Client, clock: Clock) -> Protected:
    begun = user.post("/v1/me/totp", {"current_password": user.password})
    assert begun.status == 201
    app = pyotp.TOTP(begun.body["secret"])
    confirmed = user.post("/v1/me/totp/confirm", {"code": app.at(int(clock.now))})
    assert confirmed.status == 200
    clock.next_code()
    return Protected(user, app, confirmed.body["recovery_codes"])


def test_signing_in_takes_the_apps_code_as_well(protected: Protected, clock: Clock) -> None:
    without = protected.sign_in(None)
    assert (without.status, without.body["code"], without.cookies) == (401, "totp_required", [])

    reply = protected.sign_in(protected.app.at(int(clock.now)))
    assert reply.status == 200
    assert reply.body["user"]["totp"] is True


def test_a_wrong_password_is_refused_before_any_word_of_a_code(protected: Protected) -> None:
    reply = Client().post("/v1/auth/login", {"email": protected.user.email, "password": "nie to hasło, niestety"})

    assert (reply.status, reply.body["code"]) == (401, "invalid_credentials")


def test_a_code_counts_once(protected: Protected, clock: Clock) -> None:
    code = protected.app.at(int(clock.now))
    assert protected.sign_in(code).status == 200

    again = protected.sign_in(code)
    assert (again.status, again.body["code"]) == (401, "totp_invalid")
    clock.next_code()
    assert protected.sign_in(protected.app.at(int(clock.now))).status == 200


@pytest.mark.parametrize(("seconds", "status"), [(-60, 401), (-29, 200), (30, 200), (60, 401)])
def test_a_clock_may_be_off_by_half_a_minute(protected: Protected, clock: Clock, seconds: int, status: int) -> None:
    clock.now += 120
    assert protected.sign_in(protected.app.at(int(clock.now) // 30 * 30 + seconds)).status == status


@pytest.mark.parametrize("code", ["", "000000x", "12345", "ąęćłóż", "0" * 40, "------"])
def test_what_is_no_code_is_refused(protected: Protected, code: str) -> None:
    assert protected.sign_in(code).body["code"] in ("totp_invalid", "totp_required")


def test_wrong_codes_are_slowed_down_like_wrong_passwords(protected: Protected) -> None:
    statuses = [protected.sign_in("000000").status for _ in range(21)]

    assert statuses == [401] * 20 + [429], "each comes from another address"


def test_a_recovery_code_works_once_however_it_is_typed(protected: Protected) -> None:
    assert len(set(protected.recovery)) == 10
    code = protected.recovery[3]
    assert protected.sign_in(f" {code.upper().replace('-', ' ')} ").status == 200

    assert protected.sign_in(code).body["code"] == "totp_invalid"
    assert protected.sign_in(protected.recovery[4]).status == 200


def test_of_recovery_codes_only_hashes_are_stored(protected: Protected, database: postgres.Database) -> None:
    rows = postgres.as_owner(database, "recovery_codes", "select r::text, code_hash from smartflow.recovery_codes r")

    assert totp.recovery_hash(protected.recovery[0]) in [digest for _, digest in rows]
    assert not any(code in line for line, _ in rows for code in protected.recovery)


def test_it_is_not_on_before_a_first_code_has_shown_that_the_app_has_it(user: Client) -> None:
    begun = user.post("/v1/me/totp", {"current_password": user.password})
    assert user.get("/v1/me").body["totp"] is False
    assert Client().post("/v1/auth/login", {"email": user.email, "password": user.password}).status == 200

    wrong = user.post("/v1/me/totp/confirm", {"code": "000000"})
    assert [(fault["pointer"], fault["code"]) for fault in wrong.body["errors"]] == [("/code", "wrong_code")]
    again = user.post("/v1/me/totp", {"current_password": user.password})
    assert again.body["secret"] != begun.body["secret"]


def test_turning_it_on_and_off_takes_the_password_and_is_recorded(protected: Protected) -> None:
    user = protected.user
    assert user.post("/v1/me/totp", {"current_password": "nie to hasło"}).status == 403
    assert user.post("/v1/me/totp", {"current_password": user.password}).body["code"] == "totp_active"
    assert user.call("DELETE", "/v1/me/totp", {"current_password": "nie to hasło"}).status == 403
    assert user.get("/v1/me").body["totp"] is True

    assert user.call("DELETE", "/v1/me/totp", {"current_password": user.password}).status == 204
    assert user.call("DELETE", "/v1/me/totp", {"current_password": user.password}).status == 404
    assert protected.sign_in(None).status == 200
    actions = [it["action"] for it in user.get("/v1/activity").body["items"]]
    assert {"account.totp_on", "account.totp_off"} <= set(actions)


def test_turning_it_on_ends_every_other_session(user: Client, clock: Clock) -> None:
    elsewhere = user.with_session(Client().post("/v1/auth/login", {"email": user.email, "password": user.password}))
    secret = user.post("/v1/me/totp", {"current_password": user.password}).body["secret"]
    user.post("/v1/me/totp/confirm", {"code": pyotp.TOTP(secret).at(int(clock.now))})

    assert elsewhere.get("/v1/me").status == 401
    assert user.get("/v1/me").status == 200


def test_the_qr_code_says_what_the_address_says(user: Client) -> None:
    begun = user.post("/v1/me/totp", {"current_password": user.password}).body

    assert re.fullmatch(r"otpauth://totp/SmartFlowAI:\S+", begun["uri"])
    assert begun["secret"] in begun["uri"]
    assert begun["qr"] == totp.qr(begun["uri"])
    side = len(begun["qr"])
    assert {len(row) for row in begun["qr"]} == {side}
    finder = [row[:7] for row in begun["qr"][:7]]
    assert finder == ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def test_the_factor_is_its_owners_alone(protected: Protected, database: postgres.Database, client: Client) -> None:
    stranger = client.register()
    with psycopg.connect(database.app_dsn) as connection:
        connection.execute("select set_config('app.user_id', %s, true)", [stranger.get("/v1/me").body["id"]])
        assert connection.execute("select count(*) from totp").fetchone() == (0,)
    assert stranger.get("/v1/me").body["totp"] is False


def secrets_of(database: postgres.Database, user: Client) -> list[str]:
    owner = user.get("/v1/me").body["id"]
    rows = postgres.as_owner(database, "totp", f"select secret from smartflow.totp where user_id = '{owner}'")
    return [str(row[0]) for row in rows]


def test_the_secret_is_stored_encrypted_and_for_its_account_alone(
    protected: Protected, database: postgres.Database, client: Client
) -> None:
    [stored] = secrets_of(database, protected.user)
    assert stored.startswith("kms:")
    assert protected.app.secret not in stored

    stranger = ids.new()
    with pytest.raises(Problem, match="unavailable"):
        encryption.decrypt(stranger, stored)
    owner = UUID(protected.user.get("/v1/me").body["id"])
    assert encryption.decrypt(owner, stored) == protected.app.secret


def test_a_secret_that_an_earlier_release_has_stored_works_and_housekeeping_encrypts_it(
    protected: Protected, database: postgres.Database, clock: Clock
) -> None:
    owner = protected.user.get("/v1/me").body["id"]
    change = f"update smartflow.totp set secret = '{protected.app.secret}' where user_id = '{owner}'"
    postgres.as_owner(database, "totp", change)
    assert protected.sign_in(protected.app.at(int(clock.now))).status == 200

    assert housekeeping("daily")["encrypted"] == 1
    [stored] = secrets_of(database, protected.user)
    assert stored.startswith("kms:")
    clock.next_code()
    assert protected.sign_in(protected.app.at(int(clock.now))).status == 200
    assert housekeeping("daily")["encrypted"] == 0


def test_without_kms_a_sign_in_is_told_to_come_back(
    protected: Protected, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    def unreachable() -> None:
        raise EndpointConnectionError(endpoint_url="https://kms.invalid")

    with monkeypatch.context() as patch:
        patch.setattr(aws, "kms", unreachable)
        refused = protected.sign_in(protected.app.at(int(clock.now)))
    assert (refused.status, refused.body["code"]) == (503, "unavailable")
    assert refused.headers["Retry-After"]
    assert protected.sign_in(protected.app.at(int(clock.now))).status == 200
