"""One name for one thing: on the page, in reports and their text forms, in messages and in the published method."""

import re
from collections.abc import Iterator, Mapping

import pytest

from smartflow.api import problem_texts
from smartflow.engine import verdict_text
from smartflow.engine.formulas import FORMULAS
from smartflow.language.text import LANGUAGES, Language, Text
from smartflow.reports.document.code_names import NAMES
from smartflow.reports.document.sentences import SENTENCES
from tests.support.page_texts import page_texts
from tests.support.template import ROOT

#: Kinds of names whose codes the page has under one prefix.
PREFIXES = {
    "field": "input.",
    "frequency": "frequency.",
    "provenance": "provenance.",
    "industry": "industry.",
    "company_size": "size.",
    "budget_range": "budget.",
    "status": "status.",
    "difficulty": "difficulty.",
    "step_verdict": "step.",
    "level": "variant.",
    "notice": "notice.",
    "figure": "figure.",
}
#: Names that no screen shows: of older inputs and of figures under their old names.
NOT_ON_THE_PAGE = {
    "field": {
        "other",
        "automation_potential",
        "implementation_difficulty",
        "time_savings_hours",
        "cost_savings_annual",
    },
    "figure": {"investment"},
}
#: The page's keys for names whose codes it does not use.
KEYS = {
    ("field", "potential"): ["input.potential", "panel.potential"],
    ("figure", "hours_per_year"): ["panel.hours_today"],
    ("figure", "cost_per_year"): ["panel.cost_today"],
    ("figure", "ease"): ["panel.ease"],
    ("figure", "payback_months"): ["figure.payback", "panel.payback"],
    ("figure", "investment"): ["dashboard.investment", "input.build_cost"],
    ("depth", "basic"): ["ask.basic_short"],
    ("depth", "deep"): ["ask.deep_short"],
    ("depth", "expert"): ["ask.expert_short"],
    ("part", "verdict"): ["section.verdict", "override.verdict"],
    ("part", "summary"): ["override.summary"],
    ("part", "description"): ["process.description"],
    ("part", "category"): ["process.category"],
    ("part", "industry"): ["process.industry"],
    ("part", "company_size"): ["process.company_size"],
    ("part", "budget_range"): ["process.budget_range"],
    ("part", "status"): ["process.status"],
    ("part", "tags"): ["process.tags"],
    ("part", "to_confirm"): ["confirm.title"],
    ("part", "input"): ["figure.input"],
    ("part", "origin"): ["figure.whose"],
    ("part", "scenarios"): ["figure.scenarios", "method.scenarios"],
    ("part", "break_even"): ["figure.break_even"],
    ("part", "working_steps"): ["figure.working"],
    ("part", "inputs_origin"): ["figure.inputs"],
    ("part", "problems"): ["result.problems"],
    ("part", "steps"): ["result.steps"],
    ("part", "first_steps"): ["result.first_steps"],
    ("part", "tools"): ["result.tools"],
    ("part", "mentioned"): ["result.mentioned"],
    ("part", "comparison"): ["result.comparison"],
    ("part", "tool"): ["result.tool"],
    ("part", "strengths"): ["result.strengths"],
    ("part", "weaknesses"): ["result.weaknesses"],
    ("part", "best_for"): ["result.best_for"],
    ("part", "variants"): ["result.variants"],
    ("part", "scenario_prose"): ["result.scenarios"],
    ("part", "roadmap"): ["result.roadmap"],
    ("part", "expected_results"): ["result.expected"],
    ("part", "monitoring"): ["result.monitoring"],
    ("part", "risks"): ["result.risks"],
    ("part", "questions"): ["evidence.questions"],
    ("part", "suggestions"): ["evidence.suggestions"],
    ("part", "sources"): ["result.sources"],
    ("part", "notices"): ["about.notices"],
    ("part", "analyst"): ["about.analyst"],
    ("part", "depth"): ["about.depth", "ask.depth"],
    ("part", "analysis_language"): ["ask.language"],
    ("part", "by_hand"): ["figure.by_hand"],
    ("part", "conservative"): ["scenario.conservative"],
    ("part", "expected"): ["scenario.expected"],
    ("part", "optimistic"): ["scenario.optimistic"],
    ("part", "quick_wins"): ["quadrant.quick_wins"],
    ("part", "strategic"): ["quadrant.strategic"],
    ("part", "fill_ins"): ["quadrant.fill_ins"],
    ("part", "leave_alone"): ["quadrant.leave_alone"],
    ("part", "worth_doing"): ["quadrant.worth_doing"],
    ("part", "unplaced"): ["quadrant.unplaced"],
    ("part", "chart_matrix"): ["dashboard.matrix"],
    ("part", "chart_tornado"): ["chart.tornado_title"],
}
#: Words that were used beside the name; nothing that a person reads has them.
REPLACED = {
    "pl": re.compile(r"\bwerdykt|\bsugesti|wpisan\w+ ręcznie|\bwesprzeć AI", re.IGNORECASE),
    "en": re.compile(r"\bnot within 36\b|\bplease confirm\b", re.IGNORECASE),
}


