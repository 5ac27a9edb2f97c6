"""The linker's weights and limits, read once from `factcheck/data/linking.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from factcheck.frozen import record

WEIGHTS: Final = Path(__file__).parents[1] / "data" / "linking.json"


@record
class Weights:
    """Groups of numbers in [0, 1]; the JSON file is the documentation of each key."""

    words: Mapping[str, float]
    entity: Mapping[str, float]
    period: Mapping[str, float]
    unit: Mapping[str, float]
    score: Mapping[str, float]
    count: Mapping[str, float]
    topic: Mapping[str, float]
    limits: Mapping[str, float]


@cache
def load_weights() -> Weights:
    """Give the shipped weights."""
    return weights_of(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def weights_of(data: Mapping[str, Mapping[str, float]]) -> Weights:
    """Give the weights of a file's groups."""
    return Weights(
        *(data[group] for group in ("words", "entity", "period", "unit", "score", "count", "topic", "limits"))
    )
