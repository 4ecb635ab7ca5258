from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Cell, Conventions, each_row
from automation.core.reason_words import words
from automation.core.workbook.consent import OTHER, Consent, add_months, consent_of, region_of, retention_of
from automation.core.workbook.language_choice import BY_REGION, language_of
from tests.core.matching.test_left_out import plan_of
from tests.core.small_workbooks import ANA, TODAY, read

NOTHING = Conventions()


def consent(**cells: Cell) -> Consent:
    """The consent that one person's row states."""
    return consent_of(next(each_row(read([{**ANA, **cells}], []).candidates)), NOTHING, TODAY)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("FR", "FR"),
        ("france", "FR"),
        ("Germany", "DE"),
        ("The Netherlands", "NL"),
        ("Ireland", "EU"),
        ("Deutschland", "DE"),
        ("Österreich", "EU"),
        ("OESTERREICH", "EU"),
        ("Großbritannien", "UK"),
        ("Schweiz", OTHER),
        ("España", "EU"),
        ("eu", "EU"),
        ("England", "UK"),
        ("U.K.", "UK"),
        ("the UK", "UK"),
        ("Wielka Brytania", "UK"),
        ("Germany (DE)", "DE"),
        ("DEU", "DE"),
        ("SWE", "EU"),
        ("CHE", OTHER),
        ("🇩🇪", "DE"),
        ("Berlin, Germany", "DE"),
        ("EU (Germany)", "DE"),
        ("Francja", "FR"),
        ("Países Baixos", "NL"),
        ("Suède", "EU"),
        ("Republic of Ireland", "EU"),
        ("Nordics", "EU"),
        ("EU/EEA", "EU"),
        ("Zwitserland", OTHER),
        ("Serbia", OTHER),
        ("USA (CA)", OTHER),
        # Rules differ, or another town of that name may be meant.
        ("Germany / Austria", None),
        ("Benelux", None),
        ("EMEA", None),
        ("UK & Ireland", None),
        ("New York", None),
        ("Georgia", OTHER),
        ("worldwide", None),
        ("remote", None),
        ("USA", OTHER),
        ("Brazil", OTHER),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_regions(text: str, region: Any) -> None:
    """A country stands for the region whose rules apply; an unknown one for none."""
    assert region_of(text, NOTHING) == region


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("USA (CA)", "california"),
        ("California", "california"),
        ("U.S.", "us"),
        ("Francja", "fr"),
        ("Serbia", ""),
        ("", ""),
    ],
)
def test_retention_settings(text: str, settings: str) -> None:
    """Those of the country, also where it is named in another way."""
    assert retention_of(text, NOTHING) == settings


def test_default_region_speaks_for_rows_without_one() -> None:
    """The setting holds where the row is blank, and only there."""
    conventions = Conventions(default_region="FR")
    assert (region_of("", conventions), region_of("US", conventions)) == ("FR", OTHER)


@pytest.mark.parametrize(
    ("region", "until"),
    [("FR", date(2028, 1, 31)), ("NL", date(2027, 1, 31)), ("DE", date(2026, 7, 31)), ("UK", date(2027, 1, 31))],
)
def test_consent_carries_as_long_as_the_region_says(region: Any, until: date) -> None:
    """Consent runs out some months after the day they agreed, depending on the region."""
    assert consent(region=region, consent_basis="consent", consent_on="2026-01-31").until == until


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        ({"region": "EU"}, True),
        ({"region": "UK"}, True),
        ({"region": "US"}, False),
        ({"region": ""}, False),
        ({"region": "EU", "consent_basis": ""}, False),
    ],
)
def test_a_sheet_without_a_column_for_the_basis(cells: dict[str, Cell], *, missing: bool) -> None:
    """One line says to add it: people would look for the column that the lines about their rows name."""
    problems = [
        one for one in plan_of([{**ANA, **cells}]).problems if "There is no column Consent basis" in one.message
    ]
    assert [(one.tab, one.key, one.row) for one in problems] == [("Candidates", "", 1)] * missing


def test_consent_that_ran_out_is_reported() -> None:
    """A day that has passed is named."""
    over = consent(region="DE", consent_basis="consent", consent_on="2026-01-31")
    assert "2026-07-31" in words(over.lacking)


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (None, "is empty"),
        ("none", "is empty"),
        ("no", "says that there is none"),
        ("withdrawn", "says that there is none"),
    ],
)
def test_a_missing_legal_basis_is_reported(basis: Any, said: str) -> None:
    """In the EU a candidate without a legal basis is flagged, also where the day of a consent is still there."""
    lacking = consent(region="EU", consent_basis=basis, consent_on="2026-10-01").lacking
    assert words(lacking) == f"Consent basis {said}: ask whether you may keep them, or remove the row"


@pytest.mark.parametrize(("basis", "holds"), [("", True), ("withdrawn", False), ("pending", False)])
def test_their_own_yes_and_what_a_recruiter_typed(basis: str, holds: bool) -> None:
    """Candidates may agree on their page; it stands where the cell is empty, and what was typed against it wins."""
    row = SimpleNamespace(
        region="EU", consent_basis=basis, consent_on=None, said=SimpleNamespace(kept_on=date(2026, 10, 1))
    )
    assert (consent_of(row, NOTHING, TODAY).lacking is None) == holds


@pytest.mark.parametrize("region", ["US", None, "Atlantis"])
def test_consent_counts_where_the_region_asks_for_it(region: Any) -> None:
    """Elsewhere, and where the region is unknown, nothing runs out."""
    assert consent(region=region, consent_basis=None) == Consent(until=None, lacking=None)


def test_legitimate_interest_counts_from_the_last_contact() -> None:
    """A legal basis by interest counts from the last contact."""
    held = consent(region="EU", consent_basis="legitimate interest", last_contact="2026-10-01", shelved_on="2026-01-01")
    assert (held.until, held.lacking) == (date(2027, 10, 1), None)


def test_consent_without_a_date_is_reported() -> None:
    """A basis of consent without its day is incomplete."""
    assert "Consent on" in words(consent(region="EU", consent_basis="consent").lacking)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 600))
def test_months_later_is_the_same_day_or_the_last(day: date, months: Any) -> None:
    """So many months later is that day of that month, or the month's last."""
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_a_country_means_the_same_for_rules_and_language() -> None:
    """In whatever language it is named: where a language is known by region, so are the rules."""
    assert {name for name in BY_REGION if region_of(name, NOTHING) is None} == set()
    assert language_of(SimpleNamespace(language="", region="Österreich"), NOTHING) == "de"
