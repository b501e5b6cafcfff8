"""What may import what: functions import the packages, never each other, and no package imports a function.

`make lint` checks the imports between rooms against `.importlinter`, indirect ones included. Here are the rules about functions, and
tests that the contracts report an indirect import.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.support.template import ROOT, functions

SMARTFLOW = ROOT / "layers" / "smartflow" / "smartflow"
RENDERING = ROOT / "layers" / "rendering" / "rendering"
FUNCTIONS = sorted(path for path in (ROOT / "functions").iterdir() if path.is_dir() and path.name != "__pycache__")


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lint_imports(smartflow: Path) -> subprocess.CompletedProcess[str]:
    """Check a copy of the package against the contracts."""
    path = os.pathsep.join((str(smartflow.parent), str(RENDERING.parent)))
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", str(ROOT / ".importlinter")],
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("engine/inputs.py", "from smartflow.infra import db"),
        # engine → language → infra: no module of the engine names the database itself.
        ("language/formats.py", "from smartflow.infra import config"),
        ("analyst/text.py", "import psycopg"),
        ("jobs/leases.py", "from smartflow.reports import store"),
        ("analyst/model/conversation.py", "from smartflow.analyst.model import client"),
    ],
)
def test_an_import_past_a_wall_is_noticed_whatever_the_detour(tmp_path: Path, file: str, planted: str) -> None:
    shutil.copytree(SMARTFLOW, tmp_path / "smartflow", ignore=shutil.ignore_patterns("__pycache__"))
    target = tmp_path / "smartflow" / file
    target.write_text(f"{target.read_text()}\n{planted}\n")
    broken = lint_imports(tmp_path / "smartflow")
    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert "Broken contracts" in broken.stdout


def graph_of(root: Path, package: str) -> dict[str, set[str]]:
    """Return which modules of a package import which, imports for the type checker and inside functions among them."""
    modules = {
        ".".join((package, *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in root.rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        parent = name if path.name == "__init__.py" else name.rpartition(".")[0]
        names = set(imported(path))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = ".".join(parent.split(".")[: len(parent.split(".")) - node.level + 1])
                source = f"{base}.{node.module}" if node.module else base
                names |= {source, *(f"{source}.{alias.name}" for alias in node.names)}
        # `from package.room import module` names the room too, whose own file imports nothing.
        found[name] = {one for one in names if one in modules and modules[one].name != "__init__.py"} - {name}
    return found


@pytest.mark.parametrize(
    ("root", "package"),
    [(SMARTFLOW, "smartflow"), (RENDERING, "rendering"), (ROOT / "local", "local"), (ROOT / "tools", "tools")],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_modules_import_each_other_in_a_circle(root: Path, package: str) -> None:
    graph = graph_of(root, package)
    assert any(graph.values())
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_a_circle_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("from .b import thing\n")
    (tmp_path / "b.py").write_text("def f():\n    from package import a\n")
    with pytest.raises(CycleError):
        TopologicalSorter(graph_of(tmp_path, "package")).prepare()


def test_every_room_says_what_it_holds_and_nothing_else() -> None:
    """A room's `__init__.py` is a docstring: importing one module must not load its neighbours."""
    for path in SMARTFLOW.rglob("__init__.py"):
        [statement] = ast.parse(path.read_text()).body
        assert isinstance(statement, ast.Expr), path


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda path: path.name)
def test_a_function_knows_no_other_function(function: Path) -> None:
    others = {path.stem for folder in FUNCTIONS if folder != function for path in folder.glob("*.py")}
    others |= {folder.name for folder in FUNCTIONS if folder != function}
    for path in function.rglob("*.py"):
        assert not others & {name.partition(".")[0] for name in imported(path)}, path


def test_what_is_shared_knows_no_function() -> None:
    names = {path.stem for folder in FUNCTIONS for path in folder.glob("*.py")}
    for path in [*SMARTFLOW.rglob("*.py"), *RENDERING.rglob("*.py")]:
        assert not names & {name.partition(".")[0] for name in imported(path)}, path


