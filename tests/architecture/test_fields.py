"""A field of a process is in every form in which people give it or get it: the check names each form that lacks one."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from smartflow.accounts.exports import LISTS
from smartflow.engine.defaults import reference
from smartflow.engine.estimate_view import EstimateBody
from smartflow.engine.formulas import DECLARED, FORMULAS
from smartflow.engine.formulas_view import method
from smartflow.engine.inputs import FIELDS, Inputs, Readiness
from smartflow.engine.symbols import WEIGHTS
from smartflow.language.text import LANGUAGES, Language
from smartflow.processes.schema import Process, ProcessBody, ProcessPatch
from smartflow.reports.document import code_names
from smartflow.reports.document.content import process_report
from smartflow.reports.document.json_form import render_json
from smartflow.reports.document.markdown import render_markdown
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.spreadsheet import render_csv
from tests.support.template import ROOT
from tests.unit.reports import samples

#: Gives the fields that a form has, of those that it should have. `Path` is the root of the repository.
Form = Callable[[Path, Sequence[str]], set[str]]


def everything_known() -> Inputs:
    inputs = Inputs()
    for field, answers in reference().plausible.answers.items():
        inputs = inputs.replace(field, answers[-1])
    return inputs


def report_process() -> ReportProcess:
    return ReportProcess("Invoices", "What is done with invoices.", samples.figures(everything_known()))


def named(field: str, language: Language) -> str | None:
    """Return the name of a field in a report, or None if it only has the code."""
    name = code_names.name("field", field, language)
    return None if name == field else name


def in_every_language(found: Callable[[Language, str], bool], fields: Sequence[str]) -> set[str]:
    return {field for field in fields if all(found(language, field) for language in LANGUAGES)}


def of_models(*models: type[BaseModel]) -> set[str]:
    """Return the fields that all of the models have, readiness answers by their full names."""

    def flat(model: type[BaseModel]) -> set[str]:
        assert model.model_fields["readiness"].annotation is Readiness
        return set(model.model_fields) | {f"readiness.{answer}" for answer in Readiness.model_fields}

    return set.intersection(*(flat(model) for model in models))


def api_bodies(_root: Path, _fields: Sequence[str]) -> set[str]:
    return of_models(ProcessBody, ProcessPatch, EstimateBody)


def api_answer(_root: Path, _fields: Sequence[str]) -> set[str]:
    return of_models(Process)


def api_document(root: Path, _fields: Sequence[str]) -> set[str]:
    schemas = json.loads((root / "docs" / "openapi.json").read_text())["components"]["schemas"]
    answers = {f"readiness.{answer}" for answer in schemas["Readiness"]["properties"]}
    properties = [
        set(schemas[name]["properties"]) for name in ("ProcessBody", "ProcessPatch", "Process", "EstimateBody")
    ]
    return set.intersection(*properties) | answers


def page_form(root: Path, _fields: Sequence[str]) -> set[str]:
    [path] = (root / "frontend" / "js").rglob("inputs.js")
    script = path.read_text()
    asked = set(re.findall(r"\{\s*name:\s*\"(\w+)\",\s*kind:", script))
    readiness = re.search(r"READINESS = [^\[]*\[(.*?)\]", script, re.DOTALL)
    assert readiness is not None
    return asked | {f"readiness.{answer}" for answer in re.findall(r"\"(\w+)\"", readiness[1])}


def page_texts(root: Path, fields: Sequence[str]) -> set[str]:
    [english] = (root / "frontend" / "js" / "texts").glob("en.js")
    keys = {
        language: set(re.findall(r"\"input\.([\w.]+)\":", english.with_name(f"{language}.js").read_text()))
        for language in LANGUAGES
    }
    return in_every_language(lambda language, field: field in keys[language], fields)


def report_names(_root: Path, fields: Sequence[str]) -> set[str]:
    return in_every_language(lambda language, field: named(field, language) is not None, fields)


def csv_form(_root: Path, fields: Sequence[str]) -> set[str]:
    def filled(language: Language) -> set[str]:
        table = io.StringIO(render_csv([report_process()], language).lstrip("\ufeff"))
        [row] = csv.DictReader(table, delimiter=";" if language == "pl" else ",")
        return {title.partition(" [")[0] for title, cell in row.items() if cell}

    titles = {language: filled(language) for language in LANGUAGES}
    return in_every_language(lambda language, field: named(field, language) in titles[language], fields)


def document_form(_root: Path, fields: Sequence[str]) -> set[str]:
    """PDF, DOCX, HTML and text are drawn from the same tree as Markdown."""

    def listed(language: Language) -> set[str]:
        origin = re.escape(code_names.name("provenance", "user", language))
        text = render_markdown(process_report(report_process(), samples.options(language)))
        return set(re.findall(rf"^\| ([^|]+) \| [^|]+ \| {origin} \|", text, re.MULTILINE))

    names = {language: listed(language) for language in LANGUAGES}
    return in_every_language(lambda language, field: named(field, language) in names[language], fields)


def json_form(_root: Path, _fields: Sequence[str]) -> set[str]:
    process = report_process()
    text = render_json(process_report(process, samples.options("en")), [process], scope="process", full=True)
    return set(json.loads(text)["processes"][0]["assessment"]["inputs"])


def account_export(_root: Path, _fields: Sequence[str]) -> set[str]:
    """The export takes the column `inputs` as it is stored: all that is known, by name."""
    left_out = re.search(r"to_jsonb\(p\) - '\{([^}]*)\}'", LISTS["processes"])
    assert left_out is not None
    if "inputs" in left_out[1].split(", "):
        return set()
    stored = everything_known().model_dump(mode="json", exclude_none=True)
    return set(stored) | {f"readiness.{answer}" for answer in stored["readiness"]}


def formulas(_root: Path, fields: Sequence[str]) -> set[str]:
    """A field counts somewhere: as a symbol of a formula or as a weighted answer, and it is explained."""
    used = {source for formula in FORMULAS.values() for source in formula.symbols.values()}
    used |= {f"readiness.{answer}" for answer in WEIGHTS}
    return {field for field in fields if field in used and field in DECLARED.symbols}


def published_method(root: Path, fields: Sequence[str]) -> set[str]:
    page = (root / "docs" / "formulas.md").read_text()
    shown = {language: {given.name for given in method(language).inputs} for language in LANGUAGES}
    return in_every_language(lambda language, field: field in shown[language] and f"| `{field}` |" in page, fields)


def plausible_answers(_root: Path, _fields: Sequence[str]) -> set[str]:
    return set(reference().plausible.answers)


FORMS: dict[str, Form] = {
    "bodies of the API": api_bodies,
    "answer of the API": api_answer,
    "docs/openapi.json": api_document,
    "form of the page": page_form,
    "texts of the page": page_texts,
    "names in reports": report_names,
    "CSV": csv_form,
    "PDF and other documents": document_form,
    "JSON": json_form,
    "export of the account": account_export,
    "formulas": formulas,
    "docs/formulas.md": published_method,
    "plausible answers": plausible_answers,
}


def forgotten(fields: Sequence[str], root: Path = ROOT) -> dict[str, list[str]]:
    """Return, for each form that lacks fields, which."""
    lacks = {name: sorted(set(fields) - form(root, fields)) for name, form in FORMS.items()}
    return {name: missing for name, missing in lacks.items() if missing}


def test_every_form_has_every_field_of_a_process() -> None:
    assert forgotten(FIELDS) == {}


def test_a_field_that_is_nowhere_is_missed_in_every_form() -> None:
    assert forgotten((*FIELDS, "planted_fee")) == {form: ["planted_fee"] for form in FORMS}


@pytest.mark.parametrize(
    ("form", "file", "field", "line"),
    [
        ("form of the page", "frontend/js", "ramp_months", r"\{\s*name:\s*\"ramp_months\",\s*kind:[^}]*\},?"),
        ("form of the page", "frontend/js", "readiness.stability", r"\"stability\",\s*(?=\"documentation\"\s*,?\s*\])"),
        ("texts of the page", "frontend/js/texts/pl.js", "ramp_months", r"\"input\.ramp_months\":\s*\"[^\"]*\",?"),
        ("docs/openapi.json", "docs/openapi.json", "readiness.stability", r"\"stability\": \{"),
        ("docs/formulas.md", "docs/formulas.md", "ramp_months", r"\| `ramp_months` \|"),
    ],
)
def test_a_form_in_a_file_that_forgets_a_field_is_named(
    tmp_path: Path, form: str, file: str, field: str, line: str
) -> None:
    for folder in ("frontend/js", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("images"))
    for path in [tmp_path / file] if (tmp_path / file).is_file() else (tmp_path / file).rglob("inputs.js"):
        path.write_text(re.sub(line, '"other": {' if line.endswith(r"\{") else "", path.read_text()))

    assert forgotten(FIELDS, tmp_path) == {form: [field]}


def test_a_form_made_in_code_that_forgets_a_field_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    # The published method is built once a process and cannot be built without a symbol: it has to exist before.
    for language in LANGUAGES:
        method(language)
    monkeypatch.delitem(code_names.NAMES["field"], "systems")
    # A copy: an entry that is put back would stand last, and the method lists inputs in their order.
    monkeypatch.setattr(DECLARED, "symbols", {name: it for name, it in DECLARED.symbols.items() if name != "people"})
    monkeypatch.setitem(LISTS, "processes", LISTS["processes"].replace("{search_text", "{inputs, search_text"))

    found = forgotten(FIELDS)

    assert found.pop("export of the account") == sorted(FIELDS)
    assert found.pop("formulas") == ["people"]
    assert found == {name: ["systems"] for name in ("names in reports", "CSV", "PDF and other documents")}
