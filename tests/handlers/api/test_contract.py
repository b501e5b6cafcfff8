"""The API is as docs/openapi.json describes it: each header that a route honours, and each problem that it names, is brought about.

That each route succeeds as described is in test_events.
"""

import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pyotp
import pytest
from openapi_spec_validator import validate

import reports_api
from smartflow.accounts import attempts, sessions
from smartflow.api.problem_texts import PROBLEMS
from smartflow.infra import config, db, tokens
from tests.support.api import Client, Reply
from tests.support.contract import DOCUMENT, Operation, operations
from tests.support.events import EVENTS, Values, load, prepare, signed_in
from tests.support.work import PROCESS, ask, run_background_worker, run_worker
from tools import openapi

OPERATIONS = operations()
ROUTES = {route.handler.__name__: route for _, route in openapi.routes()}
MISSING = "00000000-0000-7000-8000-000000000000"


def those(wanted: Callable[[Operation], bool]) -> list[str]:
    return [name for name, operation in OPERATIONS.items() if wanted(operation)]


@dataclass(frozen=True)
class Call:
    """A call that succeeds, to be changed until it does not."""

    operation: Operation
    client: Client
    address: str
    body: Any
    headers: dict[str, str]

    def send(self, *, raw: bytes | None = None, content_type: str = "application/json", **headers: str) -> Reply:
        given = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        reply = self.client.call(
            self.operation.method, self.address, self.body, raw=raw, headers=given, content_type=content_type
        )
        return self.operation.hold(reply)


def call_of(name: str, values: Values) -> Call:
    """Return the call of the operation's event, without If-Match."""
    operation = OPERATIONS[name]
    event = load(EVENTS / operation.function / f"{name}.json", values)
    client = Client(
        token=values["ACCESS_TOKEN"] if "security" in operation.described else "",
        cookie=values["REFRESH_TOKEN"] if "smartflow_refresh" in operation.takes else "",
    )
    body = json.loads(event["body"]) if event.get("body") else None
    return Call(operation, client, event["rawPath"], body, {"Accept-Language": "en"})


@contextmanager
def configured(**variables: str) -> Iterator[None]:
    """Give the functions another environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        config.clear_cache()
        try:
            yield
        finally:
            patch.undo()
            config.clear_cache()


@pytest.fixture(scope="module")
def standing(cloud: None) -> Values:
    """One account for all calls that are refused, and so change nothing; its analysis has a result."""
    values = signed_in(Client())
    run_worker(values["ANALYSIS_ID"])
    return values


def test_the_document_is_valid_openapi() -> None:
    validate(DOCUMENT)


def test_no_schema_is_named_after_a_module() -> None:
    assert [name for name in DOCUMENT["components"]["schemas"] if "__" in name] == []


def test_who_is_asked_to_wait_is_told_how_long_and_where() -> None:
    for operation in OPERATIONS.values():
        for status, response in operation.described["responses"].items():
            headers = set(response.get("headers", ()))
            if status == "202" and "content" in response:
                assert headers == {"Location", "Retry-After"}, operation.name
            if status == "201" and "ETag" in headers:
                assert "Location" in headers, operation.name


# What follows from what a route takes, so that one way of bringing it about does for all routes.


def without_token(call: Call) -> Reply:
    return replace(call, client=replace(call.client, token="")).send()


def of_nothing(call: Call) -> Reply:
    path = call.operation.path.replace("{id}", MISSING).replace("{other}", MISSING)
    return replace(call, address=path.replace("{token}", tokens.new()).replace("{slug}", "none")).send(If_Match='"1"')


def with_something_unknown(call: Call) -> Reply:
    if call.body is not None:
        return replace(call, body={**call.body, "surely_unknown": 1}).send(If_Match='"1"')
    if "Idempotency-Key" in call.operation.takes:
        return call.send(Idempotency_Key="a key with spaces")
    return replace(call, address=f"{call.address}?surely_unknown=1").send()


def with_a_key_of_another_request(call: Call) -> Reply:
    key = str(uuid4())
    assert call.client.post("/v1/processes", PROCESS, Idempotency_Key=key).status == 201
    return call.send(Idempotency_Key=key)


def while_a_secret_cannot_be_read(call: Call) -> Reply:
    with configured(ORIGIN_SECRET_ARN="arn:aws:secretsmanager:eu-central-1:123456789012:secret:missing-abcdef"):
        return call.send()


REFUSALS: dict[str, Callable[[Call], Reply]] = {
    "unauthorized": without_token,
    "not_found": of_nothing,
    "malformed_json": lambda call: call.send(raw=b"{"),
    "payload_too_large": lambda call: call.send(raw=b'"' + b"x" * 300_000 + b'"'),
    "unsupported_media_type": lambda call: call.send(content_type="text/plain"),
    "validation_failed": with_something_unknown,
    "invalid_cursor": lambda call: replace(call, address=f"{call.address}?cursor=broken").send(),
    "precondition_required": lambda call: call.send(),
    "stale": lambda call: call.send(If_Match='"999"'),
    "unavailable": while_a_secret_cannot_be_read,
}


# What follows from what a handler does.


def within(send: Callable[[], Reply], **variables: str) -> Reply:
    with configured(**variables):
        return send()


def analysed(user: Client) -> str:
    """Return the id of an analysis that has its result."""
    job: str = ask(user)["id"]
    run_worker(job)
    return job


def cancelled(user: Client) -> str:
    job: str = ask(user)["id"]
    user.call("DELETE", "/v1/me/model-consent")
    assert user.post(f"/v1/analyses/{job}/cancel").status == 200
    return job


def retry_within(user: Client, **variables: str) -> Reply:
    job = cancelled(user)
    return within(lambda: user.post(f"/v1/analyses/{job}/retry"), **variables)


def described(user: Client) -> str:
    process: str = user.post("/v1/processes", PROCESS).body["id"]
    return process


def with_second_factor(user: Client) -> Client:
    secret = user.post("/v1/me/totp", {"current_password": user.password}).body["secret"]
    assert user.post("/v1/me/totp/confirm", {"code": pyotp.TOTP(secret).now()}).status == 200
    return user


def sign_in(user: Client, **changes: Any) -> Reply:
    return Client().post("/v1/auth/login", {"email": user.email, "password": user.password, **changes})


def guessed(user: Client) -> Client:
    """Sign in with wrong passwords until further attempts are refused."""
    while sign_in(user, password="niewłaściwe hasło, niestety").status != 429:
        pass
    return user


def guessed_again(user: Client) -> Client:
    """Give wrong passwords in a session until further attempts are refused."""
    while user.post("/v1/me/confirm", WRONG).status != 429:
        pass
    return user


def unconfirmed(user: Client, method: str, path: str) -> Reply:
    """Call in a session whose password was given too long ago."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sessions, "CONFIRMED", timedelta(0))
        return user.call(method, path)


