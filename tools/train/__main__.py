"""`make train`: learns the reader's weights from the labelled texts and writes them into the package. Deterministic."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from typing import Any

from smartflow.analyst.reading import roles as reading_roles
from tools.train.crossfit import Roles, crossfit, final_weights
from tools.train.texts import load

WEIGHTS = Path(reading_roles.__file__).parent / "data" / "weights.json.gz"
#: Weights of roles are kept in fiftieths; smaller ones are dropped.
SCALE, LEAST = 50, 2


def packed(weights: Any, roles: Roles) -> bytes:
    """Return the weights as the package keeps them."""
    table: dict[str, list[int]] = {}
    for name, column in roles.vocabulary.columns.items():
        row = [round(float(value) * SCALE) for value in roles.table[column]]
        kept = [number for index, value in enumerate(row) if abs(value) >= LEAST for number in (index, value)]
        if kept:
            table[name] = kept
    raw = {
        "role_names": reading_roles.ROLES,
        "roles": table,
        "records": _rounded(weights.records),
        "fields": {field: _rounded(found) for field, found in weights.fields.items()},
        "calibration": weights.calibration,
        "thresholds": weights.thresholds,
    }
    text = json.dumps(raw, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return gzip.compress(text.encode(), 9, mtime=0)


def _rounded(found: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in found.items() if abs(value) >= 0.002}


def main() -> None:
    """Train, write, and say what was learned."""
    started = time.monotonic()
    texts = load()
    print(f"{len(texts)} texts by {len({text.writer for text in texts})} writers")
    done = crossfit(texts, say=lambda line: print(f"{time.monotonic() - started:5.0f} s  {line}", flush=True))
    weights, roles = final_weights(done)
    data = packed(weights, roles)
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_bytes(data)
    print(f"{len(data) / 1000:.0f} KB written; values are taken from these probabilities:")
    for family, threshold in weights.thresholds.items():
        print(f"  {family:20} {threshold:.3f}" if threshold <= 1 else f"  {family:20} never")


if __name__ == "__main__":
    main()
