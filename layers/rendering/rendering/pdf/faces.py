"""Fonts of one PDF and the widths of words in them.

A character comes from the text family's Latin file if it is there, else from the family's second file (other Latin,
Cyrillic, Greek), else from the symbols. A character that none of them has, such as an emoji, is printed as a box and
extracted as U+FFFD.
"""

from pathlib import Path
from typing import Final, Literal, NamedTuple

from fpdf import FPDF
from fpdf.fonts import TTFFont

Face = Literal["regular", "bold", "italic"]

FONTS: Final = Path(__file__).resolve().parent.parent / "fonts"
REPLACEMENT: Final = "\ufffd"
_CODE_POINTS_END: Final = 0x3000  # no font of ours has characters from here on


class Part(NamedTuple):
    """Letters set in one font; the width is in thousandths of the type size."""

    font: str
    text: str
    width: float


class Word(NamedTuple):
    parts: tuple[Part, ...]
    width: float


class Faces:
    """The fonts in use by one document. fpdf2 parses a font for each document, so a font is added only when a text needs it."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._fonts: dict[str, TTFFont] = {}
        self._words: dict[Face, dict[str, Word]] = {"regular": {}, "bold": {}, "italic": {}}

    def word(self, text: str, face: Face) -> Word:
        """Return a text without line breaks, split by the fonts that have its characters, and its width."""
        known = self._words[face]
        word = known.get(text)
        if word is None:
            word = known[text] = self._measure(text, face)
        return word

    def space(self, face: Face) -> float:
        return self.word(" ", face).width

    def close(self) -> None:
        """Close the font files."""
        for font in self._fonts.values():
            font.close()

    def _measure(self, text: str, face: Face) -> Word:
        latin = self._font(f"{face}-latin")
        widths = latin.cw
        if all(ord(character) in latin.cmap for character in text):
            width = sum(widths[ord(character)] for character in text)
            return Word((Part(f"{face}-latin", text, width),), width)
        return self._mixed(text, face)

    def _mixed(self, text: str, face: Face) -> Word:
        parts: list[Part] = []
        for character in text:
            font = self._font_of(character, face)
            shown = character if font else REPLACEMENT
            font = font or f"{face}-latin"
            width = self._fonts[font].cw[ord(shown)]
            if parts and parts[-1].font == font:
                last = parts.pop()
                parts.append(Part(font, last.text + shown, last.width + width))
            else:
                parts.append(Part(font, shown, width))
        return Word(tuple(parts), sum(part.width for part in parts))

    def _font_of(self, character: str, face: Face) -> str | None:
        code_point = ord(character)
        candidates = [f"{face}-latin"]
        if code_point < _CODE_POINTS_END:
            candidates += [f"{face}-more", "symbols"]
        return next((name for name in candidates if code_point in self._font(name).cmap), None)

    def _font(self, name: str) -> TTFFont:
        font = self._fonts.get(name)
        if font is None:
            self._pdf.add_font(name, fname=FONTS / f"{name}.ttf")
            added = self._pdf.fonts[name]
            assert isinstance(added, TTFFont)
            # the outlines are copied unchanged: recomputing their boxes would take half the time of a short report
            added.ttfont.recalcBBoxes = False
            font = self._fonts[name] = added
        return font
