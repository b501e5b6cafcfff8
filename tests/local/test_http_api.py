"""Requests and answers as API Gateway's HTTP API maps them (payload format 2.0)."""

from datetime import UTC, datetime

import pytest

from local.aws.template import Object, Route
from local.gateway import http_api
from local.gateway.http_api import BadAnswerError, Match, Request, Router

pytestmark = pytest.mark.xdist_group("local")

NOW = datetime(2026, 3, 12, 19, 3, 58, 123000, tzinfo=UTC)
ROUTES = [
    Route("$default", "Otherwise"),
    Route("ANY /pets/{proxy+}", "Greedy"),
    Route("GET /pets/{id}", "One"),
    Route("ANY /pets/{id}", "OneAny"),
    Route("GET /pets/dog", "Dog"),
    Route("GET /pets/{id}/toys", "Toys"),
    Route("ANY /pets/dog/{toy}", "DogToy"),
]


def event(**changes: object) -> Object:
    given: dict[str, object] = {
        "method": "POST",
        "path": "/v1/p/1",
        "query": "",
        "headers": [("Host", "localhost:8000")],
        "body": b"",
        "source_ip": "127.0.0.1",
    }
    request = Request(**{**given, **changes})  # type: ignore[arg-type]
    return http_api.event(request, Match(Route("ANY /v1/p/{id}", "P"), {"id": "1"}), NOW, "localhost:8000")


@pytest.mark.parametrize(
    ("method", "path", "function", "parameters"),
    [
        ("GET", "/pets/dog", "Dog", {}),
        ("GET", "/pets/cat", "One", {"id": "cat"}),
        ("POST", "/pets/dog", "OneAny", {"id": "dog"}),
        ("GET", "/pets/dog/toys", "DogToy", {"toy": "toys"}),
        ("GET", "/pets/cat/toys", "Toys", {"id": "cat"}),
        ("POST", "/pets/cat/toys", "Greedy", {"proxy": "cat/toys"}),
        ("GET", "/pets/a%2Fb", "One", {"id": "a/b"}),
        ("GET", "/pets/%C5%BC%20x", "One", {"id": "ż x"}),
        ("GET", "/pets/cat/", "Greedy", {"proxy": "cat/"}),
        ("GET", "/pets", "Otherwise", {}),
        ("GET", "/", "Otherwise", {}),
    ],
)
def test_the_fullest_match_wins(method: str, path: str, function: str, parameters: dict[str, str]) -> None:
    match = Router(ROUTES).match(method, path)
    assert match is not None
    assert (match.route.function, match.parameters) == (function, parameters)


def test_without_a_default_there_may_be_no_route() -> None:
    assert Router([Route("GET /a", "A")]).match("POST", "/a") is None


def test_the_event_has_what_format_2_0_says() -> None:
    context = event(query="a=1&a=2&b=%C5%BC+x&c", path="/v1/p/%C5%BC")
    assert context["version"] == "2.0"
    assert context["routeKey"] == "ANY /v1/p/{id}"
    assert context["rawPath"] == "/v1/p/ż"
    assert context["rawQueryString"] == "a=1&a=2&b=%C5%BC+x&c"
    assert context["queryStringParameters"] == {"a": "1,2", "b": "ż x", "c": ""}
    assert context["pathParameters"] == {"id": "1"}
    request = context["requestContext"]
    assert isinstance(request, dict)
    assert request["http"] == {
        "method": "POST",
        "path": "/v1/p/ż",
        "protocol": "HTTP/1.1",
        "sourceIp": "127.0.0.1",
        "userAgent": "",
    }
    assert (request["stage"], request["routeKey"], request["domainName"]) == (
        "$default",
        "ANY /v1/p/{id}",
        "localhost:8000",
    )
    assert request["time"] == "12/Mar/2026:19:03:58 +0000"
    assert request["timeEpoch"] == 1773342238123
    for absent in ("cookies", "body", "stageVariables"):
        assert absent not in context


def test_headers_are_lower_cased_and_joined_and_cookies_stand_apart() -> None:
    built = event(headers=[("X-One", "a"), ("x-one", "b"), ("Cookie", "s=1; t=2"), ("User-Agent", "u")])
    headers = built["headers"]
    assert isinstance(headers, dict)
    assert headers["x-one"] == "a,b"
    assert "cookie" not in headers
    assert built["cookies"] == ["s=1", "t=2"]


@pytest.mark.parametrize(
    ("content_type", "body", "text", "encoded"),
    [
        ("application/json; charset=utf-8", '{"a": "ż"}'.encode(), '{"a": "ż"}', False),
        ("text/csv", b"a;b", "a;b", False),
        ("application/xml", b"<a/>", "<a/>", False),
        ("application/json", b"\xff\xfe", "//4=", True),
        ("application/merge-patch+json", b"{}", "e30=", True),
        ("application/x-www-form-urlencoded", b"a=1", "YT0x", True),
        ("application/pdf", b"%PDF", "JVBERg==", True),
        ("", b"{}", "e30=", True),
    ],
)
def test_only_text_arrives_as_text(content_type: str, body: bytes, text: str, encoded: bool) -> None:
    built = event(body=body, headers=[("Content-Type", content_type)])
    assert (built["body"], built["isBase64Encoded"]) == (text, encoded)


def test_an_answer_keeps_status_headers_cookies_and_bytes() -> None:
    answer = http_api.answer(
        b'{"statusCode": "201", "headers": {"X-A": 1, "Content-Type": "image/png"}, "cookies": ["a=1", "b=2"],'
        b' "body": "iVBORw==", "isBase64Encoded": true}'
    )
    assert answer.status == 201
    assert answer.body == b"\x89PNG"
    assert answer.headers == (("x-a", "1"), ("content-type", "image/png"), ("set-cookie", "a=1"), ("set-cookie", "b=2"))


@pytest.mark.parametrize(
    ("payload", "body"), [(b'{"a": 1}', b'{"a": 1}'), (b'"text"', b"text"), (b"null", b"null"), (b"[1]", b"[1]")]
)
def test_an_answer_without_a_status_is_200_json(payload: bytes, body: bytes) -> None:
    answer = http_api.answer(payload)
    assert (answer.status, answer.headers, answer.body) == (200, (("content-type", "application/json"),), body)


@pytest.mark.parametrize(
    "payload",
    [
        b'{"statusCode": "x"}',
        b'{"statusCode": 99}',
        b'{"statusCode": null}',
        b'{"statusCode": 200, "body": {}}',
        b'{"statusCode": 200, "headers": ["a"]}',
        b'{"statusCode": 200, "headers": {"a": ["b"]}}',
        b'{"statusCode": 200, "headers": {"a": "b\\r\\nc: d"}}',
        b'{"statusCode": 200, "body": "!", "isBase64Encoded": true}',
    ],
)
def test_what_is_no_answer_is_refused(payload: bytes) -> None:
    with pytest.raises(BadAnswerError):
        http_api.answer(payload)
