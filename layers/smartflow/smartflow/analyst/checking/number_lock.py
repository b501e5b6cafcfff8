"""The number lock: no quantity reaches a reader unless the engine computed it or the user's own words state it.

Prose written by an analyst may contain only these numbers:

1. placeholders from `placeholders.PLACEHOLDERS`, such as `{net_annual}`, which code fills in, with their own period;
2. numerals inside a quotation („…”, “…”, «…», "…") that is verified, word for word, in the description, and not made
   into something else: a saving, a price, a percentage;
3. dates and amounts that stand in the title of a cited page, and that title in quotation marks;
4. references to provisions and official forms, and names with digits (Microsoft 365, n8n, KSeF 2.0, MT940 …);
5. ordinals as an order, and everyday phrases that count nothing (`amounts.HARMLESS`);
6. numbering of a list at the start of a line ("1. ", "2) "), which is removed, since pages number their lists.

Everything else that states a quantity is a violation (`amounts.FORBIDDEN`), and so are addresses, markup, text of a prompt,
other scripts (`hostile_text`) and names nobody knows (`known_names`). A sentence with a violation is removed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.checking import dates, hostile_text, known_names
from smartflow.analyst.checking.amounts import FORBIDDEN, HARMLESS, SHARES
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.grammar import ALLOWED, Token, tokens
from smartflow.analyst.checking.number_words import CATEGORIES
from smartflow.analyst.checking.periods import known_periods, period_of, wrong_periods
from smartflow.analyst.checking.placeholders import PLACEHOLDER, PLACEHOLDERS
from smartflow.analyst.checking.removal import without
from smartflow.analyst.reading.words import listed
from smartflow.analyst.text import clean, flat, quoted_spans, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

Kind = Literal[
    "numeral", "number_word", "duration", "date", "promise", "placeholder", "period", "quotation", "address", "markup",
    "prompt_text", "script", "name", "length", "verdict", "evidence", "tool",
]  # fmt: skip

_NUMBERING: Final = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.)]|[-–—•*])[ \t]+", re.M)
_BEFORE_PLACEHOLDER: Final = re.compile(
    r"(?:[\w}%€$£+\-−–—*/^.,]|(?:pln|eur|usd|gbp|minus|razy|times)\s+|[}€$£+*/−]\s+)$"
)
_AFTER_PLACEHOLDER: Final = re.compile(r"\s*(?:[{%‰€$£+*/^×]|[-−–—]?\d)|[\w\-−]|[.,]\d")
_GLUED_BEFORE: Final = '„”“«»"}+-−*/×$€£'
_GLUED_AFTER: Final = re.compile(r"\s*[„“«\"\d{+*/×%‰€$£-]")
_A_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_DIGITS: Final = re.compile(r"[0-9][0-9.,]*")
#: Longer ones are not written for a reader, and would take long to check.
_LONGEST_SENTENCE: Final = 1_500
_ENGLISH: Final = listed("the of and is are you your it with for a an")


@dataclass(frozen=True, slots=True)
class Violation:
    """`found` breaks a rule in `sentence`; `path` is the field of the draft ("steps.0.why"), empty for a bare text.

    The last kinds are not of the lock: a verdict against the figures, words that are not in the description, a tool
    outside the catalogue.
    """

    kind: Kind
    found: str
    sentence: str
    path: str = ""


@dataclass(frozen=True)
class AllowedSources:
    """What prose may quote: the description, and the titles of cited sources. `names` may be named: the process' title."""

    description: SourceText
    titles: Collection[str] = ()
    names: str = ""

    def verifies(self, quotation: str) -> bool:
        """Tell whether words in quotation marks are the user's or a source's title."""
        inside = " ".join(quotation.split())
        return inside in self.titles or self.description.locate(quotation) is not None

    @cached_property
    def said(self) -> str:
        """Everything whose names and months prose may repeat."""
        return "\n".join((self.description.text, self.names, *self.titles))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words of what was said, for `known_names.unknown_names`."""
        return known_names.stems_of(self.said)

    @cached_property
    def months(self) -> frozenset[str]:
        """The months that were said, for `dates.months`."""
        return dates.months_of(self.said)

    @cached_property
    def cited(self) -> frozenset[str]:
        """The dates and amounts of the titles, for `dates.cited_numbers`."""
        return dates.numbers_of(self.titles)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return sentences(self.description.text)

    def outcomes_around(self, quotation: str) -> frozenset[str]:
        """Return the words of outcome in the sentence of the description that a quotation is taken from."""
        found = self.description.locate(quotation)
        if found is None:
            return frozenset()
        around = next((span for span in self._sentences if span[0] <= found[0] < span[1]), found)
        return _outcomes(tokens(self.description.text[slice(*around)]), future=True)


def check(text: str, allowed: AllowedSources, path: str = "") -> list[Violation]:
    """Return what breaks the lock in `text`, sentence by sentence."""
    found_in = _checker(allowed)
    return [
        Violation(kind, found, text[start:end].strip(), path)
        for start, end in sentences(text)
        for kind, found in found_in(text[start:end])
    ]


def drop_sentences(text: str, allowed: AllowedSources) -> tuple[str, int]:
    """Return `text` without the sentences that break the lock, and how many those were."""
    found_in = _checker(allowed)
    return without(text, lambda sentence: bool(found_in(sentence)))


def prepare(text: str) -> str:
    """Clean what an analyst wrote and remove list numbering, before it is checked."""
    return _NUMBERING.sub("", clean(text)).strip()


def _checker(allowed: AllowedSources) -> Callable[[str], tuple[tuple[Kind, str], ...]]:
    """Return the check of one sentence; what is repeated within a text is checked once."""
    return cache(lambda sentence: tuple(dict.fromkeys(_violations(sentence, allowed))))


def _violations(sentence: str, allowed: AllowedSources) -> Iterator[tuple[Kind, str]]:
    if len(sentence) > _LONGEST_SENTENCE:
        yield "length", sentence[:80]
        return
    yield from (("placeholder", found) for found in _bad_placeholders(sentence))
    quoted, refused = _quotations(sentence, allowed)
    yield from (("quotation", found) for found in refused)
    spans = [*quoted, *_names_and_references(sentence, allowed)]
    rest = _blank(sentence, spans)
    if re.search(r"[{}]", PLACEHOLDER.sub("", rest)):
        yield "placeholder", "{"
    words = tokens(sentence, spans)
    without_figures = _blank(sentence, [*spans, *(match.span() for match in PLACEHOLDER.finditer(sentence))])
    for kind, found in hostile_text.hostile_text(without_figures, words):
        if not (kind == "address" and any(found in title for title in allowed.titles)):
            yield kind, found
    yield from (("name", token.text) for token in known_names.unknown_names(words, allowed.stems))
    yield from (("date", token.text) for token in dates.months(words, allowed.months))
    yield from (("numeral", found) for found in _numerals(rest))
    yield from (("numeral", token.text) for token in dates.roman_numerals(words))
    yield from (("period", token.text) for token in wrong_periods(words))
    yield from _quantities(sentence, words)


def _quantities(sentence: str, words: Sequence[Token]) -> Iterator[tuple[Kind, str]]:
    """Yield what states a quantity in words, leaving out harmless phrases and the figures' own periods."""
    counted = _without_harmless(words)
    periods = known_periods(counted)
    has_outcome = bool(_outcomes(counted))
    for found in FORBIDDEN.matches(counted):
        phrase = counted[found.first : found.last]
        has_period = any(period_of(token.form) in periods[found.first] for token in phrase)
        if found.label in {"duration", "outcome_date"} and has_period:
            continue
        if found.label == "outcome_date" and not has_outcome:
            continue
        kind = _KIND_OF[found.label]
        yield kind, sentence[phrase[0].start : phrase[-1].end]
    is_english = any(token.form in _ENGLISH for token in counted)
    for token, after in pairwise(counted):
        # "Ten" is also Polish for "this".
        if token.form == "ten" and (is_english or (after.form.endswith("s") and CATEGORIES.of(after.form))):
            yield "number_word", token.text
    for figure, after in pairwise(words):
        if figure.text.startswith("{") and CATEGORIES.of(after.form) & {"UNIT", "TIMES", "PEOPLE"}:
            yield "placeholder", f"{figure.text} {after.text}"


