"""Two scores of a process: how much of it could be automated, and how easy that would be."""

from decimal import Decimal
from typing import Final, Literal

from smartflow.engine.inputs import Readiness

Difficulty = Literal["easy", "medium", "hard"]

WEIGHTS: Final[dict[str, Decimal]] = {
    "rule_based": Decimal("0.30"),
    "digital_input": Decimal("0.20"),
    "structured_input": Decimal("0.20"),
    "stability": Decimal("0.20"),
    "documentation": Decimal("0.10"),
}
CEILING: Final = Decimal("0.9")  # no process is automated wholly
ANSWERS_NEEDED: Final = 3
_UNANSWERED: Final = 3


def answered(readiness: Readiness) -> dict[str, int]:
    """Return the readiness answers that are known, in the order of `WEIGHTS`."""
    return {name: answer for name in WEIGHTS if (answer := getattr(readiness, name)) is not None}


def potential(readiness: Readiness) -> Decimal | None:
    """Return the share of the work that could be automated, 0 to 0.9; None with fewer than three answers.

    p = 0.9 × Σ wᵢ(aᵢ−1)/4 ÷ Σ wᵢ over the answered questions.
    """
    answers = answered(readiness)
    if len(answers) < ANSWERS_NEEDED:
        return None
    scored = sum((WEIGHTS[name] * (answer - 1) for name, answer in answers.items()), Decimal(0))
    weight = sum((WEIGHTS[name] for name in answers), Decimal(0))
    return CEILING * scored / (4 * weight)


def deductions(systems: Decimal, exceptions_percent: Decimal, readiness: Readiness) -> dict[str, Decimal]:
    """Return the points that each obstacle takes off the 100 of `ease`; an unknown answer counts as 3."""
    stability = _UNANSWERED if readiness.stability is None else readiness.stability
    digital_input = _UNANSWERED if readiness.digital_input is None else readiness.digital_input
    return {
        "systems": min(Decimal(40), 8 * max(Decimal(0), systems - 1)),
        "exceptions_percent": min(Decimal(30), Decimal("0.6") * exceptions_percent),
        "readiness.stability": Decimal(5 * (5 - stability)),
        "readiness.digital_input": Decimal("2.5") * (5 - digital_input),
    }


def ease(systems: Decimal, exceptions_percent: Decimal, readiness: Readiness) -> Decimal:
    """Return how easy automation would be, in points from 0 to 100."""
    # The deductions are capped at 40 + 30 + 20 + 10, so this is never below nought.
    return 100 - sum(deductions(systems, exceptions_percent, readiness).values(), Decimal(0))


def difficulty(ease_points: Decimal) -> Difficulty:
    """Put the ease, already rounded to whole points, into words: 70 and more easy, 40 and more medium, else hard."""
    if ease_points >= 70:
        return "easy"
    return "medium" if ease_points >= 40 else "hard"
