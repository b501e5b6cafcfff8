"""The figures of a process in the database: computed where facts, settings or formulas change, read everywhere else."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from smartflow.engine.assessment import Context
from smartflow.engine.defaults import reference
from smartflow.engine.estimate import FORMULA_VERSION, FiguresTooLarge
from smartflow.engine.facts import Fact
from smartflow.engine.process_figures import ProcessFigures, process_figures
from smartflow.infra.problems import Fault, Problem, invalid
from smartflow.processes import facts as stored_facts
from smartflow.processes import overrides as stored_overrides
from smartflow.processes.overrides import Override

#: Columns of `business_processes` that hold figures: those of lists, totals and sorting, and all of them as JSON.
COLUMNS: Final = (
    "figures", "figures_version", "ease", "hours_per_year", "cost_per_year", "hours_saved_per_year", "gross_savings_per_year",
    "running_cost_per_year", "net_savings_per_year", "investment", "ramp_months", "defaults_share", "payback_months",
    "formula_version", "automation_potential", "time_savings_hours", "cost_savings_annual", "implementation_difficulty",
)  # fmt: skip


def version() -> str:
    """Return what names the formulas and defaults that figures are computed with."""
    return f"{FORMULA_VERSION}/{reference().version}"


def context(described: Mapping[str, Any], account: Mapping[str, Any]) -> Context:
    """Return what the engine must know of the firm and the account."""
    return Context(
        industry=described["industry"],
        company_size=described["company_size"],
        budget_range=described["budget_range"],
        currency=account["currency"],
        working_days=account["working_days"],
    )


def computed(facts: Sequence[Fact], surroundings: Context) -> ProcessFigures:
    """Compute the figures in force.

    Raises
    ------
    Problem
        422 with a pointer to each input that leads out of range.
    """
    try:
        return process_figures(facts, surroundings)
    except FiguresTooLarge as error:
        raise too_large(error) from None


def too_large(error: FiguresTooLarge) -> Problem:
    """Return the problem that names the inputs which lead out of range."""
    return invalid(*(Fault(f"/{field.replace('.', '/')}", "figures_too_large") for field in error.fields))


def of_row(row: Mapping[str, Any]) -> ProcessFigures:
    """Return the figures of a row of `store.read`: the stored ones, or computed now where formulas or defaults have changed."""
    stored = row["figures"]
    if stored is not None and row["figures_version"] == version():
        return (
            ProcessFigures.model_validate_json(stored)
            if isinstance(stored, str)
            else ProcessFigures.model_validate(stored)
        )
    return computed(stored_facts.from_rows(row["facts"]), context(row, row))


def columns(figures: ProcessFigures, overrides: Sequence[Override], *, analysed: bool) -> dict[str, Any]:
    """Return the columns that hold figures; in lists, totals and sorting a value set by hand counts. Potential, savings and
    difficulty under their old names are filled once there is an analysis.

    Gross savings follow from the other two, so that gross − running cost = net whichever of them is set by hand.
    """
    assessment, expected = figures.assessment, figures.assessment.expected
    net = stored_overrides.amount(overrides, "net_savings_per_year", expected.net_savings_per_year)
    running = stored_overrides.amount(overrides, "running_cost_per_year", expected.running_cost_per_year)
    gross = stored_overrides.amount(overrides, "gross_savings_per_year", expected.gross_savings_per_year)
    if net is not None and running is not None:
        gross = net + running
    saved = stored_overrides.amount(overrides, "hours_saved_per_year", expected.hours_saved_per_year)
    payback = stored_overrides.amount(
        overrides, "payback_months", None if expected.payback_months is None else Decimal(expected.payback_months)
    )
    build, ramp = assessment.inputs.get("build_cost"), assessment.inputs.get("ramp_months")
    return {
        "figures": figures.model_dump_json(),
        "figures_version": version(),
        "ease": stored_overrides.amount(overrides, "ease", assessment.ease),
        "hours_per_year": stored_overrides.amount(overrides, "hours_per_year", assessment.hours_per_year),
        "cost_per_year": stored_overrides.amount(overrides, "cost_per_year", assessment.cost_per_year),
        "hours_saved_per_year": saved,
        "gross_savings_per_year": gross,
        "running_cost_per_year": running,
        "net_savings_per_year": net,
        "investment": None if build is None else build.value,
        "ramp_months": None if ramp is None else ramp.value,
        "defaults_share": assessment.defaults_share,
        "payback_months": None if payback is None else int(payback),
        "formula_version": FORMULA_VERSION,
        **dict.fromkeys(COLUMNS[-4:]),
        **(_of_analysed(figures, overrides, saved, net) if analysed else {}),
    }


def _of_analysed(
    figures: ProcessFigures, overrides: Sequence[Override], saved: Decimal | None, net: Decimal | None
) -> dict[str, Any]:
    assessment = figures.assessment
    return {
        "automation_potential": stored_overrides.amount(overrides, "potential", assessment.potential),
        "time_savings_hours": saved,
        "cost_savings_annual": net,
        "implementation_difficulty": stored_overrides.text(overrides, "difficulty") or assessment.difficulty,
    }
