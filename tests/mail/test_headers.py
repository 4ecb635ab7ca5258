import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.templates.template_language import one_line
from automation.mail.headers import mailbox_header, text_header, token_header
from tests.core.small_workbooks import ODD_TEXTS

# What people type, and what an attacker types who wants a header of their own.
NASTY = (
    "x\r\nBcc: eve@mail.example",
    "x\nBcc: eve@mail.example",
    "=?utf-8?q?a=0ABcc:_eve@mail.example?=",
    "=?utf-8?b?Cg0KQmNjOiBldmVAbWFpbC5leGFtcGxl?=",
    '"Ana" <eve@mail.example>, x',
    'a"b\\',
    "<eve@mail.example>",
    "Müller, Jörg",
    "O'Neil (Bob)",
    "a@mail.example, b@mail.example",
    "ü " * 60,
    "日本語の名前" * 20,
    "🎉" * 50,
    "x" * 150,
    "a  b",
    "\x00\x1b[31m",
)
VALUES = st.sampled_from((*NASTY, *ODD_TEXTS)) | st.text(max_size=200)


def lines(header: str) -> list[str]:
    assert header.endswith("\r\n")
    return header[:-2].split("\r\n")


def is_one_header(header: str) -> bool:
    """Whether it is ASCII, one name, and every further line belongs to it."""
    first, *more = lines(header)
    return (
        header.isascii()
        and re.match(r"[A-Za-z-]+: ?", first) is not None
        and all(re.match(r" \S", line) for line in more)
    )


@given(VALUES)
def test_any_text_becomes_one_header(text: str) -> None:
    """Any text is one header, and decoded it is the text in one line."""
    line = one_line(text)
    header = text_header("Subject", line)
    assert is_one_header(header)
    longest_word = max(map(len, line.split()), default=0)
    assert all(len(each) <= 76 for each in lines(header)) or longest_word > 60
    raw = header.partition(":")[2].replace("\r\n", "").strip()
    assert str(make_header(decode_header(raw))) == line


@given(VALUES)
def test_a_name_is_one_mailbox(name: str) -> None:
    """Whatever a name holds, the header has one address, ours, and the name as it was."""
    line = one_line(name)
    header = mailbox_header("To", line, "ana@mail.example")
    assert is_one_header(header)
    parsed = message_from_bytes(f"{header}\r\n".encode(), policy=policy.default)
    assert parsed.keys() == ["To"]
    (address,) = parsed["To"].addresses
    assert address.addr_spec == "ana@mail.example"
    if header.startswith("To: =?"):
        # Python's own reader of addresses doubles blanks between encoded words.
        shown = header.removeprefix("To: ").removesuffix("<ana@mail.example>\r\n").replace("\r\n", "").strip()
        assert str(make_header(decode_header(shown))) == line
    else:
        assert address.display_name == line


def test_long_words_are_never_taken_apart() -> None:
    """The address of a page stays in one piece, whatever its length: mail programs take it as it stands."""
    page = f"<https://careers.acme.example/u/{'t' * 300}>"
    header = token_header("List-Unsubscribe", page, "<mailto:stop@acme.example>", comma=True)
    assert lines(header) == [f"List-Unsubscribe: {page},", " <mailto:stop@acme.example>"]


@pytest.mark.parametrize("token", ["a\r\nBcc: x", "a\nb", "ä", "x" * 999])
def test_a_token_that_would_be_two_headers(token: str) -> None:
    """Text that cannot be in a header is refused, not changed."""
    with pytest.raises(ValueError, match="would not be one header"):
        token_header("References", token)
