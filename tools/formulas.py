"""Writes docs/formulas.md from the declared formulas: `python -m tools.formulas`. A test compares the two."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from smartflow.engine.formulas_view import Method, ShownFormula, method
from smartflow.reports.document import code_names

TARGET: Final = Path(__file__).parents[1] / "docs" / "formulas.md"

_INTRODUCTION: Final = """\
# How figures are computed

This page is the published method of SmartFlowAI: every formula, every number it uses, and where that number comes from.
It is generated from the declarations the service computes with ([formulas.py](../layers/smartflow/smartflow/engine/formulas.py),
[symbols.py](../layers/smartflow/smartflow/engine/symbols.py),
[reference.json](../layers/smartflow/smartflow/engine/data/reference.json)) by `python -m tools.formulas`; a test fails when they
differ. `GET /v1/formulas` gives the same in Polish and English. Figures are an estimate, not financial or tax advice.
"""
_KINDS: Final = {
    "input": "input",
    "constant": "constant",
    "scenario": "set by the scenario",
    "parameter": "given",
    "figure": "figure above",
}


def text() -> str:
    """Return the text of the document."""
    return "\n".join(_document(method("en")))


def _document(method: Method) -> Iterator[str]:
    yield _INTRODUCTION
    yield f"Formula version {method.formula_version}, method of {method.method_as_of}; defaults {method.reference_version}.\n"
    yield "## Rules\n"
    for rule in method.rules:
        yield f"- **{rule.title}.** {rule.words}"
    yield "\n## Inputs\n"
    yield (
        "All inputs are optional. The last column is the example that the formulas below are worked with"
        f" ({method.currency}, scenario expected); what it leaves open counts as its default.\n"
    )
    defaults = {default.name: _number(default.value) for default in method.defaults}
    yield from _table(
        ("symbol", "what it is", "unit", "default of the formulas", "example"),
        ((f"`{i.name}`", i.words, i.unit_name, defaults.get(i.name, "none"), i.example or "") for i in method.inputs),
    )
    yield "\n## Formulas\n"
    yield "In the order in which they are computed. Percentages are in percent: 65.25, not 0.6525.\n"
    for formula in method.formulas:
        yield from _formula(formula)
    yield "## Scenarios\n"
    yield from _table(
        ("scenario", "`factor` on the potential", "`adoption`"),
        ((s.name, str(s.factor), str(s.adoption)) for s in method.scenarios),
    )
    yield "\n## Weights of the readiness answers\n"
    yield from _table(
        ("answer", "what it says", "weight"), ((f"`{w.name}`", w.words, str(w.value)) for w in method.weights)
    )
    yield "\n## Limits and thresholds\n"
    yield from _table(("what", "value"), ((n.words, f"{_number(n.value)} {n.unit_name}") for n in method.limits))
    yield "\n## Periods a year\n"
    yield from _table(
        ("frequency", "times a year"),
        ((p.words, "`working_days`" if p.name == "daily" else _number(p.value)) for p in method.periods),
    )
    yield "\n## Defaults of the formulas\n"
    yield from _table(
        ("input", "value", "why", "as of"),
        ((f"`{d.name}`", _number(d.value), d.source, str(d.as_of)) for d in method.defaults),
    )
    yield "\n## Table of defaults\n"
    yield (
        "Processes and analyses take these where an input is unknown, marked as defaults; `POST /v1/estimate` only with"
        f" `fill_defaults`. {method.reference_about} Amounts in {method.currency}.\n"
    )
    for group in method.reference:
        yield f"### {group.title}\n"
        yield f"{group.source} As of {group.as_of}.\n"
        yield from _table(
            ("for", "value"), ((_named(group.name, of), str(value)) for of, value in group.values.items())
        )
        yield ""
    yield "### Plausible answers\n"
    yield f"{method.plausible_source}\n"
    yield from _table(
        ("input", "answers tried", "typical"),
        ((f"`{p.name}`", ", ".join(p.answers), p.typical or "") for p in method.plausible),
    )
    yield "\n## What is not computed\n"
    for words in method.not_computed:
        yield f"- {words}"
    yield ""


def _formula(formula: ShownFormula) -> Iterator[str]:
    yield f"### {formula.title}\n"
    yield f"`{formula.name}` = {formula.words}.\n"
    yield f"```\n{formula.name} = {formula.written}\n```\n"
    yield from _table(
        ("symbol", "what it is", "unit", "where from"),
        (
            (
                f"`{symbol.symbol}`" + ("" if symbol.symbol == symbol.stands_for else f" (`{symbol.stands_for}`)"),
                symbol.words,
                symbol.unit_name,
                _KINDS[symbol.kind],
            )
            for symbol in formula.symbols
        ),
    )
    yield f"\n- Result: {_result(formula)}{', one for each scenario' if formula.per_scenario else ''}."
    if formula.needs:
        yield f"- Not known without: {', '.join(f'`{name}`' for name in formula.needs)}."
    yield f"- Example: {formula.example}\n"


def _result(formula: ShownFormula) -> str:
    if formula.unit in ("level", "months") and not formula.places:
        return formula.unit_name
    places = {0: "no decimals", 1: "one decimal"}.get(formula.places, f"{formula.places} decimals")
    return f"{formula.unit_name}, shown with {places}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _named(group: str, of: str) -> str:
    if group == "hourly_cost":
        country, _, industry = of.partition(".")
        return f"{country}, {code_names.name('industry', industry, 'en')}"
    if group == "monthly_licence":
        return "no budget given" if of == "unspecified" else code_names.name("budget_range", of, "en")
    if group == "build_cost":
        return code_names.name("difficulty", of, "en")
    return of.replace("_", " ")


if __name__ == "__main__":
    TARGET.write_text(text())
