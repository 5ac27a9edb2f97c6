"""Where things stand by name: the shipped tables, and the descriptions beside a table."""

from __future__ import annotations

from pathlib import Path

BUILTIN = "builtin"
PACKAGE_NAMES = ("datapackage.json", "datapackage.yaml", "datapackage.yml")
GLOSSARY = "glossary.csv"  # what the codes in the headers of the tables beside it mean
SIDE_ENDINGS = (".datapackage.json", ".datapackage.yaml", ".datapackage.yml")


def builtin_folder() -> Path:
    """The shipped tables: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "reference_data"
    return installed if installed.is_dir() else package.parent / "reference_data"


def is_description(path: Path) -> bool:
    """Whether a file is a description by its name."""
    return path.name in PACKAGE_NAMES or path.name.endswith(SIDE_ENDINGS)
