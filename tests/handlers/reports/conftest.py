"""A process, a report of it, and a link that shares the report."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.api import Client
from tests.support.reports import MEASURED, made
from tests.support.work import drain_queue


@pytest.fixture(autouse=True)
def _nothing_in_the_queue(cloud: None) -> Iterator[None]:
    yield
    drain_queue()


@pytest.fixture
def process(user: Client) -> str:
    return str(user.post("/v1/processes", MEASURED).body["id"])


@pytest.fixture
def report(user: Client, process: str) -> Any:
    return made(user, process).body


@pytest.fixture
def share(user: Client, report: Any) -> Any:
    reply = user.post(f"/v1/reports/{report['id']}/shares", {})
    assert reply.status == 201, reply.body
    return reply.body