_KIND_OF: Final[dict[str, Kind]] = {
    "number_word": "number_word",
    "duration": "duration",
    "date": "date",
    "outcome_date": "date",
    "promise": "promise",
}


def _without_harmless(words: Sequence[Token]) -> list[Token]:
    hidden = [
        (words[match.first].start, words[match.last - 1].end)
        for match in HARMLESS.matches(words)
        if match.label != "order" or not match.first or words[match.first - 1].form not in SHARES
    ]
    if not hidden:
        return list(words)
    ends = iter(_merged(hidden))
    start, end = next(ends)
    kept: list[Token] = []
    for token in words:
        while token.start >= end:
            start, end = next(ends, (token.end + 1, token.end + 2))
        kept.append(
            token
            if token.end <= start or token.text.startswith("{")
            else Token(token.text, ALLOWED, token.start, token.end)
        )
    return kept


def _outcomes(words: Sequence[Token], *, future: bool = False) -> frozenset[str]:
    """Return the words of saving, return and price, and with `future` of what will be, as they are compared."""
    wanted = {"OUTCOME", "FUTURE"} if future else {"OUTCOME"}
    return frozenset(token.form[:4] for token in words if wanted & CATEGORIES.of(token.form))


def _quotations(sentence: str, allowed: AllowedSources) -> tuple[list[tuple[int, int]], list[str]]:
    """Return where verified quotations stand, and the quotations that state a number and may not."""
    kept: list[tuple[int, int]] = []
    refused = []
    spans = quoted_spans(sentence)
    outside = _outcomes(tokens(sentence, spans), future=True) if spans and not _only_asks(sentence) else frozenset()
    has_figure = PLACEHOLDER.search(sentence) is not None
    for start, end in spans:
        inside = sentence[start + 1 : end - 1]
        if not _states_quantity(inside):
            if allowed.verifies(inside):
                kept.append((start, end))
            continue
        # In brackets beside a figure of ours, a quotation says which work is meant, not what comes out of it.
        is_aside = has_figure and sentence[start - 1 : start] == "(" and sentence[end : end + 1] == ")"
        same_meaning = is_aside or outside <= allowed.outcomes_around(inside)
        if allowed.verifies(inside) and _is_untouched(sentence, start, end) and same_meaning:
            kept.append((start, end))
        else:
            refused.append(sentence[start:end])
    return kept, refused


