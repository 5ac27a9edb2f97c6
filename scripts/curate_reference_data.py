"""Make `reference_data/` from a folder of raw public tables: `python scripts/curate_reference_data.py RAW [--out DIR]`.

The result depends on nothing but the raw files, so running it twice gives the same bytes. Every mending is declared
in the package's `mended`, which the table of `reference_data/README.md` repeats.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # run as a file, a script has its own folder on the path and not the project's
    sys.path.insert(0, str(ROOT))

from scripts.reference_curation import climate, factbook, markets, space, ukraine, united_states, world  # noqa: E402
from scripts.reference_curation.overview import write_overview  # noqa: E402
from scripts.reference_curation.package import Package, write_package  # noqa: E402

MODULES = (ukraine, world, united_states, markets, climate, space, factbook)


def curated(raw: Path) -> list[Package]:
    """All packages, in the order of the README."""
    return [package for module in MODULES for package in module.packages(raw)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path, help="the folder of raw tables")
    parser.add_argument("--out", type=Path, default=ROOT / "reference_data", help="where to write")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    packages = curated(arguments.raw)
    write_overview(packages, arguments.out)
    for package in packages:
        write_package(package, arguments.out)
        print(f"{package.name}: {sum(len(rows) for rows in package.rows.values())} rows")


if __name__ == "__main__":
    main()
