"""Statements of one text that cannot all be true. Nothing is settled here.

Caution over zeal: a peak season, the past, a plan, elapsed time, a part of a whole or another activity contradict nothing.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import conflict_words, conflicts_of_counts, conflicts_of_time, conflicts_of_work, words
from smartflow.analyst.reading.conflict import Conflict, Side, clause_concepts, sentence_words, side
from smartflow.analyst.reading.judge import NEVER_WRONG
from smartflow.analyst.reading.quotes import Quote
from smartflow.analyst.reading.stream import MINUTES
from smartflow.analyst.reading.words import listed, stem
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.reading.stream import Quantity

_SHARES_APART: Final = 1.5
_LIKELY_SHARE: Final = 0.3
#: So many words in common say that two shares are of the same.
_SAME_WORDS: Final = 2
_PART_OF: Final = listed("of among z ze sposrod wsrod")
_SURE_RATE: Final = 0.45
_RATES_APART: Final = 1.1
_SAME_WORDS_OF_COST: Final = 3
_HIM: Final = listed("him her jego jej niego niej nia nim")
_LIST, _LIST_OPENS = 45, 6
_NAMELY: Final = listed(": ( tj namely ie czyli")
_AND: Final = listed("and oraz i plus")
_SURE_SYSTEMS: Final = 0.6


def found(text: Text, choice: Choice) -> list[Conflict]:
    """Return the contradictions of a text, one for each field at most."""
    made: dict[str, Conflict] = {}
    every = (
        *conflicts_of_counts.found(text, choice),
        *conflicts_of_time.found(text, choice),
        *conflicts_of_work.found(text, choice),
        *_errors(text),
        *_shares(text),
        *_rates(text),
        *_systems(text),
    )
    for conflict in every:
        made.setdefault(conflict.field, conflict)
    return list(made.values())


def _errors(text: Text) -> list[Conflict]:
    """ "We never make mistakes" against a share of errors."""
    never = NEVER_WRONG.search(flat(text.cut.text))
    shares = [
        i for i, one in enumerate(text.found) if one.kind == "percent" and one.low > 0 and text.p(i, "error_rate") > 0.4
    ]
    if never is None or not shares:
        return []
    said = Side(Quote(*never.span(), text.cut.text[slice(*never.span())]), (("error_rate_percent", 0.0),))
    return [
        Conflict(
            "error_rate_percent",
            said,
            side(text, (shares[0],), "error_rate_percent", error_rate_percent=text.found[shares[0]].low),
        )
    ]


def _shares(text: Text) -> list[Conflict]:
    """Two shares of the same: "6 % of labels are rejected" against "rejected labels are 15 % for sure"."""
    shares = [
        i for i, one in enumerate(text.found)
        if one.kind == "percent" and one.low > 0 and text.p(i, "error_rate", "exception_rate") > _LIKELY_SHARE
        and text.p(i, "past", "plan_or_wish") < _LIKELY_SHARE
        and not clause_concepts(text, one) & {"season", "past", "plan"} and not _of_a_part(text, one)
    ]  # fmt: skip
    tokens = text.cut.tokens
    made = []
    for a, b in combinations(shares, 2):
        first, second = text.found[a], text.found[b]
        apart = max(first.low, second.low) > _SHARES_APART * min(first.high, second.high)
        apart = apart and tokens[first.first].sentence != tokens[second.first].sentence
        wrong = "error" in clause_concepts(text, first) & clause_concepts(text, second)
        claimed = wrong and conflict_words.witnessed(text, second) and b == a + 1
        if apart and (claimed or len(_said_of(text, first, second) & _said_of(text, second, first)) >= _SAME_WORDS):
            errors, exceptions = (text.p(a, role) + text.p(b, role) for role in ("error_rate", "exception_rate"))
            field = "error_rate_percent" if wrong or errors >= exceptions else "exceptions_percent"
            made.append(Conflict(field, *(side(text, (i,), field, **{field: text.found[i].low}) for i in (a, b))))
    return made


def _of_a_part(text: Text, one: Quantity) -> bool:
    """ "Of the wrong invoices 30 % come from …": a share of another whole."""
    tokens = text.cut.tokens
    clause = tokens[one.first].clause
    near = [
        token for token in tokens[max(0, one.first - 12) : one.first] if token.clause == clause and token.kind == "w"
    ]
    that = bool(near) and text.cut.text[near[0].start : near[0].end].casefold() == "że"  # "that", not "of"
    return bool(near) and near[0].form in _PART_OF and not that


def _said_of(text: Text, one: Quantity, other: Quantity) -> set[str]:
    """Stems of the words around a share, and of its line's label unless both stand in that line."""
    tokens = text.cut.tokens
    place = tokens[one.first]
    label = text.cut.lines[place.line].label if tokens[other.first].line != place.line else ()
    near = [token.form for token in tokens[max(0, one.first - 12) : one.last + 10] if token.sentence == place.sentence]
    return {stem(form) for form in (*label, *near) if len(form) > 3 and form.isalpha()}


