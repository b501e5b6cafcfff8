"""How much of a report says again what it has said: the share of runs of six words that stood in it before."""

import re
from collections.abc import Sequence
from typing import Final

from smartflow.reports.document.tree import Document
from tests.unit.rendering.reading import printed

_RUN: Final = 6


def repeated(document: Document) -> float:
    """Return the share, from 0 to 1, of a report's runs of six words that are not there for the first time.

    Words are counted as they are printed in the PDF; the text form repeats the titles of a wide table in each of its rows.
    """
    return share(re.findall(r"\w+", " ".join(printed(document)).lower()))


def share(words: Sequence[str]) -> float:
    """Return the share of runs of six words that stood before."""
    runs = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    return 1 - len(set(runs)) / len(runs) if runs else 0.0
