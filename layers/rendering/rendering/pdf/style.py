"""How a report looks: one type family, the accent colour of the web page, A4. Lengths are points from the top left corner."""

from dataclasses import dataclass
from typing import Final

from smartflow.reports.document.tree import Tone

Colour = tuple[int, int, int]

INK: Final[Colour] = (23, 33, 28)
MUTED: Final[Colour] = (82, 96, 90)
RULE: Final[Colour] = (216, 221, 217)
PAPER: Final[Colour] = (255, 255, 255)
ACCENT: Final[Colour] = (11, 107, 79)
ACCENT_SOFT: Final[Colour] = (151, 198, 178)
ACCENT_TINT: Final[Colour] = (236, 245, 240)
GREY: Final[Colour] = (193, 199, 194)
WARNING: Final[Colour] = (150, 78, 10)
WARNING_TINT: Final[Colour] = (252, 244, 233)

TONES: Final[dict[Tone, Colour]] = {
    "plain": INK,
    "accent": ACCENT,
    "good": ACCENT,
    "warning": WARNING,
    "muted": GREY,
}
TINTS: Final[dict[Tone, Colour]] = {
    "plain": ACCENT_TINT,
    "accent": ACCENT_TINT,
    "good": ACCENT_TINT,
    "warning": WARNING_TINT,
    "muted": ACCENT_TINT,
}

PAGE_WIDTH: Final = 595.28
PAGE_HEIGHT: Final = 841.89
LEFT: Final = 68.0
RIGHT: Final = PAGE_WIDTH - 68.0
WIDTH: Final = RIGHT - LEFT
TOP: Final = 84.0
BOTTOM: Final = PAGE_HEIGHT - 68.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    size: float
    leading: float
    colour: Colour = INK
    bold: bool = False
    before: float = 0.0
    after: float = 0.0


BODY: Final = TextStyle(10, 15, after=7)
LEAD: Final = TextStyle(12.5, 19, after=10)
SMALL: Final = TextStyle(8.5, 12.5, MUTED, after=6)
LABEL: Final = TextStyle(9, 13, MUTED, bold=True, before=4, after=3)
CELL: Final = TextStyle(9, 13)
CELL_HEAD: Final = TextStyle(8.5, 12, MUTED, bold=True)
HEADINGS: Final = {
    1: TextStyle(21, 26, bold=True, before=26, after=13),
    2: TextStyle(13.5, 18, bold=True, before=17, after=6),
    3: TextStyle(10.5, 15, ACCENT, bold=True, before=11, after=3),
    4: TextStyle(10, 15, bold=True, before=5, after=1),
}
PARAGRAPHS: Final = {"body": BODY, "lead": LEAD, "small": SMALL, "label": LABEL}
