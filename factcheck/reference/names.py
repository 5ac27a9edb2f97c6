"""Names of things and of measures: what the linker needs to find which table a sentence speaks of."""

from factcheck.reference.index import NameHit, NameIndex
from factcheck.reference.measures import measure_match, measure_stems
from factcheck.reference.normalise import Token, normalize, tokenize
from factcheck.reference.vocabulary import aggregate_names, is_aggregate

__all__ = [
    "NameHit",
    "NameIndex",
    "Token",
    "aggregate_names",
    "is_aggregate",
    "measure_match",
    "measure_stems",
    "normalize",
    "tokenize",
]
