"""The declared formulas as a spreadsheet computes them.

What is plain arithmetic is taken from the declaration; the few formulas that do more are written here.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from smartflow.engine.declaration import Formula
from smartflow.engine.estimate import Estimate, Scenario
from smartflow.engine.formulas import FORMULAS
from smartflow.engine.inputs import READINESS_FIELDS
from smartflow.engine.symbols import ANSWERS_NEEDED, EASY_FROM, HORIZON_MONTHS, MEDIUM_FROM

_SIGNS: Final = str.maketrans({"×": "*", "÷": "/", "−": "-", ";": ","})
#: Binary numbers leave differences of this size where exact ones are zero: a balance of zero is not negative.
_NOISE_PLACES: Final = 6

#: Formulas that do more than arithmetic, with their symbols in braces. `{months_list}`, `{period_names}`, `{period_times}`,
#: `{daily}`, `{easy}`, `{medium}`, `{hard}` and `{later}` are the method's lists and the reader's words.
_WRITTEN: Final[Mapping[str, str]] = {
    "periods": "IF({frequency}={daily},{working_days},INDEX({period_times},MATCH({frequency},{period_names},0)))",
    "difficulty": f"IF(ROUND({{ease}},0)>={EASY_FROM},{{easy}},IF(ROUND({{ease}},0)>={MEDIUM_FROM},{{medium}},{{hard}}))",
    "full_months": "IF({ramp_months}=0,{months},MIN({months},INT({ramp_months}))*(MIN({months},INT({ramp_months}))+1)"
    "/(2*{ramp_months})+{months}-MIN({months},INT({ramp_months})))",
    "first_year_roi_percent": 'IF({build_cost}=0,"",({first_year_net}-{build_cost})/{build_cost}*100)',
}
#: Full months of each month in the list at once, and the months whose balance is negative. A balance that is no longer
#: negative stays so, therefore their number is the month before the payback.
_RISING: Final = "({months_list}<=INT({ramp_months}))"
_FULL_MONTHS: Final = (
    f"({_RISING}*{{months_list}}*({{months_list}}+1)/(2*MAX({{ramp_months}},1))+(1-{_RISING})*(INT({{ramp_months}})"
    "*(INT({ramp_months})+1)/(2*MAX({ramp_months},1))+{months_list}-INT({ramp_months})))"
)
_MONTHS_BELOW_ZERO: Final = (
    f"SUMPRODUCT(--(ROUND({{gross_savings_per_year}}*{_FULL_MONTHS}/12-{{running_cost_per_year}}*{{months_list}}/12"
    f"-{{build_cost}},{_NOISE_PLACES})<0))"
)
_PAYBACK: Final = (
    f"IF(AND({{build_cost}}=0,{{gross_savings_per_year}}>={{running_cost_per_year}}),0,IF({_MONTHS_BELOW_ZERO}={HORIZON_MONTHS},"
    f"{{later}},{_MONTHS_BELOW_ZERO}+1))"
)

#: Gives the address of a symbol's cell, or the text of a word.
Address = Callable[[str], str]


def needed(names: tuple[str, ...]) -> tuple[Formula, ...]:
    """Return the formulas that lead to some figures, in the order in which they are computed."""
    wanted = set(names)
    for formula in reversed(FORMULAS.values()):
        if formula.name in wanted:
            wanted.update(formula.sources)
    return tuple(formula for formula in FORMULAS.values() if formula.name in wanted)


#: The formulas behind every figure that the API answers with.
MODEL: Final = needed(tuple(name for name in (*Estimate.model_fields, *Scenario.model_fields) if name in FORMULAS))


def in_cells(formula: Formula, address: Address) -> str:
    """Return a formula on cells, without the equals sign; its result is an empty text while one of the symbols is unknown."""
    if formula.name == "potential":
        return _potential(address)
    written = _PAYBACK if formula.name == "payback_months" else _WRITTEN.get(formula.name)
    if written is None:
        assert formula.written_by_hand is None, f"write the formula of {formula.name} for a spreadsheet"
        written = formula.written.translate(_SIGNS).replace("min(", "MIN(").replace("max(", "MAX(")
    known = ",".join(address(source) for source in formula.sources if source != "frequency")
    condition = f"COUNT({known})<{sum(source != 'frequency' for source in formula.sources)}"
    if "frequency" in formula.sources:
        condition = f'OR({address("frequency")}="",{condition})'
    return f'IF({condition},"",{_filled(written, formula.symbols, address)})'


def _potential(address: Address) -> str:
    """Return the weighted score of the answers that are given; too few give none."""
    answers = [
        (address(f"given.{field}"), address(f"weight.{field.removeprefix('readiness.')}")) for field in READINESS_FIELDS
    ]
    known = ",".join(answer for answer, _ in answers)
    score = "+".join(f"IF(ISNUMBER({answer}),{weight}*({answer}-1),0)" for answer, weight in answers)
    weights = "+".join(f"IF(ISNUMBER({answer}),{weight},0)" for answer, weight in answers)
    return f'IF(COUNT({known})<{ANSWERS_NEEDED},"",100*{address("ceiling")}*({score})/(4*({weights})))'


def _filled(written: str, symbols: Mapping[str, str], address: Address) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: address(symbols.get(found[1], found[1])), written)
