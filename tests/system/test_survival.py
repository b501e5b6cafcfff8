"""What survives what: killed workers, a restarted database, a model that hangs."""

import threading
import time
import urllib.request
from typing import Any

import psycopg
import pyotp
import pytest

from local.stack import Stack
from tests.support import model_server
from tests.support.model_server import ModelServer
from tests.support.waiting import PATIENCE, until
from tests.system.caller import BOOKKEEPING, Caller

pytestmark = pytest.mark.xdist_group("survival")


def expire_leases(stack: Stack) -> None:
    """Let the time of every lease pass."""
    with psycopg.connect(stack.admin_dsn.replace("dbname=postgres", "dbname=smartflow")) as connection:
        connection.execute(
            "update smartflow.jobs set lease_until = now() - interval '1 second' where status = 'running'"
        )


def pass_time(stack: Stack, seconds: int) -> None:
    """Let time pass for whatever waits to be tried again."""
    with psycopg.connect(stack.admin_dsn.replace("dbname=postgres", "dbname=smartflow")) as connection:
        shift = f"interval '{seconds} seconds'"
        connection.execute(f"update smartflow.jobs set not_before = not_before - {shift}".encode())
        connection.execute(f"update smartflow.circuits set retry_at = retry_at - {shift}".encode())
        connection.execute(
            f"update smartflow.job_outbox set due_at = due_at - {shift}, sent_at = sent_at - {shift}".encode()
        )


def messages(stack: Stack, queue: str) -> int:
    """Count what waits in a queue or is in a worker's hands."""
    names: list[Any] = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    attributes = stack.client("sqs").get_queue_attributes(QueueUrl=stack.outputs[queue], AttributeNames=names)
    return sum(int(attributes["Attributes"][name]) for name in names)


def test_a_worker_killed_in_the_middle_costs_one_more_call_and_loses_nothing(
    stack_with_model: Stack, modelled: Caller, model: ModelServer
) -> None:
    model.behaviour = model_server.in_turn(model_server.good, model_server.hanging(60), model_server.good)
    address = modelled.ask()
    until(lambda: len(model.requests) == 2)
    assert modelled.get(address).body["status"] == "running"
    stack_with_model.kill("analysis_worker")

    expire_leases(stack_with_model)
    stack_with_model.invoke("housekeeping", {"task": "jobs"})
    analysis = modelled.wait(address)

    assert analysis["status"] == "succeeded"
    kinds = [model_server.kind_of(asked) for asked in model.requests]
    assert kinds == ["reading", "writing", "writing"], "what was read is not paid for again"
    versions = modelled.get(f"/v1/processes/{analysis['process_id']}/analyses").body["items"]
    assert [item["version"] for item in versions] == [1]


def test_a_cancelled_analysis_is_not_written_by_the_worker_that_was_at_it(
    stack_with_model: Stack, modelled: Caller, model: ModelServer
) -> None:
    release = threading.Event()

    def slow(asked: model_server.Json) -> model_server.Reply:
        release.wait(PATIENCE)
        return model_server.good(asked)

    model.behaviour = slow
    before = messages(stack_with_model, "AnalysisQueueUrl")
    address = modelled.ask()
    until(lambda: model.requests)
    assert modelled.post(f"{address}/cancel").body["status"] == "cancelled"
    release.set()
    until(lambda: messages(stack_with_model, "AnalysisQueueUrl") <= before)

    assert modelled.get(address).body["result"] is None
    assert modelled.get(address).body["status"] == "cancelled"


def test_a_model_that_hangs_is_left_and_asked_again_later(
    stack_with_model: Stack, modelled: Caller, model: ModelServer
) -> None:
    model.behaviour = model_server.in_turn(model_server.hanging(60), model_server.good)
    address = modelled.ask()
    until(lambda: model.requests)
    waiting = modelled.wait(address, "queued")
    assert waiting["retry_at"]

    pass_time(stack_with_model, 60)
    stack_with_model.invoke("housekeeping", {"task": "jobs"})
    assert modelled.wait(address)["status"] == "succeeded"


