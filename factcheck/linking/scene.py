"""What all parts of the linker see: the document's context, the tables' facts, the weights and the draft's date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from factcheck.linking.context import Context
from factcheck.linking.index import LinkIndex
from factcheck.linking.ledger import Ledger
from factcheck.linking.weights import Weights


@dataclass(frozen=True, slots=True)
class Scene:
    """One document before one store."""

    context: Context
    index: LinkIndex
    ledger: Ledger
    weights: Weights
    as_of: dt.date | None
