"""Is a text in a language that the rules do not read?"""

from __future__ import annotations

import re
from typing import Final

from smartflow.analyst.text import flat
from smartflow.language.text import LANGUAGES, ByLanguage

#: Short words of the languages the rules read, those of labels and tables too ("per month", "min", "liczba").
_COMMON_WORDS: Final = ByLanguage(
    pl="i|w|na|sie|jest|nie|z|do|ze|oraz|przez|dla|po|co|jak|od|za|to|o|u|a|przy|kazd\\w+|czas|ile|min|godz|mies|dni|dnia|zl|szt|osob"
    "|dziennie|tygodniowo|miesiecznie|rocznie|liczba|koszt|faktur|tydzien|miesiac|prac[ay]|recznie",
    en="the|and|of|is|to|we|in|for|a|are|our|with|it|per|each|every|by|from|on|at|an|one|this|that|i|my|she|he|they|not|days?|weeks?"
    "|months?|years?|hours?|hrs?|minutes?|mins?|time|cost|number|total|volume|rate|used|takes?",
)
_COMMON: Final = re.compile(rf"(?<!\w)(?:{'|'.join(map(_COMMON_WORDS.of, LANGUAGES))})(?!\w)")
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Where fewer than one word in so many is common, the text is in another language; of few words nothing can be said.
_ONE_IN: Final = 9
_LEAST_WORDS: Final = 12


def is_foreign(text: str) -> bool:
    """Tell whether a text is in another language: of its words, numbers and rules of tables apart, few are common ones."""
    low = flat(text)
    words = len(_WORD.findall(low))
    return words >= _LEAST_WORDS and len(_COMMON.findall(low)) * _ONE_IN < words
