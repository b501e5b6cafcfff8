"""The evaluation set in front of the rules."""

from smartflow.analyst.rules.drafting import draft
from tests.evaluation.cases import CASES
from tests.evaluation.measure import Score, score, task_for


def scores() -> list[Score]:
    """Return how the rules do on each case."""
    return [score(case, task := task_for(case), draft(task)) for case in CASES]
