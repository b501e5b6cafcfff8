"""Who may know whom: functions → smartflow → third party, and no other way."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.template import ROOT, functions

SMARTFLOW = ROOT / "layers" / "smartflow" / "smartflow"
RENDERING = ROOT / "layers" / "rendering" / "rendering"
FUNCTIONS = sorted(path for path in (ROOT / "functions").iterdir() if path.is_dir() and path.name != "__pycache__")
IO = {"boto3", "botocore", "psycopg", "openai", "os", "socket", "http", "subprocess", "pathlib", "fpdf"}
PURE = [
    *(SMARTFLOW / f"{name}.py" for name in (
        "advice", "assessment", "figures", "folding", "formats", "inputs", "portfolio", "reference", "savings", "scoring",
        "strict_json", "tokens", "what_if", "working", "working_texts", "estimates", "dashboard", "messages", "problems",
    )),
    *(SMARTFLOW / "analysis").rglob("*.py"),
    *(SMARTFLOW / "report").rglob("*.py"),
]  # fmt: skip


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


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
    for path in [*SMARTFLOW.rglob("*.py"), *(ROOT / "functions").rglob("*.py")]:
        assert not {"fpdf", "xlsxwriter"} & {name.partition(".")[0] for name in imported(path)}, path
    for path in SMARTFLOW.rglob("*.py"):
        assert "rendering" not in {name.partition(".")[0] for name in imported(path)}, path


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(SMARTFLOW)))
def test_pure_modules_reach_nothing_outside(path: Path) -> None:
    names = set(imported(path))
    assert not IO & {name.partition(".")[0] for name in names}
    assert "urllib.request" not in names


def test_only_api_functions_know_http() -> None:
    for folder in FUNCTIONS:
        knows = any("smartflow.http" in set(imported(path)) for path in folder.rglob("*.py"))
        assert knows == folder.name.endswith("_api"), folder.name
    nouns = [path for path in SMARTFLOW.glob("*.py") if path.name not in ("http.py", "idempotency.py")]
    for path in nouns:
        assert "smartflow.http" not in set(imported(path)), path


def test_only_the_worker_knows_the_model() -> None:
    for path in [*SMARTFLOW.rglob("*.py"), *(ROOT / "functions").rglob("*.py")]:
        if "openai" in {name.partition(".")[0] for name in imported(path)}:
            assert path.parent.name == "analysis_worker", path


def test_only_one_place_reads_the_environment() -> None:
    for path in [*SMARTFLOW.rglob("*.py"), *RENDERING.rglob("*.py"), *(ROOT / "functions").rglob("*.py")]:
        if re.search(r"os\.environ|os\.getenv", path.read_text()):
            assert path == SMARTFLOW / "config.py", path


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
    for path in SMARTFLOW.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr):
                text = ast.unparse(node)
                if re.search(r"(?i)\b(select|insert into|update|delete from)\b.*\b(from|into|set|where)\b", text):
                    names = {child.id for child in ast.walk(node) if isinstance(child, ast.Name)}
                    assert all(name.isupper() or name in ("n", "name") for name in names), f"{path.name}: {names}"
