"""Many processes: sums, the payback of all together, and the matrix that says what to do first."""

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.engine.assessment import Inputs, assess
from smartflow.engine.portfolio import Portfolio, ProcessLine, portfolio, process_line


def line(id_: str, **figures: Any) -> ProcessLine:
    return ProcessLine.model_validate({"id": id_, "title": id_.upper(), **figures})


def placed(processes: list[ProcessLine]) -> dict[str, str]:
    matrix = portfolio(processes).matrix
    quadrants = (matrix.quick_wins, matrix.strategic, matrix.fill_ins, matrix.leave_alone)
    return {item.id: item.quadrant for quadrant in quadrants for item in quadrant}


def test_sums_and_payback_worked_by_hand() -> None:
    # a: 1200 a month, 3600 to build; b: 300 a month less 100, 2400 to build, ramp 2
    both = [
        line("a", ease=80, hours_saved=100, gross=14400, running_cost=0, net=14400, build_cost=3600, ramp_months=0),
        line("b", ease=50, hours_saved="20.5", gross=3600, running_cost=1200, net=2400, build_cost=2400, ramp_months=2),
    ]
    totals = portfolio(both).totals
    assert totals.model_dump(mode="json") == {
        "processes": 2,
        "complete": 2,
        "hours": "120.50",
        "gross": "18000.00",
        "running_cost": "1200.00",
        "net": "16800.00",
        "investment": "6000.00",
        # after 4 months 4800 + (150 + 900 − 400) = 5450 < 6000; after 5: 6000 + (150 + 1200 − 500) = 6850
        "payback_months": 5,
    }


def test_unknown_figures_are_left_out_and_never_count_as_zero() -> None:
    totals = portfolio([line("a", gross=100, net=50), line("b")]).totals
    assert totals.processes == 2
    assert totals.complete == 0
    assert totals.gross == 100
    assert totals.hours is None
    assert totals.investment is None
    assert totals.payback_months is None


def test_an_empty_portfolio_is_empty() -> None:
    empty = portfolio([])
    assert empty.totals.processes == 0
    assert empty.totals.net is None
    assert empty.totals.payback_months is None
    assert empty.matrix.net_threshold is None


def test_nothing_to_invest_pays_back_at_once() -> None:
    assert portfolio([line("a", gross=10, running_cost=5, net=5, build_cost=0)]).totals.payback_months == 0


def test_a_portfolio_that_loses_money_never_pays_back() -> None:
    losing = line("a", ease=90, gross=10, running_cost=500, net=-490, build_cost=0)
    assert portfolio([losing]).totals.payback_months is None


def test_a_ramp_that_is_unknown_is_the_formulas_own() -> None:
    known = {"gross": 12000, "running_cost": 0, "net": 12000, "build_cost": 4000}
    # three months of ramp: 333.33 + 666.67 + 1000 = 2000 after three, 4000 after five
    assert portfolio([line("a", **known)]).totals.payback_months == 5


def test_each_process_has_its_quadrant() -> None:
    # positive nets 100, 300, 500, 900: the median is 400
    processes = [
        line("quick", ease=60, net=900),
        line("strategic", ease="59.99", net=500),
        line("fill", ease=75, net=300),
        line("leave", ease=20, net=100),
        line("losing", ease=100, net=-1),
        line("zero", ease=100, net=0),
        line("hard zero", ease=10, net=0),
    ]
    assert placed(processes) == {
        "quick": "quick_wins",
        "strategic": "strategic",
        "fill": "fill_ins",
        "leave": "leave_alone",
        "losing": "leave_alone",
        "zero": "fill_ins",
        "hard zero": "leave_alone",
    }
    assert portfolio(processes).matrix.net_threshold == 400


def test_a_single_worthwhile_process_is_its_own_median() -> None:
    assert placed([line("only", ease=70, net=10)]) == {"only": "quick_wins"}


def test_without_positive_nets_nothing_is_large() -> None:
    assert placed([line("a", ease=90, net=0), line("b", ease=90, net=-5)]) == {"a": "fill_ins", "b": "leave_alone"}


def test_what_is_not_known_yet_is_not_placed() -> None:
    matrix = portfolio([line("b", ease=90), line("a", net=5)]).matrix
    assert matrix.unplaced == ["a", "b"]


def test_what_is_left_alone_does_not_count_as_worth_doing() -> None:
    answer = portfolio(
        [line("good", ease=90, net=100, gross=100), line("bad", ease=90, net=-50, gross=10), line("new")]
    )
    assert answer.totals.net == 50
    assert answer.worth_doing.net == 100
    assert answer.worth_doing.processes == 1


def test_the_order_they_come_in_does_not_matter() -> None:
    processes = [
        line("a", ease=70, net=5, gross=9),
        line("b", ease=70, net=5),
        line("c", ease=90, net=5),
        line("d", ease=70, net=8),
    ]
    answers = [portfolio(order) for order in permutations(processes)]
    assert all(answer == answers[0] for answer in answers)
    assert [item.id for item in answers[0].matrix.quick_wins] == ["d", "c", "a", "b"]


_money = st.none() | st.decimals(-10_000, 10_000, places=2)


@given(st.lists(st.tuples(st.none() | st.decimals(0, 100, places=0), _money), max_size=12))
def test_every_process_is_in_exactly_one_place(figures: list[tuple[Decimal | None, Decimal | None]]) -> None:
    processes = [line(str(number), ease=ease, net=net) for number, (ease, net) in enumerate(figures)]
    matrix = portfolio(processes).matrix
    everywhere = [item.id for item in (*matrix.quick_wins, *matrix.strategic, *matrix.fill_ins, *matrix.leave_alone)]
    assert sorted(everywhere + matrix.unplaced) == sorted(process.id for process in processes)
    losing = {process.id for process in processes if process.net is not None and process.net < 0}
    assert losing <= {item.id for item in matrix.leave_alone} | set(matrix.unplaced)


@pytest.mark.parametrize("runs", [20, 200])
def test_a_portfolio_of_one_pays_back_when_its_process_does(runs: int) -> None:
    inputs = Inputs.model_validate({"runs": runs, "frequency": "weekly", "minutes_per_run": 15, "ramp_months": 4})
    assessment = assess(inputs)
    totals = portfolio([process_line("id", "Faktury", assessment)]).totals
    assert totals.net == assessment.expected.net_savings_per_year
    assert totals.payback_months == assessment.expected.payback_months


def test_a_portfolio_survives_being_stored() -> None:
    answer = portfolio([line("a", ease=70, net=5, gross=9), line("b")])
    assert Portfolio.model_validate_json(answer.model_dump_json()) == answer
