"""What a language model is asked: readable, versioned prompt files put together, with the user's text apart as data.

Both questions share `messages`: instructions that are ours alone, the same for every text of a language, depth and
industry, and the material, in which the user's title and description stand between markers that the text itself cannot
close. So a provider can reuse what it has read once. The last message says which task is meant: `read_request` or
`write_request`. The caller masks what comes from the person (`masking.mask`). Web search gets `search_query`, which is
made from structured fields and never from the user's words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, get_args

from smartflow.analyst import catalogue
from smartflow.analyst.checking.evidence import SourceText, supports
from smartflow.analyst.checking.placeholders import PLACEHOLDERS, figures
from smartflow.analyst.checking.suggested import suggestions
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.schema import InputField
from smartflow.analyst.text import clean
from smartflow.engine.verdict_text import NAMES
from smartflow.language.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartflow.analyst.checking.number_lock import Violation
    from smartflow.analyst.checking.reassessment import Computed
    from smartflow.analyst.schema import Draft, DraftReading, DraftReadStep
    from smartflow.analyst.task import AnalysisTask
    from smartflow.language.text import Language

#: Changes with every change of a file in `prompt_texts/`, of `PLACEHOLDERS` or of this module: a stored result is reused
#: only under the same version.
PROMPT_VERSION: Final = "2026-11-26.3"

_TITLE_TAG: Final = Text(pl="tytul", en="title")
_DESCRIPTION_TAG: Final = Text(pl="opis", en="description")
_FIELDS: Final = Text(pl="Dane o firmie i procesie", en="Facts about the firm and the process")
_FIELD_NAMES: Final = {
    "industry": Text(pl="branża", en="industry"),
    "category": Text(pl="kategoria", en="category"),
    "company_size": Text(pl="wielkość firmy", en="company size"),
    "budget_range": Text(pl="budżet miesięczny (PLN)", en="monthly budget (PLN)"),
    "country": Text(pl="kraj", en="country"),
}
_GIVEN: Final = Text(pl="Pola wypełnione przez człowieka", en="Fields filled by a person")
_EMPTY: Final = Text(pl="Pola puste", en="Empty fields")
_TOOLS: Final = Text(
    pl="Katalog narzędzi: identyfikator – nazwa: możliwości", en="Catalogue of tools: id – name: capabilities"
)
_NONE: Final = Text(pl="brak", en="none")
_PLACEHOLDERS: Final = Text(pl="Nazwy w klamrach i ich znaczenie", en="Names in braces and what they mean")
_SEARCH_RESULTS: Final = Text(
    pl="Wyniki wyszukiwania: twierdzenie | słowa strony | jej tytuł | jej data",
    en="Search results: claim | words of the page | its title | its date",
)
_READ: Final = Text(
    pl="Zadanie pierwsze: ODCZYTAJ opis. Zwróć obiekt JSON według schematu.",
    en="First task: READ the description. Return a JSON object that follows the schema.",
)
_WRITE: Final = Text(
    pl="Zadanie drugie: NAPISZ analizę. Zwróć obiekt JSON według schematu.",
    en="Second task: WRITE the analysis. Return a JSON object that follows the schema.",
)
_VERDICT: Final = Text(pl="Werdykt obliczony", en="Computed verdict")
_FIRM: Final = Text(pl="pewny", en="firm")
_CONDITIONAL: Final = Text(
    pl="warunkowy: wartości z opisu nie są jeszcze potwierdzone",
    en="conditional: the values from the description are not confirmed yet",
)
_REASONS: Final = Text(pl="Powody", en="Reasons")
_TAKEN: Final = Text(
    pl="Wartości przyjęte z opisu, ze słowami", en="Values taken from the description, with their words"
)
_TO_CONFIRM: Final = Text(pl="Werdykt zależy od niepotwierdzonych pól", en="The verdict depends on unconfirmed fields")
_OPEN: Final = Text(pl="Opis nie rozstrzyga pól", en="The description leaves these fields open")
_STEPS: Final = Text(
    pl="Kroki: kto | na czym | w czym | minuty | dokąd dalej | przyczyna | cytat",
    en="Steps: who | on what | in what | minutes | where it goes | cause | quote",
)
_FIGURES: Final = Text(
    pl="Liczby, które wstawi program (do wiedzy, nie do przepisania)",
    en="Figures that the program will put in (to know, not to copy)",
)
_NEGATIVE: Final = Text(pl="ujemna", en="negative")
_UNKNOWN_FIGURES: Final = Text(pl="Nieznane, więc ich nie używaj", en="Unknown, so do not use them")
_FIELDS_AT_FAULT: Final = Text(pl="Zwróć tylko pola", en="Return only the fields")
_SEARCH_ABOUT: Final = Text(pl="automatyzacja procesu w firmie", en="business process automation")
_SEARCH_FOR: Final = Text(pl="obowiązki wymagania integracja", en="integration requirements")
_SEARCH_INDUSTRIES: Final = {
    "it_software": Text(pl="firma informatyczna", en="software company"),
    "ecommerce_retail": Text(pl="sklep internetowy i handel", en="e-commerce retail"),
    "manufacturing": Text(pl="produkcja", en="manufacturing"),
    "financial_services": Text(pl="usługi finansowe", en="financial services"),
    "marketing": Text(pl="agencja marketingowa", en="marketing agency"),
    "accounting": Text(pl="biuro rachunkowe", en="accounting office"),
    "logistics": Text(pl="transport i logistyka", en="logistics"),
    "education": Text(pl="edukacja", en="education"),
    "health": Text(pl="gabinet lub przychodnia", en="health care practice"),
    "other": Text(pl="mała firma", en="small business"),
}
_INPUTS: Final[tuple[InputField, ...]] = get_args(InputField)
_SEARCH_COUNTRIES: Final = {"PL": Text(pl="Polska", en="Poland")}
_MOST_VIOLATIONS: Final = 30


def messages(task: AnalysisTask, title: str, description: str) -> tuple[str, str]:
    """Return what both questions begin with: instructions, and the material. `title` and `description` are masked texts."""
    return _instructions(task), _material(task, title, description)


def read_request(language: Language) -> str:
    """Return the message that asks for the reading."""
    return _READ.of(language)


def read_lines(task: AnalysisTask, blank: Draft, reading: DraftReading) -> str:
    """Return what was taken of a reading, for the writer. It quotes the description: mask it before it is sent."""
    language = task.language
    description = SourceText(task.description)
    kept, _ = suggestions(blank.suggested_inputs, task, description)
    contested = {one.field for one in blank.contradictions}
    taken = [f"- {one.field} = {one.value} („{one.quote}”)" for one in kept if one.field not in contested]
    steps = [_step_line(step) for step in reading.steps if description.locate(step.quote) is not None]
    none = [_NONE.of(language)]
    return "\n".join([f"{_TAKEN.of(language)}:", *(taken or none), f"{_STEPS.of(language)}:", *(steps or none)])


def write_request(task: AnalysisTask, read: str, computed: Computed, search_notes: str = "") -> str:
    """Return the message that asks for the analysis: the verdict, what was read (`read_lines`, masked), every figure.

    `search_notes` are what the separate web search found, also as data.
    """
    language = task.language
    shown = figures(computed.assessment, language)
    state = (_FIRM if computed.firm else _CONDITIONAL).of(language)
    known = [f"- {{{name}}}: {value}{_sign(value, language)}" for name, value in shown.items() if value is not None]
    unknown = ", ".join(f"{{{name}}}" for name, value in shown.items() if value is None)
    waiting = [
        f"{label.of(language)}: {', '.join(fields)}"
        for label, fields in ((_TO_CONFIRM, computed.to_confirm), (_OPEN, computed.open))
        if fields
    ]
    lines = [
        _WRITE.of(language),
        "",
        f"{_VERDICT.of(language)}: {computed.verdict.code} – {NAMES[computed.verdict.code].of(language)} ({state})",
        f"{_REASONS.of(language)}: {', '.join(computed.verdict.reasons)}",
        *waiting,
        "",
        _enclosed("read", read),
        "",
        f"{_FIGURES.of(language)}:",
        *known,
    ]
    if unknown:
        lines.append(f"{_UNKNOWN_FIGURES.of(language)}: {unknown}")
    if search_notes:
        lines += ["", f"{_SEARCH_RESULTS.of(language)}:", _enclosed("search", search_notes)]
    return "\n".join(lines)


def repair_message(faults: Sequence[Violation], language: Language) -> str:
    """Return the request to write single fields again: which, and what broke the rules in them.

    It quotes the draft, so mask it with the task's mapping before it is sent.
    """
    lines = [
        f"- {fault.path}: {fault.kind} “{fault.found}” in: {fault.sentence}" for fault in faults[:_MOST_VIOLATIONS]
    ]
    return "\n".join([_file(language, "repair").strip(), "", *lines])


def again_message(reasons: Sequence[str], fields: Sequence[str], language: Language) -> str:
    """Return the request for an answer that could not be used: the whole, or the top-level `fields` at fault."""
    lines = [f"- {reason}" for reason in reasons[:_MOST_VIOLATIONS]]
    if fields:
        lines.append(f"{_FIELDS_AT_FAULT.of(language)}: {', '.join(fields)}")
    return "\n".join([_file(language, "again").strip(), "", *lines])


def search_instructions(language: Language) -> str:
    """Return what the web search is asked to do, in its own call."""
    return _file(language, "search").strip()


def search_query(industry: str, category: str | None, tool_ids: Sequence[str], country: str, language: Language) -> str:
    """Return the query of the web search, from structured fields only: unknown ids and odd categories are left out."""
    named = catalogue.get(tool_ids)[:4]
    # Categories come from the seeded list; anything else is not sent.
    plain = category if category and re.fullmatch(r"[^\W\d_]{2,30}(?: [^\W\d_]{2,30}){0,3}", category) else ""
    known = _SEARCH_COUNTRIES.get(country)
    words = [
        _SEARCH_ABOUT.of(language),
        _SEARCH_INDUSTRIES.get(industry, _SEARCH_INDUSTRIES["other"]).of(language),
        plain,
        " ".join(tool.name for tool in named),
        known.of(language) if known else country if re.fullmatch("[A-Z]{2}", country) else "",
        _SEARCH_FOR.of(language),
    ]
    return " ".join(word for word in words if word)


def _instructions(task: AnalysisTask) -> str:
    """What is the same for most tasks stands first."""
    language = task.language
    industry = _industries(language).get(task.industry) or _industries(language)["other"]
    writing = _file(language, "writing").replace("{placeholders}", _placeholder_list(language))
    parts = [_file(language, "system"), _file(language, "reading"), writing, _file(language, task.depth), industry]
    return "\n\n".join(part.strip() for part in parts)


@lru_cache
def _placeholder_list(language: Language) -> str:
    """Return the names a model may use and what they mean; their values are in the message that asks it to write."""
    lines = [f"- {{{name}}}: {placeholder.meaning.of(language)}" for name, placeholder in PLACEHOLDERS.items()]
    return "\n".join([f"{_PLACEHOLDERS.of(language)}:", *lines])


def _material(task: AnalysisTask, title: str, description: str) -> str:
    language = task.language
    given = ", ".join(f"{name} = {value}" for name, value in task.inputs.known()) or _NONE.of(language)
    empty = ", ".join(name for name in _INPUTS if task.inputs.value(name) is None) or _NONE.of(language)
    fields = {
        "industry": task.industry,
        "category": task.category,
        "company_size": task.company_size,
        "budget_range": task.budget_range,
        "country": task.country,
    }
    known = [f"{_FIELD_NAMES[name].of(language)}: {value}" for name, value in fields.items() if value]
    lines = [
        f"{_FIELDS.of(language)}: {'; '.join(known)}",
        f"{_GIVEN.of(language)}: {given}",
        f"{_EMPTY.of(language)}: {empty}",
        "",
        f"{_TOOLS.of(language)}:",
        *(
            f"- {tool.id} – {tool.name}: {', '.join(catalogue.capability_names(tool, language))}"
            for tool in _offered(task)
        ),
        "",
        _enclosed(_TITLE_TAG.of(language), title),
        _enclosed(_DESCRIPTION_TAG.of(language), description),
    ]
    return "\n".join(lines)


def _step_line(step: DraftReadStep) -> str:
    """One step on one line; minutes that its words do not show are left out."""
    value = normal_value("minutes_per_run", step.minutes)
    minutes = value if value and supports("minutes_per_run", value, step.quote) else ""
    parts = [step.who, step.what, step.system, minutes, step.hand_off, step.cause, f"„{step.quote}”"]
    return f"- {clean(step.name)}: {' | '.join(clean(part) or '-' for part in parts)}"


def _sign(value: str, language: Language) -> str:
    return f" ({_NEGATIVE.of(language)})" if {"-", "\N{MINUS SIGN}"} & set(value) else ""


def _enclosed(tag: str, text: str) -> str:
    """Put text between markers; anything like a marker inside it is broken up, so that the text cannot close them."""
    harmless = re.sub(rf"<(?=\s*/?\s*{tag}\b)", "‹", clean(text), flags=re.IGNORECASE)
    return f"<{tag}>\n{harmless}\n</{tag}>"


def _offered(task: AnalysisTask) -> list[catalogue.Tool]:
    """Return the tools that the text names, those of its industry and those for every industry."""
    named = catalogue.get(catalogue.mentioned(f"{task.title}\n{task.description}"))
    return list(dict.fromkeys([*named, *catalogue.search(industry=task.industry)]))


@lru_cache
def _industries(language: Language) -> dict[str, str]:
    parts = re.split(r"^## (\w+)\n", _file(language, "industries"), flags=re.M)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


@lru_cache
def _file(language: Language, name: str) -> str:
    return files(__package__).joinpath(f"prompt_texts/{language}/{name}.md").read_text("utf-8")
