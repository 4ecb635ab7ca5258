import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.identity.greeting import (
    NO_NAME,
    NOTE,
    SEVERAL,
    Greeting,
    greeted,
    greeting,
    name_issue,
    name_problem,
)
from automation.core.identity.name_notes import NOTES, PLACEHOLDERS
from automation.core.text import names_in

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cells" / "names.jsonl").read_text("utf-8").splitlines()
]
# Cells that hold a name and nothing else.
NAMES = [case["text"] for case in CASES if "greet" in case["expect"]]


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Smith John - HIRED", NOTE),
        ("Tom Hall (dup)", NOTE),
        ("Tom Hall / Anna Berg", SEVERAL),
        ("Mr. and Mrs. Hall", SEVERAL),
        ("Tom Hall, Anna Berg", SEVERAL),
        ("tom@mail.example", NO_NAME),
        ("TBC", NO_NAME),
        ("N/A", NO_NAME),
        ("Candidate A", NO_NAME),
        ("", ""),
        ("Ludwig von und zu Berg", ""),
        ("Ana Costa e Silva", ""),
        ("Adam Driver", ""),
        ("Shelley Long", ""),
    ],
)
def test_what_is_wrong_with_a_cell(text: str, issue: str) -> None:
    """A note, several people and no name are different issues; surnames that are words are none."""
    assert (name_issue(text), greeting(text).issue) == (issue, issue)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_short_way_agrees_with_the_long_one(case: dict[str, str]) -> None:
    """Most names are found right without being taken apart; the result is the same."""
    assert name_issue(case["text"]) == greeting(case["text"]).issue


OTHERS = names_in("HIRED, hired, Test, and, und, y, call, Berlin, van, Ltd, xxx, Mr, o, tom, PMP, MA, Jr")
PIECES = [*sorted({word for name in NAMES for word in name.replace(",", " ").split()}), *OTHERS]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from([" ", "-", ", ", "'"]))
def test_the_short_way_agrees_for_any_words(words: list[str], joiner: str) -> None:
    """Names, notes and other words in any order."""
    text = joiner.join([" ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
    assert name_issue(text) == greeting(text).issue


@given(st.sampled_from(NAMES), st.data())
def test_blanks_and_a_comma_at_the_end_change_nothing(name: str, data: st.DataObject) -> None:
    """People paste names with blanks and line breaks around and inside."""
    gap = data.draw(st.sampled_from(["  ", "\n", "\t", "\xa0", " "]))
    assert greeting(f" {name.replace(' ', gap)} ,") == greeting(name)


@given(st.sampled_from(NAMES), st.sampled_from(["(she/her)", "()", "[they/them]", "(Mr)"]))
def test_an_aside_that_says_how_to_speak_of_someone_changes_nothing(name: str, aside: str) -> None:
    """It is neither a note nor a name."""
    assert greeting(f"{name} {aside}") == greeting(name)


NOTED = st.sampled_from(sorted(NOTES)) | st.sampled_from(["do not call", "dup", "2", "call Monday", "see row 7"])


@given(
    st.sampled_from(NAMES), NOTED, st.sampled_from(["{} - {}", "{} ({})", "{} – {}", "{} [{}]", "{}: {}", "{} *{}*"])
)
def test_a_note_behind_a_name_is_always_an_issue(name: str, note: str, form: str) -> None:
    """Whatever the name and the note are, and however they are parted."""
    assert greeting(form.format(name, note)).issue


@given(st.sampled_from(NAMES), st.sampled_from(sorted(NOTES)), st.sampled_from([str.upper, str.lower, str.title]))
def test_a_word_of_a_note_is_an_issue_without_signs_too(name: str, note: str, case: object) -> None:
    """The cells "Tom Hall HIRED" and "Tom Hall hired" hold notes."""
    assert greeting(f"{name} {case(note)}").issue  # type: ignore[operator]


@given(
    st.sampled_from([case["text"] for case in CASES if "flag" in case["expect"]]),
    st.sampled_from(["{} ", "{}.", "({})"]),
)
def test_what_is_not_clear_stays_so(text: str, form: str) -> None:
    """Noise never makes a name of a cell that is none."""
    assert greeting(form.format(text)).issue


@given(st.sampled_from(sorted(PLACEHOLDERS)))
def test_a_placeholder_is_no_name(word: str) -> None:
    """In any language, alone and beside a name."""
    assert greeting(word.title()).issue == NO_NAME
    assert greeting(f"Tom {word.title()}").issue == NO_NAME


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Whatever is typed: a given name is part of the cell, and there is none where something is wrong."""
    found = greeting(text)
    assert not (found.given and found.issue)
    assert found.given.casefold() in " ".join(text.split()).casefold().replace(" - ", "-") or not found.given.isascii()
    assert greeted(text) == (found.given or text)


def test_who_is_greeted_how() -> None:
    """The preferred name comes first, then a column for the given name, then the given name in Name."""
    assert greeted("Okafor, Ada", "Addie", "Ada") == "Addie"
    assert greeted("Ada Wei Lin", "", "Wei Lin") == "Wei Lin"
    assert greeted("Ada Okafor", "", "dr. ada") == "Ada"
    assert greeted("Ada Okafor", "", "A.") == "Ada"
    assert greeted("Ada Okafor", "", "call her") == "Ada"
    assert greeted("Wang Weilin") == "Wang Weilin"
    assert greeting("Okafor, Ada") == Greeting("Ada")


def test_a_preferred_name_stands_for_a_name_that_is_not_clear() -> None:
    """Only the name that goes into messages is checked."""
    assert name_problem("Ada Okafor (dup)", "") == (
        "name",
        "holds a note: leave only the name there, or fill Preferred name",
    )
    assert name_problem("Ada Okafor (dup)", "Ada") == ("", "")
    assert name_problem("Ada Okafor", "Ada (dup)") == ("preferred_name", "holds a note: leave only the name there")
