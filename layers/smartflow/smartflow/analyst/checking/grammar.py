"""A small grammar over words: tokens of a sentence, typed categories of words, and phrases written as one line each.

A phrase is a row of elements that must follow one another: `a|an FULL? DURATION !-`. An element is

- a word, compared in lower case without diacritics (`month`), the beginning of a word (`zwroc*`) or any token (`*`);
- a category in capitals (`DURATION`), END for punctuation or the end of the sentence;
- several of these with `|` between them; with `?` behind it it may be absent; with `!` before it, it must not come next.

Phrases have a bounded length and are looked up by their first word, so checking takes linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from smartflow.analyst.text import flat
from smartflow.language.text import LANGUAGES, ByLanguage

#: Stands in the place of what is allowed, so that nothing is read across it.
ALLOWED: Final = "\u25a1"
END: Final = "END"
# Words that look like a number or a month without their diacritics: "fields", "stove" and "they have" in Polish.
_OTHER_WORDS: Final = {"pól": "pol~", "piec": "piec~", "mają": "maja~"}
_TOKEN: Final = re.compile(r"\{[a-z_]+\}|[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*|\S")
_LONGEST_WORD: Final = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, placeholder or sign of `text[start:end]`; `form` is lower-case and without diacritics."""

    text: str
    form: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.form[:1].isalpha()


@dataclass(frozen=True, slots=True)
class Match:
    """The phrase's label, and the tokens from `first` up to and without `last`."""

    label: str
    first: int
    last: int


def tokens(text: str, allowed: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Return the tokens of a text; a span of `allowed` is one token of no category."""
    found: list[Token] = []
    position = 0
    for start, end in (*sorted(allowed), (len(text), len(text))):
        if start >= position:
            found += (
                Token(match.group(), _form(match.group()), *match.span())
                for match in _TOKEN.finditer(text, position, start)
            )
            if end > start:
                found.append(Token(text[start:end], ALLOWED, start, end))
        position = max(position, end)
    return found


@lru_cache(8_192)
def _form(word: str) -> str:
    if len(word) > _LONGEST_WORD:
        return word[:_LONGEST_WORD]
    low = flat(word)
    if not word.isascii():
        if word.lower() in _OTHER_WORDS:
            return _OTHER_WORDS[word.lower()]
        low = flat(unicodedata.normalize("NFKC", word)).replace("’", "'")
    elif low in _OTHER_WORDS:
        return _OTHER_WORDS[low]
    return low.removesuffix("'s")


def all_languages(tables: ByLanguage[dict[str, list[str]]]) -> dict[str, list[str]]:
    """Return one table of what all languages have: their words count in every prose, whatever its language."""
    merged: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for name, parts in tables.of(language).items():
            merged.setdefault(name, []).extend(parts)
    return merged


class Categories:
    """Categories of words by name; each is an alternation of patterns that must match a whole form."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._patterns = {name: re.compile("|".join(parts)) for name, parts in patterns.items()}
        self.of = lru_cache(16_384)(self._of)

    def _of(self, form: str) -> frozenset[str]:
        if not form[:1].isalnum() and form not in "%‰€$£":
            return frozenset({"PLACEHOLDER"} if form.startswith("{") and len(form) > 1 else {END})
        return frozenset(name for name, pattern in self._patterns.items() if pattern.fullmatch(form))


_Test = Callable[[str, frozenset[str]], bool]


@dataclass(frozen=True, slots=True)
class _Element:
    test: _Test
    optional: bool = False
    forbidden: bool = False


class Phrases:
    """Phrases by label ("duration", "date" …), matched at each token of a sentence."""

    def __init__(self, categories: Categories, phrases: Mapping[str, Iterable[str]]) -> None:
        self._categories = categories
        self._phrases = [
            (label, [_element(part) for part in phrase.split()]) for label, lines in phrases.items() for phrase in lines
        ]
        # Phrases are looked up by their first word.
        assert not any(row[0].optional or row[0].forbidden for _, row in self._phrases)
        self._beginning_with = lru_cache(16_384)(self._first)

    def _first(self, form: str) -> tuple[int, ...]:
        kinds = self._categories.of(form)
        return tuple(index for index, (_, row) in enumerate(self._phrases) if row[0].test(form, kinds))

    def matches(self, sentence: Sequence[Token]) -> Iterator[Match]:
        """Yield every phrase that stands in the sentence, by its first token; of one phrase the longest reading."""
        kinds = [self._categories.of(token.form) for token in sentence]
        for first, token in enumerate(sentence):
            for index in self._beginning_with(token.form):
                label, row = self._phrases[index]
                last = _match(row, 1, sentence, kinds, first + 1)
                if last is not None:
                    yield Match(label, first, last)


def _match(
    row: Sequence[_Element], at: int, sentence: Sequence[Token], kinds: Sequence[frozenset[str]], position: int
) -> int | None:
    if at == len(row):
        return position
    element = row[at]
    inside = position < len(sentence)
    fits = element.test(sentence[position].form if inside else "", kinds[position] if inside else frozenset({END}))
    if element.forbidden:
        return None if fits else _match(row, at + 1, sentence, kinds, position)
    if fits:
        # The end of a sentence is no token: it is matched without being taken.
        found = _match(row, at + 1, sentence, kinds, position + inside)
        if found is not None:
            return found
    return _match(row, at + 1, sentence, kinds, position) if element.optional else None


def _element(written: str) -> _Element:
    forbidden = written.startswith("!")
    optional = written.endswith("?")
    test = _any_of([_one(part) for part in written.removeprefix("!").removesuffix("?").split("|")])
    return _Element(test, optional, forbidden)


def _any_of(tests: Sequence[_Test]) -> _Test:
    return tests[0] if len(tests) == 1 else lambda form, kinds: any(test(form, kinds) for test in tests)


def _one(part: str) -> _Test:
    if part == "*":
        return lambda _form, kinds: END not in kinds
    if part.isupper():
        return lambda _form, kinds: part in kinds
    if part.endswith("*"):
        return lambda form, _kinds: form.startswith(part[:-1])
    return lambda form, _kinds: form == part
