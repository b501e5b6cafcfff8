"""What is declared once is read everywhere: the written form, the order and what is needed follow from the function."""

from decimal import Decimal

import pytest

from smartflow.engine.declaration import Declarations, Symbol
from smartflow.language.text import Text

_WORDS = Text(pl="słowa", en="words")


@pytest.fixture
def declarations() -> Declarations:
    return Declarations(
        [
            Symbol("price", _WORDS, "money", "input"),
            Symbol("pieces", _WORDS, "number", "input", default=Decimal(1)),
            Symbol("rate", _WORDS, "number", "scenario"),
        ]
    )


def test_a_formula_is_written_as_it_is_computed(declarations: Declarations) -> None:
    @declarations.formula(_WORDS, _WORDS, unit="money")
    def cost(price: Decimal, pieces: Decimal) -> Decimal:
        return (100 - price / (pieces * 2) - (price - 1)).min(Decimal(5)) + 3 * (pieces + 1)

    formula = declarations.formulas["cost"]
    assert formula.written == "min(5; 100 − {price} ÷ ({pieces} × 2) − ({price} − 1)) + 3 × ({pieces} + 1)"
    assert formula.compute(Decimal(300), Decimal(2)) == -265
    assert cost(Decimal(300), Decimal(2)) == -265


def test_what_a_formula_needs_and_depends_on_comes_from_its_symbols(declarations: Declarations) -> None:
    @declarations.formula(_WORDS, _WORDS, unit="money")
    def cost(price: Decimal, pieces: Decimal) -> Decimal:
        return price * pieces

    @declarations.formula(_WORDS, _WORDS, unit="money", where={"amount": "cost"})
    def saved(amount: Decimal, rate: Decimal) -> Decimal:
        return amount * rate

    assert declarations.formulas["saved"].needs == ("price",)
    assert [step.name for step in declarations.steps(per_scenario=False)] == ["cost"]
    assert [step.name for step in declarations.steps(per_scenario=True)] == ["saved"]
    assert [step.name for step in declarations.steps_to("saved")] == ["cost", "saved"]


def test_a_symbol_that_is_not_declared_is_refused(declarations: Declarations) -> None:
    with pytest.raises(KeyError, match="discount"):

        @declarations.formula(_WORDS, _WORDS, unit="money")
        def cost(price: Decimal, discount: Decimal) -> Decimal:
            return price - discount


def test_a_function_that_only_branches_has_to_say_how_it_is_written(declarations: Declarations) -> None:
    @declarations.formula(_WORDS, _WORDS, unit="number")
    def whole(price: Decimal) -> Decimal:
        return Decimal(int(price != 0))

    with pytest.raises(AssertionError, match="by hand"):
        _ = declarations.formulas["whole"].written
