"""How hard the property tests try: the same examples each time, or new and more ones where somebody looks for mistakes.

FACTCHECK_EXAMPLES=20 pytest tests/property    twenty times as many examples, others at every run
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_TIMES = int(os.environ.get("FACTCHECK_EXAMPLES", "0"))


def effort(examples: int) -> settings:
    """The settings of a property test that looks at so many examples."""
    return settings(
        max_examples=examples * max(_TIMES, 1),
        deadline=None,
        derandomize=not _TIMES,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
