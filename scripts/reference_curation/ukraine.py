"""The public record of November 2022 and the United States drawdowns for Ukraine."""

from __future__ import annotations

from pathlib import Path

from scripts.reference_curation.package import WORDS, Package, load_package
from scripts.reference_curation.raw import read_rows

DONOR = "United States to Ukraine"
# The Act's section -> what a memorandum under it orders, and other wordings of that.
ORDERS = {
    "506(a)(1)": (
        "drawdown of defense stocks",
        "drawdown; presidential drawdown; security assistance package; military aid package; weapons package",
    ),
    "552(c)(2)": ("drawdown of commodities and services", ""),
    "614(a)(1)": ("assistance or waiver under special authority", ""),
}


def packages(raw: Path) -> list[Package]:
    """Both packages of this module."""
    record = read_rows(raw / "ukraine_nov_2022_public_record" / "public_record.csv")
    words = {row["id"]: row for row in read_rows(WORDS / "ukraine_words.csv")}
    drawdowns = read_rows(raw / "us_ukraine_drawdowns" / "us_ukraine_drawdowns.csv")
    return [
        load_package(
            "ukraine_nov_2022_public_record",
            {"ukraine_nov_2022_public_record": [_fact(row, words[row["id"]]) for row in record]},
        ),
        load_package("us_ukraine_drawdowns", {"us_ukraine_drawdowns": [_drawdown(row) for row in drawdowns]}),
    ]


def _fact(row: dict[str, str], words: dict[str, str]) -> list[str]:
    unit = {"USD": "US$"}.get(row["unit"], row["unit"])
    values = [row["value_low"], row["value_high"], words["comparator"], unit, row["as_of"], words["scope"]]
    source = [row["source_name"], row["source_date"], row["source_url"]]
    return [row["id"], words["entity"], words["measure"], *values, *source, words["aliases"], words["note"]]


def _drawdown(row: dict[str, str]) -> list[str]:
    measure, aliases = ORDERS[row["authority_section"]]
    comparator = {"approximately": "about"}.get(row["comparator"], row["comparator"])
    amount = [row["amount_usd"], comparator, row["authority_section"]]
    return [row["date"], DONOR, measure, *amount, row["source_url"], aliases]
