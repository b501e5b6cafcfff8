"""One stack of the sample template for the tests that do not break it."""

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from local.stack import Stack
from tests.support.waiting import PATIENCE

SAMPLE = Path(__file__).parent / "sample"


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> dict[str, object]:
        value = json.loads(self.body)
        assert isinstance(value, dict)
        return value


def call(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
    """Make a request; refusals are answers too."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return Reply(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample that tests may change."""
    return Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("sample") / "sample"))


@pytest.fixture(scope="session")
def stack(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The sample, running."""
    with Stack(tmp_path_factory.mktemp("data"), template_file=sample / "template.yaml") as running:
        yield running
