"""The stream of tokens that quantities are read from, and what a quantity is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from smartflow.analyst.reading.cut import Cut, Token

Kind = Literal["count", "duration", "money", "percent", "posts", "times", "period", "date", "name"]
#: Minutes of work in a unit of time: a working day has eight hours.
MINUTES: Final = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 480.0}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`, unit included; `number_*` are its own words without unit.

    `low` and `high` are minutes for working time, else counts, shares in percent or amounts; `unit` is the unit as
    written. `per` is the period it is counted by, `per_at` the place of those words, `direct` says they touch it.
    `nouns` are stems of what is counted, `named_after` says they stand behind the number; `each` are stems of what it is
    said of each time ("8 minutes a letter"); `of_one` says that it was counted in one year or month, over or
    not yet over ("54 last year"), not in each.
    """

    kind: Kind
    low: float
    high: float
    unit: str
    start: int
    end: int
    first: int  # tokens
    last: int
    number_start: int
    number_end: int
    per: str | None = None
    per_at: tuple[int, int] | None = None
    direct: bool = False
    nouns: tuple[str, ...] = ()
    in_words: bool = False
    named_after: bool = False
    times: float = 1.0
    each: frozenset[str] = frozenset()
    of_one: bool = False

    @property
    def currency(self) -> str | None:
        """The currency of an amount."""
        return self.unit if self.kind == "money" and self.unit else None


@dataclass(slots=True)
class Atom:
    """A number or range at tokens `first:last`, before its unit is known."""

    low: float
    high: float
    first: int
    last: int  # one past
    in_words: bool = False
    unit: str = ""


@dataclass(slots=True)
class Stream:
    """The tokens of a text, looked at by index, and the quantities found so far."""

    cut: Cut
    found: list[Quantity] = field(default_factory=list)

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the text."""
        return self.cut.tokens

    def form(self, index: int) -> str:
        """Return a token's folded form, or nothing beyond the ends."""
        return self.cut.tokens[index].form if 0 <= index < len(self.cut.tokens) else ""

    def same_line(self, first: int, last: int) -> bool:
        """Tell whether two tokens stand in one line."""
        return last < len(self.cut.tokens) and self.cut.tokens[first].line == self.cut.tokens[last].line

    def glued(self, index: int) -> bool:
        """Nothing stands between a token and the one before it."""
        return (
            index > 0
            and index < len(self.cut.tokens)
            and self.cut.tokens[index - 1].end == self.cut.tokens[index].start
        )

    def quantity(
        self, kind: Kind, low: float, high: float, unit: str, first: int, last: int,
        number: tuple[int, int] | None = None, *, in_words: bool = False,
    ) -> Quantity:  # fmt: skip
        """Make a quantity of the tokens `first:last`, whose own digits or words are at `number`."""
        number = number or (first, last)
        tokens = self.cut.tokens
        return Quantity(
            kind, round(low, 4), round(high, 4), unit, tokens[first].start, tokens[last - 1].end, first, last,
            tokens[number[0]].start, tokens[number[1] - 1].end, in_words=in_words,
        )  # fmt: skip

    def duration(self, minutes: float, first: int, last: int) -> Quantity:
        """Make a working time that is said without a number."""
        return self.quantity("duration", minutes, minutes, "minute", first, last, in_words=True)
