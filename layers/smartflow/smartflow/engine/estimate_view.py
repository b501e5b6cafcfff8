"""The money engine as the API shows it: figures whose working and advice are put into the reader's words."""

from typing import Annotated

from pydantic import Field

from smartflow.engine.advice import Advice, advice_text
from smartflow.engine.assessment import Assessment, BudgetRange, CompanySize, Industry, inputs_of
from smartflow.engine.estimate import Estimate
from smartflow.engine.figures import figures as computed
from smartflow.engine.inputs import Inputs
from smartflow.engine.verdict import VerdictCode, verdict
from smartflow.engine.working import WorkingLine, explain
from smartflow.language.text import Language


class EstimateBody(Inputs):
    """Inputs of the money engine; `fill_defaults` fills what is missing, by industry, size, budget and currency."""

    fill_defaults: Annotated[bool, Field(strict=True)] = False
    industry: Industry | None = None
    company_size: CompanySize | None = None
    budget_range: BudgetRange | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "PLN"

    @property
    def inputs(self) -> Inputs:
        """The measurements alone."""
        return Inputs.model_validate({name: getattr(self, name) for name in Inputs.model_fields})


class ShownLine(WorkingLine):
    """A line of the working that a person can follow with a calculator."""

    title: str
    words: str
    formula: str


class ShownAdvice(Advice):
    """A piece of advice with its sentence."""

    text: str


class ShownEstimate(Estimate):
    """Figures with their working in words."""

    working: list[ShownLine]  # type: ignore[assignment]
    advice: list[ShownAdvice]  # type: ignore[assignment]


class ShownAssessment(Assessment):
    """Figures with defaults filled in and marked, and their working in words."""

    working: list[ShownLine]  # type: ignore[assignment]
    advice: list[ShownAdvice]  # type: ignore[assignment]


class ShownWhatIf(ShownAssessment):
    """Figures of inputs that are only tried out, with the verdict that follows from them."""

    verdict: VerdictCode


def what_if(figures: Assessment, language: Language) -> ShownWhatIf:
    """Put an assessment into words, and add its verdict."""
    found = verdict(computed(inputs_of(figures)))
    return ShownWhatIf.model_validate({**dict(shown(figures, language)), "verdict": found.code})


def shown(figures: Assessment, language: Language) -> ShownAssessment:
    """Put an assessment's working and advice into words."""
    return ShownAssessment.model_validate({**dict(figures), **_words(figures, language, figures.currency)})


def shown_estimate(figures: Estimate, language: Language, currency: str) -> ShownEstimate:
    """Put an estimate's working and advice into words."""
    return ShownEstimate.model_validate({**dict(figures), **_words(figures, language, currency)})


def _words(figures: Estimate, language: Language, currency: str) -> dict[str, object]:
    explained = ((line, explain(line, language, currency)) for line in figures.working)
    return {
        "working": [
            {**dict(line), "title": step.title, "words": step.words, "formula": step.formula}
            for line, step in explained
        ],
        "advice": [{**dict(item), "text": advice_text(item, language, currency)} for item in figures.advice],
    }
