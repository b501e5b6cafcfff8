"""What cannot be undone, and a copy of everything, need the password again: an open session alone is not enough."""

from collections.abc import Callable

import pytest

from tests.support import postgres
from tests.support.api import Client, Reply

pytestmark = pytest.mark.usefixtures("nothing_waits")

GUARDED: dict[str, Callable[[Client], Reply]] = {
    "delete the account": lambda user: user.call("DELETE", "/v1/me"),
    "request an export": lambda user: user.post("/v1/me/export"),
    "read an export": lambda user: user.get("/v1/me/export"),
}


def minutes_later(database: postgres.Database, minutes: int = 5) -> None:
    postgres.as_owner(
        database,
        "sessions",
        f"update smartflow.sessions set confirmed_at = confirmed_at - interval '{minutes} minutes'",
    )


@pytest.mark.parametrize("guarded", GUARDED.values(), ids=GUARDED)
def test_after_five_minutes_the_password_is_needed_again(
    guarded: Callable[[Client], Reply], user: Client, database: postgres.Database
) -> None:
    minutes_later(database)
    refused = guarded(user)
    assert (refused.status, refused.body["code"]) == (403, "confirmation_required")

    assert user.post("/v1/me/confirm", {"current_password": user.password}).status == 204
    assert guarded(user).status in (202, 204)


def test_a_wrong_password_confirms_nothing(user: Client, database: postgres.Database) -> None:
    minutes_later(database)
    wrong = user.post("/v1/me/confirm", {"current_password": "nie to hasło, niestety"})

    assert (wrong.status, wrong.body["code"]) == (403, "wrong_password")
    assert user.call("DELETE", "/v1/me").status == 403
    assert user.get("/v1/me").status == 200


def test_only_the_session_that_was_asked_is_confirmed(user: Client, database: postgres.Database) -> None:
    credentials = {"email": user.email, "password": user.password}
    elsewhere = user.with_session(Client().post("/v1/auth/login", credentials))
    minutes_later(database)
    assert user.post("/v1/me/confirm", {"current_password": user.password}).status == 204

    assert elsewhere.call("DELETE", "/v1/me").status == 403


def test_a_new_pair_of_tokens_confirms_nothing(user: Client, database: postgres.Database) -> None:
    minutes_later(database)
    renewed = user.with_session(user.post("/v1/auth/refresh"))

    assert renewed.call("DELETE", "/v1/me").status == 403