def test_a_brown_out_of_the_model_does_not_multiply_calls_or_fill_the_dead_letter_queue(
    stack_with_model: Stack, modelled: Caller, model: ModelServer
) -> None:
    model.behaviour = model_server.failing(429, "rate_limit_exceeded", Retry_After="1")
    addresses = [modelled.ask({**BOOKKEEPING, "title": f"Proces {number}"}) for number in range(12)]
    until(lambda: all(modelled.get(address).body["retry_at"] for address in addresses))
    refused = len(model.requests)
    assert refused <= 12

    model.behaviour = model_server.good
    pass_time(stack_with_model, 1000)
    stack_with_model.invoke("housekeeping", {"task": "jobs"})

    def all_done_a_minute_later() -> bool:
        # The schedule stands still here: what finds no free worker is sent again by the next minute's housekeeping.
        pass_time(stack_with_model, 60)
        stack_with_model.invoke("housekeeping", {"task": "jobs"})
        return all(modelled.get(address).body["status"] == "succeeded" for address in addresses)

    until(all_done_a_minute_later)
    assert len(model.requests) == refused + 24
    assert messages(stack_with_model, "AnalysisDeadLettersUrl") == 0


def test_a_restart_of_the_database_under_load_loses_nothing_that_was_acknowledged(stack: Stack) -> None:
    caller = Caller(stack.url).register()
    acknowledged: list[str] = []
    answered: list[int] = []
    stop = threading.Event()

    def write(number: int) -> None:
        count = 0
        while not stop.is_set():
            count += 1
            reply = caller.post("/v1/processes", {**BOOKKEEPING, "title": f"Zapis {number} {count}"})
            answered.append(reply.status)
            if reply.status == 201:
                acknowledged.append(reply.body["id"])
            else:
                assert reply.headers["Retry-After"]
            time.sleep(0.03)  # the gateway throttles more than a hundred a second

    threads = [threading.Thread(target=write, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(acknowledged) >= 10)
        stack.restart_database()
        before = len(acknowledged)
        until(lambda: len(acknowledged) >= before + 10)
    finally:
        stop.set()
    for thread in threads:
        thread.join()

    assert set(answered) <= {201, 503}
    kept: set[str] = set()
    cursor = ""
    while True:
        page = caller.get(f"/v1/processes?limit=100{cursor}").body
        kept |= {item["id"] for item in page["items"]}
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert set(acknowledged) <= kept
    assert caller.post("/v1/processes", BOOKKEEPING).status == 201


@pytest.mark.parametrize("function", ["processes_api", "reports_api"])
def test_a_killed_function_is_back_with_the_next_request(stack: Stack, caller: Caller, function: str) -> None:
    process = caller.post("/v1/processes", BOOKKEEPING).body
    caller.post("/v1/reports", {"scope": "process", "process_ids": [process["id"]], "format": "txt"})
    stack.kill(function)

    assert caller.get("/v1/processes").body["items"][0]["id"] == process["id"]
    assert len(caller.get("/v1/reports").body["items"]) == 1


def unfinished(stack: Stack) -> None:
    """Let all exports be waiting for a worker, with their messages sent."""
    with psycopg.connect(stack.admin_dsn.replace("dbname=postgres", "dbname=smartflow")) as connection:
        connection.execute(
            "update smartflow.jobs set status = 'queued', attempt = 0, finished_at = null, object_key = null, bytes = null "
            "where kind = 'export'"
        )


def test_everything_is_still_there_after_the_whole_system_was_stopped_and_what_waited_goes_on_at_once(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    with Stack(folder) as first:
        caller = Caller(first.url).register()
        analysis = caller.wait(caller.ask())
        report = caller.post(
            "/v1/reports", {"scope": "process", "process_ids": [analysis["process_id"]], "format": "txt"}
        ).body
        caller.post("/v1/me/export")
        until(lambda: caller.get("/v1/me/export").body["status"] == "ready")
        unfinished(first)
        second_factor = caller.post("/v1/me/totp", {"current_password": caller.password}).body["secret"]
    with Stack(folder, schedules=False) as second:
        caller.url = second.url
        until(lambda: caller.get("/v1/me/export").body["status"] == "ready")
        code = pyotp.TOTP(second_factor).now()
        assert caller.post("/v1/me/totp/confirm", {"code": code}).status == 200, "its secret can still be decrypted"
        assert caller.get(f"/v1/analyses/{analysis['id']}").body == analysis
        link = caller.get(f"/v1/reports/{report['id']}").body["url"]
        with urllib.request.urlopen(link) as answer:
            assert answer.status == 200
