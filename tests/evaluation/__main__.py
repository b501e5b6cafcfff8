"""Prints how an analyst does on the evaluation set.

`make evaluate` measures the rules; with `--model` it is a language model: OPENAI_API_KEY, and if need be
OPENAI_BASE_URL and OPENAI_MODEL, say which. That costs money: one or two calls for each case.
"""

import argparse
import asyncio
import os
import sys

from tests.evaluation.measure import Score, table


def main() -> int:
    """Print the table, and what was wrong behind it on stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--model", action="store_true", help="ask a language model instead of the rules")
    if parser.parse_args().model:
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
    return 0


def _tell(one: Score) -> None:
    for label, found in (("wrong", one.wrong), ("trap", one.trapped), ("false", one.false_contradictions)):
        if found:
            print(f"{one.case.name}: {label}: {found}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
