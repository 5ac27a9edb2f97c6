"""Checks the figures of a draft against reference tables.

>>> import factcheck
>>> [claim.mention.surface for claim in factcheck.extract("They sent 41 trucks.")]
['41']

The names below are imported when they are first used, so that `import factcheck` costs nothing.
"""

from __future__ import annotations

from factcheck.version import __version__

# Type checkers take it for true; importing it from typing would double the time that `--version` takes.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from factcheck.api import check, extract, load_reference
    from factcheck.model import Claim, Diagnosis, Fact, Finding, Judgement, Kind, Pin, Severity, Status, Verdict
    from factcheck.readers import ReadError
    from factcheck.reference.store import ReferenceStore
    from factcheck.results import Extraction, Report

_HOMES = {
    "Claim": "model",
    "Diagnosis": "model",
    "Extraction": "results",
    "Fact": "model",
    "Finding": "model",
    "Judgement": "model",
    "Kind": "model",
    "Pin": "model",
    "ReadError": "readers",
    "ReferenceStore": "reference.store",
    "Report": "results",
    "Severity": "model",
    "Status": "model",
    "Verdict": "model",
    "check": "api",
    "extract": "api",
    "load_reference": "api",
}

__all__ = [
    "Claim",
    "Diagnosis",
    "Extraction",
    "Fact",
    "Finding",
    "Judgement",
    "Kind",
    "Pin",
    "ReadError",
    "ReferenceStore",
    "Report",
    "Severity",
    "Status",
    "Verdict",
    "__version__",
    "check",
    "extract",
    "load_reference",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module  # noqa: PLC0415

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value  # asked for once
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
