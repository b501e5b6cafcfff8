"""The rules' prose on tools: what each is for here, and how it fits with what the firm has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.analyst.rules import phrases
from smartflow.analyst.rules.slots import listed, sentence
from smartflow.analyst.schema import DraftComparison, DraftTool

if TYPE_CHECKING:
    from smartflow.analyst.rules.findings import Findings
    from smartflow.analyst.rules.tool_choice import Chosen

_OFFICE: Final = frozenset({"office", "support", "public"})


def tools(known: Findings) -> list[DraftTool]:
    """The chosen tools, each with the words it is for and how it fits with what the firm has."""
    return [DraftTool(tool_id=one.tool.id, why=_brings(known, one, 2), fit=_fit(known, one)) for one in known.chosen]


def _brings(known: Findings, one: Chosen, most: int) -> str:
    """Say what a tool brings, `most` capabilities, and what of the description it is for."""
    labels = catalogue.catalogue().capabilities
    brought = ", ".join(labels[name].of(known.language) for name in one.serves[:most])
    return sentence(f"{brought}: {known.words_of(known.served_by(one)[:2])}")


def _fit(known: Findings, one: Chosen) -> str:
    if one.owned:
        words = known.mention(one.tool.id)
        return phrases.OWNED.say(known.language, words=words) if words else ""
    if one.joins:
        return phrases.CONNECTS.say(known.language, names=", ".join(one.joins[:4]))
    others = _main_programs(known)
    return phrases.TRY_FIRST.say(known.language, names=listed(others[:3], known.language)) if others else ""


def comparison(known: Findings) -> list[DraftComparison]:
    """The chosen tools side by side."""
    labels = catalogue.catalogue().capabilities
    made = []
    for one in known.chosen if len(known.chosen) > 1 else ():
        apart = [] if one.owned else [name for name in _main_programs(known) if name not in one.joins]
        weaknesses = [phrases.NO_CONNECTION.say(known.language, names=", ".join(apart[:3]))] if apart else []
        if one.tool.self_hosted:
            weaknesses.append(phrases.SELF_HOSTED.of(known.language))
        main = known.served_by(one)[0][1]
        about = main.get("documents", main["words"])
        made.append(
            DraftComparison(
                tool_id=one.tool.id,
                strengths=_brings(known, one, 4),
                weaknesses=" ".join(weaknesses),
                best_for=sentence(f"{labels[one.serves[0]].of(known.language)}: {about}"),
            )
        )
    return made


def _main_programs(known: Findings) -> list[str]:
    """Return the programs that a new one would have to work with, as far as the text names them: no mail, no sheets."""
    office = {tool.name for tool in catalogue.get(known.process.tools) if tool.categories[0] in _OFFICE}
    return [name for name in known.program_names() if name not in office]
