"""Prints how the rules analyst does on the evaluation set: `python -m tests.evaluation`."""

import sys

from smartflow.analysis.rules import draft
from tests.evaluation.cases import CASES
from tests.evaluation.measure import score, table, task_for

scores = [score(case, task := task_for(case), draft(task)) for case in CASES]
sys.stdout.write(table(scores) + "\n")
for one in scores:
    for label, found in (("wrong", one.wrong), ("trap", one.trapped), ("false", one.false_contradictions)):
        if found:
            sys.stderr.write(f"{one.case.name}: {label}: {found}\n")