def ask_for_analysis(user: Client) -> Reply:
    return user.post(f"/v1/processes/{described(user)}/analyses", {"depth": "basic"})


def tried_too_often(user: Client, path: str, body: dict[str, Any]) -> Reply:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attempts, "TURNS", {what: (0, every) for what, (_, every) in attempts.TURNS.items()})
        return user.post(path, body)


def register(user: Client, **changes: Any) -> Reply:
    return user.post("/v1/auth/register", {"email": user.email, "password": f"{user.password}-2", **changes})


def too_many_processes(user: Client) -> Reply:
    described(user)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports_api, "MAX_PROCESSES", 0)
        return user.post("/v1/reports", {"scope": "portfolio", "format": "txt"})


def deleted_report_again(user: Client) -> Reply:
    described(user)
    wanted = {"scope": "portfolio", "format": "txt"}
    report = user.post("/v1/reports", wanted, Idempotency_Key="once").body["id"]
    assert user.call("DELETE", f"/v1/reports/{report}").status == 204
    return user.post("/v1/reports", wanted, Idempotency_Key="once")


def of_two_processes(user: Client) -> Reply:
    return user.get(f"/v1/analyses/{analysed(user)}/compare/{analysed(user)}")


def compared_too_early(user: Client) -> Reply:
    job = ask(user)["id"]
    return user.get(f"/v1/analyses/{job}/compare/{job}")


def shared(user: Client, **wanted: str) -> dict[str, str]:
    """Share a report; returns the link with its token."""
    user.post("/v1/processes", PROCESS)
    report = user.post("/v1/reports", {"scope": "portfolio", "format": "txt"}).body["id"]
    made: dict[str, str] = user.post(f"/v1/reports/{report}/shares", wanted).body
    return made


def withdrawn(user: Client) -> dict[str, str]:
    share = shared(user)
    assert user.call("DELETE", f"/v1/shares/{share['id']}").status == 204
    return share


def expired(user: Client) -> dict[str, str]:
    share = shared(user)
    change = "update report_shares set expires_at = now() where user_id = tenant() and id = %(id)s"
    db.write(tokens.digest(user.token), lambda tx: tx.run(change, {"id": share["id"]}))
    return share


