"""The computed verdict in the rules' words: what it follows from, what it rests on, what would change it.

Nothing here judges: the code, its sign and its reasons are the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from smartflow.analyst.rules import phrases
from smartflow.engine.advice import improvement_by_hand
from smartflow.engine.assessment import inputs_of
from smartflow.engine.figures import figures
from smartflow.engine.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smartflow.analyst.rules.phrases import Phrase
    from smartflow.engine.advice import Improvement
    from smartflow.engine.assessment import Assessment
    from smartflow.engine.verdict import Verdict
    from smartflow.language.text import Language


@dataclass(frozen=True, slots=True)
class Words:
    """What the description gives: what it is `about`, the step to `start` with, and the words of `unconfirmed` values.

    The last two are in quotation marks already.
    """

    about: str
    start: str | None
    unconfirmed: Sequence[str]


#: Verdicts after which the rules recommend nothing that costs money.
NOT_WORTH_IT: Final = frozenset({"leave_alone", "improve_by_hand"})


def computed(assessment: Assessment) -> tuple[Verdict, Improvement]:
    """Return the engine's verdict on an assessment, and the improvement by hand that it would advise."""
    result = figures(inputs_of(assessment))
    improvement = improvement_by_hand(result.shared).values["improvement"]
    return verdict(result), cast("Improvement", improvement)


def explained(
    found: Verdict, improvement: Improvement, assessment: Assessment, words: Words, language: Language
) -> str:
    """Return the verdict explained; while what it was computed from is unconfirmed, it begins with that."""
    said = [phrases.CONDITION.say(language, quotes=", ".join(words.unconfirmed))] if words.unconfirmed else []
    about = [_about(phrases.REASONS[reason], words, language) for reason in found.reasons if reason in phrases.REASONS]
    if found.code in NOT_WORTH_IT:
        said += about
        said += [_about(phrase, words, language) for phrase in _changes(found, assessment)]
        if found.code == "improve_by_hand" and improvement in phrases.BY_HAND:
            said.append(phrases.BY_HAND[improvement].of(language))
    elif found.code == "fix_process_first":
        said = [*about, *said, _about(phrases.AFTERWARDS, words, language)]
    else:
        said += [_about(phrases.NET, words, language), *about]
        if words.start:
            said.append(phrases.START.say(language, words=words.start))
    return " ".join(said)


def _changes(found: Verdict, assessment: Assessment) -> Iterator[Phrase]:
    """Yield what would change a verdict against automating, as far as its figure is known and makes sense."""
    if assessment.break_even.minutes_per_run is not None:
        yield phrases.LONGER_RUN
    gross = assessment.expected.gross_savings_per_year
    if "no_payback" in found.reasons:
        yield phrases.CHEAPER_BUILD
    elif gross is not None and gross > 0:
        yield phrases.CHEAPER_UPKEEP


def _about(phrase: Phrase, words: Words, language: Language) -> str:
    """Return a sentence with what it is about, in brackets where that can be named."""
    return phrase.of(language).replace(" (<about>)", f" ({words.about})" if words.about else "")
