"""Words of the working that belong to no single formula."""

from typing import Final

from smartflow.engine.symbols import ScenarioName
from smartflow.language.text import Text

SCENARIO_NAMES: Final[dict[ScenarioName, Text]] = {
    "conservative": Text(pl="scenariusz ostrożny", en="conservative scenario"),
    "expected": Text(pl="scenariusz oczekiwany", en="expected scenario"),
    "optimistic": Text(pl="scenariusz optymistyczny", en="optimistic scenario"),
}

LEVELS: Final[dict[str, Text]] = {
    "easy": Text(pl="łatwe", en="easy"),
    "medium": Text(pl="średnie", en="medium"),
    "hard": Text(pl="trudne", en="hard"),
}

#: How the working of a payback ends: it comes, it does not within 36 months, or there is nothing to pay back.
PAYBACK: Final[dict[str, Text]] = {
    "in_month": Text(
        pl="{in_numbers} = {balance}, miesiąc wcześniej {balance_before} → {months}",
        en="{in_numbers} = {balance}, a month earlier {balance_before} → {months}",
    ),
    "never": Text(
        pl="{in_numbers} = {balance} po upływie {months}: bez zwrotu w tym czasie",
        en="{in_numbers} = {balance} after {months}: not paid back in that time",
    ),
    "at_once": Text(
        pl="bez kosztu wdrożenia, a oszczędność netto nie jest ujemna → {months}",
        en="nothing to build, and net savings are not negative → {months}",
    ),
}