def guessed_passcode(user: Client) -> dict[str, str]:
    """Give wrong passcodes, all from one address, until further ones are refused."""
    share = shared(user, passcode="1234")
    while opened(share, "wrong", user).status != 429:
        pass
    return share


def opened(share: dict[str, str], passcode: str | None = None, caller: Client | None = None) -> Reply:
    path, somebody = f"/v1/shared/{share['token']}", caller or Client()
    return somebody.get(path) if passcode is None else somebody.post(path, {"passcode": passcode})


def answered(share: dict[str, str], caller: Client | None = None) -> Reply:
    return (caller or Client()).post(f"/v1/shared/{share['token']}/answers", {"answer": "asked", "name": "Anna"})


def answered_too_often(user: Client) -> Reply:
    share = shared(user)
    for _ in range(10):
        assert answered(share).status == 204
    return answered(share)


WRONG = {"current_password": "niewłaściwe hasło, niestety"}
NEW_ADDRESS = {"email": "new@example.com"}
NEW_PASSWORD = {"new_password": "nowe hasło na nowy rok"}
OVERRIDE = {"overrides": [{"field": "ease", "value": "40", "reason": "Za łatwo"}]}
MODEL = {"MODEL_SECRET_ARN": "arn", "USER_MONTHLY_BUDGET": "5"}
NO_BUDGET = {"MODEL_SECRET_ARN": "arn", "USER_MONTHLY_BUDGET": "0"}

