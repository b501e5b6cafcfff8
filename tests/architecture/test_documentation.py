"""What is written down is true: the API's description, the README's commands, every problem and failure in both languages."""

import json
import re

from smartflow.api import problem_texts
from smartflow.infra.problems import Problem
from tests.support.template import ROOT
from tools import openapi


def test_the_kept_api_description_is_the_one_the_routes_give() -> None:
    assert (ROOT / "docs" / "openapi.json").read_text() == openapi.text(), "run: python -m tools.openapi"


def test_every_route_is_described_with_its_answer_and_its_problems() -> None:
    for path, operations in json.loads(openapi.text())["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], f"{method} {path}"
            assert "default" in operation["responses"], f"{method} {path}"


def test_every_code_that_is_raised_has_its_words() -> None:
    sources = [*(ROOT / "functions").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]
    text = "\n".join(path.read_text() for path in sources)
    raised = set(re.findall(r"Problem\(\s*\"(\w+)\"", text)) - {"validation_failed"}
    faults = set(re.findall(r"Fault\([^()]*?, \"(\w+)\"", text))
    failures = set(re.findall(r"ModelError\(\"(\w+)\"", text))
    assert raised <= set(problem_texts.PROBLEMS)
    assert faults <= set(problem_texts.FAULTS)
    assert failures <= set(problem_texts.FAILURES)


def test_every_sentence_differs_between_the_languages() -> None:
    texts = [text for entry in problem_texts.PROBLEMS.values() for text in (entry.title, entry.detail)]
    for text in [*texts, *problem_texts.FAULTS.values(), *problem_texts.FAILURES.values()]:
        assert text.pl
        assert text.en
        assert text.pl != text.en
        assert re.findall(r"\{\w+\}", text.pl) == re.findall(r"\{\w+\}", text.en)


def test_a_problem_never_tells_what_is_inside() -> None:
    _, body = problem_texts.document(Problem("internal_error"), "en", "r-1")
    assert set(body) == {"type", "title", "status", "detail", "code", "request_id"}


def test_the_readme_gives_the_commands_that_the_makefile_has() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "README.pl.md"):
        used = set(re.findall(r"`make ([a-z]+)", (ROOT / name).read_text()))
        assert {"run", "test", "demo"} <= used <= targets, name


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / ".github").rglob("*.md")]
    for document in documents:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_everything_the_activity_log_records_has_words_on_the_page() -> None:
    sources = [*(ROOT / "functions").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]
    kinds = "account|process|analysis|report|share|logo"
    recorded = set(re.findall(rf"\"((?:{kinds})\.[a-z_]+)\"", "\n".join(path.read_text() for path in sources)))
    files = {"account.json", "logo.png", "logo.jpg"}
    for language in ("pl", "en"):
        words = (ROOT / "frontend" / "js" / "texts" / f"{language}.js").read_text()
        assert {f"activity.{action}" for action in recorded - files} <= set(re.findall(r"\"([^\"]+)\":", words)), (
            language
        )


def test_the_page_has_the_same_words_in_both_languages() -> None:
    plurals = {"one", "few", "many", "other"}
    found = {}
    texts = ROOT / "frontend" / "js" / "texts"
    for language in ("pl", "en"):
        words = "".join((texts / place / f"{language}.js").read_text() for place in (".", "first"))
        text = r"\"(?:[^\"\\]|\\.)*\"(?:\s*\+\s*\"(?:[^\"\\]|\\.)*\")*"
        entries = re.findall(rf"(?:^|[{{,]\s+)\"?([\w.+\-]+)\"?:\s+({text}|\{{)", words, re.MULTILINE)
        found[language] = {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in entries if key not in plurals}
    assert len(found["en"]) > 300
    assert found["pl"] == found["en"]
