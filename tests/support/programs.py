"""Programs that tests need and a machine may lack."""

import os
import shutil

import pytest

PACKAGES = {"pdftotext": "poppler-utils", "pdftoppm": "poppler-utils", "qpdf": "qpdf", "chromium": "chromium"}


def program(*names: str) -> str:
    """Return the path of the first of these programs that there is.

    Where none is installed the test is reported as not run; on CI that is a failure.
    """
    for name in names:
        if found := shutil.which(name):
            return found
    reason = f"{names[0]} is not installed (Debian and Ubuntu: apt install {PACKAGES.get(names[0], names[0])})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
