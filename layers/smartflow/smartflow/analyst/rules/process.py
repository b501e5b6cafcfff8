"""What a description names of its own process: steps with their words, people, documents, systems and times."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from smartflow.analyst import catalogue
from smartflow.analyst.reading.words import listed
from smartflow.analyst.rules.pieces import LONGEST, Pieces, phrase, trimmed
from smartflow.analyst.rules.vocabulary import pattern, vocabulary
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smartflow.analyst.reading.cut import Cut
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.rules.pieces import Span
    from smartflow.analyst.rules.vocabulary import Action, Means, Noun
    from smartflow.language.text import Language

Item = TypeVar("Item")

_NAMED_SYSTEM: Final = re.compile(
    r"\b[Ss]ystem(?:u|ie|em|y)?\s+(?P<a>[A-ZŁŚŻ][\w-]{2,20})|\b[Pp]rogram(?:u|ie|em|y)?\s+(?P<b>[A-ZŁŚŻ][\w-]{2,20})|"
    r"\b[Pp]ortal(?:u|em)?\s+(?P<c>[A-ZŁŚŻ][\w-]{2,20})|"
    r"\b(?P<d>[A-Z][A-Za-z-]{2,20})\s+(?:system|portal|software|app|database|dashboard)\b"
)
_NO_NAME: Final = listed(
    "the our their this that each every one another new old same online a an and no in it its we if when then"
)
_OF_A_STEP: Final = ("minutes_step", "minutes_run", "minutes_total")
_LIKELY: Final = 0.5
_LOOK_BACK: Final = 20


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the text, `words` the part that says what is done, and what it names."""

    span: Span
    words: str
    documents: tuple[Noun, ...]
    people: tuple[str, ...]
    tools: tuple[str, ...]
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its action, its passage, and the working minutes that the passage states (the lower end), if it does."""

    action: Action
    passage: Passage
    minutes: float | None
    time: str | None

    @property
    def weight(self) -> float:
        """How much the passage says of the step."""
        named = bool(self.passage.documents) + bool(self.passage.systems or self.passage.tools)
        return 2 * (self.minutes is not None) + named + (not self.action.minor)


@dataclass(frozen=True, slots=True)
class Process:
    """What a text names as a whole; `tools` are ids of the catalogue, `systems` names that it does not know.

    `main_documents` are those of the title and the steps, where these name any.
    """

    steps: tuple[Step, ...]
    documents: tuple[Noun, ...]
    main_documents: tuple[Noun, ...]
    people: tuple[str, ...]
    tools: tuple[str, ...]
    systems: tuple[str, ...]
    means: tuple[Means, ...]


class Names:
    """Where a text names documents, people, tools and systems."""

    def __init__(self, title: str, text: str, language: Language) -> None:
        self.text, self.low, self.language = text, flat(text), language
        words = vocabulary()
        self.documents = sorted(
            (
                (match.start(), noun)
                for noun in words.documents
                for match in pattern(noun.words, language).finditer(self.low)
            ),
            key=lambda one: one[0],
        )
        self.people = [
            (match.start(), _shown(text, match.span()))
            for match in pattern(words.people, language, whole=True).finditer(self.low)
        ]
        self.tools = [(start, tool) for start, tool, _ in catalogue.places(text)]
        self.systems = [
            (match.start(name), match[name])
            for match in _NAMED_SYSTEM.finditer(text)
            for name in "abcd"
            if match[name] and flat(match[name]) not in _NO_NAME and not catalogue.mentioned(match[name])
        ]
        self.means = [means for means in words.means if pattern(means.words, language).search(self.low)]
        self.title = flat(title)

    def passage(self, span: Span, words: str, clause: Span) -> Passage:
        """Return a passage with what its main clause names; where that names nothing of a kind, what the passage names."""
        return Passage(
            span,
            words,
            _within(self.documents, span, clause),
            _within(self.people, span, clause),
            _within(self.tools, span, clause),
            _within(self.systems, span, clause),
        )

    def whole(self, steps: Iterable[Step]) -> Process:
        """Return what the text names, documents of the title and those named most often first."""
        steps = tuple(steps)
        times = Counter(noun for _, noun in self.documents)
        worked_with = {noun for step in steps for noun in step.passage.documents}

        def leads(noun: Noun) -> tuple[bool, bool, int]:
            return bool(pattern(noun.words, self.language).search(self.title)), noun in worked_with, times[noun]

        ranked = sorted(times, key=leads, reverse=True)
        return Process(
            steps,
            tuple(ranked),
            tuple(noun for noun in ranked if any(leads(noun)[:2])) or tuple(ranked),
            _longest(_unique(shown for _, shown in self.people)),
            _unique(tool for _, tool in self.tools),
            _unique(shown for _, shown in self.systems),
            tuple(self.means),
        )


def described(title: str, read: Text, most: int) -> tuple[Names, Pieces, Process]:
    """Return what a text names, its pieces, and at most `most` of its steps, in the order of the text."""
    names = Names(title, read.cut.text, read.cut.language)
    acts = [
        match.start()
        for action in vocabulary().actions
        for match in pattern(action.words, names.language).finditer(names.low)
    ]
    pieces = Pieces(read, acts)
    found = sorted(_steps(read, names, pieces), key=lambda step: -step.weight)[:most]
    return names, pieces, names.whole(sorted(found, key=lambda step: step.passage.span))


def _steps(read: Text, names: Names, pieces: Pieces) -> Iterator[Step]:
    """Yield the steps: passages in which somebody does something, each action once in a sentence and twice in a text."""
    text, low, language = names.text, names.low, names.language
    aside = pattern(vocabulary().aside, language)
    times: Counter[str] = Counter()
    for sentence in pieces.sentences:
        short = sentence[1] - sentence[0] <= LONGEST
        if (short and aside.search(low, *sentence)) or text[sentence[0] : sentence[1]].rstrip().endswith(("?", ":")):
            continue
        acted: list[tuple[Span, Action, int]] = []
        for clause in pieces.clauses_of(sentence):
            if aside.search(low, *clause) or pieces.is_about_money(clause) or text[clause[0] - 1 : clause[0]] == "(":
                continue
            found = _action(low, clause, language)
            labelled = _label(read.cut, clause)
            if labelled and (
                not found or found[1] >= labelled or not any(map(str.isdigit, text[labelled : clause[1]]))
            ):
                continue
            if found and found[0].id not in {action.id for _, action, _ in acted}:
                acted.append((clause, *found))
        for clause, action, at in acted:
            alone = len(acted) == 1 and short and not pieces.is_about_money(sentence)
            span = trimmed(text, sentence if alone else clause)
            labelled = _label(read.cut, clause)
            words = phrase(text, (clause[0], labelled) if labelled else clause, at)
            if words is None or span[1] - span[0] > LONGEST or times[action.id] == 2:
                continue
            times[action.id] += 1
            yield Step(action, names.passage(span, words, clause), *_time(read, span))


def _label(cut: Cut, clause: Span) -> int | None:
    """Return where the label of a clause's line ends, or None for a line without one."""
    index = bisect_right(cut.tokens, clause[0], key=lambda token: token.start) - 1
    line = cut.lines[cut.tokens[index].line]
    return cut.tokens[line.label_end].start if line.label and line.label_end < line.last else None


