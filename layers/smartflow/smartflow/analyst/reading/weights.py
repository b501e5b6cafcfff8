"""The learned weights: a gzipped JSON file written by `make train`, read once, when a text is first read."""

from __future__ import annotations

import gzip
import json
import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear weights of roles, records and fields; how a score becomes a probability; and from where a value is taken.

    `roles` maps a feature to (index of the role, weight) pairs. `calibration` maps a family (`volume`, `time`, `record` or a
    field) to points (score, probability); `thresholds` to the least probability at which its value is taken without asking.
    """

    role_names: tuple[str, ...]
    roles: Mapping[str, Sequence[tuple[int, float]]]
    records: Mapping[str, float]
    fields: Mapping[str, Mapping[str, float]]
    calibration: Mapping[str, Curve]
    thresholds: Mapping[str, float]

    def role_probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each role of a quantity with these features."""
        scores = [0.0] * len(self.role_names)
        for name in features:
            for index, weight in self.roles.get(name, ()):
                scores[index] += weight
        return dict(zip(self.role_names, softmax(scores), strict=True))

    def calibrated(self, family: str, score: float) -> float:
        """Return how often a value with this score was right on texts of writers it was not trained on."""
        points = self.calibration.get(family)
        if not points:
            return score
        at = bisect_right(points, (score, 2.0))
        if at == 0:
            return points[0][1]
        if at == len(points):
            return points[-1][1]
        (left, low), (right, high) = points[at - 1], points[at]
        return low if right == left else low + (high - low) * (score - left) / (right - left)


def linear(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the score of a candidate."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def softmax(scores: Sequence[float]) -> list[float]:
    """Return probabilities that add up to one."""
    if not scores:
        return []
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


@cache
def learned() -> Weights:
    """Return the weights of the package's own file."""
    packed = (files("smartflow.analyst.reading") / "data" / "weights.json.gz").read_bytes()
    return unpacked(packed)


def unpacked(packed: bytes) -> Weights:
    """Read weights as `packed_weights` of the training tool writes them: integers of a hundredth."""
    raw = json.loads(gzip.decompress(packed))
    return Weights(
        role_names=tuple(raw["role_names"]),
        roles={
            name: tuple(zip(flat[::2], (w / 50 for w in flat[1::2]), strict=True))
            for name, flat in raw["roles"].items()
        },
        records=raw["records"],
        fields=raw["fields"],
        calibration={name: tuple((x, y) for x, y in points) for name, points in raw["calibration"].items()},
        thresholds=raw["thresholds"],
    )
