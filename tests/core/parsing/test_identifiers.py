import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.identity.contact_ids import email_identity, phone_identity, profile_identity
from automation.core.model import Cell, CellError
from automation.core.parsing import Unreadable, read_email, read_id, read_phone
from automation.core.parsing.exported import ERROR_CODES, FALSE_WORDS, restored
from automation.core.parsing.identifiers import lost_digits, row_id
from automation.core.text import key_of
from tests.core.small_workbooks import CELLS

ADDRESSES = st.from_regex(
    r"[a-z][a-z0-9]{0,8}(\.[a-z]{1,5})?(\+[a-z]{1,4})?@[a-z]{2,9}\.(example|co\.example)", fullmatch=True
)
NOISE = st.lists(
    st.sampled_from([" ", "\u00a0", "\u200b", "\ufeff", "<", ">", "'", '"', ",", ";", ".", "(", ")", "\n", "\u200e"]),
    max_size=4,
).map("".join)


def read(cell: Cell) -> str | None:
    """The address in a cell; None where none is read."""
    try:
        return read_email(cell)
    except Unreadable:
        return None


@given(ADDRESSES, NOISE, NOISE)
def test_noise_never_changes_an_address(address: str, before: str, after: str) -> None:
    """Blanks, quotes, brackets and invisible characters, in capitals or not."""
    assert read(f"{before}{address}{after}") == address
    assert read(f"{before}mailto:{address.upper()}{after}") == address
    assert row_id(None, f"{before}{address}{after}") == address


@given(ADDRESSES, ADDRESSES, st.sampled_from([", ", "; ", " / ", "\n", " or ", " ", "|", " und "]))
def test_of_two_addresses_none_is_read(one: str, other: str, joint: str) -> None:
    """Whatever stands between them; the same address twice is one."""
    assert read(f"{one}{joint}{other}") == (one if one == other and joint.strip(" ,;/|\n") == "" else None)
    assert one == other or email_identity(f"{one}{joint}{other}") == ""


@given(
    ADDRESSES, st.sampled_from(["not", "old:", "do not use", "bounced", "nicht", "assistant of", "ask", "42", "was"])
)
def test_a_doubt_beside_an_address_is_asked_about(address: str, doubt: str) -> None:
    """A word that says more than that it is an address is never ignored, in front, behind, or as a name."""
    for text in (f"{doubt} {address}", f"{address} {doubt}", f"{address} ({doubt})"):
        assert read(text) is None
        assert email_identity(text) == ""
    assert doubt in {"ask", "was"} or read(f"{doubt} <{address}>") is None


@given(CELLS | st.text(alphabet="ab@.,<> +'\"\u200b＠", max_size=25))
def test_whatever_is_read_is_one_address(cell: Cell) -> None:
    """An address that is read has one @, no blank, and is read from itself; what is no text is none."""
    found = read(cell)
    if found:
        assert isinstance(cell, str)
        assert found.count("@") == 1
        assert not set(found) & set(" ,;<>()\u200b＠")
        assert read(found) == found
        assert email_identity(found)


@given(CELLS)
def test_a_key_is_stable(cell: Cell) -> None:
    """A key that is read back from its own text is the same key; it has no blanks around it."""
    for key in (row_id(cell), row_id(None, cell)):
        assert key == key.strip()
        assert len(key) <= 200
    key = row_id(cell)
    assert key_of(row_id(key)) in {key_of(key), ""}


@pytest.mark.parametrize("code", sorted({code for codes in ERROR_CODES.values() for code in codes}))
def test_codes_of_failed_formulas(code: str) -> None:
    """A code in any language is a failed formula, whatever the case and the blanks around it."""
    for text in (code, f" {code.lower()} ", "#" * 90):
        assert isinstance(restored(text), CellError)
        assert (row_id(text), row_id(None, text)) == ("", "")
        for reader in (read_id, read_email, read_phone):
            with pytest.raises(Unreadable, match="is a failed formula"):
                reader(text)


@pytest.mark.parametrize(
    "text", ["#1", "#17 A", "C#", "#hashtag", "#", "Err", "Error", "REF", "N/A!", "#N/A today", "True", "Sand", "VERO"]
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    """What only resembles a code or a tick is text."""
    assert restored(text) == text


@pytest.mark.parametrize("word", [word for words in FALSE_WORDS.values() for word in words])
def test_exported_checkboxes(word: str) -> None:
    """An unticked checkbox is one in the words of any language, and no name of a row."""
    assert restored(f" {word} ") is False
    assert (row_id(word), row_id(None, word), read(word)) == ("", "", None)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("4.47912E+11", True),
        ("4,47912e11", True),
        ("４.47912E+11", True),
        ("4.47912345678E+11", False),
        ("447912345678", False),
        ("+44 7912 000000", False),
        ("12E", False),
        (447_912_000_000, True),
        (15_551_200_000.0, True),
        (447_912_345_678, False),
        (5_550_000_000, False),
        (10**16, True),
        (float("inf"), True),
        (0, False),
        (True, False),
        (None, False),
    ],
)
def test_numbers_without_their_last_digits(text: Cell, lost: object) -> None:
    """A text with too few digits for its exponent, a round number as a CSV file leaves it, one of over 15 digits."""
    assert lost_digits(text) is lost


@pytest.mark.parametrize("number", ["+44 20 7946 0000", "+44 20 7946 0001"])
def test_the_apostrophe_of_an_export_is_no_part_of_a_number(number: str) -> None:
    assert read_phone(f"'{number}") == number


@pytest.mark.parametrize("text", ["4.47912E+11", "4,47912E+11", "4.47912 e+11"])
def test_damaged_numbers_have_no_identity(text: str) -> None:
    """Also where such a text gets past the reader of the cell."""
    assert phone_identity(text) == ""


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("https://www.linkedin.com/in/ana-souza/?x=1", "linkedin.com/in/ana-souza"),
        ("linkedin.com/pub/ana-souza/1/2/3", "linkedin.com/in/ana-souza"),
        ("https://www.linkedin.com/sales/lead/ACw1,NAME", "linkedin.com/sales/lead/acw1,name"),
        ("https://www.linkedin.com/in/", ""),
        ("https://www.linkedin.com/search/results/people/?keywords=ana", ""),
        ("https://www.linkedin.com/feed/", ""),
        ("github.com/ana", "github.com/ana"),
    ],
)
def test_a_page_that_many_share_is_no_profile(text: str, identity: str) -> None:
    """A search or the front page of LinkedIn makes no two people one."""
    assert profile_identity(text) == identity
