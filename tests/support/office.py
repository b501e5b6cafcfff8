"""LibreOffice without a screen: what an office program makes of a file."""

import io
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from tests.support.programs import program

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ElementTree.register_namespace("", _SHEET.strip("{}"))


def converted(files: Mapping[str, bytes], form: str, folder: Path) -> dict[str, bytes]:
    """Return files in another form, by their names without the ending. One run of LibreOffice opens all of them."""
    sources, results = folder / "sources", folder / "results"
    sources.mkdir()
    for name, content in files.items():
        (sources / name).write_bytes(content)
    subprocess.run(
        [
            program("soffice"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            results,
            *sorted(sources.iterdir()),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {path.stem: path.read_bytes() for path in results.iterdir()}


def with_other_cells(workbook: bytes, sheet: int, cells: Mapping[str, str | None]) -> bytes:
    """Return a workbook in which somebody typed other values into cells of a sheet (numbered from 1), None for empty ones.

    The results stored with formulas are removed: what they show then was computed by the program that opens the file.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                tree = ElementTree.fromstring(content)
                if name == f"xl/worksheets/sheet{sheet}.xml":
                    _type(tree, cells)
                for cell in tree.iter(f"{_SHEET}c"):
                    stored = cell.find(f"{_SHEET}v")
                    if cell.find(f"{_SHEET}f") is not None and stored is not None:
                        cell.remove(stored)
                content = ElementTree.tostring(tree)
            new.writestr(name, content)
    return out.getvalue()


def _type(tree: ElementTree.Element, cells: Mapping[str, str | None]) -> None:
    found = {cell.get("r", ""): cell for cell in tree.iter(f"{_SHEET}c")}
    for address, value in cells.items():
        cell = found[address]
        cell.attrib.pop("t", None)
        for child in list(cell):
            cell.remove(child)
        if value is None:
            continue
        if value[0] in "-0123456789":
            ElementTree.SubElement(cell, f"{_SHEET}v").text = value
        else:
            cell.set("t", "inlineStr")
            text = ElementTree.SubElement(ElementTree.SubElement(cell, f"{_SHEET}is"), f"{_SHEET}t")
            text.text = value


def columns(titles: Mapping[str, str], wanted: Sequence[str]) -> dict[str, str]:
    """Return the letters of the columns that have these titles, by title; units in brackets do not count."""
    letters = {title.partition(" [")[0]: letter for letter, title in titles.items()}
    return {title: letters[title] for title in wanted}
