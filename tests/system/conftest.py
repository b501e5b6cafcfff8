"""The whole system, started once for this package as `make run` starts it: with the rules, and with a model server of the tests' own."""

from collections.abc import Iterator

import pytest

from local.stack import Stack
from tests.support import model_server
from tests.support.model_server import ModelServer
from tests.system.caller import Caller

#: Short times, in the proportions that the template is held to.
QUICK = {"WorkerTimeout": "40", "QueueVisibilityTimeout": "241", "ModelTimeout": "6"}


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The system without a model's key."""
    with Stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture(scope="package")
def model() -> Iterator[ModelServer]:
    with model_server.running() as server:
        yield server


@pytest.fixture(scope="package")
def stack_with_model(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[Stack]:
    """The system with a model; its schedules stand still, tests run housekeeping when they mean to."""
    environment = {"OPENAI_API_KEY": "test-key", "OPENAI_BASE_URL": model.url}
    folder = tmp_path_factory.mktemp("stack-with-model")
    with Stack(folder, parameters=QUICK, environment=environment, schedules=False) as running:
        yield running


@pytest.fixture
def caller(stack: Stack) -> Caller:
    """Somebody who has just signed up."""
    return Caller(stack.url).register()


@pytest.fixture
def modelled(stack_with_model: Stack, model: ModelServer) -> Iterator[Caller]:
    """Somebody who has just signed up where a model writes the analyses; the model is well again afterwards."""
    model.requests.clear()
    yield Caller(stack_with_model.url).register().consent()
    model.behaviour = model_server.good
