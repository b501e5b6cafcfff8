"""What operations.md and security.md name is there: every parameter, every alarm, every test."""

import ast
import functools
import re

import pytest

from tests.support.template import ROOT, template

OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
PACKAGE = ROOT / "layers" / "smartflow" / "smartflow"
SECURITY = (ROOT / "docs" / "security.md").read_text()


def rows(document: str, head: str) -> list[list[str]]:
    """Return the rows of every table of `document` whose first column is called `head`."""
    found: list[list[str]] = []
    wanted = False
    for line in document.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            wanted = False
        elif cells[0] == head:
            wanted = True
        elif wanted and not set(line) <= set("|-"):
            found.append(cells)
    return found


@functools.cache
def defined_in(file: str) -> set[str]:
    """Return the names of the test functions that a file defines."""
    tree = ast.parse((ROOT / file).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_operations_list_the_parameters_of_the_template_with_their_defaults() -> None:
    listed = {cells[0].strip("`"): cells[1].strip("`") for cells in rows(OPERATIONS, "parameter")}
    defaults = {
        name: str(parameter.get("Default", "required")) or "empty"
        for name, parameter in template()["Parameters"].items()
    }
    assert listed == defaults


def test_operations_say_what_to_do_for_every_alarm() -> None:
    said = {cells[0].strip("`"): cells[2] for cells in rows(OPERATIONS, "alarm")}
    alarms = {
        name for name, resource in template()["Resources"].items() if resource["Type"] == "AWS::CloudWatch::Alarm"
    }
    assert set(said) == alarms
    assert all(said.values())


def is_there(place: str) -> bool:
    """Tell whether a file or folder exists and, where a name follows `::`, whether the file defines it."""
    path, _, name = place.partition("::")
    found = next((folder / path for folder in (PACKAGE, ROOT) if (folder / path).exists()), None)
    if found is None or not name:
        return found is not None
    patterns = (
        rf"(async )?(def|class) {name}\b",
        rf"create (or replace )?(function|procedure) (smartflow\.)?{name}\b",
        rf"{name}(:| =)",  # a constant, or a resource of the template
    )
    return any(re.search(rf"^ *{pattern}", found.read_text(), re.MULTILINE) for pattern in patterns)


def test_each_promise_of_the_security_map_names_a_place_that_is_there() -> None:
    for promise, where, _ in rows(SECURITY, "promise"):
        places = re.findall(r"`([^`]+)`", where)
        assert where == ", ".join(f"`{place}`" for place in places), promise
        assert [place for place in places if not is_there(place)] == [], promise


@pytest.mark.parametrize("place", ["accounts/nowhere.py", "accounts/users.py::end_by_token", "template.yaml::Nothing"])
def test_a_place_that_is_not_there_would_be_noticed(place: str) -> None:
    assert not is_there(place)


def test_each_promise_of_the_security_map_names_a_test_that_exists_or_says_not_yet() -> None:
    promises = rows(SECURITY, "promise")
    assert promises
    for promise, _, held_by in promises:
        if held_by == "not yet":
            continue
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", held_by)
        assert held_by == ", ".join(f"`{file}::{name}`" for file, name in named), promise
        for file, name in named:
            assert name in defined_in(file), f"{promise}: {file}::{name}"
