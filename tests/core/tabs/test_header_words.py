import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.schema import CANDIDATES, PEOPLES_TABS, REQUISITIONS
from automation.core.tabs.header_asides import with_units
from automation.core.tabs.header_row import recognise
from automation.core.tabs.header_words import (
    FAMILY_NAME,
    GIVEN_NAME,
    every_name,
    main_names,
    meanings,
    squeezed,
    units_in,
)
from automation.core.tabs.name_columns import name_parts, whole_name

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cells" / "headers.jsonl").read_text("utf-8").splitlines()
]
TAKEN = [(case["tab"], case["text"]) for case in CASES if case["expect"] != "none" and "?" not in case["text"]]
PLAIN = [(tab, text) for tab, text in TAKEN if text.replace("-", "").replace(" ", "").isalpha()]
OWN = [(case["tab"], case["text"]) for case in CASES if case["expect"] == "none"]


def fields(tab: str, header: str) -> set[str]:
    """The fields that a header may mean."""
    return {one.field for one in meanings(tab, header)}


@pytest.mark.parametrize("tab", list(PEOPLES_TABS))
def test_every_listed_name_means_one_field(tab: str) -> None:
    """No name is listed for two fields, except for a whole name and its parts; and each is of a field that exists."""
    known = {field.id for field in PEOPLES_TABS[tab].fields} | {GIVEN_NAME, FAMILY_NAME}
    found: dict[str, set[str]] = {}
    for field, letters in every_name(tab):
        found.setdefault(letters, set()).add(field)
    exact = {squeezed(field.header) for field in PEOPLES_TABS[tab].fields}
    assert {field for names in found.values() for field in names} <= known
    names = {"name", GIVEN_NAME, FAMILY_NAME}
    assert [one for one, of in found.items() if len(of) > 1 and not of <= names and one not in exact] == []


@pytest.mark.parametrize("tab", list(PEOPLES_TABS))
def test_no_listed_name_has_signs_left(tab: str) -> None:
    """Each pattern of the lists is complete."""
    assert [letters for _, letters in every_name(tab) if not letters.isalnum()] == []


@given(st.sampled_from(PLAIN), st.data())
def test_noise_around_a_header_changes_nothing(header: tuple[str, str], data: Any) -> None:
    """Numbering, stars, "(required)", case and spacing say nothing about what a column holds."""
    tab, text = header
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title]))
    form = data.draw(
        st.sampled_from(
            [
                "{}*",
                "{}:",
                " {} (required)",
                "{} [optional]",
                "1. {}",
                "12) {}",
                "{} (yes/no)",
                "{}\n",
                "📌 {}",
                "{} (e.g. this)",
            ]
        )
    )
    gap = data.draw(st.sampled_from([" ", "  ", "_", "-", "\n"]))
    assert fields(tab, form.format(case(text).replace(" ", gap))) == fields(tab, text)


# Words that make another column of any column.
OTHERS = [
    "previous", "not", "no", "never", "without", "before", "since", "until", "changed", "verified", "sent", "source by",
    "of manager", "of referrer", "score", "history", "expiry", "url of CV", "2", "gap", "withdrawn", "interview",
]  # fmt: skip


@given(st.sampled_from(PLAIN), st.sampled_from(OTHERS), st.booleans())
def test_a_word_more_makes_another_column(header: tuple[str, str], word: str, before: bool) -> None:
    """A header is never taken by likeness: "No contact", "Email sent", "Level history"."""
    tab, text = header
    changed = f"{word} {text}" if before or word == "no" else f"{text} {word}"
    assert not fields(tab, changed) & fields(tab, text) - {"shelved_from"}


@given(st.sampled_from(OWN), st.sampled_from(["{}*", "{} (required)", "3. {}", "{}:", " {} ", "Candidate {}"]))
def test_a_column_of_ones_own_stays_so(header: tuple[str, str], form: str) -> None:
    """Noise never makes a known header of an unknown one."""
    tab, text = header
    if text != "#":
        assert fields(tab, form.format(text)) - {GIVEN_NAME, FAMILY_NAME} == set()


@given(st.text(max_size=40), st.sampled_from(list(PEOPLES_TABS)))
def test_any_header_is_read(header: str, tab: str) -> None:
    """Whatever stands in row 1, reading it ends."""
    assert all(one.rank in (0, 1, 2) for one in meanings(tab, header))


