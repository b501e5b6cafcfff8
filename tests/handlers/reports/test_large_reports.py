"""Reports too large to wait for: accepted at once, made in the background, whole, or failed with a word."""

from typing import Any
from uuid import UUID, uuid4

import pytest

import background_worker
import reports_api
from smartflow.infra import db, storage
from smartflow.reports import store as reports
from tests.support import postgres
from tests.support.api import Client, Reply
from tests.support.reports import fetched, is_there
from tests.support.work import PROCESS, drain_queue, housekeeping, run_background_worker

pytestmark = pytest.mark.usefixtures("nothing_waits")

MANY = reports.IN_REQUEST_PROCESSES + 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes are one too many to wait for."""
    monkeypatch.setattr(reports, "IN_REQUEST_PROCESSES", 1)


def describe(user: Client, *titles: str, **changes: Any) -> list[str]:
    made = [user.post("/v1/processes", {**PROCESS, "title": title, **changes}) for title in titles]
    assert {reply.status for reply in made} == {201}
    return [reply.body["id"] for reply in made]


def portfolio(user: Client, **changes: Any) -> Reply:
    return user.post("/v1/reports", {"scope": "portfolio", "format": "txt", "language": "pl", **changes})


def test_a_large_portfolio_is_accepted_at_once_and_comes_whole(user: Client) -> None:
    titles = [f"Proces numer {number:03}" for number in range(MANY)]
    describe(user, *titles)

    accepted = portfolio(user)
    assert (accepted.status, accepted.body["status"], accepted.body["url"]) == (202, "queued", None)
    assert int(accepted.headers["Retry-After"]) >= 1
    waiting = user.get(accepted.headers["Location"]).body
    assert (waiting["status"], waiting["bytes"], waiting["expires_at"]) == ("queued", None, None)

    assert run_background_worker() == []
    ready = user.get(accepted.headers["Location"]).body
    content = fetched(ready["url"])
    assert [title for title in titles if title not in content.decode()] == []
    assert (ready["status"], ready["bytes"], len(ready["process_ids"])) == ("ready", len(content), MANY)
    assert (ready["title"], ready["file_name"]) == (waiting["title"], waiting["file_name"])


@pytest.mark.usefixtures("impatient")
def test_while_a_large_report_is_made_it_says_how_many_processes_are_laid_out(
    user: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe(user, "Faktury", "Zamówienia", "Reklamacje")
    report = portfolio(user, format="pdf", include="full").body
    monkeypatch.setattr(background_worker, "_BETWEEN_PROGRESS", 0.0)
    store = reports.progress
    seen: list[int] = []

    def watched(tx: db.Transaction, report_id: UUID, done: int) -> None:
        store(tx, report_id, done)
        seen.append(done)

    monkeypatch.setattr(reports, "progress", watched)
    assert (report["processes_done"], report["process_count"]) == (0, 3)
    assert run_background_worker() == []

    assert seen == sorted(seen)
    assert {1, 2, 3} <= set(seen)
    assert user.get(f"/v1/reports/{report['id']}").body["processes_done"] == 3


def test_long_descriptions_count_as_many_processes_do(user: Client) -> None:
    words = "Księgujemy faktury, jedna po drugiej, ręcznie. " * 430
    describe(user, *(f"Długi opis {number}" for number in range(26)), description=words[:20_000])

    assert portfolio(user).status == 202


def test_a_report_made_later_is_the_one_made_at_once(user: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    describe(user, "Faktury", "Zamówienia")
    wishes = {
        "title": "Nasze procesy",
        "header": "Góra",
        "footer": "Dół",
        "include": "figures",
        "accent": "#20406a",
        "format": "md",
    }
    at_once = portfolio(user, **wishes)
    monkeypatch.setattr(reports, "IN_REQUEST_PROCESSES", 1)
    later = portfolio(user, **wishes)
    assert (at_once.status, later.status) == (201, 202)
    assert run_background_worker() == []

    ready = user.get(f"/v1/reports/{later.body['id']}").body
    assert fetched(ready["url"]) == fetched(at_once.body["url"])
    assert (ready["title"], ready["file_name"]) == (at_once.body["title"], at_once.body["file_name"])


@pytest.mark.usefixtures("impatient")
def test_a_report_made_later_can_be_a_pdf(user: Client) -> None:
    describe(user, "Faktury", "Zamówienia")
    report = portfolio(user, format="pdf").body
    assert run_background_worker() == []

    assert fetched(user.get(f"/v1/reports/{report['id']}").body["url"]).startswith(b"%PDF-")


@pytest.mark.usefixtures("impatient")
def test_asked_for_twice_under_one_key_it_is_made_once(user: Client) -> None:
    describe(user, "Faktury", "Zamówienia")
    body = {"scope": "portfolio", "format": "txt"}
    key = str(uuid4())
    first, second = (user.post("/v1/reports", body, idempotency_key=key) for _ in range(2))

    assert (first.status, second.status) == (202, 202)
    assert first.body["id"] == second.body["id"]
    assert len(drain_queue("background_queue_url")) == 1


def test_under_one_key_the_earlier_report_is_answered_however_large_the_portfolio_is_by_then(
    user: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe(user, "Faktury", "Zamówienia")
    body = {"scope": "portfolio", "format": "txt"}
    keys = [str(uuid4()), str(uuid4())]
    at_once = user.post("/v1/reports", body, idempotency_key=keys[0])
    with monkeypatch.context() as impatient:
        impatient.setattr(reports, "IN_REQUEST_PROCESSES", 1)
        later = user.post("/v1/reports", body, idempotency_key=keys[1])
        again = user.post("/v1/reports", body, idempotency_key=keys[0])
    assert (again.status, again.body["id"]) == (201, at_once.body["id"])
    assert fetched(again.body["url"]) == fetched(at_once.body["url"])

    queued = user.post("/v1/reports", body, idempotency_key=keys[1])
    assert (queued.status, queued.body["id"], queued.body["url"]) == (202, later.body["id"], None)


@pytest.mark.usefixtures("impatient")
def test_a_report_deleted_before_it_is_made_leaves_nothing(user: Client) -> None:
    describe(user, "Faktury", "Zamówienia")
    report = portfolio(user).body
    assert user.call("DELETE", f"/v1/reports/{report['id']}").status == 204
    assert run_background_worker() == []

    assert not is_there(f"reports/{report['id']}.txt")
    assert user.get(f"/v1/reports/{report['id']}").status == 404


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("by_the_api", [True, False])
def test_a_report_that_goes_while_it_is_made_leaves_nothing(
    user: Client, database: postgres.Database, monkeypatch: pytest.MonkeyPatch, by_the_api: bool
) -> None:
    """By its owner, whose call cancels the job; or by age, which does not."""
    describe(user, "Faktury", "Zamówienia")
    report = portfolio(user).body
    put = storage.put

    def put_too_late(key: str, content: bytes, content_type: str) -> None:
        put(key, content, content_type)
        if by_the_api:
            assert user.call("DELETE", f"/v1/reports/{report['id']}").status == 204
            housekeeping()
        else:
            postgres.as_owner(database, "reports", f"delete from smartflow.reports where id = '{report['id']}'")
        put(key, content, content_type)

    monkeypatch.setattr(storage, "put", put_too_late)
    assert run_background_worker() == []
    housekeeping()

    assert not is_there(f"reports/{report['id']}.txt")
    [(status,)] = postgres.as_owner(database, "jobs", f"select status from smartflow.jobs where id = '{report['id']}'")
    assert status == ("cancelled" if by_the_api else "succeeded")


@pytest.mark.usefixtures("impatient")
def test_a_report_whose_row_has_gone_ends_its_job(user: Client, database: postgres.Database) -> None:
    describe(user, "Faktury", "Zamówienia")
    report = portfolio(user).body
    postgres.as_owner(database, "reports", f"delete from smartflow.reports where id = '{report['id']}'")

    assert run_background_worker() == []
    jobs = postgres.as_owner(database, "jobs", f"select status from smartflow.jobs where id = '{report['id']}'")
    assert jobs == [("succeeded",)]


@pytest.mark.usefixtures("impatient")
def test_a_report_whose_processes_have_gone_has_failed(user: Client) -> None:
    described = describe(user, "Faktury", "Zamówienia")
    report = portfolio(user).body
    for process in described:
        assert user.call("DELETE", f"/v1/processes/{process}", headers={"If-Match": '"1"'}).status == 204
    assert run_background_worker() == []

    failed = user.get(f"/v1/reports/{report['id']}").body
    assert (failed["status"], failed["url"]) == ("failed", None)


@pytest.mark.usefixtures("impatient")
def test_a_shared_link_opens_once_the_report_is_there(user: Client) -> None:
    describe(user, "Faktury", "Zamówienia")
    report = portfolio(user).body
    share = user.post(f"/v1/reports/{report['id']}/shares", {}).body
    assert Client().get(f"/v1/shared/{share['token']}").status == 404
    assert run_background_worker() == []

    assert Client().get(f"/v1/shared/{share['token']}").body["cover"]["figures"]


def test_more_than_one_report_can_hold_is_said(user: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports_api, "MAX_PROCESSES", 1)
    describe(user, "Faktury", "Zamówienia")

    refused = portfolio(user)
    assert (refused.status, refused.body["code"]) == (409, "too_many_processes")
    assert "1" in refused.body["detail"]
