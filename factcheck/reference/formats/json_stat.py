"""JSON-stat 2.0, in which statistical offices publish cubes: a row a value, a column a dimension.

The format is described at https://json-stat.org/format/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from factcheck.reference.formats.printed import cell_text
from factcheck.reference.limits import check_cells_of_table
from factcheck.reference.reading import TableRefusedError

_BROKEN = "is JSON-stat without a complete list of its dimensions; download it again"


def is_json_stat(value: Any) -> bool:
    """Whether a JSON value is a data set of JSON-stat 2.0."""
    return isinstance(value, dict) and value.get("class") == "dataset" and "dimension" in value and "value" in value


def json_stat_rows(cube: Mapping[str, Any]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The header and a row for each value that is not missing."""
    try:
        names = [str(name) for name in cube["id"]]
        sizes = [int(size) for size in cube["size"]]
        dimensions = [cube["dimension"][name] for name in names]
        labels = [_labels(dimension["category"]) for dimension in dimensions]
        headers = [str(dimension.get("label") or name) for dimension, name in zip(dimensions, names, strict=True)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TableRefusedError(_BROKEN, 1, 1) from error
    check_cells_of_table(prod(sizes), len(names) + 1)
    if [len(texts) for texts in labels] != sizes:
        raise TableRefusedError(_BROKEN, 1, 1)
    values = dict(_values(cube["value"]))
    rows = [(*texts, values[number]) for number, texts in enumerate(product(*labels)) if values.get(number, "") != ""]
    return (*headers, "value"), rows


def _labels(category: Mapping[str, Any]) -> Sequence[str]:
    """The names of a dimension's categories, in the order of their index."""
    index = category.get("index")
    named = category.get("label") or {}
    if isinstance(index, dict):
        codes = sorted(index, key=lambda code: int(index[code]))
    else:
        codes = list(index) if isinstance(index, list) else list(named)
    return [str(named.get(code, code)) for code in codes]


def _values(value: Any) -> Iterator[tuple[int, str]]:
    """The values by their number in the cube: a list of all, or an object of those that there are."""
    numbered = value.items() if isinstance(value, dict) else enumerate(value)
    for number, held in numbered:
        if str(number).isdecimal():
            yield int(number), cell_text(held)
