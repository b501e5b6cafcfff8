"""Does a written verdict oppose the computed one?

The verdict is computed (`engine.verdict`); prose may explain it, never contradict it. A sentence recommends automation,
advises against it, or does neither; conditions ("if", "whether", "may") make it neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.checking.grammar import END, Categories, Phrases, all_languages, tokens
from smartflow.analyst.checking.removal import without
from smartflow.analyst.text import sentences
from smartflow.engine.verdict import AGAINST
from smartflow.language.text import ByLanguage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartflow.analyst.checking.grammar import Match
    from smartflow.engine.verdict import VerdictCode

Stance = Literal["for", "against"]

_WORDS: Final[ByLanguage[dict[str, list[str]]]] = ByLanguage(
    pl={
        "NOT": ["nie|nigdy|zaden|zadna|zadne|bez|ani|trudno|ledwo|niczego"],
        "CONDITION": [
            "jesli|jezeli|gdy|gdyby|czy|zalezy|dopiero|moze|moglaby|mogloby|chyba|poki|dopoki|zanim|pod|scenariusz[a-z]*"
        ],
        "AUTOMATION": ["[a-z]*automat[a-z]+|robot[a-z]*|narzedzi[a-z]+"],
        "ROLL_OUT": ["[a-z]*wdroz[a-z]+|wdraz[a-z]+|inwest[a-z]+"],
        "GAINS": ["oszczednosc[a-z]*|korzysc[a-z]*|zysk[a-z]*"],
        "COSTS": ["koszt[a-z]*|naklad[a-z]*|wydat[a-z]+"],
        "EXCEED": ["przewyzsz[a-z]+|przekr[a-z]+|wieksze|wyzsze"],
        "NOW": ["razu|natychmiast|zaraz|dzis|bezzwlocznie"],
    },
    en={
        "NOT": ["not|never|no|nothing|without|hardly|barely|scarcely|cannot|neither|nor|[a-z]+n't"],
        "CONDITION": ["if|when|whether|unless|until|depends|may|might|could|once|provided|turns|yet|scenarios?"],
        "AUTOMATION": ["[a-z]*automat[a-z]+|robots?|tools?"],
        "ROLL_OUT": ["implement[a-z]*|deploy[a-z]*|roll|invest[a-z]*"],
        "GAINS": ["savings?|benefits?|gains?"],
        "COSTS": ["costs?|outlay|outlays|expenses?"],
        "EXCEED": ["outweighs?|exceeds?|higher|greater|larger"],
        "NOW": ["now|away|immediately|today"],
    },
)
# A recommendation counts if automation is what it recommends; the other cues speak of the whole.
_ADVICE: Final[ByLanguage[dict[str, list[str]]]] = ByLanguage(
    pl={
        "for": [
            "warto|polecam|polecamy|rekomend*|zalec*|proponuj*|nalezy|trzeba *? *? *? AUTOMATION", "warto END|i|ale",
            "oplaca|oplaci|oplacalny|oplacalna|oplacalne|oplacalnym", "kalkuluje", "zwroci|zwroca|zwraca|zwracaja sie !powoli|dopiero",
            "sie nie? zwroci|zwroca|zwraca|zwracaja",
            "na siebie zarobi*", "zarobi* na siebie",
            "wart|warta|warte swojej|zachodu|swieczki|swych", "dobry|dobrym|swietny|idealny|doskonaly kandydat*",
            "nadaje sie do automatyz*", "prosi sie o automatyz*", "sens|sensu finansow*|ekonomiczn*|biznesow*",
            "uzasadnion*|uzasadnienia ekonomicznie|ekonomicznego|finansowo", "przemawia* za AUTOMATION", "na plus|plusie",
            "automatyz* tylko? zyska*", "przynies* *? *? zysk*", "automatyzuj*|zautomatyzuj*", "wdrazaj*|wdrozcie END|AUTOMATION",
            "automatyzowac|zautomatyzowac", "bedzie|jest automatyzacja", "bierzcie sie za automatyz*", "zastapic reczn*",
            "GAINS *? *? EXCEED *? *? *? COSTS",
        ],
        "against": [
            "odradza*", "zrezygn*|rezygn*|spokoj z AUTOMATION|ROLL_OUT", "porzuc*|zaniech* *? AUTOMATION|ROLL_OUT",
            "zostaw* proces*|wszystko", "pozosta* przy *? reczn*", "przynies* *? strat*", "automatyz* tylko? straci*",
            "na minus|minusie", "szkoda pieniedzy na AUTOMATION|ROLL_OUT", "nieoplacaln*", "zly|zlym|slaby|kiepski|marny kandydat*",
            "doloz* do",
            "kosztow*|kosztuje wiecej",
            "COSTS *? *? EXCEED *? *? *? GAINS", "wstrzym* sie z AUTOMATION|ROLL_OUT",
        ],
        # Advice against that holds its own negation.
        "change_nothing": ["niczego|nic nie zmieni*"],
        # To wait no longer is a recommendation.
        "waiting": ["na co czekac", "zwlek*", "wahania"],
    },
    en={
        "for": [
            "worth|recommend*|suggest*|advise|should !against *? *? *? AUTOMATION", "worth doing|it|its|every|the",
            "worthwhile",
            "AUTOMATION does|do? not? pays|pay END|and|but", "pay|pays|paid|paying *? *? off|itself|back", "advisable",
            "good|great|ideal|strong|excellent|perfect candidate|case",
            "business case", "case is strong|compelling", "go ahead|for", "automate", "start automating", "replace the? manual",
            "speak|speaks for AUTOMATION", "add|adds up !every|all|the|each|your", "more than recovered", "gain by|from automat*",
            "bring * *? *? profit*", "financial|economic|business sense", "cost - effective", "earn|earns its keep",
            "crying out for", "come|comes out ahead", "suited|suitable to|for automat*", "GAINS *? *? EXCEED *? *? *? COSTS",
        ],
        "against": [
            "against *? *? AUTOMATION|ROLL_OUT", "drop|abandon|scrap|shelve the? idea|plan|project", "forget about? AUTOMATION|ROLL_OUT",
            "leave|keep the? process|it|things|everything as", "stay|stick with manual", "AUTOMATION will|would? lose|loses you? money",
            "lose by|from automat*", "poor|weak|bad candidate", "waste of money to build|buy|automate|deploy",
            "good money after bad", "in the red",
            "cost|costs more than", "uneconomic*", "COSTS *? *? EXCEED *? *? *? GAINS", "hold off on",
        ],
        # Advice against that holds its own negation.
        "change_nothing": ["change nothing", "do nothing"],
        # To wait no longer is a recommendation.
        "waiting": ["reason|need|point to|in wait|waiting|hesitate", "hesitat*", "put off"],
    },
)  # fmt: skip
_NEGATION_REACHES: Final = 4
_BOTH: Final[frozenset[Stance]] = frozenset({"for", "against"})
_STEP: Final = "steps.why"
#: Prose that advises, by its path without places, and the stances that may oppose a verdict there: of a process worth
#: automating a step may stay with people, and a scenario may differ from the verdict in its own direction.
ADVICE: Final[dict[str, frozenset[Stance]]] = {
    "summary": _BOTH,
    "verdict": _BOTH,
    _STEP: frozenset({"for"}),
    "roadmap.phase": _BOTH,
    "roadmap.actions": _BOTH,
    "first_steps": _BOTH,
    "scenarios.conservative": frozenset({"for"}),
    "scenarios.expected": _BOTH,
    "scenarios.optimistic": frozenset({"against"}),
}
_PLACE: Final = re.compile(r"\.\d+")
# Its name recommends nothing.
_PRODUCTS: Final = re.compile(r"\bPower Automate\b", re.I)

_CATEGORIES: Final = Categories(all_languages(_WORDS))
_CUES: Final = Phrases(_CATEGORIES, all_languages(_ADVICE))


def opposing(text: str, code: VerdictCode, path: str = "verdict") -> list[str]:
    """Return the sentences of `text`, in Polish or English, that oppose the computed verdict `code`.

    After a verdict against automation, a recommendation opposes; after one for it, so does advice against. While not enough
    is known, both do. Before the process is fixed, so does a recommendation to automate straight away. `path` says where in
    a draft or a result the text stands ("steps.0.why"); what stands in none of `ADVICE` opposes nothing.
    """
    place = _PLACE.sub("", path)
    return [text[start:end].strip() for start, end in sentences(text) if _opposes(text[start:end], code, place)]


def drop_opposing(text: str, code: VerdictCode, path: str = "verdict") -> tuple[str, int]:
    """Return `text` without the sentences that oppose the computed verdict (`opposing`), and how many those were."""
    place = _PLACE.sub("", path)
    return without(text, lambda sentence: _opposes(sentence, code, place))


def stances(sentence: str) -> frozenset[Stance]:
    """Return whether a sentence recommends automation ("for"), advises against it, both or neither."""
    words = tokens(sentence, [match.span() for match in _PRODUCTS.finditer(sentence)])
    kinds = [_CATEGORIES.of(word.form) for word in words]
    if any("CONDITION" in kind for kind in kinds):
        return frozenset()
    return frozenset(stance for match in _CUES.matches(words) if (stance := _stance(match, kinds)))


def _opposes(sentence: str, code: VerdictCode, place: str) -> bool:
    if place not in ADVICE:
        return False
    found = stances(sentence) & ADVICE[place]
    if code == "not_enough_known":
        return bool(found) and place != _STEP  # what suits a step is known before the figures are
    if code in AGAINST:
        return "for" in found
    if code == "fix_process_first" and "for" in found:
        return any("NOW" in _CATEGORIES.of(word.form) for word in tokens(sentence))
    return "against" in found


def _stance(match: Match, kinds: Sequence[frozenset[str]]) -> Stance | None:
    """Turn a cue round where a negation stands inside it or shortly before it."""
    if match.label == "change_nothing":
        return "against"
    first = match.first
    while first > max(0, match.first - _NEGATION_REACHES) and END not in kinds[first - 1]:
        first -= 1
    is_negated = any("NOT" in kind for kind in kinds[first : match.last])
    if match.label == "waiting":
        return "for" if is_negated else None
    return "for" if (match.label == "for") != is_negated else "against"
