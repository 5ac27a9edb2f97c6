"""What every test needs: indexes of tables are kept in a folder of the run, never in the user's own."""

import os
import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache() -> Iterator[None]:
    """A cache for this run of the tests, for the programs that they start as well."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "FACTCHECK_CACHE", folder)
        yield
