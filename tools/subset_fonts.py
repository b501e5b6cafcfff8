"""Cut the report's fonts from their full families: `python -m tools.subset_fonts`, after `apt-get install fonts-lato
fonts-dejavu-core`.

The results are committed, so neither a build nor a test runs this. Each face of the text family comes in two files:
`latin`, which every report needs, and `more` (other Latin, Cyrillic, Greek), which is parsed only for a text that has
such letters. Smaller files are parsed faster, and fpdf2 parses its fonts for each document. One face of symbols
has arrows, check marks and similar characters.

Both licences require another name for a changed font: the cut faces are called SmartFlow Sans and SmartFlow Symbols.
Layout tables are dropped because the renderer does not shape text; the figures of the family are tabular by default.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

SOURCE = Path("/usr/share/fonts/truetype")
TARGET = Path(__file__).resolve().parent.parent / "layers" / "rendering" / "rendering" / "fonts"

REPLACEMENT, BOX = 0xFFFD, 0x25A1
NON_BREAKING_HYPHEN, HYPHEN = 0x2011, 0x002D
SOFT_HYPHEN = 0x00AD
WINDOWS = 3  # a platform of cmap and name tables

LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0xC0),
    *map(ord, "ĄĆĘŁŃÓŚŹŻąćęłńóśźż×÷"),
    *(0x2007, 0x2009, 0x200A, 0x2010, 0x2012, 0x2013, 0x2014, 0x2015, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
    *(0x2020, 0x2021, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, BOX),
]
MORE = [
    *range(0xC0, 0x250),
    *range(0x300, 0x370),
    *range(0x370, 0x400),
    *range(0x400, 0x530),
    *range(0x1E00, 0x2000),
    *range(0x2070, 0x20D0),
    *range(0x2100, 0x2190),
    *range(0x2200, 0x2270),
]
SYMBOLS = [*range(0x2070, 0x20D0), *range(0x2100, 0x2400), *range(0x2500, 0x2800), *range(0x2B00, 0x2B60)]

FACES = {"regular": "Regular", "bold": "Bold", "italic": "Italic"}


def cut(source: Path, target: Path, code_points: list[int], family: str, style: str) -> None:
    font = TTFont(source, recalcTimestamp=False)
    add_stand_ins(font)
    options = Options(
        drop_tables=["GPOS", "GSUB", "GDEF", "kern", "DSIG", "FFTM", "meta", "MATH", "gasp", "hdmx", "LTSH", "VDMX"],
        hinting=False,
        legacy_cmap=False,
        notdef_outline=True,
        recalc_timestamp=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        name_languages=[0x409],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    # the tables for Windows and for Unicode say the same, and reading a second one takes time
    font["cmap"].tables = [table for table in font["cmap"].tables if table.platformID == WINDOWS]
    rename(font, family, style)
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size:,} bytes")


def add_stand_ins(font: TTFont) -> None:
    """Give the replacement character the shape of a box, and the non-breaking and soft hyphens that of a hyphen."""
    names = font.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode():
            if BOX in names:
                table.cmap[REPLACEMENT] = names[BOX]
            table.cmap[NON_BREAKING_HYPHEN] = names[HYPHEN]
            table.cmap[SOFT_HYPHEN] = names[HYPHEN]


def rename(font: TTFont, family: str, style: str) -> None:
    full = f"{family} {style}"
    for name_id, value in ((1, family), (2, style), (3, full), (4, full), (6, full.replace(" ", "") or full)):
        font["name"].setName(value, name_id, WINDOWS, 1, 0x409)


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    always = [*LATIN, REPLACEMENT, NON_BREAKING_HYPHEN, SOFT_HYPHEN]
    for name, style in FACES.items():
        source = SOURCE / "lato" / f"Lato-{style}.ttf"
        cut(source, TARGET / f"{name}-latin.ttf", always, "SmartFlow Sans", style)
        cut(source, TARGET / f"{name}-more.ttf", [0x20, *MORE], "SmartFlow Sans More", style)
    cut(SOURCE / "dejavu" / "DejaVuSans.ttf", TARGET / "symbols.ttf", [0x20, *SYMBOLS], "SmartFlow Symbols", "Regular")
    return 0


if __name__ == "__main__":
    sys.exit(main())
