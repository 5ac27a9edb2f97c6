"""The facts of a store by series, entity and period."""

from __future__ import annotations

from fractions import Fraction

import pytest

from factcheck.linking.ledger import Ledger, additive
from factcheck.model import Unit
from factcheck.reference.store import ReferenceStore
from tests.unit.linking_scenes import series_of, store_of

HERDS = """Farm,Year,Goats,Milk price (EUR)
Hill,2023,40,2.1
Hill,2022,30,2.0
Dale,2022,20,1.9
Dale,2023,25,1.8
Brook,2023,10,2.2
"""
REGIONS = """Region,Year,Births
North,2023,300
South,2023,200
Total,2023,500
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReferenceStore:
    return store_of(tmp_path_factory.mktemp("herds"), herds=HERDS, regions=REGIONS)


def test_points_come_in_order_of_period(store: ReferenceStore) -> None:
    points = Ledger().points(series_of(store, "Goats"), "Hill")
    assert [(point.period.label if point.period else "", point.fact.value) for point in points] == [
        ("2022", Fraction(30)),
        ("2023", Fraction(40)),
    ]


def test_points_are_made_once(store: ReferenceStore) -> None:
    ledger, goats = Ledger(), series_of(store, "Goats")
    assert ledger.points(goats, "Hill") is ledger.points(goats, "Hill")
    assert ledger.points(goats, "Hill")[0].fact is ledger.points(goats, "Hill")[0].fact


def test_a_sum_is_made_only_of_a_year_in_which_all_have_a_value(store: ReferenceStore) -> None:
    totals = [point.fact for point in Ledger().totals(series_of(store, "Goats"))]
    assert [(fact.period.label, fact.value) for fact in totals if fact.period] == [("2023", Fraction(75))]


def test_prices_are_not_added(store: ReferenceStore) -> None:
    assert not Ledger().totals(series_of(store, "Milk price"))


def test_members_leave_out_totals(store: ReferenceStore) -> None:
    births = series_of(store, "Births")
    period = births.cells[0].period
    assert [fact.entity for fact in Ledger().members_at(births, period)] == ["North", "South"]
    assert births.totals == ("Total",)


def test_the_whole_is_the_table_s_own_total(store: ReferenceStore) -> None:
    births = series_of(store, "Births")
    whole = Ledger().whole_at(births, births.cells[0].period)
    assert whole is not None
    assert (whole.entity, whole.derivation) == ("Total", "")


def test_the_whole_is_a_sum_where_no_row_is_one(store: ReferenceStore) -> None:
    goats = series_of(store, "Goats")
    whole = Ledger().whole_at(goats, goats.cells[0].period)
    assert whole is not None
    assert (whole.value, whole.entity) == (Fraction(75), "all 3")


@pytest.mark.parametrize(
    ("unit", "measure", "expected"),
    [
        (None, "Visitors", True),
        (Unit("EUR", "currency"), "Sales", True),
        (Unit("percent", "percent"), "Turnout", False),
        (Unit("EUR", "currency"), "Average price", False),
        (Unit("count per day", "count/time"), "Births", False),
        (Unit("degree Celsius", "temperature"), "High", False),
    ],
)
def test_what_may_be_added(unit: Unit | None, measure: str, expected: bool) -> None:
    assert additive(unit, measure) is expected
