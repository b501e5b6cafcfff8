"""What has to be said plainly about the figures, as stable codes, and in words."""

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
from smartflow.language.text import Language

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
    """One thing to say, by a code that stays, with the values its sentence needs; `advice_text` writes the sentence.

    `improve_by_hand` carries `improvement` and, where it can be computed, what is at stake a year in
    `cost_per_year`: the most that the improvement could bring.
    """

    model_config = ConfigDict(frozen=True)

    code: AdviceCode
    values: dict[str, str]


def advise(inputs: Inputs, result: Figures) -> list[Advice]:
    """Return what has to be said about the figures, the most serious first."""
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
    """Return the advice as a sentence or two for a reader, money in the given currency."""
    code = advice.values.get("improvement", advice.code)
    texts = dict(advice.values)
    for symbol in ("net_per_year", "cost_per_year"):
        if symbol in texts:
            texts[symbol] = formats.money(Decimal(texts[symbol]), currency, language)
    if "hours_per_year" in texts:
        texts["hours_per_year"] = formats.hours(Decimal(texts["hours_per_year"]), language)
    if "months" in texts:
        texts["months"] = formats.months(int(texts["months"]), language)
    sentence = _TEXTS[language][code].format_map(texts)
    if "cost_per_year" in texts:
        sentence += " " + _AT_STAKE[language].format_map(texts)
    return sentence


_AT_STAKE: Final[dict[Language, str]] = {
    "pl": "Można w ten sposób odzyskać najwyżej {cost_per_year} rocznie.",
    "en": "At most {cost_per_year} a year can be won back in this way.",
}

_TEXTS: Final[dict[Language, dict[str, str]]] = {
    "pl": {
        "fix_process_first": (
            "Jeszcze nie teraz: proces zbyt często się zmienia (stabilność {stability} na 5)."
            " Najpierw trzeba go uporządkować, dopiero potem automatyzować."
        ),
        "negative_net": (
            "Automatyzacja się nie opłaca: w scenariuszu oczekiwanym oszczędność netto wynosi {net_per_year} rocznie."
        ),
        "review_outweighs_savings": (
            "Sprawdzanie wyników zajęłoby więcej czasu, niż automatyzacja oszczędzi: o {hours_per_year} rocznie."
        ),
        "no_payback": (
            "Koszt wdrożenia nie zwróci się w ciągu {months}, choć roczna oszczędność netto nie jest ujemna."
        ),
        "pays_back_conservatively": "Nawet w scenariuszu ostrożnym koszt wdrożenia zwraca się szybko: {months}.",
        "write_it_down": (
            "Najtańsze usprawnienie bez automatyzacji: spisać kolejne kroki na jednej stronie"
            " i pracować według tej listy."
        ),
        "prevent_errors": (
            "Najtańsze usprawnienie bez automatyzacji: zapobiegać błędom u źródła"
            " (pola obowiązkowe, wzór dokumentu, krótka kontrola na wejściu)."
        ),
        "fewer_exceptions": (
            "Najtańsze usprawnienie bez automatyzacji: ustalić stałą zasadę dla najczęstszego wyjątku."
        ),
        "one_person_fewer": (
            "Najtańsze usprawnienie bez automatyzacji: ułożyć pracę tak, by wykonywało ją o jedną osobę mniej."
        ),
        "group_runs": ("Najtańsze usprawnienie bez automatyzacji: wykonywać tę pracę rzadziej, po kilka spraw naraz."),
    },
    "en": {
        "fix_process_first": (
            "Not now: the process changes too often (stability {stability} out of 5)."
            " Put it in order first, and automate it afterwards."
        ),
        "negative_net": (
            "Automation does not pay: in the expected scenario the net savings are {net_per_year} a year."
        ),
        "review_outweighs_savings": (
            "Checking the results would take more time than automation saves: {hours_per_year} a year more."
        ),
        "no_payback": (
            "The build cost is not paid back within {months}, although the yearly net savings are not negative."
        ),
        "pays_back_conservatively": "Even in the conservative scenario the build cost is paid back soon: {months}.",
        "write_it_down": (
            "The cheapest improvement without automation: write the steps down on one page and work from that list."
        ),
        "prevent_errors": (
            "The cheapest improvement without automation: prevent errors where they begin"
            " (required fields, a template, a short check on arrival)."
        ),
        "fewer_exceptions": (
            "The cheapest improvement without automation: agree on one fixed rule for the most frequent exception."
        ),
        "one_person_fewer": (
            "The cheapest improvement without automation: arrange the work so that one person fewer takes part."
        ),
        "group_runs": "The cheapest improvement without automation: do this work less often, several cases at a time.",
    },
}