def _rates(text: Text) -> list[Conflict]:
    """Two costs of an hour: said twice of the same person, or said beside a monthly cost and its hours."""
    hourly = [
        i for i, one in enumerate(text.found)
        if one.kind == "money" and text.p(i, "hourly_cost") > _SURE_RATE and (one.per == "hour" or one.per is None)
    ]  # fmt: skip
    twice = [
        Conflict("hourly_cost", _rate(text, a), _rate(text, b))
        for a, b in combinations(hourly, 2)
        if _rates_apart(text.found[a].low, text.found[b].low) and _same_cost(text, text.found[a], text.found[b])
    ]
    return [*twice, *_monthly(text, hourly)]


def _monthly(text: Text, hourly: list[int]) -> list[Conflict]:
    """ "8,000 a month at 160 hours, that is 65 an hour"."""
    tokens = text.cut.tokens
    made = []
    for index, one in enumerate(text.found[:-1]):
        hours = text.found[index + 1]
        if one.kind != "money" or one.per != "month" or hours.kind != "duration" or hours.unit != "hour":
            continue
        computed = round(one.low / (hours.low / MINUTES["hour"]), 2)
        for rate in hourly:
            said = text.found[rate]
            beside = tokens[said.first].sentence == tokens[one.first].sentence and said.currency == one.currency
            if beside and said.low < one.low and _rates_apart(computed, said.low):
                monthly = side(text, (index, index + 1), "hourly_cost", hourly_cost=computed)
                made.append(Conflict("hourly_cost", monthly, _rate(text, rate)))
    return made


def _rate(text: Text, index: int) -> Side:
    return side(text, (index,), "hourly_cost", hourly_cost=text.found[index].low)


def _rates_apart(first: float, second: float) -> bool:
    return max(first, second) > _RATES_APART * min(first, second)


def _same_cost(text: Text, first: Quantity, second: Quantity) -> bool:
    """Two sentences state a cost in the same words, of no two kinds of people."""
    tokens = text.cut.tokens
    if first.currency != second.currency or tokens[first.first].sentence == tokens[second.first].sentence:
        return False
    some, others = set(sentence_words(text, first)), set(sentence_words(text, second))
    speakers = conflict_words.speakers(text, first) | conflict_words.speakers(text, second)
    people = {form for form in some ^ others if "staff" in words.concepts(form)} - speakers
    cost = any("cost" in words.concepts(form) for form in some | others)
    if not cost or people:
        return False
    if len([form for form in some & others if len(form) > 3]) >= _SAME_WORDS_OF_COST:
        return True
    claimed = conflict_words.of_the_same(text, second) or any(
        conflict_words.witnessed(text, one) or _of_same_person(text, one) for one in (first, second)
    )
    named = conflict_words.content(text, first) & conflict_words.content(text, second)
    return claimed and (_of_same_person(text, second) or any("cost" not in words.concepts(one) for one in named))


def _of_same_person(text: Text, one: Quantity) -> bool:
    """ "Accounting has him at $62": a pronoun stands for the person of the sentence before."""
    return not _HIM.isdisjoint(sentence_words(text, one))


def _systems(text: Text) -> list[Conflict]:
    """So many programs in one sentence, another number of them in the next."""
    counted = [
        i for i, one in enumerate(text.found)
        if one.kind == "count" and one.unit == "systems" and one.low >= 2 and text.p(i, "systems") > _SURE_SYSTEMS
    ]  # fmt: skip
    listed_ones = [conflict for i in counted if (conflict := _more_listed(text, i)) is not None]
    return listed_ones + [
        Conflict("systems", *(side(text, (i,), "systems", systems=text.found[i].low) for i in (a, b)))
        for a, b in combinations(counted, 2)
        if text.found[a].high < text.found[b].low or text.found[b].high < text.found[a].low
    ]


def _more_listed(text: Text, index: int) -> Conflict | None:
    """ "In three programs, namely the editor, the register, the archive and the books": more are listed than counted."""
    one = text.found[index]
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    behind = [at for at in range(one.last, min(one.last + _LIST, len(tokens))) if tokens[at].sentence == sentence]
    opens = next((at for at in behind[:_LIST_OPENS] if tokens[at].form in _NAMELY), None)
    if opens is None:
        return None
    inside = []
    for at in behind:
        if at <= opens:
            continue
        if tokens[at].form in {")", "-", "–"} or tokens[at].kind == "n":
            break
        inside.append(at)
    commas = [at for at in inside if tokens[at].form == ","]
    last = commas[-1] if commas else opens
    items = 1 + len(commas) + any(tokens[at].form in _AND for at in inside if at > last + 1)
    if not commas or items <= one.high:
        return None
    start, end = tokens[inside[0]].start, tokens[inside[-1]].end
    named = Side(Quote(start, end, text.cut.text[start:end]), (("systems", float(items)),))
    return Conflict("systems", side(text, (index,), "systems", systems=one.low), named)
