"""Where a firm is, as far as that decides which tools are of use to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from smartflow.analyst.catalogue import Market
    from smartflow.analyst.task import AnalysisTask

_BY_CURRENCY: Final[dict[str, Market]] = {
    "PLN": "PL", "GBP": "UK", "USD": "US", "CAD": "CA", "AUD": "AU", "NZD": "NZ", "EUR": "EU", "CZK": "EU", "SEK": "EU",
    "DKK": "EU", "HUF": "EU", "RON": "EU",
}  # fmt: skip
_BY_COUNTRY: Final[dict[str, Market]] = {"GB": "UK", "IE": "IE", "US": "US", "CA": "CA", "AU": "AU", "NZ": "NZ"}
#: What only a firm of that country writes about: its money, offices and places. The first that is found decides.
_EVIDENCE: Final[tuple[tuple[Market, re.Pattern[str]], ...]] = (
    ("PL", re.compile(r"(?<!\w)(?:pln|zl|ksef|zus|nip|jpk|vat-7)(?!\w)")),
    ("IE", re.compile(r"(?<!\w)(?:ireland|irish|dublin|cork|galway|limerick|eircode|ros|hse|revenue commissioners)(?!\w)")),
    ("UK", re.compile(r"£|(?<!\w)(?:gbp|hmrc|nhs|paye|pounds|quid|uk|companies house|council tax)(?!\w)")),
    ("CA", re.compile(r"(?<!\w)(?:canada|canadian|ontario|toronto|quebec|vancouver|cra|cad)(?!\w)")),
    ("AU", re.compile(r"(?<!\w)(?:australia|australian|sydney|melbourne|brisbane|aud|abn)(?!\w)")),
    ("EU", re.compile(r"€|(?<!\w)(?:eur|euros?)(?!\w)")),
    ("US", re.compile(r"\$|(?<!\w)(?:usd|dollars?|bucks|irs|w-?2s?|1099s?|zip code)(?!\w)")),
)  # fmt: skip


def market(task: AnalysisTask) -> Market | None:
    """Return where the firm of a task is; None where only tools of use everywhere may be named.

    A text in Polish is of a Polish firm. Otherwise the account's country and currency decide, and what the text itself
    speaks of where they say no more than the product's default or a currency of many countries.
    """
    if language_of(task.description, task.language) == "pl":
        return "PL"
    if task.country in _BY_COUNTRY:
        return _BY_COUNTRY[task.country]
    by_currency = _BY_CURRENCY.get(task.currency)
    if task.currency not in {"PLN", "EUR"}:
        return by_currency
    text = flat(f"{task.title}\n{task.description}")
    return next((place for place, evidence in _EVIDENCE if evidence.search(text)), by_currency)