def _action(low: str, clause: Span, language: Language) -> tuple[Action, int] | None:
    """Return the first action of a clause and where its word begins; a minor one only where there is no other."""
    found = [
        (action.minor, match.start(), rank, action)
        for rank, action in enumerate(vocabulary().actions)
        if (match := pattern(action.words, language).search(low, *clause))
    ]
    if not found:
        return None
    _, at, _, action = min(found, key=lambda one: one[:3])
    return action, at


def _time(read: Text, span: Span) -> tuple[float | None, str | None]:
    """Return the working minutes that a passage states of its step, and their words."""
    for index, one in enumerate(read.found):
        if one.kind == "duration" and span[0] <= one.start < span[1] and read.p(index, *_OF_A_STEP) > _LIKELY:
            return one.low, read.cut.text[one.start : one.end]
    return None, None


def _shown(text: str, span: Span) -> str:
    """Return words in small letters where a capital only begins a sentence; a quotation need not keep its case."""
    words = text[slice(*span)]
    before = text[max(0, span[0] - _LOOK_BACK) : span[0]].rstrip(' "„“(\t')
    begins = not before or before[-1] in ".!?:\n"
    return words[:1].lower() + words[1:] if begins and not words[1:2].isupper() else words


def _within(found: Iterable[tuple[int, Item]], span: Span, clause: Span) -> tuple[Item, ...]:
    here = [(at, item) for at, item in found if span[0] <= at < span[1] or clause[0] <= at < clause[1]]
    return _unique(item for at, item in here if clause[0] <= at < clause[1]) or _unique(item for _, item in here)


def _longest(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names without those that are part of another ("clerk" beside "sales clerk")."""
    return tuple(name for name in names if not any(name in other for other in names if other != name))


def _unique(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
