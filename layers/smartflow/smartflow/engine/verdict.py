"""The verdict: computed from the figures, never written by an analyst."""

from decimal import Decimal
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from smartflow.engine.advice import improvement_by_hand
from smartflow.engine.figures import Figures
from smartflow.engine.formulas import Difficulty, difficulty
from smartflow.engine.inputs import Inputs
from smartflow.engine.rounding import rounded

VerdictCode = Literal[
    "automate_now", "in_stages", "fix_process_first", "improve_by_hand", "leave_alone", "not_enough_known"
]
#: Verdicts after which there is no plan to automate: no tools, no roll-out.
AGAINST: Final[frozenset[VerdictCode]] = frozenset({"leave_alone", "improve_by_hand", "not_enough_known"})

_SOON_MONTHS: Final = 12
_UNSTABLE: Final = 2
#: A return above this percentage, or a payback below this many months, from an assumed investment says that the assumption
#: is wrong, not that the process is a treasure.
IMPLAUSIBLE_ROI: Final = Decimal(500)
IMPLAUSIBLE_PAYBACK: Final = 2

Reason = Literal[
    "net_unknown",
    "net_negative",
    "no_payback",
    "unstable",
    "pays_in_every_scenario",
    "loses_when_cautious",
    "slow_payback",
    "hard",
    "improvement_at_hand",
]


class Verdict(BaseModel):
    """What to do with the process, and the signs it follows from, the weightiest first."""

    model_config = ConfigDict(frozen=True)

    code: VerdictCode
    reasons: tuple[Reason, ...]


def verdict(inputs: Inputs, figures: Figures) -> Verdict:
    """Return the verdict on the figures of these inputs (defaults filled in).

    Net savings below zero: improve by hand where an improvement has something to gain, else leave alone. Answers of 1 or 2
    on stability: fix the process first. Paying in every scenario within a year and not hard: automate now. Paying at
    all: in stages.
    """
    expected, cautious = figures.scenarios["expected"], figures.scenarios["conservative"]
    net, payback = expected["net_savings_per_year"], expected["payback_months"]
    if net is None:
        return Verdict(code="not_enough_known", reasons=("net_unknown",))
    if rounded(net) < 0:
        if "cost_per_year" in improvement_by_hand(inputs, figures).values:
            return Verdict(code="improve_by_hand", reasons=("net_negative", "improvement_at_hand"))
        return Verdict(code="leave_alone", reasons=("net_negative",))
    stability = inputs.readiness.stability
    if stability is not None and stability <= _UNSTABLE:
        return Verdict(code="fix_process_first", reasons=("unstable",))
    if payback is None:
        return Verdict(code="improve_by_hand", reasons=("no_payback",))
    against: list[Reason] = []
    if cautious["payback_months"] is None or (cautious["net_savings_per_year"] or Decimal(0)) < 0:
        against.append("loses_when_cautious")
    if payback > _SOON_MONTHS:
        against.append("slow_payback")
    if estimate_difficulty(figures) == "hard":
        against.append("hard")
    if against:
        return Verdict(code="in_stages", reasons=tuple(against))
    return Verdict(code="automate_now", reasons=("pays_in_every_scenario",))


def implausible(figures: Figures) -> bool:
    """Tell whether return or payback are too good to be believed of an assumed investment."""
    expected = figures.scenarios["expected"]
    payback, roi = expected["payback_months"], expected["first_year_roi_percent"]
    return (roi is not None and roi > IMPLAUSIBLE_ROI) or (payback is not None and payback < IMPLAUSIBLE_PAYBACK)


def estimate_difficulty(figures: Figures) -> Difficulty:
    """Return the difficulty of the ease as it is shown."""
    ease = figures.shared["ease"]
    assert ease is not None, "ease counts what is unknown by its defaults"
    return difficulty(rounded(ease, 0))
