"""The rules' questions: about what moves the result most, in the words of the description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.rules import phrases
from smartflow.analyst.rules.advice import advice
from smartflow.analyst.rules.pieces import tidied
from smartflow.analyst.rules.slots import first_filled, quoted
from smartflow.analyst.schema import DraftQuestion
from smartflow.engine.assessment import question_effects
from smartflow.engine.facts import ESSENTIAL

if TYPE_CHECKING:
    from smartflow.analyst.checking.number_lock import AllowedSources
    from smartflow.analyst.reading.reader import Reading
    from smartflow.analyst.rules.slots import Slots
    from smartflow.analyst.schema import InputField
    from smartflow.engine.assessment import Assessment
    from smartflow.language.text import Language

_MOST: Final = 4


def questions(
    assessment: Assessment, reading: Reading, slots: Slots, allowed: AllowedSources, language: Language
) -> list[DraftQuestion]:
    """Return the questions whose answers would change the result most.

    Where the text holds readings that compete, the question is which of them is right. What cannot be asked in words of the
    description is asked only where no figure can be computed without it.
    """
    known = {str(field): field for field in advice().questions}
    made: list[DraftQuestion] = []
    for effect in question_effects(assessment):
        if effect.field not in known or len(made) == _MOST:
            continue
        field = known[effect.field]
        asked = advice().questions[field]
        text = _which(field, reading, allowed, language)
        if text is None and asked.asked:
            text = first_filled(asked.asked, slots, language)
        if text is None and field in ESSENTIAL:
            text = asked.general.of(language)
        if text is not None:
            made.append(DraftQuestion(question=text, field=field))
    return made


def _which(field: InputField, reading: Reading, allowed: AllowedSources, language: Language) -> str | None:
    """Return the question between the readings of a field, or whether the only one is right."""
    found = (
        fact.quotes[0].text
        for question in reading.questions
        for candidate in question.candidates
        for fact in candidate.facts
        if fact.field == field and field in question.fields
    )
    read = list(dict.fromkeys(map(tidied, found)))
    least = [words for words in read if not any(other in words for other in read if other != words)]
    shown = list(filter(None, (quoted(words, allowed, language) for words in least)))
    if not shown:
        return None
    name = advice().names[field].of(language)
    if len(shown) == 1:
        return phrases.IS_IT.say(language, name=name, quote=shown[0])
    return phrases.WHICH.say(language, name=name, quotes=phrases.OR.of(language).join(shown))