def _only_asks(sentence: str) -> bool:
    return sentence.rstrip().endswith("?")


def _is_untouched(sentence: str, start: int, end: int) -> bool:
    """Tell whether a quotation holds a word beside its number, and no unit, sign or number touches it."""
    if not _A_WORD.search(sentence, start, end):
        return False
    after = next((token.form for token in tokens(sentence[end : end + 40])), "")
    before = sentence[max(0, start - 3) : start].rstrip()
    glued = _GLUED_AFTER.match(sentence, end) or CATEGORIES.of(after) & {"UNIT", "TIMES", "PEOPLE"}
    return not glued and not (before and (before[-1].isdigit() or before[-1] in _GLUED_BEFORE))


def _states_quantity(text: str) -> bool:
    return bool(_numerals(text)) or any(True for _ in _quantities(text, tokens(text)))


def _names_and_references(sentence: str, allowed: AllowedSources) -> Iterator[tuple[int, int]]:
    """Yield names and references that may carry digits, unless a unit makes an amount of them."""
    numbered = [*known_names.digit_names(sentence), *dates.legal_references(sentence)]
    for start, end in numbered:
        after = next((token.form for token in tokens(sentence[end : end + 24])), "")
        if "UNIT" not in CATEGORIES.of(after):
            yield start, end
    yield from known_names.tool_names(sentence)
    if allowed.cited and not _outcomes(tokens(sentence)):
        yield from dates.cited_numbers(sentence, allowed.cited)


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with signs in place of the spans, as long as before."""
    parts, position = [], 0
    for start, end in _merged(spans):
        parts += [text[position:start], ALLOWED * (end - start)]
        position = end
    return "".join([*parts, text[position:]])


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _bad_placeholders(sentence: str) -> list[str]:
    low, bad = flat(sentence), []
    for match in PLACEHOLDER.finditer(sentence):
        around = _BEFORE_PLACEHOLDER.search(low[max(0, match.start() - 8) : match.start()]) or _AFTER_PLACEHOLDER.match(
            low, match.end()
        )
        # An opening bracket, a quote, or a dash with a space is ordinary punctuation.
        if match[1] not in PLACEHOLDERS or around:
            bad.append(match.group())
    return bad


def _numerals(text: str) -> list[str]:
    found = _DIGITS.findall(text)
    if not text.isascii():
        found += [char for char in text if not char.isascii() and unicodedata.numeric(char, None) is not None]
    return found
