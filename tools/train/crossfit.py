"""Training in turns: whatever judges a text was learned from texts of other writers only.

Roles are learned once for each fold without it; rankings likewise, from the roles those models give. Curves and
thresholds of a fold come from the scores the other folds got while they were held out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from smartflow.analyst.reading import fields
from smartflow.analyst.reading.choice import FAMILIES, chosen, weighed
from smartflow.analyst.reading.roles import ROLES
from smartflow.analyst.reading.weights import Weights
from smartflow.analyst.reading.words import FREQUENCY
from tools.train.examples import Example, bound, example, right_record, right_value
from tools.train.fit import Vocabulary, calibration, fit_ranking, fit_roles, role_probabilities
from tools.train.texts import right, right_volume

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Record, Text
    from tools.train.texts import Labelled

ROLE_PENALTY: Final = 2.0
RANK_PENALTY: Final = 4.0
FIELD_PENALTY: Final = 2.0
LEAST_TEXTS: Final = 2
#: Of the values taken without asking, at least so many are to be right: of all, and of each field.
PRECISION, PRECISION_BY_FIELD = 0.953, 0.91
#: Right values that a field needs before any of its values is taken without asking.
FEWEST: Final = 16
#: At most so many of the texts may end with wrong hours.
WRONG_HOURS: Final = 0.025

Score = tuple[float, bool]


@dataclass
class Roles:
    """A fitted role model."""

    vocabulary: Vocabulary
    table: Any

    def of(self, one: Example) -> Any:
        """Return the probabilities of each quantity's roles."""
        if not one.features:
            return np.zeros((0, len(ROLES)))
        return role_probabilities(self.vocabulary.matrix(one.features), self.table)


def learn_roles(examples: Sequence[Example]) -> Roles:
    """Fit the roles of labelled quantities."""
    rows = [row for one in examples for row, label in zip(one.features, one.labels, strict=True) if label >= 0]
    labels = np.array([label for one in examples for label in one.labels if label >= 0])
    vocabulary = Vocabulary.of(rows, LEAST_TEXTS)
    table = fit_roles(vocabulary.matrix(rows), labels, len(ROLES), np.ones(len(rows)), ROLE_PENALTY)
    return Roles(vocabulary, table)


def learn_ranking(examples: Sequence[Example], bounds: Sequence[tuple[Text, list[Record]]]) -> dict[str, float]:
    """Fit the ranking of records."""
    rows: list[dict[str, float]] = []
    groups: list[int] = []
    good: list[float] = []
    for one, (_, records) in zip(examples, bounds, strict=True):
        groups.append(len(rows))
        for record in records:
            rows.append(record.features)
            good.append(float(right_record(one.text, record)))
    vocabulary = Vocabulary.of([list(row) for row in rows], 3)
    found = fit_ranking(vocabulary.weighed(rows), np.array(groups), np.array(good), RANK_PENALTY)
    return dict(zip(vocabulary.columns, map(float, found), strict=True))


def learn_fields(
    examples: Sequence[Example], bounds: Sequence[tuple[Text, list[Record]]]
) -> dict[str, dict[str, float]]:
    """Fit the ranking of values of each further field."""
    made = {}
    for field in fields.FIELDS:
        rows: list[dict[str, float]] = []
        groups: list[int] = []
        good: list[float] = []
        for one, (text, _) in zip(examples, bounds, strict=True):
            kept = fields.candidates(text, field)
            groups.append(len(rows))
            for value in kept:
                rows.append(value.features)
                good.append(float(right_value(one.text, field, value)))
            rows.append(fields.nothing(kept))
            good.append(float(right_value(one.text, field, None)))
        vocabulary = Vocabulary.of([list(row) for row in rows], 3)
        found = fit_ranking(vocabulary.weighed(rows), np.array(groups), np.array(good), FIELD_PENALTY)
        made[field] = dict(zip(vocabulary.columns, map(float, found), strict=True))
    return made


def scores_of(text: Labelled, bound_text: Text, choice: Choice, weights: Weights) -> dict[str, Score]:
    """Return the score of each family's best choice with whether it was right."""
    made: dict[str, Score] = {}
    volume, time, period = choice.volume, choice.time, choice.period
    good_volume = volume is not None and (
        right_volume(text, volume.runs, FREQUENCY[volume.period]) or right(text, "runs", volume.runs)
    )
    good_time = time is not None and right(text, "minutes_per_run", time.minutes)
    if volume is not None:
        made["runs"] = (choice.scores["runs"], good_volume)
    if period is not None:
        made["frequency"] = (choice.scores["frequency"], right(text, "frequency", FREQUENCY[period]))
    if time is not None:
        made["minutes_per_run"] = (choice.scores["minutes_per_run"], good_time)
    best = next((one for one in choice.records if one.volume and one.time), None)
    if best is not None:
        made["record"] = (choice.scores["record"], right_record(text, best) or (good_volume and good_time))
    for field in fields.FIELDS:
        options = weighed(bound_text, field, weights)
        if options:
            made[field] = (options[0].score, right_value(text, field, options[0]))
    return made


