"""Which language prose is written in: enough to notice a model that answers in another one than it was asked for."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from smartflow.language.text import LANGUAGES, ByLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.language.text import Language

# Short words of one language only: "do", "to", "on", "by", "a" and "i" belong to two and decide nothing.
_SHORT_WORDS: Final = ByLanguage(
    pl="się nie jest są oraz przez przy dla lub że aby które który która jak już po od bez także między będzie można "
    "należy warto ręcznie procesu proces w z na ze we tym tego tych ich jej jego każdy każda dane danych",
    en="the and of is are was were be been with for from this that these those which who will can should would not "
    "it its an or at as has have their there when than then into process by hand",
)
_GERMAN: Final = (
    "der die das und ist sind nicht mit für von den dem ein eine einer wird werden auch auf aus bei oder durch sich zu "
    "zur zum als wie prozess"
)
_LETTERS: Final[ByLanguage[re.Pattern[str] | None]] = ByLanguage(pl=re.compile("[ąćęłńśźż]"), en=None)
_LANGUAGE_OF: Final[dict[str, Language | None]] = {
    **dict.fromkeys(_GERMAN.split()),
    **{word: language for language in LANGUAGES for word in _SHORT_WORDS.of(language).split()},
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_TOO_FEW: Final = 4
_FOREIGN_SHARE: Final = 0.2


def is_written_in(language: Language, texts: Iterable[str]) -> bool:
    """Tell whether prose is in `language`. What is too short to decide passes."""
    words = [word for text in texts for word in _WORD.findall(text.lower())]
    foreign = sum(not _is_latin(word) for word in words)
    if words and foreign > len(words) * _FOREIGN_SHARE:
        return False
    hits: Counter[Language | None] = Counter(_LANGUAGE_OF[word] for word in words if word in _LANGUAGE_OF)
    for one in LANGUAGES:
        letters = _LETTERS.of(one)
        if letters:
            hits[one] += sum(bool(letters.search(word)) for word in words if word not in _LANGUAGE_OF)
    return hits.total() < _TOO_FEW or hits[language] * 2 > hits.total()


def _is_latin(word: str) -> bool:
    return all(letter < "\u0250" for letter in word)
