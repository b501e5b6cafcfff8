"""Removing sentences so that nothing is left of them: not their list, nor the line that introduces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smartflow.analyst.text import sentences

if TYPE_CHECKING:
    from collections.abc import Callable


def without(text: str, is_bad: Callable[[str], bool]) -> tuple[str, int]:
    """Return `text` without its bad sentences, and how many were removed.

    A line that ends with a colon introduces the lines below it, up to an empty line or the next such line. They go with
    it, and it goes with the last of them.
    """
    parts = [text[start:end] for start, end in sentences(text)]
    bad = [is_bad(part) for part in parts]
    for heading, items in _lists(parts):
        if bad[heading] or all(bad[index] for index in items):
            for index in (heading, *items):
                bad[index] = True
    return "".join(part for part, is_removed in zip(parts, bad, strict=True) if not is_removed).strip(), sum(bad)


def _lists(parts: list[str]) -> list[tuple[int, range]]:
    """Return each introducing line and the lines of its list."""
    lists = []
    for heading, part in enumerate(parts):
        if not (_introduces(part) and part.endswith("\n") and "\n\n" not in part):
            continue
        last = heading + 1
        while last < len(parts) and not _introduces(parts[last]):
            last += 1
            if "\n\n" in parts[last - 1]:
                break
        if last > heading + 1:
            lists.append((heading, range(heading + 1, last)))
    return lists


def _introduces(part: str) -> bool:
    return part.rstrip().endswith(":")
