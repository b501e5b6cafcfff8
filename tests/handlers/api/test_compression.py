"""Public answers are compressed if the client accepts that; answers with personal data never are."""

import base64
import gzip
import json

import pytest

from tests.support.api import CONTEXT, Client, http_event

ESTIMATE = {"runs": "320", "frequency": "monthly", "minutes_per_run": "7", "hourly_cost": "60", "fill_defaults": True}


def answered(method: str, path: str, body: object = None, **headers: str) -> dict[str, object]:
    import public_api

    payload = None if body is None else json.dumps(body).encode()
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        given["content-type"] = "application/json"
    event = http_event(method, path, payload, given, ip="192.0.2.7")
    answer: dict[str, object] = public_api.handler(event, CONTEXT)  # type: ignore[arg-type]
    return answer


def test_a_public_answer_is_compressed_where_that_is_taken(client: Client) -> None:
    plain = answered("POST", "/v1/estimate", ESTIMATE)
    short = answered("POST", "/v1/estimate", ESTIMATE, accept_encoding="gzip, br")

    assert short["isBase64Encoded"] is True
    assert dict(short["headers"])["Content-Encoding"] == "gzip"  # type: ignore[call-overload]
    packed = base64.b64decode(str(short["body"]))
    assert json.loads(gzip.decompress(packed)) == json.loads(str(plain["body"]))
    assert len(packed) < len(str(plain["body"])) / 2


@pytest.mark.parametrize("path", ["/v1/me", "/v1/processes", "/v1/dashboard"])
def test_an_answer_of_an_account_is_not(user: Client, path: str) -> None:
    for number in range(8):
        user.post("/v1/processes", {"title": f"Process {number}", "description": "d" * 500})
    assert "Content-Encoding" not in user.get(path, accept_encoding="gzip").headers
