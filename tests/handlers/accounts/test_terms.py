"""The terms of use: which wording was accepted, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from smartflow.accounts import users
from tests.support.api import Client


def test_acceptance_at_sign_up_is_kept_with_its_time_and_recorded(client: Client) -> None:
    user = client.register(accept_terms=True)

    accepted = datetime.fromisoformat(user.get("/v1/me").body["terms_accepted_at"])
    assert abs(datetime.now(UTC) - accepted) < timedelta(minutes=1)
    [entry] = [it for it in user.get("/v1/activity").body["items"] if it["action"] == "account.terms_accepted"]
    assert entry["details"] == {"terms": client.get("/v1/operator").body["terms"]}


def test_who_has_not_accepted_is_not_said_to_have_and_may_do_so_later(user: Client) -> None:
    assert user.get("/v1/me").body["terms_accepted_at"] is None

    assert user.call("PUT", "/v1/me/terms").body["terms_accepted_at"] is not None
    assert user.get("/v1/me").body["terms_accepted_at"] is not None


@pytest.mark.parametrize("given", ["true", 1, None])
def test_acceptance_is_a_plain_yes(client: Client, given: object) -> None:
    body = {"email": "yes@example.com", "password": "korzeń-słońce-42-dąb", "accept_terms": given}

    reply = client.post("/v1/auth/register", body)

    assert reply.status == 422
    assert reply.body["errors"][0]["pointer"] == "/accept_terms"


def test_terms_of_another_wording_have_to_be_accepted_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(users, "TERMS", "2020-01-01")
        user = client.register(accept_terms=True)

    assert user.get("/v1/me").body["terms_accepted_at"] is None
