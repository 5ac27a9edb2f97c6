"""A file that holds tables: where it stands, what it is called and its bytes."""

from __future__ import annotations

from pathlib import Path

from factcheck.frozen import record
from factcheck.reference.limits import TEXT_BYTES, check_size
from factcheck.reference.reading import TableRefusedError


@record
class TableFile:
    """A file on disk."""

    path: Path

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def data(self, most: int = TEXT_BYTES) -> bytes:
        """The file's bytes. Raises TableRefusedError when it cannot be read, or is larger than `most`."""
        try:
            check_size(self.path.stat().st_size, most, "holds", "split it, or save it as Parquet")
            return self.path.read_bytes()
        except OSError as error:
            reason = error.strerror or "cannot be read"
            raise TableRefusedError(f"cannot be read ({reason}); check the path and its permissions") from error
