"""What a Lambda environment has set before any code of ours is imported, and what a parallel run needs."""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "SmartFlowAI")
os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "tests")

# Hypothesis measures by the clock how long an example takes, and a busy machine fails that. A run should say the same as the run
# before it; `--hypothesis-profile=default` looks for new examples.
hypothesis.settings.register_profile(
    "without-clock",
    parent=hypothesis.settings(),
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("without-clock")

_FOLDER = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give the run a temporary folder that no other run touches.

    pytest's usual one is shared by all runs of a user, and each closes it to everybody else as it begins. Started by root,
    Postgres runs as another user, who then loses the way to its data.
    """
    if config.option.basetemp is None:
        config.stash[_FOLDER] = Path(tempfile.mkdtemp(prefix="smartflow-tests-"))
        config.option.basetemp = str(config.stash[_FOLDER] / "run")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove the folder; `--basetemp=FOLDER` keeps what is in it, logs among it."""
    folder = session.config.stash.get(_FOLDER, None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a module's tests in one process, where they share what they set up; those of the page go wherever there is time.

    Each process starts a system for the page's tests anyway, and they come last, one by one, so that all processes end together.
    """
    for item in items:
        if "browser" not in item.path.parts and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
