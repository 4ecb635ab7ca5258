import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.identity.email_addresses import (
    InvalidAddress,
    is_stand_in,
    read_address,
    read_mailbox,
    try_mailbox,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ana@mail.example", "ana@mail.example"),
        (" Ana.Souza+jobs@MAIL.Example\n", "Ana.Souza+jobs@mail.example"),
        ("o'neil@mail.example", "o'neil@mail.example"),
        ("ana@münchen.example", "ana@xn--mnchen-3ya.example"),
    ],
)
def test_addresses(typed: str, read: str) -> None:
    """An address is read as mail servers take it."""
    assert read_address(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "ana@",
        "@mail.example",
        "ana@mail",
        "ana,souza@mail.example",
        "ana@mail.example, bo@mail.example",
        "ana@mail.example;bo@mail.example",
        "ana souza@mail.example",
        "Ana <ana@mail.example>",
        "ana@mail.example\r\nBcc: eve@mail.example",
        "ana@mail.example\x00",
        "ana@localhost",
        "ana@[127.0.0.1]",
        '"ana souza"@mail.example',
        "anä@mail.example",
        f"{'a' * 65}@mail.example",
        "mailto:ana@mail.example",
    ],
)
def test_an_invalid_address_is_refused(typed: str) -> None:
    """Text that is not the address of one mailbox is refused, with words that can end a sentence."""
    with pytest.raises(InvalidAddress, match=r"^(is|has) .*[^.]$"):
        read_address(typed)


@given(st.text(max_size=80) | st.text(alphabet="ab@.,<>\r\n +-", max_size=30))
def test_whatever_is_read_is_safe(typed: str) -> None:
    """An address that is read is ASCII without blanks, brackets, commas and line breaks."""
    try:
        read = read_address(typed)
    except InvalidAddress:
        return
    assert read.isascii()
    assert not set(read) & set('<>,; \t\r\n"()[]\\')
    assert read.count("@") == 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Dana Reyes <dana@acme.example>", ("Dana Reyes", "dana@acme.example")),
        ('  "Reyes, Dana"   <dana@ACME.example> ', ("Reyes, Dana", "dana@acme.example")),
    ],
)
def test_a_sender_has_a_name_and_an_address(typed: str, read: tuple[str, str]) -> None:
    """A sender is read as a name and an address."""
    assert read_mailbox(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "Dana", "dana@acme.example", "<dana@acme.example>", "Dana <dana>", "A <a@b.example> <c@d.example>"]
)
def test_a_sender_without_a_name_or_address_is_refused(typed: str) -> None:
    """A sender needs a name or an address."""
    with pytest.raises(InvalidAddress):
        read_mailbox(typed)


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("Dana Reyes <dana@acme.example>", "Dana Reyes", "dana@acme.example"),
        ("dana@acme.example", "Dana", "dana@acme.example"),
        ("dana.o-reyes+jobs@acme.example", "Dana O Reyes", "dana.o-reyes+jobs@acme.example"),
        ("42@acme.example", "42@acme.example", "42@acme.example"),
        ("  Sam   Jones ", "Sam Jones", "sam.jones@outbox.example"),
        ("Zoë Müller-Ok", "Zoë Müller-Ok", "zoe.muller.ok@outbox.example"),
        ("山田", "山田", "sender@outbox.example"),
    ],
)
def test_the_outbox_needs_only_a_name_or_an_address(typed: str, name: str, address: str) -> None:
    """A sender who is only an address gets a name from it; one who is only a name gets an address that never exists."""
    assert try_mailbox(typed) == (name, address)
    assert is_stand_in(address) == ("@" not in typed)


@pytest.mark.parametrize("typed", ["Dana <dana>", "<dana@acme.example>", "dana@acme", "dana@@acme.example"])
def test_a_wrong_address_is_wrong_there_too(typed: str) -> None:
    """An address that was typed is kept; no other one replaces it."""
    with pytest.raises(InvalidAddress):
        try_mailbox(typed)


@given(st.text(min_size=1).filter(lambda text: text.strip() and "@" not in text and "<" not in text))
def test_any_name_gets_an_address_that_mail_programs_take(name: str) -> None:
    """For any name."""
    _, address = try_mailbox(name)
    assert read_address(address) == address
