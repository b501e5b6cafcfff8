"""The workbook computes what the engine computes, in the program that opens it."""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from rendering.forms import render
from smartflow.engine.estimate import Estimate, FiguresTooLarge, Scenario, estimate
from smartflow.engine.formulas import SCENARIOS
from smartflow.engine.inputs import FIELDS, Inputs
from smartflow.engine.portfolio import ProcessLine, portfolio
from smartflow.engine.rounding import rounded
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.spreadsheet import QUADRANTS
from smartflow.reports.document.wording import Wording
from tests.support.office import columns, converted, with_other_cells
from tests.support.reports import sheets
from tests.unit.reports import samples

VECTORS = Path(__file__).parents[1] / "engine" / "money-vectors.json"
FIGURES, INPUTS, CASH_FLOW = 1, 2, 4
OPTIONS = samples.options("en")
EN = Wording("en")
_CHOICES = {
    "runs": ("0", "1", "18", "80", "333.3333", "12000", None),
    "frequency": ("daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "monthly", "daily", None),
    "minutes_per_run": ("0", "0.25", "6", "7.5", "210", "333.3333", None),
    "people": ("1", "2", "2.5", None),
    "error_rate_percent": ("0", "5", "12.345", "100", None),
    "rework_minutes": ("0", "20", "33.3", None),
    "hourly_cost": ("0.00", "45.55", "60.00", "33.33", None),
    "working_days": ("250", "251", "1", None),
    "systems": ("0", "1", "3", "9", None),
    "exceptions_percent": ("0", "10", "33.33", "80", None),
    "build_cost": ("0.00", "4000.00", "7777.77", "120000.00", None),
    "monthly_licence": ("0.00", "99.99", "250.00", None),
    "maintenance_percent": ("0", "15", "12.5", None),
    "ramp_months": ("0", "0.5", "1", "2.5", "3", "12", "60", None),
    "review_minutes": ("0", "0.5", "3", None),
}


def line(title: str, inputs: Inputs) -> ProcessLine:
    found = estimate(inputs)
    return ProcessLine(
        id=title,
        title=title,
        ease=found.ease,
        hours_saved=found.expected.hours_saved_per_year,
        running_cost=found.expected.running_cost_per_year,
        net=found.expected.net_savings_per_year,
        build_cost=inputs.build_cost,
    )


def cases() -> list[Inputs]:
    """Published vectors, and inputs drawn once and for all: unknown ones, zeros, halves and thirds among them."""
    found = [Inputs.model_validate(vector["input"]) for vector in json.loads(VECTORS.read_text("utf-8"))]
    draw = Random(20261126)
    while len(found) < 150:
        inputs = Inputs()
        unknown = draw.random() < 0.3
        for field in FIELDS:
            choices = _CHOICES.get(field, (1, 2, 3, 4, 5, 4, None))
            value = draw.choice(choices)
            inputs = inputs.replace(field, choices[0] if value is None and not unknown else value)
        try:
            estimate(inputs)
        except FiguresTooLarge:
            continue
        found.append(inputs)
    return found


CASES = cases()
CHANGED = Inputs.model_validate(
    {
        "runs": 41, "frequency": "weekly", "minutes_per_run": "17.5", "people": 2, "hourly_cost": "61.37", "build_cost": "9999.99",
        "monthly_licence": "120.50", "ramp_months": "2.5", "systems": 4, "error_rate_percent": 3, "rework_minutes": 11,
        "readiness": {"rule_based": 5, "digital_input": 4, "stability": 2},
    }
)  # fmt: skip


def typed(field: str, inputs: Inputs) -> str | None:
    value = inputs.value(field)
    return EN.name("frequency", str(value)) if field == "frequency" and value else None if value is None else str(value)


def shown(found: Estimate) -> Iterator[tuple[str, str]]:
    """Yield heading and cell of each figure of an estimate."""
    for name in ("runs_per_year", "hours_per_year", "cost_per_year", "potential", "ease"):
        yield EN.text(name), _number(getattr(found, name))
    yield EN.text("difficulty"), EN.name("difficulty", found.difficulty)
    for scenario in SCENARIOS:
        figures: Scenario = getattr(found, scenario)
        for name in Scenario.model_fields:
            value = getattr(figures, name)
            net, running = figures.net_savings_per_year, figures.running_cost_per_year
            if name == "gross_savings_per_year" and scenario == "expected" and net is not None and running is not None:
                value = net + running
            if name == "payback_months" and value is None and name not in found.missing:
                yield f"{EN.text(name)} ({EN.text(scenario)})", EN.payback(None)
            else:
                yield f"{EN.text(name)} ({EN.text(scenario)})", _number(value)


def _number(value: Decimal | int | None) -> str:
    return "" if value is None else str(Decimal(value).normalize() + 0)


def _cell(value: str) -> str:
    """Return a cell as it is, a number without the noise of binary digits behind the fifteenth."""
    try:
        return _number(Decimal(f"{float(value):.15g}"))
    except ValueError:
        return value


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[dict[str, str]]]]:
    """What LibreOffice makes of a portfolio and of one process after somebody has typed other inputs: one run for all."""
    base = replace(samples.process("en"), overrides=(), analysis=None)
    many = [replace(base, title=f"Case {number}") for number in range(len(CASES))]
    book = render("xlsx", portfolio_report(many, OPTIONS), many, "portfolio", full=True)
    letters = columns(sheets(book)[INPUTS][0], [EN.name("field", field) for field in FIELDS])
    typed_in_many = {
        f"{letters[EN.name('field', field)]}{row}": typed(field, inputs)
        for row, inputs in enumerate(CASES, start=2)
        for field in FIELDS
    }
    one = samples.process("en")
    single = render("xlsx", process_report(one, OPTIONS), [one], "process", full=True)
    fields = [row["A"] for row in sheets(single)[INPUTS]]
    typed_in_one = {f"C{fields.index(EN.name('field', field)) + 1}": typed(field, CHANGED) for field in FIELDS}
    files = {
        "many.xlsx": with_other_cells(book, INPUTS + 1, typed_in_many),
        "one.xlsx": with_other_cells(single, INPUTS + 1, typed_in_one),
    }
    return {
        name: sheets(content) for name, content in converted(files, "xlsx", tmp_path_factory.mktemp("office")).items()
    }


