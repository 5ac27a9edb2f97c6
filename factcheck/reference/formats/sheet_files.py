"""What all spreadsheet files share: sheets by name, each with its doubts, and the table of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.reference.formats.grids import Grid, holds_figures, table_of
from factcheck.reference.formats.workbooks import letters
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription

DAMAGED = "is damaged or cut off; open it in a spreadsheet program and save it again, or download it again"


@record
class Sheet:
    """A sheet's rows as shown, and what is to be said of its cells."""

    name: str
    grid: Grid
    doubts: tuple[Doubt, ...] = ()
    problem: str = ""  # why the sheet is no table though it holds cells


def with_figures(sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    """The sheets that are tables, or would be but for a problem, by name."""
    return {sheet.name: sheet for sheet in sheets if sheet.problem or holds_figures(sheet.grid)}


class SheetFile:
    """The sheets of a file of some format that hold figures; `doubts` tell which others there are."""

    def __init__(self, data: bytes, form: str, sheets: dict[str, Sheet], doubts: Sequence[Doubt]) -> None:
        self._data = data
        self._form = form
        self._sheets = sheets
        self.parts = tuple(sheets)
        self.doubts = tuple(doubts)

    def read(self, part: str, said: TableDescription | None) -> RawTable:  # noqa: ARG002  # nothing to be said of it
        """The table of one sheet; the first one where no sheet is named."""
        sheet = self._sheets.get(part or self.parts[0])
        if sheet is None:
            known = ", ".join(f'"{name}"' for name in self.parts)
            raise TableRefusedError(f'has no sheet "{part}" with figures; its sheets are {known}')
        if sheet.problem:
            raise TableRefusedError(sheet.problem)
        form = f'{self._form}, sheet "{sheet.name}"'
        return table_of(sheet.grid, self._data, part=sheet.name, form=form, doubts=sheet.doubts, letters=letters)
