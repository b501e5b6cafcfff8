"""The evaluation of the reader as a page: the sealed part first, then texts by writers held out in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from smartflow.analyst.reading import binding, fields
from smartflow.analyst.reading.choice import chosen
from smartflow.analyst.reading.reader import Reading, decide, prepared
from smartflow.analyst.reading.weights import learned
from tests.evaluation import contradictions as made_up
from tests.evaluation.reader_misses import Judged, kinds, misses
from tests.evaluation.reader_misses import table as table_of_misses
from tests.evaluation.reader_scores import FIELDS, Tally, tally
from tools.train.crossfit import Crossfit, Held, crossfit, final_weights, outcome_of
from tools.train.examples import bound, example
from tools.train.texts import Labelled, load
from tools.train.thresholds import PRECISION, PRECISION_BY_FIELD, WRONG_HOURS

Say = Callable[[str], None]
_GROWTH = (3, 6, 9)
#: A row of said probabilities holds at least so many values: tenths with fewer are joined with the next.
_FILLED = 40
#: The growth curve is always judged by the same writers, so that it can be compared with earlier ones.
_JUDGES = frozenset({"en", "en-uk-offices", "pl-industry", "pl-services"})


def report(say: Say = lambda _: None, *, scored: int = 1) -> str:
    """Measure everything and return the page in Markdown; `scored` is how often the sealed part has been, with this time."""
    texts = load()
    sealed = [_sealed(text) for text in load(sealed=True)]
    done = crossfit(texts, say=say)
    held_out = [_held_out(done, held) for held in done.held]
    writers = len({text.writer for text in texts})
    parts = [
        "# How well descriptions are read",
        "Written by `make evaluate KEEP=1`. What is measured, and how, is said in `tests/evaluation/descriptions/README.md`; "
        "a value counts as right when the writer of the text states or accepts it.",
        f"## The sealed part: {len(sealed)} texts by {len({one.label.writer for one in sealed})} writer used for nothing else",
        SCORED.format(scored),
        *_tables(sealed),
        f"## {len(texts)} texts by {writers} writers, each read by weights that were learned without that writer",
        "Only weights, curves and thresholds are learned without the writer. Rules and features were written by people who saw "
        "these texts, so figures of this part are somewhat kind. The sealed part is what to expect.",
        *_tables(held_out),
        "## What kind of texts the parts have",
        "Shares of texts, by their labels; nobody who works on the reader has read the sealed ones.",
        kinds({"sealed": sealed, "held out": held_out}),
        "## Contradictions",
        _contradictions(),
        "## What the threshold buys",
        "One threshold for every value; the package's own are chosen by field, so that of the held-out values "
        f"{PRECISION} are right, of each field {PRECISION_BY_FIELD}, and at most {WRONG_HOURS:.1%} of the texts get wrong hours; "
        "a field with few values is asked about.",
        _thresholds(done),
        "## What more texts buy",
        "Recall of values taken at the threshold where 0.95 of them are right, on the same held-out writers.",
        _growth(texts, say),
    ]
    return "\n\n".join(parts) + "\n"


SCORED = "The sealed part has been scored for this page {} times, this time included."


def _contradictions() -> str:
    """What was found at the first look at texts that the rules had not been written for, and what is found now."""
    texts = made_up.load()
    real = [text for text in texts if text.fields]
    found = sum(bool(made_up.shown(text) & text.fields) for text in real)
    false = sum(len(made_up.shown(text) - text.fields) for text in texts)
    return (
        "They are rules, so a score counts only for texts that the rules were not yet changed for. At their first look at the "
        "labelled texts, written from 44 made-up ones, the present rules found 24 of 46 real contradictions and 3 false ones: 15 "
        "of 25, 2 false, by nine writers who were then looked at, and 9 of 21, 1 false, by the eight others. (Parts of earlier "
        "rules, which had been fitted to these texts, were kept, so this too is kind.) Changed for the nine "
        "writers and more made-up texts, they found 12 of the 21 of the eight others, none falsely; after these had been looked at "
        "too, what the table above says. Of four lots of made-up texts, each scored before the rules were changed for it, they "
        "found 11 of 24, 16 of 24, 14 of 24 and last 12 of 16, with 2, 1, 5 and 3 false ones in 16, 16, 20 and 16 texts that only seem "
        "to contradict themselves; 40 more such texts, made to mislead, had 8.\n\n"
        f"Of all made-up texts (`tests/evaluation/contradictions.jsonl`) they now find {found} of {len(real)}; false: {false} in "
        f"{len(texts)} texts."
    )


def times_scored(page: str) -> int:
    """Read from the page that was kept how often the sealed part has been scored for it."""
    found = re.search(re.escape(SCORED).replace(r"\{\}", r"(\d+)"), page)
    return int(found[1]) if found else 0


def _sealed(text: Labelled) -> Judged:
    weights = learned()
    made = prepared(text.title, text.description, weights)
    choice = chosen(binding.records(made), weights)
    return Judged(text, made, choice, weights, decide(made, choice, text.currency, weights))


def _held_out(done: Crossfit, held: Held) -> Judged:
    weights = done.weights[held.fold]
    choice = chosen(held.records, weights)
    label = held.example.text
    return Judged(label, held.text, choice, weights, decide(held.text, choice, label.currency, weights))


def reading_of(done: Crossfit, held: Held) -> Reading:
    """Return the reading of a text by weights learned without its writer."""
    weights = done.weights[held.fold]
    return decide(held.text, chosen(held.records, weights), held.example.text.currency, weights)


def _said(one: Judged) -> list[tuple[float, bool]]:
    """What was said of the likeliest value of each field, and whether it was so."""
    scores = outcome_of(one.label, one.text, one.choice, one.weights).scores
    return [(one.weights.calibrated(name, score), good) for name, (score, good) in scores.items() if name != "record"]


def _tables(judged: Sequence[Judged]) -> list[str]:
    pairs = [(one.label, one.reading) for one in judged]
    whole = tally(pairs, [said for one in judged for said in _said(one)])
    languages = {language: tally([pair for pair in pairs if pair[0].language == language]) for language in ("pl", "en")}
    return [
        _goals(whole, languages),
        _by_field(whole, languages),
        "Why stated values were not taken (Polish + English):",
        table_of_misses(misses(judged)),
        f"What was said of the likeliest value of each field, in tenths of at least {_FILLED} values:",
        _tenths(whole),
    ]


def _goals(whole: Tally, languages: dict[str, Tally]) -> str:
    rows: list[tuple[str, Callable[[Tally], str]]] = [
        ("texts", lambda one: str(one.texts)),
        ("precision of values taken without asking", lambda one: share(one.correct.total(), one.taken.total())),
        ("recall of values taken", lambda one: share(one.found.total(), one.stated.total())),
        ("recall with the candidates of the one question", lambda one: share(one.offered.total(), one.stated.total())),
        (
            "recall with the candidates of every question",
            lambda one: share(one.offered_any.total(), one.stated.total()),
        ),
        (
            "yearly hours right or asked about, of all texts",
            lambda one: share(one.texts - one.hours["wrong"], one.texts),
        ),
        ("yearly hours wrong", lambda one: str(one.hours["wrong"])),
        (
            "right without asking, of texts that state enough",
            lambda one: share(one.hours["right_stated"], one.hours["stated"]),
        ),
        ("right after the one question, of those", lambda one: share(one.hours["after"], one.hours["stated"])),
        (
            "contradictions found, of the real ones",
            lambda one: f"{one.contradictions['found']} of {one.contradictions['real']}",
        ),
        ("false contradictions", lambda one: str(one.contradictions["false"])),
        ("quotations with value, unit and cue", lambda one: share(one.evidence["shown"], one.evidence.total())),
        ("firm verdicts on unconfirmed readings", lambda _: "none: a reading is never confirmed by itself"),
    ]
    columns = [whole, *languages.values()]
    lines = ["| | all | " + " | ".join(languages) + " |", "|---|---:|" + "---:|" * len(languages)]
    lines += [f"| {label} | " + " | ".join(show(one) for one in columns) + " |" for label, show in rows]
    return "\n".join(lines)


def share(part: int, whole: int) -> str:
    """Return a share with three digits, or a dash where there is nothing."""
    return f"{part / whole:.3f}" if whole else "–"


def _by_field(whole: Tally, languages: dict[str, Tally]) -> str:
    head = "| field | stated | taken | precision | recall | with candidates | precision pl | recall pl | precision en | recall en |"
    lines = [head, "|---|" + "---:|" * 9]
    for name in FIELDS:
        cells = [
            str(whole.stated[name]),
            str(whole.taken[name]),
            share(whole.correct[name], whole.taken[name]),
            share(whole.found[name], whole.stated[name]),
            share(whole.offered_any[name], whole.stated[name]),
        ]
        for one in languages.values():
            cells += [share(one.correct[name], one.taken[name]), share(one.found[name], one.stated[name])]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _tenths(whole: Tally) -> str:
    lines = ["| probability said | values | said on average | was so | difference |", "|---|---:|---:|---:|---:|"]
    for tenths in _joined(whole):
        found = [good for tenth in tenths for good in whole.tenths[tenth]]
        said = sum(whole.sums[tenth] for tenth in tenths) / len(found)
        so = sum(found) / len(found)
        lines.append(
            f"| {tenths[0] / 10:.1f} to {(tenths[-1] + 1) / 10:.1f} | {len(found)} | {said:.3f} | {so:.3f} | {so - said:+.3f} |"
        )
    return "\n".join(lines)


def _joined(whole: Tally) -> list[list[int]]:
    """Tenths in order, those with few values joined with the next, the last with the one before."""
    made: list[list[int]] = []
    rest: list[int] = []
    for tenth in sorted(whole.tenths):
        rest.append(tenth)
        if sum(len(whole.tenths[one]) for one in rest) >= _FILLED:
            made.append(rest)
            rest = []
    if rest:
        made[-1:] = [[*(made[-1] if made else []), *rest]]
    return made


def _thresholds(done: Crossfit) -> str:
    lines = ["| threshold | precision | recall | hours right | asked | wrong |", "|---:|---:|---:|---:|---:|---:|"]
    families = ("runs", "frequency", "minutes_per_run", "record", *fields.FIELDS)
    for least in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        weights = [replace(one, thresholds=dict.fromkeys(families, least)) for one in done.weights]
        one = tally((held.example.text, reading_of(Crossfit(done.held, weights), held)) for held in done.held)
        cells = [
            f"{one.precision:.3f}",
            f"{one.recall:.3f}",
            *(str(one.hours[name]) for name in ("right", "asked", "wrong")),
        ]
        lines.append(f"| {least} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _growth(texts: Sequence[Labelled], say: Say) -> str:
    """Train on more and more writers, always with the same others held out."""
    writers = sorted({text.writer for text in texts})
    learners = [writer for writer in writers if writer not in _JUDGES]
    judged = [example(text) for text in texts if text.writer in _JUDGES]
    stated = sum(len(one.text.facts) for one in judged)
    lines = ["| texts learned from | writers | recall at precision 0.95 | at 0.90 |", "|---:|---:|---:|---:|"]
    for count in (*[count for count in _GROWTH if count < len(learners)], len(learners)):
        some = [text for text in texts if text.writer in set(learners[:count])]
        weights, roles = final_weights(crossfit(some, 4))
        pairs: list[tuple[float, bool]] = []
        for one in judged:
            text, records = bound(one, roles.of(one))
            scores = outcome_of(one.text, text, chosen(records, weights), weights).scores
            pairs += [
                (weights.calibrated(name, score), good) for name, (score, good) in scores.items() if name != "record"
            ]
        lines.append(
            f"| {len(some)} | {count} | {_recall(pairs, stated, 0.95):.2f} | {_recall(pairs, stated, 0.9):.2f} |"
        )
        say(f"growth: {len(some)} texts")
    return "\n".join(lines)


def _recall(pairs: list[tuple[float, bool]], stated: int, precision: float) -> float:
    hits, most = 0, 0
    for count, (_, good) in enumerate(sorted(pairs, reverse=True), 1):
        hits += good
        if hits / count >= precision:
            most = hits
    return most / stated
