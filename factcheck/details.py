"""The parts of a result that its plain keys leave out or round, so that a saved report can be read back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.json_values import made, plain
from factcheck.model import Claim, Fact

if TYPE_CHECKING:
    from factcheck.document import Document

Record = dict[str, Any]

# What the keys of a figure and of a fact tell already, in the same words.
_CLAIM_TOLD: Final = ("id", "kind", "is_claim", "status", "subject", "direction")
_MENTION_TOLD: Final = ("start", "end", "surface", "rule")
_FACT_TOLD: Final = ("table", "row", "column", "entity", "measure", "source", "cells", "derivation")
_FACT_WORDS: Final = ("comparator", "note", "kind")


def claim_detail(claim: Claim) -> Record:
    """What a figure's keys leave out: the exact quantity, the spans of its parts, sentence, names and times."""
    detail = _without(plain(claim), _CLAIM_TOLD)
    return detail | {"mention": _without(detail["mention"], _MENTION_TOLD)}


def claim_of(figure: Record) -> Claim:
    """The claim of a figure's record."""
    detail = figure["detail"]
    mention = detail["mention"] | {key: figure[key] for key in _MENTION_TOLD}
    return made(Claim, detail | {key: figure[key] for key in _CLAIM_TOLD} | {"mention": mention})


def fact_detail(fact: Fact) -> Record:
    """What a fact's keys leave out: the exact value and bounds, the whole unit and period."""
    return _without(plain(fact), (*_FACT_TOLD, *_FACT_WORDS, "key"))


def fact_of(record: Record) -> Fact:
    """The fact of its record."""
    key = [[name, text] for name, text in record["key"].items()]
    told = {name: record[name] for name in (*_FACT_TOLD, *_FACT_WORDS)}
    return made(Fact, record["detail"] | told | {"key": key})


def document_detail(document: Document) -> Record:
    """A draft as it was read: its source, its text, and how the one lies in the other."""
    pieces = document.source_map
    return {
        "path": None if document.path is None else str(document.path),
        "source": document.source,
        "text": document.text,
        "source_map": [list(piece) for piece in zip(pieces.starts, pieces.sources, pieces.lengths, strict=True)],
        "blocks": plain(document.blocks),
        "code": plain(document.code),
    }


def _without(record: Record, keys: tuple[str, ...]) -> Record:
    return {key: value for key, value in record.items() if key not in keys}
