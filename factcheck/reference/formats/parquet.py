"""Parquet files: columns as text, each distinct value made once."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.grids import note
from factcheck.reference.formats.printed import cell_text
from factcheck.reference.limits import BINARY_BYTES, check_cells_of_table, check_size
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription

_MARK = b"PAR1"
_INDEX = "__index_level_"  # how pandas names an index without a name


class ParquetFile:
    """The one table of a Parquet file."""

    parts: tuple[str, ...] = ("",)
    doubts: tuple[Doubt, ...] = ()

    def __init__(self, file: TableFile) -> None:
        self.file = file

    def read(self, part: str, said: TableDescription | None) -> RawTable:  # noqa: ARG002  # it says all itself
        """The table; its lines are the numbers of its records, from 1."""
        import pyarrow as pa  # noqa: PLC0415  # an extra

        try:
            return self._read()
        except (pa.ArrowException, OSError, ValueError) as error:
            reason = str(error).split("\n", 1)[0].rstrip(".")
            message = f"is damaged or cut off ({reason}); write or download it again"
            raise TableRefusedError(message) from error

    def _read(self) -> RawTable:
        import pyarrow.parquet as pq  # noqa: PLC0415  # an extra

        source = self._source()
        with pq.ParquetFile(source, memory_map=isinstance(source, str)) as parquet:
            groups = parquet.metadata.num_row_groups
            check_cells_of_table(parquet.metadata.num_rows, parquet.metadata.num_columns)
            table = parquet.read().flatten()
        if not table.num_rows:
            raise TableRefusedError("has columns but no rows; write or download it again", 1, 1)
        doubts: list[Doubt] = []
        columns = [_texts(table.column(place), name, doubts) for place, name in enumerate(table.column_names)]
        headers = tuple("" if name.startswith(_INDEX) else " ".join(name.split()) for name in table.column_names)
        rows = tuple(zip(*columns, strict=True))
        lines = tuple(range(1, len(rows) + 1))
        form = f"Parquet, {groups} row group{'s' if groups != 1 else ''}"
        return RawTable(headers, rows, lines, self._digest(), 0, "", "", doubts=tuple(doubts), form=form)

    def _source(self) -> str | io.BytesIO:
        """The file itself where it stands on disk, else its bytes."""
        if not self.file.is_plain:
            data = self.file.data()
            _check_marks(data[:4], data[-4:])
            return io.BytesIO(data)
        size = self.file.path.stat().st_size
        check_size(size, BINARY_BYTES, "holds", "Leave out columns that no draft needs")
        with self.file.path.open("rb") as stream:
            first = stream.read(4)
            stream.seek(max(0, size - 4))
            _check_marks(first, stream.read(4))
        return str(self.file.path)

    def _digest(self) -> str:
        if not self.file.is_plain:
            return hashlib.sha256(self.file.data()).hexdigest()
        with self.file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def opened(file: TableFile) -> ParquetFile:
    """The one table of a Parquet file."""
    return ParquetFile(file)


def _check_marks(first: bytes, last: bytes) -> None:
    if not first:
        raise TableRefusedError("is empty (0 bytes of data); download or export it again", 1, 1)
    if first != _MARK:
        raise TableRefusedError("is not a Parquet file (its first bytes are not those of one); export it again")
    if last != _MARK:
        raise TableRefusedError("is cut off: the end of the Parquet file is missing; write or download it again")


def _texts(column: Any, name: str, doubts: list[Doubt]) -> list[str]:
    """A column's values as text: every distinct value is printed once and shared by all rows that hold it."""
    import pyarrow as pa  # noqa: PLC0415  # an extra

    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        doubts.append(note(f'column "{name}" holds binary data and is read as empty'))
        return [""] * len(column)
    if pa.types.is_nested(column.type):
        return [cell_text(value) for value in column.to_pylist()]
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    coded = coded.unify_dictionaries().combine_chunks()
    if isinstance(coded, pa.ChunkedArray):  # what no chunk or one makes depends on the version
        coded = coded.chunk(0)
    texts = [*_printed(coded.dictionary), ""]
    return [texts[-1 if place is None else place] for place in coded.indices.to_pylist()]


def _printed(values: Any) -> list[str]:
    """Distinct values as text; single-precision floats with the digits that single precision has."""
    import pyarrow as pa  # noqa: PLC0415  # an extra

    if pa.types.is_float16(values.type) or pa.types.is_float32(values.type):
        return [cell_text(float(text)) if text else "" for text in values.cast(pa.string()).fill_null("").to_pylist()]
    if pa.types.is_timestamp(values.type):
        seconds = values.cast(pa.timestamp("us", values.type.tz), safe=False)
        return [cell_text(value) for value in seconds.to_pylist()]
    return [cell_text(value) for value in values.to_pylist()]