def test_only_rendering_knows_how_files_of_reports_are_written() -> None:
    for path in (ROOT / "functions").rglob("*.py"):
        assert not {"fpdf", "xlsxwriter"} & {name.partition(".")[0] for name in imported(path)}, path


def test_only_api_functions_know_http() -> None:
    for folder in FUNCTIONS:
        knows = any("smartflow.api.http" in set(imported(path)) for path in folder.rglob("*.py"))
        assert knows == folder.name.endswith("_api"), folder.name


def test_only_the_worker_knows_the_model() -> None:
    for path in (ROOT / "functions").rglob("*.py"):
        names = set(imported(path))
        if "openai" in names or any(name.startswith("smartflow.analyst.model.client") for name in names):
            assert path.parent.name == "analysis_worker", path


def test_only_one_place_reads_the_environment() -> None:
    for path in [*SMARTFLOW.rglob("*.py"), *RENDERING.rglob("*.py"), *(ROOT / "functions").rglob("*.py")]:
        if re.search(r"os\.environ|os\.getenv", path.read_text()):
            assert path == SMARTFLOW / "infra" / "config.py", path


def test_every_function_is_a_folder_with_a_module_of_its_name() -> None:
    assert sorted(functions()) == [folder.name for folder in FUNCTIONS]
    for name, properties in functions().items():
        assert properties["Handler"] == f"{name}.handler"
        assert (ROOT / "functions" / name / f"{name}.py").exists()


def test_the_suffix_of_a_function_says_its_trigger() -> None:
    for name, properties in functions().items():
        kinds = {event["Type"] for event in properties.get("Events", {}).values()}
        if name.endswith("_api"):
            assert kinds == {"HttpApi"}, name
        elif name.endswith("_worker"):
            assert kinds == {"SQS"}, name


def test_sql_is_never_built_from_what_users_send() -> None:
    """Statements take values by name only; f-strings are made of constants of the module."""
    for path in SMARTFLOW.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr):
                text = ast.unparse(node)
                if re.search(r"(?i)\b(select|insert into|update|delete from)\b.*\b(from|into|set|where)\b", text):
                    names = {child.id for child in ast.walk(node) if isinstance(child, ast.Name)}
                    assert all(name.isupper() or name in ("n", "name") for name in names), f"{path.name}: {names}"


def test_the_picture_of_the_rooms_shows_who_imports_whom() -> None:
    """Each arrow is an import, and each import is an arrow or follows from several."""
    page = (ROOT / "docs" / "how-it-works.md").read_text()
    [picture] = re.findall(r"subgraph packages.*?\n(.*?)\n    end\n", page, re.DOTALL)
    arrows: dict[str, set[str]] = {}
    for source, targets in re.findall(r"(\w+) --> ([\w &]+)", picture):
        arrows.setdefault(source, set()).update(targets.split(" & "))
    imports = {
        room.name: _imported_rooms(room)
        for room in [RENDERING, *SMARTFLOW.iterdir()]
        if (room / "__init__.py").exists()
    }
    assert {room: targets - imports[room] for room, targets in arrows.items() if targets - imports[room]} == {}
    assert {
        room: targets - _reached(arrows, room) for room, targets in imports.items() if targets - _reached(arrows, room)
    } == {}
    assert set(re.findall(r"^\| \[(\w+)\]", page, re.MULTILINE)) == {"functions", *imports}


def _imported_rooms(room: Path) -> set[str]:
    names = {name for path in room.rglob("*.py") for name in imported(path)}
    return {name.split(".")[1] for name in names if name.startswith("smartflow.")} - {room.name}


def _reached(arrows: dict[str, set[str]], room: str) -> set[str]:
    found = set(arrows.get(room, ()))
    return found.union(*(_reached(arrows, target) for target in found))
