"""Behind CloudFront: only what comes through it is answered, and only it is believed who is calling."""

from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest

from smartflow.accounts import attempts
from smartflow.infra import config
from tests.support.api import Client

SECRET = "s" * 64


@pytest.fixture
def behind_cloudfront(client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    secrets = boto3.client("secretsmanager", region_name="eu-central-1")
    arn = secrets.create_secret(Name="origin", SecretString=SECRET)["ARN"]
    monkeypatch.setenv("ORIGIN_SECRET_ARN", arn)
    config.clear_cache()
    yield
    monkeypatch.undo()
    config.clear_cache()
    secrets.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)


def through(address: str) -> dict[str, str]:
    return {"x_origin_secret": SECRET, "x_viewer_address": address}


@pytest.mark.usefixtures("behind_cloudfront")
@pytest.mark.parametrize("path", ["/v1/health", "/v1/me", "/v1/analyses/x", "/v1/reports", "/v1/no-such-route"])
@pytest.mark.parametrize("shown", [{}, {"x_origin_secret": "ż" * 64}, {"x_origin_secret": SECRET[:-1]}])
def test_a_call_that_goes_past_cloudfront_is_refused(client: Client, path: str, shown: dict[str, str]) -> None:
    reply = client.get(path, x_viewer_address="203.0.113.9", **shown)

    assert reply.status == 403
    assert reply.body["code"] == "wrong_entrance"


@pytest.mark.usefixtures("behind_cloudfront")
def test_a_call_through_cloudfront_is_answered(client: Client) -> None:
    assert client.get("/v1/health", **through("203.0.113.9")).status == 200
    assert client.get("/v1/no-such-route", **through("203.0.113.9")).status == 404


def fail_to_sign_in(client: Client, ip: str, shown: dict[str, str]) -> None:
    """Try with a password that is wrong, from what the gateway takes for `ip`."""
    body = {"email": "nobody@example.com", "password": "nie to hasło, niestety"}
    assert replace(client, ip=ip).post("/v1/auth/login", body, **shown).status == 401


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that tries are counted by."""
    seen: list[str] = []
    network = attempts.network_of

    def note(source_ip: str) -> str:
        seen.append(source_ip)
        return network(source_ip)

    monkeypatch.setattr(attempts, "network_of", note)
    return seen


@pytest.mark.usefixtures("behind_cloudfront")
def test_sign_ins_count_by_the_viewers_address(client: Client, counted: list[str]) -> None:
    fail_to_sign_in(client, "130.176.0.1", through("2001:db8::1"))

    assert set(counted) == {"2001:db8::1"}


def test_without_cloudfront_no_header_is_believed(client: Client, counted: list[str]) -> None:
    fail_to_sign_in(client, "198.51.100.7", through("203.0.113.9"))

    assert set(counted) == {"198.51.100.7"}
