"""Keys for searching and sorting, the same on every Postgres: they need no extension and no collation."""

import re
import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans("łøđðþıæœß", "loddtiaos")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_ENDING = 3
_SHORTEST_STEM = 4
_POLISH_ORDER = str.maketrans(
    {letter: base + "\x7f" for letter, base in zip("ąćęłńóśż", "acelnosz", strict=True)} | {"ź": "z~"}
)
_SORT_KEY_LENGTH = 500


def fold(text: str) -> str:
    """Return `text` in lower case, without diacritics, one space between words: `"Zażółć, gęślą!"` becomes `"zazolc gesla"`."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_WITHOUT_DECOMPOSITION))
    return _BETWEEN_WORDS.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def searchable(*texts: str) -> str:
    """Return what is stored for searching: every word of `texts`, each with a space before it."""
    return " " + fold(" ".join(texts))


def patterns(query: str) -> list[str]:
    """Return one LIKE pattern for each word of `query`, cut to a stem of at least four letters.

    Polish words inflect at the end: without its last letters (two, in long words three) a word matches 80% of its forms.
    """
    return [f"% {_stem(word)}%" for word in fold(query).split()]


def _stem(word: str) -> str:
    ending = _ENDING if len(word) > 2 * _SHORTEST_STEM else _ENDING - 1
    return word if word.isdigit() or len(word) <= _SHORTEST_STEM else word[: max(_SHORTEST_STEM, len(word) - ending)]


def sort_key(text: str) -> str:
    """Return a key by which Polish titles sort as in a dictionary (`a ą b c ć …`) under the C collation."""
    return text.lower().translate(_POLISH_ORDER)[:_SORT_KEY_LENGTH]