def test_a_portfolio_computes_to_the_grosz_what_the_engine_computes(
    recalculated: dict[str, list[list[dict[str, str]]]],
) -> None:
    titles, *rows = recalculated["many"][FIGURES]
    found = {row["A"]: row for row in rows if row}
    expected = [dict(shown(estimate(inputs))) for inputs in CASES]
    letters = columns(titles, list(expected[0]))

    differing = [
        (number, title, cell, value)
        for number, figures in enumerate(expected)
        for title, value in figures.items()
        if (cell := _cell(found[f"Case {number}"].get(letters[title], ""))) != value
    ]

    assert differing == []
    assert len({value for figures in expected for value in figures.values()}) > 500


def test_rank_quadrant_and_totals_follow_the_inputs(recalculated: dict[str, list[list[dict[str, str]]]]) -> None:
    titles, *rows = recalculated["many"][FIGURES]
    letters = columns(titles, ["Rank", "Quadrant", "Net savings (expected)", "Build cost"])
    lines = [line(f"Case {number}", inputs) for number, inputs in enumerate(CASES)]
    whole = portfolio(lines)
    places: dict[str, tuple[str, str]] = {}
    before = 0
    for quadrant in QUADRANTS:
        placed = getattr(whole.matrix, quadrant)
        nets = [item.net for item in placed]
        for item in placed:
            places[item.title] = str(before + nets.index(item.net) + 1), EN.text(quadrant)
        before += len(placed)

    found = {row["A"]: (row.get(letters["Rank"], ""), row.get(letters["Quadrant"], "")) for row in rows if row}
    total = next(row for row in rows if row.get("A", "").startswith("Total"))

    assert {name: found[name] for name in places} == places
    assert _cell(total[letters["Net savings (expected)"]]) == _number(whole.totals.net)
    assert _cell(total[letters["Build cost"]]) == _number(whole.totals.investment)


def test_the_workbook_of_one_process_computes_its_scenarios_and_keeps_what_was_set_by_hand(
    recalculated: dict[str, list[list[dict[str, str]]]],
) -> None:
    expected = estimate(CHANGED)
    rows = {row["A"]: row for row in recalculated["one"][FIGURES] if row}
    cash = recalculated["one"][CASH_FLOW]

    assert [_cell(rows[EN.text("hours_per_year")]["C"]), rows[EN.text("difficulty")]["C"]] == [
        _number(expected.hours_per_year),
        EN.name("difficulty", expected.difficulty),
    ]
    for column, scenario in (("D", expected.conservative), ("F", expected.optimistic)):
        for name in Scenario.model_fields:
            assert _cell(rows[EN.text(name)].get(column, "")) == _number(getattr(scenario, name)), name
    assert rows[EN.text("net_savings_per_year")]["E"] == "18000"
    assert expected.expected.running_cost_per_year is not None
    assert _cell(rows[EN.text("gross_savings_per_year")]["E"]) == _number(
        18000 + expected.expected.running_cost_per_year
    )
    assert [row["A"] for row in cash[1:]] == [str(month) for month in range(37)]
    assert [rounded(Decimal(row["D"])) for row in cash[1:]] == expected.cash_flow


def test_a_workbook_of_figures_alone_has_values_and_no_formulas() -> None:
    process = samples.process("en")
    document = process_report(process, samples.options("en"))

    whole, values = (render("xlsx", document, [process], "process", full=full) for full in (True, False))

    assert [formulas(whole) > 100, formulas(values)] == [True, 0]
    assert len(sheets(values)) == 2


def formulas(workbook: bytes) -> int:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(archive.read(name).count(b"<f") for name in names)


def test_texts_of_users_are_in_no_formula() -> None:
    process = replace(samples.process("en"), title='=HYPERLINK("http://127.0.0.1:9/","x")', category="+1+1")
    other = replace(process, title="@SUM(A1)")
    book = render("xlsx", portfolio_report([process, other], OPTIONS), [process, other], "portfolio", full=True)

    with zipfile.ZipFile(BytesIO(book)) as archive:
        every = b"".join(archive.read(name) for name in archive.namelist())
        written = b"".join(re.findall(rb"<(?:c:)?f[ >].*?</(?:c:)?f>", every))

    assert b"ISNUMBER" in written
    assert not re.search(rb"HYPERLINK|SUM\(A1\)|1\+1", written)
