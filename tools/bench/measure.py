"""Measures our code and a peer in turn: medians, their ratio, and the table that shows them."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One comparison: medians in milliseconds, and the ratio to reach, if one is set."""

    what: str
    ours: float
    peer: float
    goal: float | None

    @property
    def ratio(self) -> float:
        """Ours as a share of the peer's."""
        return self.ours / self.peer


@dataclass(frozen=True)
class Table:
    """Comparisons with one peer; `about` says what was done and how it was kept fair."""

    title: str
    peer: str
    about: str
    rows: list[Row]

    def lines(self) -> Iterator[str]:
        """Yield the table as Markdown."""
        yield from (f"## {self.title}", "", self.about, "")
        yield from (f"| | ours, ms | {self.peer}, ms | ratio | goal | |", "|---|---|---|---|---|---|")
        for row in self.rows:
            verdict = " | " if row.goal is None else f"{row.goal:.2f} | {'met' if row.ratio <= row.goal else 'not met'}"
            yield f"| {row.what} | {row.ours:.1f} | {row.peer:.1f} | {row.ratio:.2f} | {verdict} |"
        yield ""


def alternating(ours: Callable[[], object], peer: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the medians in milliseconds of both, run in turn `times` times after once to warm up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(times + 1):
        for kind, work in enumerate((ours, peer)):
            start = time.perf_counter()
            work()
            if turn:
                taken[kind].append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[0]), statistics.median(taken[1])


def machine() -> str:
    """Describe the machine."""
    try:
        described = Path("/proc/cpuinfo").read_text()
        model = next(line.partition(":")[2].strip() for line in described.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"
