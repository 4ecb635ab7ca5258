"""Columns with words from a list: what must hold of every phrase, whatever language it is in."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core import parsing
from automation.core.model import Cell, Level, Remote, ShelveReason, Status
from automation.core.parsing import Unreadable
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.negation import negates
from automation.core.parsing.words.tokens import all_words, words_of

Reader = Callable[[Cell], object]
# Column → its reader, and its vocabulary.
COLUMNS: dict[str, tuple[Reader, str]] = {
    "status": (parsing.read_status, "status"),
    "stage": (parsing.read_stage, "stage"),
    "reason": (parsing.read_reason, "reasons"),
    "remote": (parsing.read_remote, "remote"),
    "authorisation": (parsing.read_authorisation, "authorisation"),
    "level": (parsing.read_level, "levels"),
    "title": (lambda cell: parsing.level_in_title(str(cell)), "titles"),
    **{
        asks: (lambda cell, asks=asks: parsing.read_yes_no(cell, asks), "yes_no")
        for asks in ("remote_ok", "alerts", "do_not_contact", "sponsors")
    },
}
NEGATIONS = ("not", "never", "nicht", "ikke", "não")
# A reason stands with and without a negation, such as "relocation" and "no relocation", where both say the same.
SAME_DENIED = ("Location", "Work authorisation", "Headcount frozen", "Timing", "Too junior", "Skill gap")


def read(reader: Reader, text: str) -> object:
    """What a cell is read as; None for nothing, and for what is asked about."""
    try:
        return reader(text)
    except Unreadable:
        return None


@cache
def phrases(column: str) -> Sequence[str]:
    """The phrases of a column that are read."""
    reader, name = COLUMNS[column]
    return [text for section in _sections(column, name) for text in vocabulary(name)[section] if read(reader, text)]


def _sections(column: str, name: str) -> Iterator[str]:
    for section in vocabulary(name):
        if name != "yes_no" or " " not in section or section.startswith(column):
            yield section


def cells(*columns: str) -> st.SearchStrategy[tuple[str, str]]:
    """A column, and a phrase of it that is read."""
    return st.sampled_from(columns).flatmap(lambda column: st.tuples(st.just(column), st.sampled_from(phrases(column))))


ANY = cells(*COLUMNS)


@given(ANY, st.sampled_from(NEGATIONS), st.booleans())
def test_a_negation_never_leaves_a_reading_as_it_was(case: tuple[str, str], negation: str, before: bool) -> None:
    """It is turned round, or asked about."""
    column, text = case
    reader, _ = COLUMNS[column]
    reading = read(reader, text)
    if negates(text) or (column == "reason" and str(reading) in SAME_DENIED):
        return
    denied = f"{negation} {text}" if before else f"{text} {negation}"
    # Under Do not contact, "never" is itself a yes.
    assert read(reader, denied) != reading or (column == "do_not_contact" and negation == "never")


@given(ANY, st.sampled_from([" {} ", "{}.", "{}!", "({})", '"{}"', "- {}", "{} ", "\t{}\n"]), st.booleans())
def test_noise_never_changes_a_reading(case: tuple[str, str], noise: str, upper: bool) -> None:
    """Blanks, case, quotes and a full stop are nothing."""
    column, text = case
    reader, _ = COLUMNS[column]
    noisy = noise.format(text.upper() if upper else text)
    assert read(reader, noisy) == read(reader, text)


@given(cells("status", "stage", "reason", "remote"))
def test_a_note_in_brackets_changes_nothing(case: tuple[str, str]) -> None:
    """A name or a remark that the column does not know is a note."""
    column, text = case
    reader, _ = COLUMNS[column]
    assert read(reader, f"{text} (Okonkwo)") == read(reader, text)


@given(ANY, st.sampled_from(["maybe {}", "{}?", "{} xyzzy", "almost {}", "{} tbc"]))
def test_doubt_and_unknown_words_are_asked_about(case: tuple[str, str], doubt: str) -> None:
    """A cell of which a word is not understood is not read; in titles and levels, other words are usual."""
    column, text = case
    reader, _ = COLUMNS[column]
    if column not in {"title", "level"}:
        assert read(reader, doubt.format(text)) is None


@given(st.sampled_from(["status", "stage", "reason"]).flatmap(lambda column: st.tuples(cells(column), cells(column))))
def test_two_meanings_in_a_cell_are_asked_about(pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    """Neither is preferred."""
    (column, one), (_, other) = pair
    reader, _ = COLUMNS[column]
    readings = {read(reader, one), read(reader, other)}
    both = read(reader, f"{one} / {other}")
    assert both in readings if len(readings) == 1 else both is None


@pytest.mark.parametrize(
    "name", ["status", "stage", "reasons", "remote", "authorisation", "levels", "titles", "yes_no"]
)
def test_words_that_say_nothing_never_negate(name: str) -> None:
    """A word that is skipped in one language must not be a negation in another, such as "sin"."""
    skipped = [*vocabulary("common")["noise"], *vocabulary("common")["article"]]
    skipped += [text for section, texts in vocabulary(name).items() if section.endswith("nothing") for text in texts]
    assert not [text for text in skipped if negates(text) and " " not in text]


@pytest.mark.parametrize("name", ["status", "stage", "reasons", "remote", "authorisation", "levels", "titles"])
def test_no_phrase_has_two_meanings(name: str) -> None:
    """In one column, a phrase stands in one section."""
    meanings: dict[tuple[str, ...], set[str]] = {}
    for section, texts in vocabulary(name).items():
        for words in all_words(texts):
            assert words
            meanings.setdefault(words, set()).add(section)
    assert not {words: sections for words, sections in meanings.items() if len(sections) > 1}


@pytest.mark.parametrize(
    ("reader", "cell", "message"),
    [
        (parsing.read_status, "Closed", "could be Filled or Cancelled: write one of them"),
        (parsing.read_status, "open / on hold", "could be Open or On hold: write one of them"),
        (parsing.read_reason, "salary + location", "could be Pay too high or Location: write one of them"),
        (parsing.read_status, "not filled", "is not a status: write one of Open, On hold, Filled, Cancelled"),
    ],
)
def test_what_could_mean_two_things_is_named(reader: Reader, cell: str, message: str) -> None:
    """The message names the choices that it could be."""
    with pytest.raises(Unreadable) as error:
        reader(cell)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("reader", "cell", "reading"),
    [
        (parsing.read_level, "Seinor", Level.SENIOR),
        (parsing.read_level, "Sinior", Level.SENIOR),
        (parsing.read_level, "Princpal", Level.PRINCIPAL),
        (parsing.read_level, "Trainer", None),
        (parsing.read_level, "Directory", None),
        (parsing.read_level, "Internal", None),
        (parsing.read_status, "Opne", Status.OPEN),
        (parsing.read_status, "filed", None),
        (parsing.read_status, "unfilld", None),
        (parsing.read_status, "Inactve", None),
        (parsing.read_remote, "remtoe", Remote.REMOTE),
        (parsing.read_reason, "overqalified", ShelveReason.TOO_SENIOR),
        (parsing.read_reason, "created", None),
        (parsing.read_authorisation, "need sponsorhsip", False),
    ],
)
def test_a_slip_is_read_and_another_word_is_not(reader: Reader, cell: str, reading: object) -> None:
    """A slip of the keyboard is read, unless it makes another word or a negation."""
    assert read(reader, cell) == reading


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'offre", ("offre",)),
        ("d’accord", ("accord",)),
        ("don't", ("dont",)),
        ("Un-paused", ("unpaused",)),
        ("U.S. / n.v.t.", ("us", "nvt")),
        ("w/o visa", ("without", "visa")),
        ("2-3 days", ("2-3", "days")),
        ("H-1B", ("h", "1", "b")),
        ("12.11.2026", ("12.11.2026",)),
        ("Młodszy Överkvalificerad", ("mlodszy", "overkvalificerad")),
    ],
)
def test_words_are_compared_without_accents_and_marks(text: str, words: tuple[str, ...]) -> None:
    """Accents, apostrophes and dots do not matter."""
    assert words_of(text) == words
