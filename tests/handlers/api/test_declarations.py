"""An answer that differs from the declaration of its route: at run time it is sent and logged, in tests it fails."""

from uuid import UUID

import pytest
from aws_lambda_powertools.shared.cookies import Cookie

from smartflow.api import http
from smartflow.api.http import Answer, Api, IdempotencyKey, Request
from smartflow.api.routes import Answers
from smartflow.infra.problems import Problem
from tests.support.api import CONTEXT, Reply, http_event, reply_of

PATH = "/v1/things"


@pytest.fixture
def differences(cloud: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the differences that would be logged."""
    found: list[str] = []
    monkeypatch.setattr(http, "log_difference", found.append)
    return found


def call(api: Api, path: str = PATH, **headers: str) -> Reply:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return reply_of(api.handler(http_event("GET", path, None, given), CONTEXT))  # type: ignore[arg-type] # enough of one


def serving(answer: Answer[None] | Problem, answers: Answers, *problems: str) -> Api:
    """Return an API with one public route that answers so."""
    api = Api()

    @api.route("GET", PATH, answers=answers, problems=problems, public=True)
    def read_things(_request: Request) -> Answer[None]:
        if isinstance(answer, Problem):
            raise answer
        return answer

    return api


@pytest.mark.parametrize(
    ("answer", "answers"),
    [
        (Answer(None, 204), {200: ()}),
        (Answer(None, 201, {"Location": "/v1/things/1"}), {201: ()}),
        (Answer(None, version=3), {200: ()}),
        (Answer(None), {200: ("ETag",)}),
        (Answer(None, 202, {"Location": "/v1/things/1"}), {202: ("Location", "Retry-After")}),
        (Answer(None, cookies=[Cookie("smartflow_refresh", "x")]), {200: ()}),
        (Problem("no_result"), {200: ()}),
        (Problem("unavailable"), {200: ()}),
        (Problem("unauthorized", headers={"Set-Cookie": "smartflow_refresh=x"}), {200: ()}),
    ],
)
def test_an_answer_that_differs_from_its_declaration_is_noticed_and_still_given(
    differences: list[str], answer: Answer[None] | Problem, answers: Answers
) -> None:
    reply = call(serving(answer, answers))

    assert len(differences) == 1
    assert differences[0].startswith("GET /v1/things: ")
    assert reply.status == (
        answer.status if isinstance(answer, Answer) else {"no_result": 409, "unavailable": 503}.get(answer.code, 401)
    )


@pytest.mark.parametrize(
    ("answer", "answers", "problems"),
    [
        (Answer(None, 201, {"Location": "/v1/things/1"}, version=1), {201: ("ETag", "Location")}, ()),
        (Problem("no_result"), {200: ()}, ("no_result",)),
        (Problem("unavailable", headers={"Retry-After": "5"}), {200: ()}, ()),
        (Problem("unauthorized", headers={"Set-Cookie": "x=y"}), {200: (), 401: ("Set-Cookie",)}, ("unauthorized",)),
    ],
)
def test_an_answer_as_declared_is_nothing_to_tell_of(
    differences: list[str], answer: Answer[None] | Problem, answers: Answers, problems: tuple[str, ...]
) -> None:
    call(serving(answer, answers, *problems))

    assert differences == []


@pytest.mark.usefixtures("cloud")
def test_the_header_values_reach_a_handler_as_what_its_signature_says() -> None:
    api, seen = Api(), []

    @api.route("GET", "/v1/things/{id}", answers={200: ()}, public=True)
    def read_thing(
        _request: Request,
        id: UUID,  # noqa: A002 - the path's own name
        if_match: int | None,
        idempotency_key: IdempotencyKey | None,
    ) -> Answer[None]:
        seen.append((id, if_match, idempotency_key and idempotency_key.text))
        return Answer(None)

    path = f"/v1/things/{UUID(int=1)}"
    call(api, path)
    call(api, path, if_match="*")
    call(api, path, if_match='W/"7.1f9a0c2e"', idempotency_key="k-1")

    assert seen == [(UUID(int=1), None, None), (UUID(int=1), None, None), (UUID(int=1), 7, "k-1")]
    assert call(api, path, if_match='"not a number"').status == 412
    assert call(api, path, idempotency_key="two words").status == 422


@pytest.mark.usefixtures("cloud")
def test_a_version_that_must_be_named_is_asked_for() -> None:
    api = Api()

    @api.route("GET", PATH, answers={200: ()}, public=True)
    def read_things(_request: Request, if_match: int) -> Answer[None]:
        return Answer(None)

    assert call(api, if_match='"1"').status == 200
    assert [call(api).status, call(api, if_match="*").status] == [428, 428]


def test_a_declaration_that_cannot_be_is_refused_when_the_function_is_loaded() -> None:
    api = Api()

    def unknown_parameter(_request: Request, colour: str) -> Answer[None]:
        return Answer(None)

    def if_match_of_no_kind(_request: Request, if_match: float) -> Answer[None]:
        return Answer(None)

    def plain(_request: Request) -> Answer[None]:
        return Answer(None)

    for handler, problems in ((unknown_parameter, ()), (if_match_of_no_kind, ()), (plain, ("no_such_problem",))):
        with pytest.raises(AssertionError):
            api.route("GET", PATH, answers={200: ()}, problems=problems)(handler)
