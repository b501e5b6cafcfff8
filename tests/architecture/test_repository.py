"""The files that people expect in a repository exist, and what they say is true."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from tests.support.template import ROOT

EXPECTED = [
    "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", ".editorconfig", ".pre-commit-config.yaml",
    ".devcontainer/devcontainer.json", ".github/CODEOWNERS", ".github/dependabot.yml", ".github/pull_request_template.md",
    ".github/ISSUE_TEMPLATE/bug_report.yml", ".github/ISSUE_TEMPLATE/feature_request.yml", ".github/ISSUE_TEMPLATE/config.yml",
    ".github/workflows/checks.yml", "docs/glossary.md", "docs/data-model.md",
]  # fmt: skip


def _yaml(path: str) -> Any:
    return yaml_parse((ROOT / path).read_text())


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project


def _documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / ".github").rglob("*.md")]


def _requirements() -> list[Path]:
    """Every file of pinned packages that is installed somewhere."""
    shipped = [path for folder in ("functions", "layers") for path in (ROOT / folder).rglob("requirements.txt")]
    return [ROOT / "requirements" / "dev.txt", ROOT / "requirements" / "run.txt", *sorted(shipped)]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_people_look_for_is_there(name: str) -> None:
    assert (ROOT / name).read_text().strip()


def test_the_changelog_has_dated_versions_with_the_newest_first() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    released = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)", heading) for heading in headings[1:]]
    found = [(tuple(map(int, one.groups()[:3])), date.fromisoformat(one[4])) for one in released if one]
    assert len(found) == len(headings) - 1 > 0
    assert found == sorted(found, reverse=True)
    assert [day for _, day in found] == sorted((day for _, day in found), reverse=True)
    assert ".".join(map(str, found[0][0])) == _project()["version"]


def test_the_tests_run_on_every_python_that_the_readme_promises() -> None:
    test = _yaml(".github/workflows/checks.yml")["jobs"]["test"]
    assert test["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    runs = [step["run"] for step in test["steps"] if "run" in step]
    assert 'make test PYTHON="python${{ matrix.python }}"' in runs
    assert _project()["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in (ROOT / "README.md").read_text()


def test_dependency_updates_cover_every_folder_that_pins_packages() -> None:
    updates = _yaml(".github/dependabot.yml")["updates"]
    covered = {
        (one["package-ecosystem"], folder)
        for one in updates
        for folder in (one["directories"] if "directories" in one else [one["directory"]])
    }
    wanted = {("pip", f"/{path.parent.relative_to(ROOT)}") for path in _requirements()}
    assert covered == wanted | {("npm", "/"), ("github-actions", "/")}
    assert all(one["schedule"]["interval"] == "weekly" and one["groups"] for one in updates)


def test_what_is_shipped_is_pinned_to_a_version_that_the_tests_run_with() -> None:
    development, *shipped = (_pins(path) for path in _requirements())
    for pins in shipped:
        assert {name: found for name, found in pins.items() if not found <= development.get(name, set())} == {}, (
            "run: requirements/compile"
        )


def _pins(path: Path) -> dict[str, set[str]]:
    """Return the versions of each package; markers may choose between two of them."""
    pinned: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.\-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", path.read_text(), re.MULTILINE):
        pinned.setdefault(name, set()).add(version)
    return pinned


def test_hooks_fetch_nothing_and_know_the_repositorys_own_programs() -> None:
    hooks = _yaml(".pre-commit-config.yaml")["repos"]
    assert {one["repo"] for one in hooks} == {"local"}
    entries = [hook["entry"] for one in hooks for hook in one["hooks"] if hook["language"] == "system"]
    assert {entry.split()[0] for entry in entries} == {".venv/bin/ruff", "node_modules/.bin/biome"}


def test_the_container_has_what_the_readme_asks_for() -> None:
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    assert container["image"].startswith("python:3.13")
    assert any(options.get("version") == "20" for options in container["features"].values())
    assert container["forwardPorts"] == [8000]
    assert "PORT ?= 8000" in (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.name)
def test_a_link_to_a_heading_leads_to_one(document: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?://)([^)#]*)#([^)]+)\)", document.read_text()):
        linked = document.parent / target if target else document
        assert anchor in set(_anchors(linked)), f"{target}#{anchor}"


def _anchors(document: Path) -> Iterator[str]:
    """Yield what GitHub calls the headings of a document."""
    for heading in re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def test_the_glossary_is_in_order_and_gives_the_words_of_the_page() -> None:
    glossary, _, _ = (ROOT / "docs" / "glossary.md").read_text().partition("## Names of fields")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", glossary, re.MULTILINE)
    words = [word for word, _ in rows[1:]]
    assert len(words) > 30
    assert words == sorted(words)
    page = "\n".join(path.read_text() for path in (ROOT / "frontend" / "js").rglob("pl.js")).lower()
    for word, polish in rows[1:]:
        names = [polish] if polish.lower() in page else polish.split(", ")
        assert polish == "–" or all(name.lower() in page for name in names), word
