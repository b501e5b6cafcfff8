"""Plain text: cleaning what comes from outside, dividing it into sentences, comparing it letter by letter."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from smartflow.language.text import LANGUAGES, ByLanguage

_LETTERS: Final = str.maketrans("ąćęłńóśźżäöüß", "acelnoszzaous")
_KEPT_CONTROLS: Final = frozenset("\n\t")
_QUOTED: Final = re.compile(r"„[^„”“\n]{1,600}[”“]|“[^“”\n]{1,600}”|«[^«»\n]{1,600}»|\"[^\"\n]{1,600}\"")
_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"”»)\]]*+(?=\s|$)|\n++")
_OPENS_SENTENCE: Final = re.compile(r"\s+[\"„“«(\[]*[^\W_a-ząćęłńóśźż]|\s+[-–—•*]|\s*$")
# Abbreviations after which a sentence always continues, and those which may also end one.
_CONTINUING: Final = ByLanguage(
    pl="np m.in tj tzn tzw ok ul nr dr mgr inż wg prof hab al pl os św por zob cd ww ub",
    en="e.g i.e approx incl vs no mr mrs ms st fig dept est cf viz esp ca",
)
# Abbreviations of a provision or a place in a text, after which a sentence continues with its number.
_REFERRING: Final = ByLanguage(
    pl="art ust pkt lit poz par rozdz zał str nr dz.u t", en="art sec no ch para cl s ss p pp vol reg"
)
_SOMETIMES_ENDING: Final = ByLanguage(
    pl="itd itp zł gr r w godz min sek mies tys mln mld szt kg km str art ust pkt poz proc br ww jw sp o.o z.o.o s.a",
    en="etc inc ltd co corp a.m p.m",
)
_NEVER_ENDS: Final = frozenset(" ".join(map(_CONTINUING.of, LANGUAGES)).split())
_REFERS: Final = frozenset(" ".join(map(_REFERRING.of, LANGUAGES)).split())
_MAY_END: Final = frozenset(" ".join(map(_SOMETIMES_ENDING.of, LANGUAGES)).split())


def flat(text: str) -> str:
    """Return `text` in lower case without Polish diacritics, exactly as long, so that positions stay the same."""
    if not text.isascii():
        text = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        return text.translate(_LETTERS)
    return text.lower()


def clean(text: str) -> str:
    """Return `text` without control, format and private characters or lone surrogates, composed, trimmed.

    Format characters (zero-width joiners, direction overrides, soft hyphens) could hide or reorder what a reader sees.
    """
    kept = (
        char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
        if char in _KEPT_CONTROLS or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return where quotations („…”, “…”, «…», "…") stand, marks included; they do not nest."""
    return [match.span() for match in _QUOTED.finditer(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of `text` begin and end, without gaps: white space belongs to the sentence before it.

    Knows Polish and English abbreviations; a line break ends a sentence; a quotation is never divided.
    """
    quoted = quoted_spans(text)
    spans: list[tuple[int, int]] = []
    start, next_quote = 0, 0
    for match in _END.finditer(text):
        while next_quote < len(quoted) and quoted[next_quote][1] <= match.start():
            next_quote += 1
        inside = next_quote < len(quoted) and quoted[next_quote][0] < match.start() < quoted[next_quote][1] - 1
        # A line break behind a full stop belongs to the sentence that ended there.
        if match.start() < start or inside or not _ends_sentence(text, match):
            continue
        end = match.end()
        while end < len(text) and text[end].isspace():
            end += 1
        spans.append((start, end))
        start = end
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if text[match.start()] == "\n":
        return True
    opens = _OPENS_SENTENCE.match(text, match.end()) is not None
    if match.group()[0] != "." or not opens:
        # A full stop inside a number or before a small letter does not end a sentence; "!" and "?" usually do.
        return opens
    word = _word_before(text, match.start())
    rest_empty = not text[match.end() :].strip()
    if rest_empty:
        return True
    if word in _NEVER_ENDS or (len(word) == 1 and word.isalpha() and word not in _MAY_END):
        return False
    if word in _REFERS and text[match.end() :].lstrip()[:1] in "0123456789IVXLC§":
        return False
    # "1." at the start of a line numbers a list.
    return not (word.isdigit() and not text[: match.start()].rpartition("\n")[2].strip(" \t" + word))


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < 12 and (text[start - 1].isalnum() or text[start - 1] == "."):
        start -= 1
    return text[start:end].lower()
