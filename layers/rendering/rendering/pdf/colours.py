"""A brand's colour in place of the product's, as dark as it must be to be read."""

from collections.abc import Mapping
from typing import Final

from .style import ACCENT, ACCENT_SOFT, ACCENT_TINT, PAPER, Colour

#: Contrast of text with its ground that WCAG 2.2 asks for (1.4.3, level AA).
LEAST_CONTRAST: Final = 4.5
_SOFT: Final = 0.43  # shares of the accent on white
_TINT: Final = 0.08
_DARKER: Final = 0.95


def palette(accent: str) -> Mapping[Colour, Colour]:
    """Return what each of the product's accent colours becomes with this one ("#rrggbb"); nothing for an empty text."""
    if not accent:
        return {}
    own = readable((int(accent[1:3], 16), int(accent[3:5], 16), int(accent[5:7], 16)))
    return {ACCENT: own, ACCENT_SOFT: _on_white(own, _SOFT), ACCENT_TINT: _on_white(own, _TINT)}


def readable(colour: Colour) -> Colour:
    """Return the colour, darkened until text of it can be read on white, and white text on it."""
    red, green, blue = colour
    while contrast((red, green, blue), PAPER) < LEAST_CONTRAST:
        red, green, blue = int(red * _DARKER), int(green * _DARKER), int(blue * _DARKER)
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours by WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _on_white(colour: Colour, share: float) -> Colour:
    red, green, blue = (round(255 - share * (255 - part)) for part in colour)
    return red, green, blue
