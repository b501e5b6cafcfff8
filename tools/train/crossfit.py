"""Training in turns: whatever judges a text was learned from texts of other writers only.

Roles are learned once for each fold without it; rankings likewise, from the roles those models give. Curves and
thresholds of a fold come from the scores the other folds got while they were held out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from smartflow.analyst.reading import conflicts, fields
from smartflow.analyst.reading.choice import chosen, weighed, whole
from smartflow.analyst.reading.doubts import doubtful, together
from smartflow.analyst.reading.reader import HOURS_NEED, OF_HOURS
from smartflow.analyst.reading.roles import ROLES
from smartflow.analyst.reading.weights import Weights
from smartflow.analyst.reading.words import FREQUENCY
from tools.train.examples import Example, bound, example, right_record, right_value
from tools.train.fit import Vocabulary, calibration, fit_ranking, fit_roles, role_probabilities
from tools.train.texts import right, right_hours, right_volume, yearly_hours
from tools.train.thresholds import Outcome, thresholds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Record, Text
    from tools.train.texts import Labelled
    from tools.train.thresholds import Score

    Bound = tuple[Text, list[Record]]

ROLE_PENALTY: Final = 2.0
RANK_PENALTY: Final = 4.0
FIELD_PENALTY: Final = 2.0
LEAST_TEXTS: Final = 2


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


def outcome_of(text: Labelled, bound_text: Text, choice: Choice, weights: Weights) -> Outcome:
    """Return the score of each family's best choice with whether it was right, and what is asked about in any case."""
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
    contested = {one.field for one in conflicts.found(bound_text, choice)}
    hours = (
        None
        if contested & {*HOURS_NEED, *OF_HOURS} or together(bound_text) is not None
        else right_hours(text, _hours(bound_text, choice, weights))
    )
    return Outcome(made, frozenset(contested | doubtful(bound_text, choice)), whole(choice), hours)


def _hours(bound_text: Text, choice: Choice, weights: Weights) -> float:
    """The hours a year of the best volume and time, with what is likelier than not of people, errors and rework."""
    if choice.volume is None or choice.time is None:
        return 0.0
    likely = {}
    for field in OF_HOURS:
        options = weighed(bound_text, field, weights)
        if options and options[0].score > 0:
            likely[field] = options[0].value
    stated = {
        "runs": choice.volume.runs,
        "frequency": FREQUENCY[choice.volume.period],
        "minutes_per_run": choice.time.minutes,
    }
    return yearly_hours({**stated, **likely}) or 0.0


def curves(outcomes: Iterable[Outcome]) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return each family's curve from score to probability."""
    lists: dict[str, list[Score]] = defaultdict(list)
    for one in outcomes:
        for family, score in one.scores.items():
            lists[family].append(score)
    return {
        family: calibration([score for score, _ in found], [good for _, good in found])
        for family, found in lists.items()
    }


@dataclass
class Held:
    """A text while its writer was held out: bound by roles, and the weights, learned without it."""

    example: Example
    fold: int
    text: Text
    records: list[Record]
    outcome: Outcome


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
    folds = [dealt[one.text.writer] for one in examples]
    bounds: list[Any] = [None] * len(examples)
    for held_out in range(max(folds) + 1):
        roles = learn_roles([one for one, fold in zip(examples, folds, strict=True) if fold != held_out])
        for index, one in enumerate(examples):
            if folds[index] == held_out:
                bounds[index] = bound(one, roles.of(one))
        say(f"roles without fold {held_out + 1} of {max(folds) + 1}")
    return ranked_in_turns(examples, folds, bounds, say)


def ranked_in_turns(
    examples: Sequence[Example], folds: Sequence[int], bounds: Sequence[Bound], say: Callable[[str], None]
) -> Crossfit:
    """Learn rankings without each fold, from texts whose roles were given by models that did not know them either."""
    rankers = []
    outcomes: list[Any] = [None] * len(examples)
    for held_out in range(max(folds) + 1):
        keep = [index for index, fold in enumerate(folds) if fold != held_out]
        some, theirs = [examples[index] for index in keep], [bounds[index] for index in keep]
        plain = Weights((), {}, learn_ranking(some, theirs), learn_fields(some, theirs), {}, {})
        rankers.append(plain)
        for index, fold in enumerate(folds):
            if fold == held_out:
                text, records = bounds[index]
                outcomes[index] = outcome_of(examples[index].text, text, chosen(records, plain), plain)
        say(f"rankings without fold {held_out + 1} of {max(folds) + 1}")
    weights = [
        _finished(plain, [one for one, fold in zip(outcomes, folds, strict=True) if fold != held_out])
        for held_out, plain in enumerate(rankers)
    ]
    held = [
        Held(one, fold, text, records, outcome)
        for one, fold, (text, records), outcome in zip(examples, folds, bounds, outcomes, strict=True)
    ]
    return Crossfit(held, weights)


def _finished(plain: Weights, outcomes: Sequence[Outcome]) -> Weights:
    curved = replace(plain, calibration=curves(outcomes))
    return replace(curved, thresholds=thresholds(outcomes, curved))


def final_weights(done: Crossfit) -> tuple[Weights, Roles]:
    """Learn from every text; curves and thresholds are those of the texts while they were held out."""
    examples = [one.example for one in done.held]
    bounds = [(one.text, one.records) for one in done.held]
    plain = Weights((), {}, learn_ranking(examples, bounds), learn_fields(examples, bounds), {}, {})
    return _finished(plain, [one.outcome for one in done.held]), learn_roles(examples)
