"""How a formula is declared: a pure function, with its unit, its rounding and its words in both languages.

The parameters of the function are the symbols of the formula. What people read is made by running the function on
symbols (`Term`) instead of numbers; which inputs a formula needs follows from its symbols. So the code, the working, the
documentation and the list of missing inputs cannot differ.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, Literal, TypeVar, cast

from smartflow.language.text import Text

Unit = Literal["runs", "minutes", "hours", "money", "percent", "points", "months", "level", "number"]
SymbolUnit = Unit | Literal["days", "answer", "choice"]
Compute = Callable[..., Decimal | None]
Function = TypeVar("Function", bound=Callable[..., object])

_SUM: Final = 1
_PRODUCT: Final = 2
_ATOM: Final = 3


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a formula is made of and does not compute: an input of a process, or a number that is part of the method.

    `default` is what an input counts as where nothing is known (None: the formula then has no result), and `value` the
    number of a constant. A symbol of the kind `scenario` has another number in each scenario; a `parameter` is no input of
    a process.
    """

    name: str
    words: Text
    unit: SymbolUnit
    kind: Literal["input", "constant", "scenario", "parameter"]
    default: Decimal | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A declared formula. `symbols` says of each symbol which input, constant or other formula it stands for;
    `sources` are the latter alone.

    `needs` are the inputs without which there is no result, in the order in which the formula uses them; `places` the
    decimals of the result as shown. A formula that is `called_by_name` is not one of the steps computed for every
    process; one that is not `in_working` has no line of its own there. `also_shown` are values that its line adds.
    """

    name: str
    compute: Compute
    symbols: Mapping[str, str]
    sources: tuple[str, ...]
    unit: Unit
    places: int
    title: Text
    words: Text
    needs: tuple[str, ...]
    per_scenario: bool
    called_by_name: bool
    in_working: bool
    also_shown: tuple[str, ...]
    written_by_hand: str | None

    @property
    def written(self) -> str:
        """The formula as people read it, each symbol as `{symbol}`."""
        return self.written_by_hand or written(self.compute, **{name: Term.of(name) for name in self.symbols})


class Term(Decimal):
    """A symbol, or an expression of symbols, in the place of a number: arithmetic on it writes down the expression."""

    text: str
    rank: int

    def __new__(cls, text: str, rank: int = _ATOM) -> "Term":
        term = super().__new__(cls, "NaN")  # equal to no number: `if build_cost == 0` goes on to the formula
        term.text, term.rank = text, rank
        return term

    @classmethod
    def of(cls, symbol: str) -> "Term":
        """Return the term of a symbol."""
        return cls(f"{{{symbol}}}")

    def __add__(self, other: Decimal | int, /) -> "Term":
        return _joined(self, "+", other, _SUM)

    def __radd__(self, other: Decimal | int, /) -> "Term":
        return _joined(other, "+", self, _SUM)

    def __sub__(self, other: Decimal | int, /) -> "Term":
        return _joined(self, "−", other, _SUM)

    def __rsub__(self, other: Decimal | int, /) -> "Term":
        return _joined(other, "−", self, _SUM)

    def __mul__(self, other: Decimal | int, /) -> "Term":
        return _joined(self, "×", other, _PRODUCT)

    def __rmul__(self, other: Decimal | int, /) -> "Term":
        return _joined(other, "×", self, _PRODUCT)

    def __truediv__(self, other: Decimal | int, /) -> "Term":
        return _joined(self, "÷", other, _PRODUCT)

    def min(self, other: Decimal | int, /, context: Context | None = None) -> "Term":  # noqa: ARG002 - as Decimal has it
        return Term(f"min({_text(other)}; {self.text})")

    def max(self, other: Decimal | int, /, context: Context | None = None) -> "Term":  # noqa: ARG002 - as Decimal has it
        return Term(f"max({_text(other)}; {self.text})")


def _joined(left: Decimal | int, sign: str, right: Decimal | int, rank: int) -> Term:
    """Write both sides with the sign between them, in brackets where the order of operations asks for them."""
    first = f"({_text(left)})" if _rank(left) < rank else _text(left)
    second = f"({_text(right)})" if _rank(right) <= rank else _text(right)
    return Term(f"{first} {sign} {second}", rank)


def _text(operand: Decimal | int) -> str:
    return operand.text if isinstance(operand, Term) else str(operand)


def _rank(operand: Decimal | int) -> int:
    return operand.rank if isinstance(operand, Term) else _ATOM


def written(function: Callable[..., object], **symbols: object) -> str:
    """Return what a function computes, written with the given symbols."""
    term = function(**symbols)
    assert isinstance(term, Term), f"{function.__name__} does more than arithmetic: write its formula by hand"
    return term.text


class Declarations:
    """The formulas declared so far, in the order in which they are computed."""

    def __init__(self, symbols: Iterable[Symbol]) -> None:
        self.symbols = {symbol.name: symbol for symbol in symbols}
        self.formulas: dict[str, Formula] = {}

    def formula(
        self,
        title: Text,
        words: Text,
        *,
        unit: Unit,
        places: int = 2,
        name: str | None = None,
        where: Mapping[str, str] | None = None,
        written: str | None = None,
        called_by_name: bool = False,
        in_working: bool = True,
        also_shown: tuple[str, ...] = (),
    ) -> Callable[[Function], Function]:
        """Declare the decorated function as a formula and leave it as it is.

        `where` names what a parameter stands for if that is not its own name; `written` is the written form of a
        function that does more than arithmetic.

        Raises
        ------
        KeyError
            When a parameter is neither a declared symbol nor a formula declared before.
        """

        def declare(function: Function) -> Function:
            names = inspect.signature(function).parameters
            symbols = {symbol: (where or {}).get(symbol, symbol) for symbol in names}
            formula = Formula(
                name=name or function.__name__,
                # Only steps that give numbers are computed in the common loop; a level in words is called by name.
                compute=cast(Compute, function),
                symbols=symbols,
                sources=tuple(symbols.values()),
                unit=unit,
                places=places,
                title=title,
                words=words,
                needs=tuple(dict.fromkeys(field for source in symbols.values() for field in self._needs(source))),
                per_scenario=any(self._per_scenario(source) for source in symbols.values()),
                called_by_name=called_by_name,
                in_working=in_working,
                also_shown=also_shown,
                written_by_hand=written,
            )
            self.formulas[formula.name] = formula
            return function

        return declare

    def steps(self, *, per_scenario: bool) -> tuple[Formula, ...]:
        """Return the formulas computed for every process, once or once for each scenario, in their order."""
        return tuple(
            formula
            for formula in self.formulas.values()
            if not formula.called_by_name and formula.per_scenario == per_scenario
        )

    def steps_to(self, name: str) -> tuple[Formula, ...]:
        """Return only the steps that lead to one figure, in their order."""
        wanted = {name}
        for formula in reversed(self.formulas.values()):
            if formula.name in wanted:
                wanted.update(formula.sources)
        return tuple(f for f in self.formulas.values() if f.name in wanted and not f.called_by_name)

    def _needs(self, source: str) -> tuple[str, ...]:
        if source in self.formulas:
            return self.formulas[source].needs
        symbol = self.symbols[source]
        return (source,) if symbol.kind == "input" and symbol.default is None else ()

    def _per_scenario(self, source: str) -> bool:
        if source in self.formulas:
            return self.formulas[source].per_scenario
        return self.symbols[source].kind == "scenario"