OWN: dict[tuple[str, str], Callable[[Client], Reply]] = {
    ("register", "sign_up_closed"): lambda user: within(lambda: register(user), ALLOW_SIGN_UP="false"),
    ("register", "email_taken"): register,
    ("register", "too_many_attempts"): lambda user: tried_too_often(
        Client(), "/v1/auth/register", {"email": user.email, "password": f"{user.password}-2"}
    ),
    ("compute_estimate", "too_many_attempts"): lambda user: tried_too_often(user, "/v1/estimate", {"runs": 10}),
    ("read_first_figures", "too_many_attempts"): lambda user: tried_too_often(
        user, "/v1/first-figures", {"description": "Księgowanie faktur.", "currency": "PLN"}
    ),
    ("login", "invalid_credentials"): lambda user: sign_in(user, password="niewłaściwe hasło, niestety"),
    ("login", "totp_required"): lambda user: sign_in(with_second_factor(user)),
    ("login", "totp_invalid"): lambda user: sign_in(with_second_factor(user), totp="abcdef"),
    ("login", "too_many_attempts"): lambda user: sign_in(guessed(user)),
    ("refresh", "unauthorized"): lambda _user: Client().post("/v1/auth/refresh"),
    ("request_password_reset", "password_reset_closed"): lambda user: within(
        lambda: Client().post("/v1/auth/password-reset", {"email": user.email}), MAIL_DOMAIN=""
    ),
    ("request_password_reset", "too_many_attempts"): lambda user: tried_too_often(
        Client(), "/v1/auth/password-reset", {"email": user.email}
    ),
    ("reset_password", "reset_link_invalid"): lambda user: Client().post(
        "/v1/auth/password-reset/confirm", {"token": tokens.new(), "password": user.password}
    ),
    ("change_me", "email_taken"): lambda user: user.call(
        "PATCH", "/v1/me", {"email": Client().register().email, "current_password": user.password}
    ),
    ("change_me", "wrong_password"): lambda user: user.call("PATCH", "/v1/me", NEW_ADDRESS | WRONG),
    ("change_me", "too_many_attempts"): lambda user: guessed_again(user).call("PATCH", "/v1/me", NEW_ADDRESS | WRONG),
    ("change_password", "wrong_password"): lambda user: user.post("/v1/me/password", NEW_PASSWORD | WRONG),
    ("change_password", "too_many_attempts"): lambda user: guessed_again(user).post(
        "/v1/me/password", NEW_PASSWORD | WRONG
    ),
    ("confirm_session", "wrong_password"): lambda user: user.post("/v1/me/confirm", WRONG),
    ("confirm_session", "too_many_attempts"): lambda user: guessed_again(user).post("/v1/me/confirm", WRONG),
    ("delete_me", "confirmation_required"): lambda user: unconfirmed(user, "DELETE", "/v1/me"),
    ("read_export", "confirmation_required"): lambda user: unconfirmed(user, "GET", "/v1/me/export"),
    ("request_export", "confirmation_required"): lambda user: unconfirmed(user, "POST", "/v1/me/export"),
    ("begin_totp", "wrong_password"): lambda user: user.post("/v1/me/totp", WRONG),
    ("begin_totp", "too_many_attempts"): lambda user: guessed_again(user).post("/v1/me/totp", WRONG),
    ("begin_totp", "totp_active"): lambda user: with_second_factor(user).post(
        "/v1/me/totp", {"current_password": user.password}
    ),
    ("confirm_totp", "not_found"): lambda user: user.post("/v1/me/totp/confirm", {"code": "123456"}),
    ("remove_totp", "wrong_password"): lambda user: user.call("DELETE", "/v1/me/totp", WRONG),
    ("remove_totp", "too_many_attempts"): lambda user: guessed_again(user).call("DELETE", "/v1/me/totp", WRONG),
    ("remove_totp", "not_found"): lambda user: user.call("DELETE", "/v1/me/totp", {"current_password": user.password}),
    ("request_analysis", "analysis_active"): lambda user: user.post(
        f"/v1/processes/{ask(user)['process_id']}/analyses", {"depth": "basic"}
    ),
    ("request_analysis", "consent_required"): lambda user: within(lambda: ask_for_analysis(user), **MODEL),
    ("request_analysis", "budget_exhausted"): lambda user: within(lambda: ask_for_analysis(user), **NO_BUDGET),
    ("cancel_analysis", "analysis_finished"): lambda user: user.post(f"/v1/analyses/{cancelled(user)}/cancel"),
    ("retry_analysis", "analysis_active"): lambda user: user.post(f"/v1/analyses/{ask(user)['id']}/retry"),
    ("retry_analysis", "analysis_finished"): lambda user: user.post(f"/v1/analyses/{analysed(user)}/retry"),
    ("retry_analysis", "consent_required"): lambda user: retry_within(user, **MODEL),
    ("retry_analysis", "budget_exhausted"): lambda user: retry_within(user, **NO_BUDGET),
    ("review_analysis", "no_result"): lambda user: user.call("PATCH", f"/v1/analyses/{ask(user)['id']}", OVERRIDE),
    ("decide_suggestions", "no_result"): lambda user: user.post(f"/v1/analyses/{ask(user)['id']}/suggestions", {}),
    ("compare_analyses", "no_result"): compared_too_early,
    ("compare_analyses", "different_processes"): of_two_processes,
    ("create_report", "no_processes"): lambda user: user.post("/v1/reports", {"scope": "portfolio", "format": "txt"}),
    ("create_report", "too_many_processes"): too_many_processes,
    ("create_report", "not_found"): deleted_report_again,
    ("read_shared", "passcode_required"): lambda user: opened(shared(user, passcode="1234")),
    ("read_shared", "share_withdrawn"): lambda user: opened(withdrawn(user)),
    ("read_shared", "share_expired"): lambda user: opened(expired(user)),
    ("open_shared", "passcode_wrong"): lambda user: opened(shared(user, passcode="1234"), "4321"),
    ("open_shared", "too_many_attempts"): lambda user: opened(guessed_passcode(user), "1234", user),
    ("open_shared", "share_withdrawn"): lambda user: opened(withdrawn(user), "1234"),
    ("open_shared", "share_expired"): lambda user: opened(expired(user), "1234"),
    ("answer_shared", "passcode_wrong"): lambda user: answered(shared(user, passcode="1234")),
    ("answer_shared", "too_many_attempts"): lambda user: answered(guessed_passcode(user), user),
    ("answer_shared", "too_many_answers"): answered_too_often,
    ("answer_shared", "share_withdrawn"): lambda user: answered(withdrawn(user)),
    ("answer_shared", "share_expired"): lambda user: answered(expired(user)),
    ("read_logo", "not_found"): lambda user: user.get("/v1/me/logo"),
    ("delete_logo", "not_found"): lambda user: user.call("DELETE", "/v1/me/logo"),
}


def test_every_problem_that_a_route_names_is_brought_about_below() -> None:
    own = {(name, code) for name, route in ROUTES.items() for code in route.own_problems}
    assert set(OWN) == own
    assert {code for route in ROUTES.values() for code in route.problems - route.own_problems} <= {
        *REFUSALS,
        "idempotency_key_reused",
    }


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_route_refuses_as_it_says(name: str, standing: Values) -> None:
    route = ROUTES[name]
    for code in [*sorted(route.problems - route.own_problems - {"idempotency_key_reused"}), "unavailable"]:
        reply = REFUSALS[code](call_of(name, standing))
        assert (reply.body["code"], reply.status) == (code, PROBLEMS[code].status), name


