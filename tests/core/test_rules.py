from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Band, Row
from automation.core.rules import Rules, read_rules, settings_rows
from tests.core.small_workbooks import CELLS

HEADER = ["Name", "Value", "What it does"]


def test_defaults_are_the_contract() -> None:
    """Weights, bands and days are as product.md says."""
    rules = Rules()
    assert rules.weights == {"must": 45, "nice": 8, "title": 20, "level": 8, "location": 8, "pay": 6, "track": 5}
    assert (rules.strong, rules.good, rules.possible) == (80, 65, 50)
    assert (rules.slate_size, rules.slate_floor) == (10, 30)
    assert (rules.second_touch, rules.third_touch, rules.keep_warm, rules.most_touches) == (5, 12, 180, 3)
    assert (rules.consent_notice, rules.declined, rules.failed) == (30, 180, 365)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (100, Band.STRONG),
        (80, Band.STRONG),
        (79.9, Band.GOOD),
        (65, Band.GOOD),
        (64.9, Band.POSSIBLE),
        (50, Band.POSSIBLE),
        (49.9, Band.NONE),
        (0, Band.NONE),
    ],
)
def test_bands_begin_at_their_limits(score: Any, band: Any) -> None:
    """A score on a limit is in the better band."""
    assert Rules().band(score) is band


@pytest.mark.parametrize(
    ("band", "lower"),
    [(Band.STRONG, Band.GOOD), (Band.GOOD, Band.POSSIBLE), (Band.POSSIBLE, Band.NONE), (Band.NONE, Band.NONE)],
)
def test_a_band_is_lowered_by_one(band: Any, lower: Any) -> None:
    """A standing blocker lowers the band by one, and nothing is below none."""
    assert band.lowered() is lower


def test_settings_as_init_makes_them_are_the_defaults() -> None:
    """The Settings tab that `init` writes changes nothing."""
    assert read_rules([HEADER, *settings_rows()]) == (Rules(), [])


@pytest.mark.parametrize("value", [55, "55", "55,0", 55.0])
def test_a_setting_wins_over_the_default(value: Any) -> None:
    """A number is read however it was typed, whatever the case of its name."""
    rules, problems = read_rules([HEADER, ["WEIGHT: must have skills", value]])
    assert (rules.must, problems) == (55, [])


@pytest.mark.parametrize("value", ["many", -1, 101, float("nan"), float("inf"), True])
def test_a_setting_out_of_bounds_is_reported_and_the_default_used(value: Any) -> None:
    """A value that makes no sense never stops a run and never counts."""
    rules, problems = read_rules([HEADER, ["Weight: title", value]])
    assert rules == Rules()
    assert [problem.row for problem in problems] == [2]


def test_names_of_earlier_versions_are_read() -> None:
    """A workbook of version 0.1.0 keeps its settings."""
    rules, problems = read_rules([HEADER, ["Slate floor", 40], ["Unanswered touches at most", 2]])
    assert (rules.slate_floor, rules.most_touches, problems) == (40, 2, [])


def test_the_present_name_of_a_setting_counts() -> None:
    """Where a setting is there under both names, the row with the earlier one is reported, in any order."""
    rows = [["Minimum score", 30], ["Slate floor", 40]]
    for one, other in (rows, rows[::-1]):
        rules, problems = read_rules([HEADER, one, other])
        assert (rules.slate_floor, [problem.key for problem in problems]) == (30, ["Slate floor"])


def test_an_unknown_setting_is_reported() -> None:
    """A misspelt setting is pointed out by row."""
    _, problems = read_rules([HEADER, ["Wieght", 5]])
    assert [(problem.key, problem.row) for problem in problems] == [("Wieght", 2)]


@pytest.mark.parametrize("size", [0, 51])
def test_a_slate_holds_one_to_fifty(size: int) -> None:
    """A slate of none or of more than fifty is refused."""
    rules, problems = read_rules([HEADER, ["Slate size", size]])
    assert (rules.slate_size, len(problems)) == (10, 1)


@pytest.mark.parametrize("rows", [[["Band: Strong from", 40]], [[rule[0], 0] for rule in settings_rows()[:7]]])
def test_rules_that_contradict_each_other_are_not_used(rows: list[Row]) -> None:
    """Bands must fall from Strong to Possible, and some weight must count; else the defaults are used and reported."""
    rules, problems = read_rules([HEADER, *rows])
    assert rules == Rules()
    assert problems


@given(st.lists(st.tuples(st.sampled_from([row[0] for row in settings_rows()]) | CELLS, CELLS)))
def test_any_settings_tab_yields_usable_rules(rows: list[Row]) -> None:
    """Whatever stands in Settings, every rule is within its bounds and the bands fall."""
    rules, _ = read_rules([HEADER, *rows])
    assert all(rule.metadata["least"] <= getattr(rules, rule.name) <= rule.metadata["most"] for rule in fields(rules))
    assert rules.strong >= rules.good >= rules.possible
    assert any(rules.weights.values())
