"""Fitting: roles by a linear softmax, rankings by a listwise softmax, probabilities by a bent logistic curve."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

Matrix = Any
#: How far a curve may bend; less is smoother.
CURVE = 1.0


@dataclass(frozen=True)
class Vocabulary:
    """Names of features with their columns."""

    columns: dict[str, int]

    @classmethod
    def of(cls, rows: list[list[str]], least: int) -> Vocabulary:
        """Keep the features that occur in at least `least` rows."""
        counted = Counter(name for row in rows for name in set(row))
        return cls(
            {name: column for column, name in enumerate(sorted(name for name, n in counted.items() if n >= least))}
        )

    def matrix(self, rows: list[list[str]]) -> Matrix:
        """Return a row of ones and zeros for each list of names."""
        return self.weighed([dict.fromkeys(row, 1.0) for row in rows])

    def weighed(self, rows: list[dict[str, float]]) -> Matrix:
        """Return a row of values for each mapping of names to values."""
        indices: list[int] = []
        data: list[float] = []
        ends = [0]
        for row in rows:
            for name, value in row.items():
                column = self.columns.get(name)
                if column is not None and value:
                    indices.append(column)
                    data.append(value)
            ends.append(len(indices))
        return csr_matrix((data, indices, ends), shape=(len(rows), len(self.columns)))


def fit_roles(matrix: Matrix, labels: Any, classes: int, weights: Any, penalty: float, steps: int = 60) -> Any:
    """Return weights (features × classes) of a softmax regression with a quadratic penalty."""
    rows, columns = matrix.shape
    wanted = np.zeros((rows, classes))
    wanted[np.arange(rows), labels] = 1.0
    transposed = matrix.T.tocsr()

    def loss(flat: Any) -> tuple[float, Any]:
        table = flat.reshape(columns, classes)
        scores = matrix @ table
        scores -= scores.max(axis=1, keepdims=True)
        raised = np.exp(scores)
        total = raised.sum(axis=1, keepdims=True)
        likelihood = (weights * (scores[np.arange(rows), labels] - np.log(total[:, 0]))).sum()
        slope = transposed @ (weights[:, None] * (raised / total - wanted)) + penalty * table
        return -likelihood + penalty / 2 * (table**2).sum(), slope.ravel()

    start = np.zeros(columns * classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6})
    return found.x.reshape(columns, classes)


def role_probabilities(matrix: Matrix, table: Any) -> Any:
    """Return the probabilities of each row's roles."""
    scores = matrix @ table
    scores -= scores.max(axis=1, keepdims=True)
    raised = np.exp(scores)
    return raised / raised.sum(axis=1, keepdims=True)


def fit_ranking(matrix: Matrix, groups: Any, good: Any, penalty: float, steps: int = 150) -> Any:
    """Return weights that make the good candidates of each group likely.

    `groups` are the first rows of each group (rows of a group follow one another); `good` says which rows are right.
    Groups without a right row teach nothing.
    """
    counts = np.diff(np.append(groups, matrix.shape[0]))
    index = np.repeat(np.arange(len(groups)), counts)
    useful = np.bincount(index, weights=good, minlength=len(groups)) > 0
    transposed = matrix.T.tocsr()

    def shares(scores: Any) -> Any:
        most = np.maximum.reduceat(scores, groups)
        raised = np.exp(scores - most[index])
        return raised / np.bincount(index, weights=raised, minlength=len(groups))[index]

    def loss(table: Any) -> tuple[float, Any]:
        part = shares(matrix @ table)
        mass = np.bincount(index, weights=part * good, minlength=len(groups))
        mass = np.where(useful, np.maximum(mass, 1e-12), 1.0)
        target = part * good / mass[index]
        slope = transposed @ np.where(useful[index], part - target, 0.0) + penalty * table
        return -np.log(mass).sum() + penalty / 2 * (table**2).sum(), slope

    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return found.x


def calibration(scores: list[float], hits: list[bool], points: int = 24) -> tuple[tuple[float, float], ...]:
    """Return points of a rising curve from score to the share that was right, none at zero or one.

    The curve is a logistic regression that bends at quantiles of the scores: smoother than steps, so that it holds on other
    writers, and it keeps the order of high scores.
    """
    if not scores:
        return ()
    x, y = np.asarray(scores), np.asarray(hits)
    if y.all() or not y.any():
        return ((round(float(x.mean()), 4), round(float((y.sum() + 0.5) / (len(y) + 1)), 4)),)
    bends, spread = np.quantile(x, (0.2, 0.4, 0.6, 0.8)), max(float(x.std()), 0.01)

    def basis(at: Any) -> Any:
        return np.column_stack([at - x.mean(), *(np.maximum(at - bend, 0) for bend in bends)]) / spread

    grid = np.unique(np.quantile(x, np.linspace(0, 1, points)).round(4))
    fitted = LogisticRegression(C=CURVE).fit(basis(x), y).predict_proba(basis(grid))[:, 1]
    rising = np.maximum.accumulate(fitted).clip(0.01, 0.995)
    return tuple((float(a), round(float(b), 4)) for a, b in zip(grid, rising, strict=True))
