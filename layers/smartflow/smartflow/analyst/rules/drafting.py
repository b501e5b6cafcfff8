"""An analysis without any language model, from the words of the description alone.

The rules read measurements with their words, find contradictions, steps and signals (retyping, paper, approvals …), and
choose tools from the catalogue. They say what this description shows, in its own words, and leave out what it does not.
Their prose comes from `data/` and `phrases.py`, holds placeholders and never a number of its own, and passes the same checks
as a model's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.rules import plan_prose, process_prose, tool_prose
from smartflow.analyst.rules.findings import find
from smartflow.analyst.rules.questions import questions
from smartflow.analyst.task import Outcome

if TYPE_CHECKING:
    from smartflow.analyst.schema import Draft, DraftSuggestion
    from smartflow.analyst.task import AnalysisTask

RULES_VERSION: Final = "rules-4"


def analyse(task: AnalysisTask) -> Outcome:
    """Analyse a task without a language model: where there is no key, no quota or no answer."""
    return Outcome(draft=draft(task), analyst="rules", model=RULES_VERSION, prompt_version=RULES_VERSION)


def draft(task: AnalysisTask, suggested: list[DraftSuggestion] | None = None) -> Draft:
    """Return the rules' draft, in the language of the task, at its depth; `suggested` as in `findings.find`."""
    read, known = find(task, suggested)
    written: dict[str, object] = {
        "summary": process_prose.summary(known),
        "verdict": process_prose.verdict(known),
        "problems": process_prose.problems(known),
        "tools": tool_prose.tools(known),
        "roadmap": plan_prose.roadmap(known),
        "first_steps": plan_prose.first_steps(known),
        "risks": plan_prose.risks(known),
        "expected_results": plan_prose.results(known),
        "questions": questions(known.assessment, known.reading, known.slots, known.allowed, known.language),
    }
    if task.depth != "basic":
        written |= {"steps": process_prose.steps(known), "variants": plan_prose.variants(known)}
    if task.depth == "expert":
        written |= {
            "comparison": tool_prose.comparison(known),
            "monitoring": plan_prose.monitoring(known),
            "scenarios": plan_prose.scenarios(known),
        }
    return read.model_copy(update=written)
