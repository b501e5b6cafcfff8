"""Measures the number lock and the check of verdicts on their sentences: `python -m tests.evaluation.number_lock`.

`corpora` beside the unit tests holds lies (to be removed), honest sentences (to stay) and verdicts with their stance, each in
a half to develop with and a half held out. `scores` counts by half and kind; the tables are those of `docs/number-lock.md`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_lock import AllowedSources, check, prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartflow.language.text import Language

CORPORA: Final = Path(__file__).parents[1] / "unit" / "analyst" / "checking" / "corpora"
Half = Literal["development", "held-out"]
HALVES: Final[tuple[Half, ...]] = ("development", "held-out")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence an analyst might write, about a process described as `description`, with the title of a page it cites."""

    kind: str
    language: Language
    text: str
    description: str = ""
    source: str = ""

    def violations(self) -> list[str]:
        """Return what the lock finds in it, as "kind: words"."""
        titles = frozenset({self.source} if self.source else ())
        found = check(prepare(self.text), AllowedSources(SourceText(self.description), titles))
        return [f"{violation.kind}: {violation.found}" for violation in found]


def load(name: str, half: Half) -> list[Sentence]:
    """Return the sentences of one half of "lies", "honest" or "verdicts"."""
    lines = (CORPORA / f"{name}-{half}.jsonl").read_text("utf-8").splitlines()
    return [Sentence(**json.loads(line)) for line in lines]


def scores(sentences: list[Sentence], is_right: Callable[[Sentence], bool]) -> dict[str, tuple[int, int]]:
    """Return how many of each kind and language are right, and of how many; "all" last."""
    right, total = Counter[str](), Counter[str]()
    for sentence in sentences:
        for key in (sentence.kind, f"all {sentence.language}", "all"):
            total[key] += 1
            right[key] += is_right(sentence)
    ordered = [key for key in total if not key.startswith("all")] + ["all pl", "all en", "all"]
    return {key: (right[key], total[key]) for key in ordered}


def table(name: str, is_right: Callable[[Sentence], bool]) -> str:
    """Return the scores of both halves as a Markdown table."""
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for half in HALVES:
        for kind, (right, total) in scores(load(name, half), is_right).items():
            cells[kind][half] = f"{right} of {total}"
    rows = [f"| {kind.replace('_', ' ')} | {row.get('development', '–')} | {row.get('held-out', '–')} |"
            for kind, row in cells.items()]  # fmt: skip
    return "\n".join(["| kind | development | held out |", "|---|---|---|", *rows])


def _is_caught(sentence: Sentence) -> bool:
    return bool(sentence.violations())


def _is_kept(sentence: Sentence) -> bool:
    return not sentence.violations()


def main() -> None:
    """Print the tables; with `--misses` only the sentences of the development half that come out wrong."""
    if "--misses" not in sys.argv:
        print(f"Lies removed\n\n{table('lies', _is_caught)}\n\nHonest sentences kept\n\n{table('honest', _is_kept)}")
        return
    for sentence in load("lies", "development"):
        if not _is_caught(sentence):
            print("passed:", sentence.kind, sentence.text)
    for sentence in load("honest", "development"):
        if found := sentence.violations():
            print("lost:", sentence.kind, sentence.text, found)


if __name__ == "__main__":
    main()