def curves(scores: Iterable[dict[str, Score]]) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return each family's curve from score to probability."""
    lists: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        for family, score in one.items():
            lists[family].append(score)
    return {
        family: calibration([score for score, _ in found], [good for _, good in found])
        for family, found in lists.items()
    }


def thresholds(scores: Sequence[dict[str, Score]], weights: Weights) -> dict[str, float]:
    """Return from which probability a value is taken: the least by which the promised precision held.

    One bound serves all fields, as that buys most values; a field below its own promise gets a higher one. Hours have
    theirs, by the share of texts in which they may be wrong.
    """
    known = {
        family: sorted(
            ((weights.calibrated(family, one[family][0]), one[family][1]) for one in scores if family in one),
            reverse=True,
        )
        for family in (*FAMILIES, *fields.FIELDS)
    }
    everything = sorted((pair for family, pairs in known.items() if family != "record" for pair in pairs), reverse=True)
    common = _least(everything, PRECISION)
    made = {
        family: max(common, _least(pairs, PRECISION_BY_FIELD, beside=1))
        for family, pairs in known.items()
        if family != "record"
    }
    allowed = WRONG_HOURS * len(scores)
    wrong, least = 0, 1.0
    for probability, good in known["record"]:
        wrong += not good
        if wrong > allowed:
            break
        least = probability
    made["record"] = least
    return {family: round(value, 4) for family, value in made.items()}


def _least(pairs: Sequence[tuple[float, bool]], precision: float, beside: int = 0) -> float:
    """Return the least probability down to which at least this share was right, never where there is none.

    `beside` wrong ones are counted in addition, and fewer than so many right values prove nothing: a field with few values
    has to prove more.
    """
    hits, least = 0, 1.01
    for count, (probability, good) in enumerate(pairs, 1):
        hits += good
        following = pairs[count][0] if count < len(pairs) else -1.0
        if hits >= FEWEST * beside and hits / (count + beside) >= precision and following < probability:
            least = probability
    return least


@dataclass
class Held:
    """A text while its writer was held out: bound by roles, and the weights, learned without it."""

    example: Example
    fold: int
    text: Text
    records: list[Record]
    scores: dict[str, Score]


@dataclass
class Crossfit:
    """All texts held out in turn, and the weights (without roles) of each fold."""

    held: list[Held]
    weights: list[Weights]


def folds_of(texts: Sequence[Labelled], most: int) -> dict[str, int]:
    """Deal the writers into folds; a writer is never divided."""
    return {writer: index % most for index, writer in enumerate(sorted({text.writer for text in texts}))}


def crossfit(texts: Sequence[Labelled], most: int = 100, say: Callable[[str], None] = lambda _: None) -> Crossfit:
    """Hold out each fold of writers in turn: one writer at a time, or as many as make `most` folds."""
    dealt = folds_of(texts, most)
    examples = [example(text) for text in texts]
    fold = [dealt[one.text.writer] for one in examples]
    count = max(fold) + 1
    bounds: list[Any] = [None] * len(examples)
    for held_out in range(count):
        roles = learn_roles([one for one, at in zip(examples, fold, strict=True) if at != held_out])
        for index, one in enumerate(examples):
            if fold[index] == held_out:
                bounds[index] = bound(one, roles.of(one))
        say(f"roles without fold {held_out + 1} of {count}")
    rankers = []
    scores: list[dict[str, Score]] = [{} for _ in examples]
    for held_out in range(count):
        keep = [index for index, at in enumerate(fold) if at != held_out]
        some, theirs = [examples[index] for index in keep], [bounds[index] for index in keep]
        plain = Weights((), {}, learn_ranking(some, theirs), learn_fields(some, theirs), {}, {})
        rankers.append(plain)
        for index, at in enumerate(fold):
            if at == held_out:
                text, records = bounds[index]
                scores[index] = scores_of(examples[index].text, text, chosen(records, plain), plain)
        say(f"rankings without fold {held_out + 1} of {count}")
    made = []
    for held_out, plain in enumerate(rankers):
        others = [score for score, at in zip(scores, fold, strict=True) if at != held_out]
        made.append(_finished(plain, others))
    held = [
        Held(one, at, text, records, score)
        for one, at, (text, records), score in zip(examples, fold, bounds, scores, strict=True)
    ]
    return Crossfit(held, made)


def _finished(plain: Weights, scores: Sequence[dict[str, Score]]) -> Weights:
    curved = Weights(plain.role_names, plain.roles, plain.records, plain.fields, curves(scores), {})
    return Weights(
        curved.role_names, curved.roles, curved.records, curved.fields, curved.calibration, thresholds(scores, curved)
    )


def final_weights(done: Crossfit) -> tuple[Weights, Roles]:
    """Learn from every text; curves and thresholds are those of the texts while they were held out."""
    examples = [one.example for one in done.held]
    bounds = [(one.text, one.records) for one in done.held]
    plain = Weights((), {}, learn_ranking(examples, bounds), learn_fields(examples, bounds), {}, {})
    return _finished(plain, [one.scores for one in done.held]), learn_roles(examples)
