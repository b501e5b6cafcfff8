"""Programs that tests need and a machine may lack."""

import os
import shutil
from typing import NoReturn

import pytest

PACKAGES = {
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "qpdf": "qpdf",
    "soffice": "libreoffice-calc-nogui libreoffice-impress-nogui libreoffice-writer-nogui",
    "chromium": "chromium",
    "java": "default-jdk-headless",
    "pgbouncer": "pgbouncer",
}


def program(*names: str) -> str:
    """Return the path of the first of these programs that there is.

    Where none is installed the test is reported as not run; on CI that is a failure.
    """
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing(names[0])
    return found


def missing(name: str) -> NoReturn:
    """Report the test as not run for want of this program or package; on CI as failed."""
    reason = f"{name} is not installed (Debian and Ubuntu: apt install {PACKAGES.get(name, name)})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
