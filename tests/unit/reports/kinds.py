"""Reports of every kind as people get them: descriptions read and analysed by the rules.

`python -m tests.unit.reports.kinds FOLDER` writes them as files, to be looked at.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from smartflow.analyses import reviews
from smartflow.analyses.proposals import proposals
from smartflow.analyses.samples import Sample
from smartflow.analyses.samples_view import analysed
from smartflow.analyst.reading.reader import read
from smartflow.analyst.schema import RoadmapItem, Weeks
from smartflow.engine.decisions import propose
from smartflow.engine.process_figures import process_figures
from smartflow.infra import ids
from smartflow.language.text import LANGUAGES, Language
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.source import Analysis, Detail, ReportOptions, ReportProcess
from smartflow.reports.document.tree import Document
from tests.unit.reports import samples

_TEXTS: Final = Path(__file__).parents[2] / "evaluation" / "texts"
_PAYING: Final = {"pl": "pl_faktury", "en": "en_invoices"}
_SENTENCE: Final = {
    "pl": "Raz w kwartale poświęcamy 40 minut na ręczne spisanie liczników w biurze.",
    "en": "Once a quarter we spend 40 minutes writing down the meters of the office by hand.",
}


@cache
def described(text: str, title: str, language: Language) -> ReportProcess:
    """A process of which only this text is known, analysed by the rules."""
    sample = Sample(
        slug="x", language=language, title=title, description=text, industry="accounting", company_size="11-50",
        budget_range="500_2000",
    )  # fmt: skip
    result, assessment = analysed(sample)
    reading = read(title, text, assessment.currency, language)
    facts = propose([], proposals(result, reading), "text", text, ids.new)
    figures = process_figures(facts, assessment.context)
    analysis = Analysis(
        result=reviews.presented(result, figures),
        analyst="rules",
        model="rules-3",
        prompt_version="rules-3",
        formula_version=assessment.formula_version,
        language=language,
        depth="expert",
        created_at=samples.DAY,
    )
    return ReportProcess(
        title, text, figures, industry="accounting", company_size="11-50", status="analysed", analysis=analysis
    )


def paying(language: Language) -> ReportProcess:
    text = (_TEXTS / f"{_PAYING[language]}.txt").read_text()
    return described(text, {"pl": "Faktury kosztowe", "en": "Supplier invoices"}[language], language)


def one_sentence(language: Language) -> ReportProcess:
    return described(_SENTENCE[language], {"pl": "Spisywanie liczników", "en": "Meters"}[language], language)


def losing(language: Language) -> ReportProcess:
    """A process with a long description that is better left alone."""
    process = paying(language)
    return replace(process, figures=samples.losing())


def eight_phases(language: Language) -> ReportProcess:
    process = paying(language)
    assert process.analysis is not None
    phases = [
        RoadmapItem(
            phase=f"{name} {number}", effort="M", weeks=Weeks(min=number, max=2 * number), actions=[f"{act} {number}."]
        )
        for number in range(1, 9)
        for name, act in [{"pl": ("Etap", "Wdrożyć część"), "en": ("Stage", "Build part")}[language]]
    ]
    result = process.analysis.result.model_copy(update={"roadmap": phases})
    return replace(process, analysis=replace(process.analysis, result=result))


def many(language: Language, count: int) -> list[ReportProcess]:
    """Processes of different size, as many as there are to be; every sixth is better left alone."""
    texts = sorted(_TEXTS.glob(f"{language}_*.txt"))
    found = []
    for number in range(count):
        path = texts[number % len(texts)]
        process = described(path.read_text(), path.stem[3:].replace("_", " ").capitalize(), language)
        title = f"{process.title} {number // len(texts) + 1}" if count > len(texts) else process.title
        figures = (
            samples.losing()
            if number % 6 == 5
            else process.figures
            if number < len(texts)
            else samples.read_from_text(str(20 + 7 * number), "monthly", str(4 + number % 17))
        )
        found.append(replace(process, title=title, figures=figures))
    return found


def kinds(language: Language, detail: Detail = "brief") -> Iterator[tuple[str, Document]]:
    """Yield the name and the document of every kind of report."""
    options: ReportOptions = replace(samples.options(language, author="Jan Kowalski"), detail=detail)
    for name, process in (
        ("pays", paying(language)),
        ("does-not-pay", losing(language)),
        ("one-sentence", one_sentence(language)),
        ("eight-phases", eight_phases(language)),
        ("everything", samples.process(language)),
    ):
        yield name, process_report(process, options)
    for count in (5, 12, 100):
        yield f"portfolio-{count}", portfolio_report(many(language, count), options)


if __name__ == "__main__":
    from rendering.pdf import render_pdf
    from tests.unit.rendering.test_pdf_pages import logo

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        details: tuple[Detail, ...] = ("brief", "full", "figures")
        for detail in details:
            for name, document in kinds(language, detail):
                shown = replace(document, logo=logo()) if name in ("pays", "portfolio-12") else document
                (folder / f"{name}-{detail}-{language}.pdf").write_bytes(render_pdf(shown))