def keys_of(kind: str, code: str) -> list[str]:
    """Return the keys under which the page has a name; none where no screen shows it."""
    own = [] if kind not in PREFIXES or code in NOT_ON_THE_PAGE.get(kind, ()) else [PREFIXES[kind] + code]
    return [*own, *KEYS.get((kind, code), [])]


def other_names(language: Language) -> Iterator[str]:
    """Yield each place of the page that has another name. Capitals do not matter: a label begins with one."""
    texts = page_texts(language)
    for kind, names in NAMES.items():
        for code, name in names.items():
            for key in keys_of(kind, code):
                shown = texts.get(key, "")
                # What stands behind a count is the name alone in a report.
                label = shown if isinstance(shown, str) else shown.get("few", shown["other"]).removeprefix("{count} ")
                if label.replace("\u00a0", " ").casefold() != name.of(language).casefold():
                    yield f"{key}: {label!r} is {name.of(language)!r} in reports"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_reports_have_one_name_for_one_thing(language: Language) -> None:
    assert list(other_names(language)) == []


def test_every_name_is_compared_or_known_to_be_in_reports_only() -> None:
    in_reports_only = {"basis", "suggestion"}
    alone = {
        f"{kind}.{code}"
        for kind, names in NAMES.items()
        for code in names
        if not keys_of(kind, code) and kind not in in_reports_only
    }
    assert alone == {f"{kind}.{code}" for kind, codes in NOT_ON_THE_PAGE.items() for code in codes - {"investment"}}


def test_another_name_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMES["part"], "verdict", Text("Werdykt", "Verdict"))

    assert [line.split(":")[0] for line in other_names("pl")] == ["section.verdict", "override.verdict"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_and_formulas_are_named_as_on_the_page(language: Language) -> None:
    texts = page_texts(language)
    assert {code: texts[f"verdict.{code}"] for code in verdict_text.NAMES} == {
        code: name.of(language) for code, name in verdict_text.NAMES.items()
    }
    for code in ("runs_per_year", "hours_per_year", "cost_per_year", "potential", "ease"):
        assert FORMULAS[code].title.of(language) == NAMES["figure"][code].of(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_a_person_reads_uses_a_replaced_name(language: Language) -> None:
    entries = problem_texts.PROBLEMS.values()
    read: dict[str, str] = {
        **{f"page {key}": str(text) for key, text in page_texts(language).items()},
        **{f"report {key}": text.of(language) for key, text in SENTENCES.items()},
        **_of("fault", problem_texts.FAULTS, language),
        **_of("failure", problem_texts.FAILURES, language),
        **{f"problem {entry.title.en}": entry.title.of(language) + entry.detail.of(language) for entry in entries},
        **{f"{kind}.{code}": name.of(language) for kind, names in NAMES.items() for code, name in names.items()},
    }

    assert {place: text for place, text in read.items() if REPLACED[language].search(text)} == {}


def _of(kind: str, texts: Mapping[str, Text], language: Language) -> dict[str, str]:
    return {f"{kind} {code}": text.of(language) for code, text in texts.items()}


def test_the_glossary_says_what_the_page_says() -> None:
    shown = " ".join(str(text) for text in page_texts("pl").values()).replace("\u00a0", " ").casefold()
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)
    words = {
        word: [part.strip() for part in polish.split(",")]
        for word, polish in rows
        if polish not in ("–", "Polish", "on the page")
    }
    whole = {word: [polish] for word, polish in rows if polish.startswith(("Czego", "Jeśli"))}

    assert {w: p for w, parts in (words | whole).items() for p in parts if p.casefold() not in shown} == {}
