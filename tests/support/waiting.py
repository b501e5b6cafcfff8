"""Waiting for what other processes do. A machine that is busy is slow, and no test fails for that."""

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 120.0  # seconds until a test gives up


def until(condition: Callable[[], object]) -> None:
    """Wait until `condition` holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "what was waited for has not happened"
        time.sleep(0.05)