def test_the_usual_names_come_before_others() -> None:
    """A workbook that was read before more names were known is read as it was."""
    found = recognise(PEOPLES_TABS[CANDIDATES], ["Business email", "E-mail address", "Home phone", "Mobile"])
    assert found.fields == {"email": 1, "phone": 3}
    assert [problem.column for problem in found.problems] == ["Business email", "Home phone"]
    assert main_names(CANDIDATES, "email")[0] == "E-mail address"


@pytest.mark.parametrize(
    ("headers", "whole", "parts"),
    [
        (["First name", "Last name"], None, {GIVEN_NAME: 0, FAMILY_NAME: 1}),
        (["Surname", "Forename"], None, {GIVEN_NAME: 1, FAMILY_NAME: 0}),
        (["Name", "Vorname"], None, {GIVEN_NAME: 1, FAMILY_NAME: 0}),
        (["Nom", "Prénom"], None, {GIVEN_NAME: 1, FAMILY_NAME: 0}),
        (["Nombre", "Apellidos"], None, {GIVEN_NAME: 0, FAMILY_NAME: 1}),
        (["Имя", "Фамилия"], None, {GIVEN_NAME: 0, FAMILY_NAME: 1}),
        (["First name", "Middle name", "Last name"], None, {GIVEN_NAME: 0, FAMILY_NAME: 2}),
        (["Name", "First name"], 0, {GIVEN_NAME: 1}),
        (["Full name", "First name", "Last name"], 0, {GIVEN_NAME: 1, FAMILY_NAME: 2}),
        (["Nombre completo", "Nombre", "Apellidos"], 0, {GIVEN_NAME: 1, FAMILY_NAME: 2}),
        (["Nombre", "Vorname"], 0, {GIVEN_NAME: 1}),
        (["Name"], 0, {}),
        (["Nom"], 0, {}),
        (["First name"], None, {}),
        (["Last name"], None, {}),
    ],
)
def test_given_and_last_name_make_a_name(headers: list[str], whole: int | None, parts: dict[str, int]) -> None:
    """In any order and language, where no column has the whole name."""
    found = recognise(PEOPLES_TABS[CANDIDATES], headers)
    assert (found.fields.get("name"), found.parts) == (whole, parts)
    assert found.has("name") == (whole is not None or len(parts) == 2)


def test_a_requisition_has_no_first_name() -> None:
    """Only candidates have names."""
    assert recognise(PEOPLES_TABS[REQUISITIONS], ["First name", "Last name"]).parts == {}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Okafor", ("Ada", "Okafor")),
        ("Okafor, Ada", ("Ada", "Okafor")),
        ("Pieter van der Berg", ("Pieter", "van der Berg")),
        ("Wang Weilin", ("Wang Weilin", "")),
        ("Ada", ("Ada", "")),
        ("", ("", "")),
    ],
)
def test_a_name_is_typed_into_two_columns(name: str, parts: tuple[str, str]) -> None:
    """The whole name stands with the given one where its parts are not sure; read again, it is the same name."""
    assert name_parts(name) == parts
    assert sorted(whole_name(*parts).split()) == sorted(name.replace(",", "").split())


@pytest.mark.parametrize(
    ("header", "units"),
    [
        ("Expected CTC (LPA)", ("LPA",)),
        ("Expected salary (k EUR)", ("k", "EUR")),
        ("Gehaltswunsch in EUR", ("EUR",)),
        ("Expected salary (EUR per month)", ("EUR", "per month")),
        ("Monthly salary expectation", ("per month",)),
        ("Pay expectation", ()),
        ("Expected salary (net)", ()),
    ],
)
def test_units_of_a_header(header: str, units: tuple[str, ...]) -> None:
    """A pay header may say in what its numbers are."""
    assert units_in(header) == units


@pytest.mark.parametrize(
    ("cell", "units", "read"),
    [
        ("12", ("LPA",), "12 LPA"),
        ("65", ("k", "EUR"), "65k EUR"),
        ("65000", ("k", "EUR"), "65000 EUR"),
        ("1200000", ("LPA",), "1200000"),
        ("5,500", ("EUR", "per month"), "5,500 EUR per month"),
        ("€5,500", ("EUR", "per month"), "€5,500 per month"),
        ("65k GBP", ("k", "EUR"), "65k GBP"),
        ("negotiable", ("k",), "negotiable"),
        ("", ("k",), ""),
    ],
)
def test_a_plain_number_has_the_unit_of_its_header(cell: str, units: tuple[str, ...], read: str) -> None:
    """A cell that says its own unit keeps it; a number in full is not in thousands."""
    assert with_units(cell, units) == read
