"""Promises of the security map that the sources themselves can be asked about."""

import re
from pathlib import Path

import pytest

from tests.support.template import ROOT, template

_MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|setHTML|\beval\(|new Function|srcdoc"
)


@pytest.mark.parametrize("path", sorted((ROOT / "frontend").rglob("*.js")), ids=lambda path: path.name)
def test_the_page_parses_no_markup_and_runs_no_text(path: Path) -> None:
    assert _MARKUP.search(path.read_text()) is None


def test_no_other_origin_is_allowed_anything() -> None:
    text = (ROOT / "template.yaml").read_text().lower()
    assert "cors" not in text
    assert "access-control" not in text
    assert not any("access-control" in path.read_text().lower() for path in (ROOT / "functions").rglob("*.py"))


@pytest.mark.parametrize(
    "path",
    [
        *(ROOT / "requirements").glob("*.txt"),
        *(ROOT / "functions").glob("*/requirements.txt"),
        *(ROOT / "layers").glob("*/requirements.txt"),
    ],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_packages_are_pinned_with_hashes_and_name_no_index(path: Path) -> None:
    logical = path.read_text().replace("\\\n", " ")
    wanted = [line for line in logical.splitlines() if line.strip() and not line.startswith("#")]
    assert wanted
    for package in wanted:
        assert re.match(r"[\w.\-\[\],]+==\S+", package), package
        assert "--hash=sha256:" in package, package
    assert not re.search(r"--(?:extra-)?index-url|--find-links|https?://", path.read_text())


def test_the_pages_checker_is_pinned_and_names_no_address() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == lock.count('"version": "')


def test_every_log_ends() -> None:
    groups = [one["Properties"] for one in template()["Resources"].values() if one["Type"] == "AWS::Logs::LogGroup"]
    assert len(groups) >= 7
    assert all(group["RetentionInDays"] == {"Ref": "LogRetentionDays"} for group in groups)
