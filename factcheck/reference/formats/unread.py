"""Files of tables that are not read, and what to do instead."""

from __future__ import annotations

from factcheck.reference.reading import TableRefusedError

_AS_CSV = "save the table as CSV (.csv or .tsv, UTF-8)"
_FIXES = {
    ".xls": "open it in a spreadsheet program and save it as .xlsx",
    ".xlsb": "open it in a spreadsheet program and save it as .xlsx",
    ".xlt": "open it in a spreadsheet program and save it as .xlsx",
    ".numbers": "export it as Excel (.xlsx) or CSV",
    ".fods": "save it as .ods",
    ".feather": "write it as Parquet",
    ".arrow": "write it as Parquet",
    ".duckdb": "export its tables as Parquet",
    ".zip": "name the zip file itself, or unpack it",
    ".gz": "unpack it; of packed files only CSV and JSON are read (.csv.gz, .json.gz)",
    ".dta": _AS_CSV,
    ".sav": _AS_CSV,
    ".rds": _AS_CSV,
    ".rda": _AS_CSV,
    ".pdf": "copy its table into a spreadsheet and save that as CSV",
}
UNREAD_ENDINGS = frozenset(_FIXES) - {".zip"}  # of files that hold tables and stand in folders of tables


def unread(name: str) -> TableRefusedError:
    """Why a file is not read, with what to do about it.

    >>> unread("old.xls").message
    'files with .xls are not read as tables; open it in a spreadsheet program and save it as .xlsx'
    """
    dot = name.rfind(".")
    ending = name[dot:].lower() if dot > 0 else ""
    return TableRefusedError(
        f"files with {ending or 'no ending'} are not read as tables; {_FIXES.get(ending, _AS_CSV)}"
    )
