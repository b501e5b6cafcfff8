"""What binding works with: a text with lookups over its quantities, and the volumes, times and records made from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.words import listed, stem

if TYPE_CHECKING:
    from smartflow.analyst.reading.cut import Cut
    from smartflow.analyst.reading.stream import Quantity

#: Beginnings of words of sentences that say what the text is about, and of those that set something aside.
_SCOPE: Final = frozenset(
    map(
        stem,
        listed(
            "chodzi chodzilo dotyczy zakres scope focus only tylko automatyzacja automate automation chce chcemy chcial "
            "chcialabym rid prosze please relevant want interesuje pozbyc oddac zautomatyzowac looked wish desk"
        ),
    )
)
_ASIDE: Final = frozenset(
    map(
        stem,
        listed(
            "osobno osobna inna inny inne innych separate separately ignore other natomiast besides nie instead another "
            "skip leave stays zostaje zostaja zostawiamy poza pomijam pomijamy touch aside except bez without"
        ),
    )
)
_LEAST_STEM: Final = 3
#: Concepts of a sentence that change what its numbers mean.
_CUES: Final = frozenset(listed("season past plan other together part choose unknown now wait deadline total"))
Features = dict[str, float]


@dataclass(slots=True)
class Volume:
    """`runs` in `period`, and the quantities it comes from; the first is the count itself."""

    runs: float
    period: str
    sources: tuple[int, ...]
    how: str
    prior: float
    gap: int = 0
    spans: tuple[tuple[int, int], ...] = ()
    features: Features = field(default_factory=dict)

    @property
    def yearly(self) -> float:
        """Runs a year."""
        return self.runs * words.A_YEAR[self.period]


@dataclass(slots=True)
class Time:
    """Minutes of one run, and the quantities it comes from."""

    minutes: float
    sources: tuple[int, ...]
    how: str
    prior: float
    features: Features = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """One reading of the text: a volume and a time, or one of them, or neither."""

    volume: Volume | None
    time: Time | None
    features: Features = field(default_factory=dict)
    score: float = 0.0
    probability: float = 0.0


@dataclass(slots=True)
class Text:
    """What is known of a text: its quantities, their roles, and lookups over them."""

    cut: Cut
    found: list[Quantity]
    roles: list[dict[str, float]]
    title: frozenset[str]
    overlap: list[float]
    scope: list[tuple[bool, bool]]
    wanted: frozenset[str]
    unwanted: frozenset[str]
    cues: list[frozenset[str]]
    all_cues: frozenset[str]
    twofold: bool

    def p(self, index: int, *names: str) -> float:
        """The probability that a quantity has one of these roles."""
        return sum(self.roles[index].get(name, 0.0) for name in names)


def prepared(cut: Cut, found: list[Quantity], roles: list[dict[str, float]]) -> Text:
    """Look up once, for each quantity, how its sentence, label or row speaks of the title, and of what is wanted."""
    title = cut.title_nouns
    sentences: dict[int, tuple[set[str], bool, bool]] = {}
    for token in cut.tokens:
        if token.kind == "w":
            stems, scope, aside = sentences.setdefault(token.sentence, (set(), False, False))
            begin = stem(token.form)
            stems.add(begin)
            sentences[token.sentence] = (stems, scope or begin in _SCOPE, aside or begin in _ASIDE)
    said: dict[int, set[str]] = {}
    for token in cut.tokens:
        if token.kind == "w":
            said.setdefault(token.sentence, set()).update(one for one in words.concepts(token.form) if one in _CUES)
    cues = [frozenset(said.get(cut.tokens[one.first].sentence, ())) for one in found]
    twofold = any(word in {"and", "i", "oraz", "a", "or", "lub"} for word in cut.title_words)
    overlap, around = [], []
    for one in found:
        stems, scope, aside = sentences.get(cut.tokens[one.first].sentence, (set(), False, False))
        overlap.append(len(title & stems) / max(len(title), 1))
        around.append((scope, aside))
    kept = [
        (frozenset(one for one in stems if len(one) > _LEAST_STEM), scope, aside)
        for stems, scope, aside in sentences.values()
    ]
    wanted = frozenset[str]().union(*(stems for stems, scope, aside in kept if scope and not aside))
    unwanted = frozenset[str]().union(*(stems for stems, scope, aside in kept if aside and not scope))
    return Text(
        cut,
        found,
        roles,
        title,
        overlap,
        around,
        wanted - unwanted,
        unwanted - wanted,
        cues,
        frozenset().union(*said.values()) if said else frozenset(),
        twofold,
    )
