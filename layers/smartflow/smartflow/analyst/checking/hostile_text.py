"""What prose never contains, whatever it says: addresses, markup, text of a prompt, letters of other scripts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.checking.grammar import Phrases
from smartflow.analyst.checking.number_words import CATEGORIES
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smartflow.analyst.checking.grammar import Token

_TOP_LEVEL: Final = (
    "pl|eu|com|org|net|io|ai|app|dev|co|info|biz|example|test|uk|us|de|fr|cz|sk|gov|edu|online|shop|site|xyz|me|tv"
)
_ADDRESS: Final = re.compile(
    r"[a-z][a-z0-9+.-]{1,11}://|\b(?:javascript|data|mailto|tel):\S|\bwww\.|[\w.-]{1,64}@[\w-]{1,64}|[(\[]\s?at\s?[)\]]|"
    rf"(?<![\w.@])[\w-]{{2,63}}(?:\.[\w-]{{2,63}}){{0,3}}\.(?:{_TOP_LEVEL})(?![\w-])|"
    r"\b(?:ul|al)\.\s?[A-ZĄĆĘŁŃÓŚŹŻ\d]|\b(?:[Uu]lic[aeyąę]|[Aa]lej[aeięą]\w*)\s+[A-ZĄĆĘŁŃÓŚŹŻ\d]|"
    r"\b[A-Z]\w+\s(?:Street|Avenue|Road|Boulevard)\b"
)
_MARKUP: Final = re.compile(
    r"<[/!?]?[a-z]|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});|\]\s?\(|!\[|\[[ x]?\]|\*\*|__|~~|`|^[ \t]{0,3}(?:#{1,6}|>)\s|^[ \t]*\||"
    r"(?<![\w*])\*\w[^*\n]{0,80}\*(?!\w)|⟦|⟧",
    re.I | re.M,
)
_CODE: Final = re.compile(r"\b[a-z]+_[a-z_]+\b")
_PROMPT: Final = Phrases(
    CATEGORIES,
    {
        "prompt_text": [
            "jako|jestem model* jezykow*", "system prompt*", "prompt* systemow*", "instrukcj* systemow*",
            "moj* systemow*? instrukcj*|polecen*|wytyczn*", "instrukcj*|polecen*|zasad* zabrania*|nakaz* mi",
            "ignoruj*|zignoruj*|zapomnij*|pomin* wszystkie? o? wczesniejsz*|poprzedn*|powyzsz*|swoich|tych instrukcj*|polecen*|zasad*",
            "nie wolno|moge mi? uzywac|podac|podawac|pisac", "symbol* zastepcz*", "jako|jestem ai|modelem|asystentem",
            "zwracam json*", "pole|pola verdict|summary|json|quote",
            "as a language model", "as an ai language|model|assistant ,|i", "i'm|am an ai", "my instructions|prompt|guidelines|rules",
            "ignore|disregard|forget all|the|my|any|your? previous|earlier|prior|above|these|the? *? instruction*|rule*|prompt*",
            "i must|may|can|can't|cannot not? use|write|state|give", "i am|was told|instructed|allowed|asked", "placeholder*",
            "return|output|respond only? with? valid? json", "matches|match the? schema", "field verdict|summary|quote",
        ]
    },
)  # fmt: skip
_SPELLED: Final = re.compile(r"(?<!\w)[^\W\d_](?:[ .\-·]{1,2}[^\W\d_]){2,40}(?!\w)")
_LAST_LATIN: Final = "\u024f"
_VARIATIONS: Final = "\ufe0e\ufe0f"

HostileKind = Literal["address", "markup", "prompt_text", "script", "number_word"]
_PATTERNS: Final[dict[HostileKind, re.Pattern[str]]] = {"address": _ADDRESS, "markup": _MARKUP, "prompt_text": _CODE}


def hostile_text(text: str, sentence: Sequence[Token]) -> Iterator[tuple[HostileKind, str]]:
    """Yield what must not be in prose; `text` has signs in place of what is allowed, `sentence` are its tokens."""
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield kind, match.group()
    for found in _PROMPT.matches(sentence):
        yield "prompt_text", text[sentence[found.first].start : sentence[found.last - 1].end]
    if not text.isascii():
        yield from (("script", char) for char in text if _is_of_another_script(char))
    for match in _SPELLED.finditer(text):
        # "t h r e e" and "f.i.v.e" are read as a word; "U.S.A." is none that counts.
        if "NUMBER" in CATEGORIES.of(_joined(match.group())):
            yield "number_word", match.group()


def _is_of_another_script(char: str) -> bool:
    if char <= _LAST_LATIN or char in _VARIATIONS:
        return False
    category = unicodedata.category(char)
    return category in {"Mn", "Me", "Mc"} or (category[0] == "L" and unicodedata.normalize("NFKC", char) > _LAST_LATIN)


def _joined(spelled: str) -> str:
    return flat("".join(char for char in spelled if char.isalpha()))