@pytest.mark.parametrize(("name", "code"), OWN, ids=["-".join(one) for one in OWN])
def test_a_route_has_the_problems_that_it_names(name: str, code: str, user: Client) -> None:
    reply = OPERATIONS[name].hold(OWN[name, code](user))
    assert (reply.body["code"], reply.status) == (code, PROBLEMS[code].status)


@pytest.mark.parametrize("identifier", ['"', "a`b", "\\", "ż", "%00", "a b", "<script>", "x" * 5000, "\x7f"])
def test_an_odd_character_in_a_path_is_answered_like_an_id_that_does_not_exist(
    identifier: str, standing: Values
) -> None:
    user = Client(token=standing["ACCESS_TOKEN"])
    for path in ("/v1/processes/{}", "/v1/reports/{}", "/v1/analyses/{}/compare/{}", "/v1/shared/{}"):
        reply = user.get(path.replace("{}", identifier))
        assert (reply.status, reply.body["code"]) == (404, "not_found"), path
        refused = user.call("TRACE", path.replace("{}", identifier))
        assert (refused.status, "GET" in refused.headers["Allow"]) == (405, True)


@pytest.mark.parametrize("name", those(lambda operation: "If-None-Match" in operation.takes))
def test_what_is_known_already_is_not_sent_again(name: str, standing: Values) -> None:
    call = call_of(name, standing)
    known = call.send()

    unchanged = call.send(If_None_Match=known.etag)

    assert (unchanged.status, unchanged.etag) == (304, known.etag)
    assert call.send(If_None_Match='"other"').status == 200


@pytest.mark.parametrize("name", those(lambda operation: "If-Match" in operation.takes))
def test_a_change_of_a_version_that_is_no_longer_current_is_refused(name: str, client: Client) -> None:
    values = signed_in(client)
    prepare(name, values)
    call = call_of(name, values)
    current = call.client.get(call.address.removesuffix("/suggestions")).etag

    assert call.send(If_Match='"999"').status == 412
    assert call.send(If_Match=current).status in (200, 204)


@pytest.mark.parametrize("name", those(lambda operation: "Idempotency-Key" in operation.takes))
def test_creating_twice_under_one_key_is_creating_once(name: str, client: Client) -> None:
    values = signed_in(client)
    prepare(name, values)
    call = call_of(name, values)

    first, second = (call.send(Idempotency_Key="once") for _ in range(2))

    # Links and share tokens are fresh in each answer; what they lead to is the same.
    fresh = {"url", "token", "expires_at"}
    assert first.status == second.status
    assert first.headers.get("Location") == second.headers.get("Location")
    assert {key: value for key, value in first.body.items() if key not in fresh} == {
        key: value for key, value in second.body.items() if key not in fresh
    }
    reused = with_a_key_of_another_request(call)
    assert (reused.status, reused.body["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    "name",
    those(
        lambda operation: any("Location" in one.get("headers", ()) for one in operation.described["responses"].values())
    ),
)
def test_a_location_leads_to_what_was_made(name: str, client: Client) -> None:
    values = signed_in(client)
    prepare(name, values)
    call = call_of(name, values)

    made = call.send()

    found = call.client.get(made.headers["Location"])
    assert found.status in (200, 202)
    assert found.body.get("id") == made.body.get("id")


def test_a_report_too_large_to_wait_for_says_where_and_when_to_look(user: Client) -> None:
    described(user)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.import_module("smartflow.reports.store"), "IN_REQUEST_PROCESSES", 0)
        reply = OPERATIONS["create_report"].hold(user.post("/v1/reports", {"scope": "portfolio", "format": "txt"}))
    assert reply.status == 202
    assert user.get(reply.headers["Location"]).body["status"] == "queued"


def test_an_export_that_is_ready_is_described_too(user: Client, nothing_waits: None) -> None:
    assert OPERATIONS["read_export"].hold(user.get("/v1/me/export")).status == 202
    assert run_background_worker() == []
    assert OPERATIONS["read_export"].hold(user.get("/v1/me/export")).status == 200


def test_a_degraded_service_says_what_is_missing_and_when_to_ask_again(client: Client) -> None:
    with configured(ANALYSIS_QUEUE_URL="https://sqs.eu-central-1.amazonaws.com/123456789012/missing"):
        reply = OPERATIONS["read_health"].hold(client.get("/v1/health"))
    assert (reply.status, reply.body["status"], reply.body["queue"]) == (503, "degraded", False)
