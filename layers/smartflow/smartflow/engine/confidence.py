"""How sure the figures are: how much of the spread of the net savings rests on confirmed, measured, read and assumed values."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from smartflow.engine.estimate import Estimate
from smartflow.engine.inputs import READINESS_FIELDS
from smartflow.engine.rounding import EXACT, rounded
from smartflow.engine.symbols import WEIGHTS

#: Where a value of an estimate comes from, as far as trust is concerned.
Basis = Literal["confirmed", "measured", "read", "assumed"]
Level = Literal["confirmed", "mostly_confirmed", "mostly_assumptions", "unknown"]

#: Below this share of confirmed and measured spread, in percent, figures are shown rounded and led by their range.
FIRM_PERCENT: Final = Decimal(50)
_ALL: Final = Decimal(100)


class Confidence(BaseModel):
    """How much of the net's spread rests on what.

    Shares are whole percent of the spread of the expected net when each input alone is a fifth lower or higher; they
    are null while the net is unknown, and then only the counts tell something. `inputs` counts the values computed
    with, `assumed` those of them that are defaults. `rough` says that headline figures are to be rounded to two
    significant digits and led by their range.
    """

    model_config = ConfigDict(frozen=True)

    level: Level
    rough: bool
    confirmed_percent: Decimal | None
    measured_percent: Decimal | None
    read_percent: Decimal | None
    assumed_percent: Decimal | None
    inputs: int
    confirmed: int
    measured: int
    read: int
    assumed: int


def confidence(estimate: Estimate, bases: Mapping[str, Basis]) -> Confidence:
    """Return how sure an estimate is; `bases` names where each of its inputs comes from, by field."""
    counts = {basis: sum(found == basis for found in bases.values()) for basis in _BASES}
    shares = _shares(estimate, bases)
    sure = None if shares is None else shares["confirmed"] + shares["measured"]
    return Confidence(
        level=_level(sure, counts),
        rough=sure is None or sure < FIRM_PERCENT,
        confirmed_percent=shares and shares["confirmed"],
        measured_percent=shares and shares["measured"],
        read_percent=shares and shares["read"],
        assumed_percent=shares and shares["assumed"],
        inputs=len(bases),
        **counts,
    )


_BASES: Final[tuple[Basis, ...]] = ("confirmed", "measured", "read", "assumed")


def _shares(estimate: Estimate, bases: Mapping[str, Basis]) -> dict[Basis, Decimal] | None:
    """Return the share of the spread by basis, in whole percent that add up to 100."""
    spread: dict[Basis, Decimal] = dict.fromkeys(_BASES, Decimal(0))
    with localcontext(EXACT):
        for bar in estimate.sensitivity:
            swing = abs(bar.high - bar.low)
            for basis, weight in _bases_of(bar.input, bases).items():
                spread[basis] += swing * weight
        total = sum(spread.values())
        if not total:
            return None
        shares = {basis: rounded(_ALL * part / total, 0) for basis, part in spread.items()}
    largest = max(_BASES, key=lambda basis: shares[basis])
    shares[largest] += _ALL - sum(shares.values())
    return shares


def _bases_of(name: str, bases: Mapping[str, Basis]) -> dict[Basis, Decimal]:
    """Return where an input of the tornado chart comes from; the potential is shared out among the answers it is made of."""
    if name != "potential":
        return {bases.get(name, "assumed"): Decimal(1)}
    parts: dict[Basis, Decimal] = {}
    for field in READINESS_FIELDS:
        basis = bases.get(field, "assumed")
        parts[basis] = parts.get(basis, Decimal(0)) + WEIGHTS[field.removeprefix("readiness.")]
    return parts


def _level(sure: Decimal | None, counts: Mapping[Basis, int]) -> Level:
    if sure is None:
        return "unknown"
    if sure == _ALL and not counts["assumed"] and not counts["read"]:
        return "confirmed"
    return "mostly_confirmed" if sure >= FIRM_PERCENT else "mostly_assumptions"
