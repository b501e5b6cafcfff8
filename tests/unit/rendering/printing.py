"""Pages as poppler draws and reads them, and the kept pictures that they are compared with.

`python -m tests.unit.rendering.printing` draws the kept pictures anew, once a change of looks is meant.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

from tests.support.programs import program

KEPT: Final = Path(__file__).parent / "kept"
_DPI: Final = 48
_CELL: Final = 6  # pixels: letters of other versions of poppler differ within a cell, not from cell to cell


def drawn(pdf: bytes) -> list[Image.Image]:
    """Return small pictures of all pages, in shades of grey."""
    command = [program("pdftoppm"), "-gray", "-r", str(_DPI), "-"]
    pages = BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout)
    found = []
    while pages.tell() < len(pages.getbuffer()):
        header = [pages.readline() for _ in range(3)]
        assert header[0] == b"P5\n"
        width, height = map(int, header[1].split())
        found.append(Image.frombytes("L", (width, height), pages.read(width * height)))
    return found


def read_by_poppler(pdf: bytes) -> str:
    """Return the text between head and foot of all pages, as another program than pypdf reads it."""
    area = ["-r", "72", "-x", "0", "-y", "60", "-W", "596", "-H", "715"]
    command = [program("pdftotext"), "-raw", "-enc", "UTF-8", *area, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share of small cells, of those that are not blank on both, whose shade differs visibly."""
    if one.size != other.size:
        return 1.0
    size = (one.width // _CELL, one.height // _CELL)
    cells = [page.resize(size, Image.Resampling.BOX) for page in (one, other)]
    inked = sum(cell < 250 for cell in ImageChops.darker(*cells).tobytes())
    differing = sum(change > 28 for change in ImageChops.difference(*cells).tobytes())
    return differing / max(inked, 1)


def keep(name: str, pages: list[Image.Image]) -> None:
    """Write pictures of pages, in sixteen shades."""
    for number, page in enumerate(pages, start=1):
        page.quantize(16).save(KEPT / f"{name}-{number:02}.png", optimize=True)


def kept(name: str) -> list[Image.Image]:
    """Return the kept pictures of a report."""
    found = []
    for path in sorted(KEPT.glob(f"{name}-*.png")):
        with Image.open(path) as picture:
            found.append(picture.convert("L"))
    return found


if __name__ == "__main__":
    from tests.unit.rendering.test_pdf_pages import REPORTS

    for path in KEPT.glob("*.png"):
        path.unlink()
    for name, make in REPORTS.items():
        keep(name, drawn(make()))
    sys.exit()
