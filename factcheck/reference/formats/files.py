"""A file that holds tables: where it stands, what it is called and its bytes."""

from __future__ import annotations

import zlib
from pathlib import Path

from factcheck.frozen import record
from factcheck.reference.limits import MEGABYTE, TEXT_BYTES, check_size
from factcheck.reference.reading import TableRefusedError

PACKED = ".gz"
_SMALLER = "Split it, or save the table as Parquet"


@record
class TableFile:
    """A file on disk, or the file `inside` a zip file."""

    path: Path
    inside: str = ""

    @property
    def name(self) -> str:
        """The file's name, without its folder and without ".gz"."""
        name = self.inside.rpartition("/")[2] or self.path.name
        return name[: -len(PACKED)] if name.lower().endswith(PACKED) else name

    @property
    def shown(self) -> Path:
        """The path that messages name: of a file inside another, both."""
        return self.path / self.inside if self.inside else self.path

    @property
    def is_plain(self) -> bool:
        """Whether the file's bytes stand on disk as they are."""
        return not self.inside and not self.path.name.lower().endswith(PACKED)

    def data(self, most: int = TEXT_BYTES) -> bytes:
        """The file's bytes. Raises TableRefusedError when it cannot be read, or is larger than `most`."""
        if self.inside:
            from factcheck.reference.formats.archives import member_data  # noqa: PLC0415  # few tables are in one

            return _unpacked(member_data(self.path, self.inside, most), self.inside, most)
        try:
            check_size(self.path.stat().st_size, most, "holds", _SMALLER)
            return _unpacked(self.path.read_bytes(), self.path.name, most)
        except OSError as error:
            reason = error.strerror or "cannot be read"
            raise TableRefusedError(f"cannot be read ({reason}); check the path and its permissions") from error


def _unpacked(data: bytes, name: str, most: int) -> bytes:
    """The content of a gzip file, no more than the limit of it: a few bytes may be said to stand for terabytes."""
    if not name.lower().endswith(PACKED):
        return data
    pieces: list[bytes] = []
    size = 0
    try:
        while data:
            packer = zlib.decompressobj(wbits=31)
            piece = packer.decompress(data, most - size + 1)
            size += len(piece)
            if size > most:
                raise TableRefusedError(f"unpacks to more than {most // MEGABYTE:,} MB, which is not read. {_SMALLER}")
            if not packer.eof:
                raise TableRefusedError("is cut off: the end of the gzip file is missing; download it again")
            pieces.append(piece)
            data = packer.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise TableRefusedError("is damaged: it cannot be unpacked as gzip; download it again") from error
    return b"".join(pieces)
