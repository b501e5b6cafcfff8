"""Advice that follows from the figures, as stable codes and as sentences."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from smartflow.engine.figures import Figures
from smartflow.engine.formulas import cost_per_year, hours_per_year
from smartflow.engine.inputs import Inputs
from smartflow.engine.rounding import rounded
from smartflow.engine.symbols import HORIZON_MONTHS
from smartflow.language import formats
from smartflow.language.text import Language, Text

AdviceCode = Literal[
    "fix_process_first",
    "negative_net",
    "improve_by_hand",
    "review_outweighs_savings",
    "no_payback",
    "pays_back_conservatively",
]
Improvement = Literal["write_it_down", "prevent_errors", "fewer_exceptions", "one_person_fewer", "group_runs"]

_UNSTABLE: Final = 2
_UNDOCUMENTED: Final = 2
_MANY_EXCEPTIONS_PERCENT: Final = 20
_SOON_MONTHS: Final = 12


class Advice(BaseModel):
    """A piece of advice: a stable code and the values that its sentence needs; `advice_text` writes the sentence.

    `improve_by_hand` has `improvement` and, if it can be computed, `cost_per_year`: the most that the improvement could
    save a year.
    """

    model_config = ConfigDict(frozen=True)

    code: AdviceCode
    values: dict[str, str]


def advise(inputs: Inputs, result: Figures) -> list[Advice]:
    """Return the advice that follows from the figures, most serious first."""
    expected, conservative = result.scenarios["expected"], result.scenarios["conservative"]
    advice: list[Advice] = []
    stability = inputs.readiness.stability
    if stability is not None and stability <= _UNSTABLE:
        advice.append(Advice(code="fix_process_first", values={"stability": str(stability)}))
    hours, net = expected["hours_saved_per_year"], expected["net_savings_per_year"]
    if hours is not None and hours < 0:
        advice.append(Advice(code="review_outweighs_savings", values={"hours_per_year": str(rounded(-hours))}))
    if net is None:
        return advice
    if net < 0:
        advice.append(Advice(code="negative_net", values={"net_per_year": str(rounded(net))}))
        advice.append(improvement_by_hand(inputs, result))
    elif expected["payback_months"] is None:
        advice.append(Advice(code="no_payback", values={"months": str(HORIZON_MONTHS)}))
    payback = conservative["payback_months"]
    if payback is not None and payback <= _SOON_MONTHS:
        advice.append(Advice(code="pays_back_conservatively", values={"months": str(payback)}))
    return advice


def improvement_by_hand(inputs: Inputs, result: Figures) -> Advice:
    """Return the cheapest improvement that needs no automation: the first, in order of effort, that applies."""
    values = result.shared
    documentation = inputs.readiness.documentation
    errors, rework, people, exceptions = (
        values[name] or Decimal(0) for name in ("error_rate_percent", "rework_minutes", "people", "exceptions_percent")
    )
    if documentation is not None and documentation <= _UNDOCUMENTED:
        return _improvement("write_it_down")
    if errors * rework > 0:
        return _improvement("prevent_errors", _yearly_cost(values, errors / 100 * rework))
    if exceptions >= _MANY_EXCEPTIONS_PERCENT:
        return _improvement("fewer_exceptions")
    minutes = values["minutes_per_run"]
    if people >= 2 and minutes is not None:
        return _improvement("one_person_fewer", _yearly_cost(values, minutes))
    return _improvement("group_runs")


def _improvement(improvement: Improvement, at_stake: Decimal | None = None) -> Advice:
    values = {"improvement": str(improvement)}
    if at_stake is not None:
        values["cost_per_year"] = str(rounded(at_stake))
    return Advice(code="improve_by_hand", values=values)


def _yearly_cost(values: Mapping[str, Decimal | None], minutes_per_run: Decimal) -> Decimal | None:
    runs, hourly_cost = values["runs_per_year"], values["hourly_cost"]
    if runs is None or hourly_cost is None:
        return None
    return cost_per_year(hours_per_year(runs, minutes_per_run), hourly_cost)


def advice_text(advice: Advice, language: Language, currency: str = "PLN") -> str:
    """Return the advice as one or two sentences, money in the given currency."""
    code = advice.values.get("improvement", advice.code)
    texts = dict(advice.values)
    for name in ("net_per_year", "cost_per_year"):
        if name in texts:
            texts[name] = formats.money(Decimal(texts[name]), currency, language)
    if "hours_per_year" in texts:
        texts["hours_per_year"] = formats.hours(Decimal(texts["hours_per_year"]), language)
    if "months" in texts:
        texts["months"] = formats.months(int(texts["months"]), language)
    sentence = _TEXTS[code].fill(language, **texts)
    if "cost_per_year" in texts:
        sentence += " " + _AT_STAKE.fill(language, **texts)
    return sentence


_AT_STAKE: Final = Text(
    "Można w ten sposób odzyskać najwyżej {cost_per_year} rocznie.",
    "This can save at most {cost_per_year} a year.",
)

_TEXTS: Final[dict[str, Text]] = {
    "fix_process_first": Text(
        "Jeszcze nie teraz: proces zbyt często się zmienia (stabilność {stability} na 5). Najpierw trzeba go "
        "uporządkować, dopiero potem automatyzować.",
        "Not yet: the process changes too often (stability {stability} out of 5). Stabilise it first, then "
        "automate it.",
    ),
    "negative_net": Text(
        "Automatyzacja się nie opłaca: w scenariuszu oczekiwanym oszczędność netto wynosi {net_per_year} rocznie.",
        "Automation does not pay: in the expected scenario the net savings are {net_per_year} a year.",
    ),
    "review_outweighs_savings": Text(
        "Sprawdzanie wyników zajęłoby więcej czasu, niż automatyzacja oszczędzi: o {hours_per_year} rocznie.",
        "Checking the results would take more time than automation saves: {hours_per_year} a year more.",
    ),
    "no_payback": Text(
        "Koszt wdrożenia nie zwróci się w ciągu {months}, choć roczna oszczędność netto nie jest ujemna.",
        "The build cost is not paid back within {months}, although the yearly net savings are not negative.",
    ),
    "pays_back_conservatively": Text(
        "Nawet w scenariuszu ostrożnym koszt wdrożenia zwraca się szybko: {months}.",
        "Even in the conservative scenario the build cost is paid back quickly: {months}.",
    ),
    "write_it_down": Text(
        "Najtańsze usprawnienie bez automatyzacji: spisać kolejne kroki na jednej stronie i pracować według tej listy.",
        "The cheapest improvement without automation: write the steps down on one page and follow that list.",
    ),
    "prevent_errors": Text(
        "Najtańsze usprawnienie bez automatyzacji: zapobiegać błędom u źródła (pola obowiązkowe, wzór dokumentu, "
        "krótka kontrola na wejściu).",
        "The cheapest improvement without automation: prevent errors at the source (required fields, a template, a "
        "short check on arrival).",
    ),
    "fewer_exceptions": Text(
        "Najtańsze usprawnienie bez automatyzacji: ustalić stałą zasadę dla najczęstszego wyjątku.",
        "The cheapest improvement without automation: agree on one fixed rule for the most frequent exception.",
    ),
    "one_person_fewer": Text(
        "Najtańsze usprawnienie bez automatyzacji: ułożyć pracę tak, by wykonywało ją o jedną osobę mniej.",
        "The cheapest improvement without automation: arrange the work so that one person fewer is involved.",
    ),
    "group_runs": Text(
        "Najtańsze usprawnienie bez automatyzacji: wykonywać tę pracę rzadziej, po kilka spraw naraz.",
        "The cheapest improvement without automation: do this work less often, several cases at a time.",
    ),
}
