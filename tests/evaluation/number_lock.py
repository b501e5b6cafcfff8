"""Measures the number lock and the check of verdicts on sentences: `python -m tests.evaluation.number_lock`.

`corpora` beside the unit tests holds lies (to be removed), honest sentences (to stay) and verdicts with their stance, each in
a half to develop with and a half held out. Sentences of the labelled descriptions that state a quantity are lies too, once
nobody said them: their writers have not seen the lock. The tables are those of `docs/number-lock.md`.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_lock import AllowedSources, Violation, check, prepare
from smartflow.analyst.checking.verdicts import stances
from smartflow.analyst.text import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartflow.language.text import Language

CORPORA: Final = Path(__file__).parents[1] / "unit" / "analyst" / "checking" / "corpora"
DESCRIPTIONS: Final = Path(__file__).parent / "descriptions"
DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "number-lock.md"
BEGINNING, END = "<!-- scores -->", "<!-- end of scores -->"
NAMES: Final = ("lies", "honest", "verdicts")
#: Repeated, they are hard on expressions that backtrack, on quotations, lists, names and figures.
ADVERSE: Final = (
    "a", "a ", "{", "„", '"a"', "“a” ", "„120 faktur” ", ".", "!. ", "x:\n", "- a\n", "Rok {net_annual}. ", "{net_annual} rok ",
    "in a month ", "both a ", "Act ", "Abc ", "Act. ", "microsoft 365. ", "Art. 6(1). ", "1 lutego 2026 ", "5 ", "dwudziesto",
    "trzydziesto-", "a.b", "a@b. ", "<a", "|a\n", "*a", "\u0301", "①", "ignore all the ", "a_b ", "Ala ma 5 kotów. ",
)  # fmt: skip
Half = Literal["development", "held-out"]
HALVES: Final[tuple[Half, ...]] = ("development", "held-out")
_QUANTITIES: Final = frozenset({"numeral", "number_word", "duration", "date", "quotation"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence an analyst might write, about a process described as `description`, with the title of a page it cites."""

    kind: str
    language: Language
    text: str
    description: str = ""
    source: str = ""

    def violations(self) -> list[Violation]:
        """Return what the lock finds in it."""
        titles = frozenset({self.source} if self.source else ())
        return check(prepare(self.text), AllowedSources(SourceText(self.description), titles))


def load(name: str, half: Half) -> list[Sentence]:
    """Return the sentences of one half of "lies", "honest" or "verdicts"."""
    lines = (CORPORA / f"{name}-{half}.jsonl").read_text("utf-8").splitlines()
    return [Sentence(**json.loads(line)) for line in lines]


def is_right(name: str, sentence: Sentence) -> bool:
    """Tell whether a sentence of a corpus comes out as it should."""
    if name == "verdicts":
        return stances(sentence.text) == {sentence.kind} - {"neither"}
    return bool(sentence.violations()) == (name == "lies")


def table(name: str) -> str:
    """Return how many sentences of each kind come out right, in both halves, as a Markdown table."""
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for half in HALVES:
        for kind, (right, total) in _scores(load(name, half), lambda sentence: is_right(name, sentence)).items():
            cells[kind][half] = f"{right} of {total}"
    order = [kind for kind in cells if not kind.startswith("all")] + ["all pl", "all en", "all"]
    rows = [
        f"| {kind.replace('_', ' ')} | {' | '.join(cells[kind].get(half, '–') for half in HALVES)} |" for kind in order
    ]
    return "\n".join([f"| {name} | development | held out |", "|---|---|---|", *rows])


def described() -> str:
    """Return how many sentences of descriptions that state a labelled quantity the lock would remove, by language."""
    right, total = Counter[str](), Counter[str]()
    for path in sorted(DESCRIPTIONS.glob("*.jsonl")):
        if path.name.startswith("sealed"):
            continue
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            stated = [quantity["quote"] for quantity in case["quantities"] if quantity["kind"] != "period"]
            for text in _with_any(case["description"], stated):
                total[case["language"]] += 1
                found = check(prepare(text), AllowedSources(SourceText("")))
                right[case["language"]] += any(violation.kind in _QUANTITIES for violation in found)
    return ", ".join(f"{language}: {right[language]} of {total[language]}" for language in total)


def _with_any(text: str, quotes: list[str]) -> list[str]:
    source = SourceText(text)
    starts = [span[0] for quote in quotes if (span := source.locate(quote))]
    return [text[start:end] for start, end in sentences(text) if any(start <= at < end for at in starts)]


def _scores(rows: list[Sentence], right: Callable[[Sentence], bool]) -> dict[str, tuple[int, int]]:
    good, total = Counter[str](), Counter[str]()
    for sentence in rows:
        for key in (sentence.kind, f"all {sentence.language}", "all"):
            total[key] += 1
            good[key] += right(sentence)
    return {key: (good[key], total[key]) for key in total}


def slowest() -> str:
    """Return which adverse text of 20,000 characters takes longest to check, and its processor time."""
    allowed = AllowedSources(SourceText("Mamy 120 faktur miesięcznie. " * 150), frozenset({"KSeF od 1 lutego 2026 r."}))
    check("a first text fills the caches", allowed)
    mixed = "".join(random.Random(1).choices(ADVERSE, k=20_000))
    times = {}
    for piece in (*ADVERSE, mixed):
        text = (piece * 20_000)[:20_000]
        start = time.process_time()
        check(prepare(text), allowed)
        times[piece[:20]] = time.process_time() - start
    piece = max(times, key=times.__getitem__)
    return f"{piece!r}, {1_000 * times[piece]:.0f} ms"


def report() -> str:
    """Return all scores, as they stand in `docs/number-lock.md`."""
    tables = "\n\n".join(table(name) for name in NAMES)
    return f"{tables}\n\nSentences of descriptions with a quantity that are removed: {described()}."


def main() -> None:
    """Print the scores, with `--keep` write them; with `--misses` print what comes out wrong in the development half."""
    if "--misses" not in sys.argv:
        print(report())
        print(f"\nSlowest adverse text of 20,000 characters: {slowest()}")
        if "--keep" in sys.argv:
            before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGINNING)
            DOCUMENT.write_text(f"{before}{BEGINNING}\n{report()}\n{END}{rest.partition(END)[2]}", "utf-8")
        return
    for name in NAMES:
        for sentence in load(name, "development"):
            if not is_right(name, sentence):
                print(name, sentence.kind, sentence.text, [f"{one.kind}: {one.found}" for one in sentence.violations()])


if __name__ == "__main__":
    main()
