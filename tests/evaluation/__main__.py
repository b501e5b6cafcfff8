"""Measures how well descriptions are read, or how an analyst does on the project's own cases.

`make evaluate` prints how the reader does on labelled texts of writers it was not trained on, the sealed part first;
`--keep` writes it to `docs/evaluation.md` as well. `--rules` and `--model` put an analyst through the project's own cases
instead; of the rules it also prints how much two of their analyses share. A language model costs money (one or two calls a
case): OPENAI_API_KEY, and if need be OPENAI_BASE_URL and OPENAI_MODEL, say which.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from tests.evaluation import shared_sentences
from tests.evaluation.measure import Score, table
from tools.train.texts import load

_SHARED_TEXTS = 120


def main() -> int:
    """Print the table, and what was wrong behind it on stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="write the measurement to docs/evaluation.md")
    parser.add_argument("--rules", action="store_true", help="the rules on the project's own cases")
    parser.add_argument("--model", action="store_true", help="a language model on the project's own cases")
    chosen = parser.parse_args()
    if not (chosen.rules or chosen.model):
        return _reader(keep=chosen.keep)
    if chosen.model:
        if not os.environ.get("OPENAI_API_KEY"):
            print("Set OPENAI_API_KEY.", file=sys.stderr)
            return 1
        from tests.evaluation.with_model import scores

        found = asyncio.run(scores(os.environ))
    else:
        from tests.evaluation.with_rules import scores as of_rules

        found = of_rules()
    print(table(found))
    for one in found:
        _tell(one)
    if not chosen.model:
        print(
            f"\nSentences that stand in the analyses of two processes:\n\n{shared_sentences.table(load(), _SHARED_TEXTS)}"
        )
    return 0


def _reader(*, keep: bool) -> int:
    from tests.evaluation.reader_report import report, times_scored

    kept = Path(__file__).parents[2] / "docs" / "evaluation.md"
    page = report(
        lambda line: print(line, file=sys.stderr, flush=True), scored=times_scored(kept.read_text("utf-8")) + 1
    )
    print(page)
    if keep:
        kept.write_text(page, "utf-8")
    return 0


def _tell(one: Score) -> None:
    for label, found in (("wrong", one.wrong), ("trap", one.trapped), ("false", one.false_contradictions)):
        if found:
            print(f"{one.case.name}: {label}: {found}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
