"""What a quantity is to the process: learned roles, as soft probabilities.

The features are words, concepts, units and neighbours of a quantity; the weights come from labelled texts (`make train`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartflow.analyst.reading.cut import Cut, Token
    from smartflow.analyst.reading.stream import Quantity

ROLES: Final = (
    "volume", "per_head_volume", "heads", "stock", "minutes_run", "minutes_step", "minutes_total", "minutes_rework",
    "workload", "posts", "elapsed", "deadline_or_legal", "frequency", "people_on_run", "firm_size", "error_rate",
    "exception_rate", "other_share", "hourly_cost", "gross_pay", "net_pay", "client_rate", "price_or_fee", "build_quote",
    "licence_quote", "licence_today", "fine_or_loss", "turnover", "season_or_peak", "past", "plan_or_wish",
    "other_activity_volume", "other_activity_time", "systems", "other",
)  # fmt: skip
_WINDOW: Final = 5
_CLAUSE_WORDS: Final = 24


def features(cut: Cut, found: Sequence[Quantity], index: int) -> list[str]:
    """Return the names of what is true of a quantity and its neighbourhood."""
    one = found[index]
    tokens = cut.tokens
    kind = one.kind if one.kind != "count" or one.unit in {"", "x"} else one.unit
    made = [
        "bias",
        f"k={kind}",
        f"u={one.kind}:{one.unit}",
        f"per={one.kind}:{one.per}",
        f"size={kind}:{_size(one.low)}",
    ]
    if one.high > one.low:
        made.append(f"range={kind}")
    if one.low == 1:
        made.append(f"one={kind}")
    if one.direct:
        made.append(f"direct={kind}")
    if one.low >= 10 and one.low % 10:
        made.append(f"uneven={kind}")
    last = one.last
    if one.per_at is not None and one.direct and one.per_at[0] >= one.end:
        while last < len(tokens) and tokens[last].start < one.per_at[1]:
            last += 1
    sentence = tokens[one.first].sentence
    made += _beside(tokens, one.first - 1, -1, sentence, kind)
    made += _beside(tokens, last, 1, sentence, kind)
    made += _clause(cut, one, kind)
    made += _neighbours(found, index, tokens)
    made += _place(cut, found, index, kind)
    made += _each(found, index, kind)
    if one.kind == "count":
        made += _of_each(cut, found, index)
    for noun in one.nouns[:3]:
        made.append(f"n:{noun}")
        made += [f"nc:{concept}" for concept in words.concepts(noun)]
    if one.nouns:
        made.append(f"titled={kind}:{any(noun in cut.title_nouns for noun in one.nouns)}")
    return made


def _size(value: float) -> str:
    return str(min(int(math.log(max(value, 0.1)) * 1.5 + 4), 24))


def _beside(tokens: Sequence[Token], index: int, step: int, sentence: int, kind: str) -> list[str]:
    """Words and concepts to one side, by distance."""
    side = "l" if step < 0 else "r"
    made: list[str] = []
    distance = 0
    pair = ""
    while 0 <= index < len(tokens) and distance < _WINDOW:
        token = tokens[index]
        if token.sentence != sentence:
            made.append(f"{side}end{min(distance, 2)}")
            break
        form = "#" if token.kind == "n" else token.form if token.kind == "p" else words.stem(token.form)
        near = min(distance, 3)
        made.append(f"{side}{near}:{form}")
        made.append(f"{side}:{form}:{kind}")
        if token.kind == "w":
            made += [
                f"{side}c{'n' if distance < 2 else 'f'}:{concept}:{kind}" for concept in words.concepts(token.form)
            ]
        if pair and distance < 4:
            made.append(f"{side}2:{pair}+{form}")
        pair = form
        index += step
        distance += 1
    return made


def _clause(cut: Cut, one: Quantity, kind: str) -> list[str]:
    """Words of its clause and sentence, the label of its line, the header and first cell of its table."""
    tokens = cut.tokens
    token = tokens[one.first]
    line = cut.lines[token.line]
    made: list[str] = []
    seen: set[str] = set()
    for index in range(max(line.first, one.first - _CLAUSE_WORDS), min(line.last, one.last + _CLAUSE_WORDS)):
        other = tokens[index]
        if other.kind != "w" or other.sentence != token.sentence or one.first <= index < one.last:
            continue
        inside = other.clause == token.clause
        where = "cl" if inside else "se" + ("<" if index < one.first else ">")
        names = [f"{where}c:{concept}:{kind}" for concept in words.concepts(other.form)]
        if inside and len(other.form) > 2:
            names.append(f"cl:{words.stem(other.form)}:{kind}")
        elif len(other.form) > 3:
            names.append(f"se:{words.stem(other.form)}")
        for name in names:
            if name not in seen:
                seen.add(name)
                made.append(name)
    if line.label and line.label_end < one.first:
        made.append(f"label:{kind}")
        for word in line.label[:8]:
            made.append(f"lb:{words.stem(word)}")
            made += [f"lbc:{concept}:{kind}" for concept in words.concepts(word)]
    cell = cut.cell_of(one.first)
    if cell is not None:
        made.append(f"cell{min(cell[1], 3)}:{kind}")
        spans = [line.cells[0]] if cell[1] > 0 else []
        if line.header is not None and cell[1] < len(cut.lines[line.header].cells):
            spans.append(cut.lines[line.header].cells[cell[1]])
        for first, last in spans:
            for word in [
                tokens[index].form for index in range(first, min(last, first + 8)) if tokens[index].kind == "w"
            ]:
                made.append(f"tb:{words.stem(word)}")
                made += [f"tbc:{concept}:{kind}" for concept in words.concepts(word)]
    return made


def _neighbours(found: Sequence[Quantity], index: int, tokens: Sequence[Token]) -> list[str]:
    """The quantities before and behind."""
    one = found[index]
    made = []
    for side, step in (("p", -1), ("f", 1)):
        position = index + step
        if not 0 <= position < len(found):
            made.append(f"{side}none:{one.kind}")
            continue
        other = found[position]
        near = "s" if tokens[other.first].sentence == tokens[one.first].sentence else "o"
        made.append(f"{side}k{near}:{other.kind}:{other.per}:{one.kind}")
        if other.kind == one.kind and other.unit == one.unit and near == "s":
            made.append(f"{side}same:{one.kind}:{'+' if other.low > one.low else '-'}")
    return made


def _place(cut: Cut, found: Sequence[Quantity], index: int, kind: str) -> list[str]:
    """Where among its kind and in the text it stands."""
    one = found[index]
    same = [other for other in found if other.kind == one.kind]
    order = same.index(one)
    made = [
        f"nth={kind}:{min(order, 3)}",
        f"of={kind}:{min(len(same), 5)}",
        f"at={kind}:{int(4 * one.start / max(len(cut.text), 1))}",
    ]
    if order == len(same) - 1:
        made.append(f"lastof={kind}")
    if one.first == cut.lines[cut.tokens[one.first].line].first:
        made.append(f"opens:{kind}")
    if one.kind == "duration" and one.unit not in words.CLOCK:
        made.append("long")
    return made


_EACH: Final = words.listed("each apiece every kazdy kazda kazde kazdego kazdej kazdym poszczegolne")
_BEFORE_EACH, _BEHIND_EACH = 5, 3


def _of_each(cut: Cut, found: Sequence[Quantity], index: int) -> list[str]:
    """Whether a count is said of each of several: "8 stylists, 25 a week each", "each of our 4 dentists does 5 a day"."""
    one = found[index]
    tokens = cut.tokens
    sentence = tokens[one.first].sentence
    periods = {at for other in found if other.kind == "period" for at in range(other.first, other.last)}
    near = [
        at
        for at in range(max(0, one.first - _BEFORE_EACH), min(len(tokens), one.last + _BEHIND_EACH))
        if tokens[at].form in _EACH and tokens[at].sentence == sentence and at not in periods
    ]
    if not near:
        return []
    side = "before" if near[0] < one.first else "behind"
    several = [
        other
        for other in found[:index]
        if other.kind == "count"
        and other.per is None
        and other.low >= 2
        and tokens[other.first].sentence >= sentence - 1
    ]
    made = [f"ofeach:{side}:{one.per is not None}"]
    if several:
        made.append(f"ofeach:several:{side}:{one.per is not None}")
    return made


def _each(found: Sequence[Quantity], index: int, kind: str) -> list[str]:
    """ "Each X" beside a quantity, where another quantity counts X; or the other way round."""
    one = found[index]
    if one.kind not in {"count", "times", "duration", "period"}:
        return []
    made = []
    if one.each:
        for position, other in enumerate(found):
            if position != index and other.kind == "count" and not one.each.isdisjoint(other.nouns):
                made.append(f"eachof:{kind}:{other.per is None}")
                break
    if one.kind == "count" and one.nouns:
        for position, other in enumerate(found):
            if (
                position != index
                and other.kind in {"count", "times", "duration"}
                and not other.each.isdisjoint(one.nouns)
            ):
                made.append(f"eachby:{other.kind}:{one.per is None}")
    return list(dict.fromkeys(made))
