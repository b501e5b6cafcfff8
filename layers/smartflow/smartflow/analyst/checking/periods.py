"""Periods that prose gives a placeholder, before it and behind it, against those the figure has."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from smartflow.analyst.checking.grammar import END, Categories, Phrases, all_languages
from smartflow.analyst.checking.number_words import CATEGORIES
from smartflow.analyst.checking.placeholders import PLACEHOLDERS
from smartflow.language.text import ByLanguage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartflow.analyst.checking.grammar import Token
    from smartflow.analyst.checking.placeholders import Period

# Words that name a period wherever they stand; pieces of work and people do so in phrases.
_WORDS: Final[ByLanguage[dict[str, list[str]]]] = ByLanguage(
    pl={
        "year": ["rok|roku|rocznie|corocznie|roczn(?:y|a|e|ego|ej|emu|ym|ymi|ych)"],
        "quarter": ["kwarta(?:l|lu|le)|kwartalnie|kwartaln[a-z]+"],
        "month": ["miesi(?:ac|aca|acu)|miesiecznie|comiesi[a-z]+|miesieczn[a-z]+"],
        "week": ["tydzien|tygodni(?:a|u|owo)|cotygodni[a-z]+|tygodniow[a-z]+"],
        "day": ["dzien|dniu|dob(?:a|e|y)|dobie|dziennie|codzien[a-z]+|dzienn[a-z]+"],
        "hour": ["godzin(?:a|e|ie|owo)"],
        "once": ["jednorazow[a-z]+"],
    },
    en={
        "year": ["year|yearly|annual|annually|annum"],
        "quarter": ["quarter|quarterly"],
        "month": ["month|monthly"],
        "week": ["week|weekly"],
        "day": ["day|daily"],
        "hour": ["hour|hourly"],
    },
)
_PHRASES: Final[ByLanguage[dict[str, list[str]]]] = ByLanguage(
    pl={
        "run": ["na|za|od|kazd*|jedn*|pojedyncz* PIECE", "za kazdym razem", "od|za sztuk*"],
        "person": ["na|od|za|kazd* PEOPLE|POST|lebka"],
    },
    en={
        "run": ["per|a|an|each|every|one|single PIECE", "each|every time"],
        "person": ["per|a|each|every PEOPLE|head|person|capita"],
        "once": ["one - off|time", "once only"],
    },
)
_CLAUSES: Final = frozenset({"a", "i", "oraz", "ale", "and", "but", "while", "lecz", "natomiast"})
_NEAR: Final = 4

_PERIODS: Final = Categories(all_languages(_WORDS))
_COUNTED: Final = Phrases(CATEGORIES, all_languages(_PHRASES))


def known_periods(sentence: Sequence[Token]) -> list[frozenset[str]]:
    """Return, for each token, the periods of the figures in its clause: "a year" beside a yearly figure adds nothing.

    A figure that is itself about a period ("the longest run that pays back within a year") has it in the whole sentence.
    """
    clauses = _clauses(sentence)
    everywhere: set[str] = set()
    in_clause: defaultdict[int, set[str]] = defaultdict(set)
    for token, clause in zip(sentence, clauses, strict=True):
        periods = _of_figure(token)
        (everywhere if len(periods) > 1 else in_clause[clause]).update(periods)
    return [frozenset(everywhere | in_clause[clause]) for clause in clauses]


def period_of(form: str) -> str | None:
    """Return the period a word names, None for all other words."""
    return next(iter(_PERIODS.of(form) - {END, "PLACEHOLDER"}), None)


def wrong_periods(sentence: Sequence[Token]) -> list[Token]:
    """Return the words that give a figure of the sentence another period than its own.

    A period belongs to the figure right before it, else to the nearest one in its clause, else to the next one in the
    sentence. A figure that is followed by its own period takes no other.
    """
    figures = [index for index, token in enumerate(sentence) if _of_figure(token)]
    if not figures:
        return []
    named = sorted(
        [(index, period, False) for index, token in enumerate(sentence) if (period := period_of(token.form))]
        + [(match.last - 1, match.label, True) for match in _COUNTED.matches(sentence)]
    )
    clauses = _clauses(sentence)
    settled: set[int] = set()
    wrong = []
    previous = -1
    for index, period, _ in named:
        at = _last_before(figures, index)
        if at is not None and at > previous and index <= at + _NEAR and clauses[at] == clauses[index]:
            settled.add(at)
            if period not in _of_figure(sentence[at]):
                wrong.append(sentence[index])
        previous = index
    for index, period, counted in named:
        at = _figure_of(index, figures, clauses, near=counted)
        if at is not None and at not in settled and period not in _of_figure(sentence[at]):
            wrong.append(sentence[index])
    return wrong


def _last_before(figures: Sequence[int], index: int) -> int | None:
    place = bisect(figures, index)
    return figures[place - 1] if place else None


def _figure_of(index: int, figures: Sequence[int], clauses: Sequence[int], *, near: bool) -> int | None:
    place = bisect(figures, index)
    inside = [at for at in figures[max(place - 1, 0) : place + 1] if clauses[at] == clauses[index]]
    if inside:
        nearest = min(inside, key=lambda at: abs(at - index))
        return nearest if not near or abs(nearest - index) <= _NEAR else None
    return None if near or place == len(figures) else figures[place]


def _clauses(sentence: Sequence[Token]) -> list[int]:
    clause, clauses = 0, []
    for index, token in enumerate(sentence):
        article = token.form == "a" and index + 1 < len(sentence) and period_of(sentence[index + 1].form)
        if token.form in ",;:()–—" or (token.form in _CLAUSES and not article):
            clause += 1
        clauses.append(clause)
    return clauses


def _of_figure(token: Token) -> tuple[Period, ...]:
    known = PLACEHOLDERS.get(token.text[1:-1]) if token.text.startswith("{") else None
    return known.periods if known else ()
