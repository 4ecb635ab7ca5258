"""E-mail addresses: which of them a message can go to, and who writes under which name."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

# A domain that never exists (RFC 2606): of senders whose address is not known, in messages that stay on this machine.
_STAND_IN = "outbox.example"
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")


class InvalidAddress(ValueError):
    """No message can go to this address; the message ends a sentence about it."""


def read_address(text: str) -> str:
    """An address in the form in which mail servers take it: ASCII, with the domain in lower case.

    Nobody is asked whether the address exists.

    Raises:
        InvalidAddress: It is not the address of one mailbox, or one that only some mail servers could take.
    """
    try:
        valid = validate_email(text.strip(), check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        raise InvalidAddress(f"is not an e-mail address: {_clause(str(error))}") from None
    if valid.ascii_email is None:
        raise InvalidAddress("has letters before the @ that many mail servers do not take")
    return valid.ascii_email


def read_mailbox(text: str) -> tuple[str, str]:
    """Name and address of somebody who writes, from "Dana Reyes <dana@acme.example>".

    Raises:
        InvalidAddress: There is no name, no address, or more than one.
    """
    named = _NAMED.fullmatch(text.strip())
    name = " ".join(named["name"].replace('"', " ").split()) if named else ""
    if named is None or not name:
        raise InvalidAddress("is not written like Dana Reyes <dana@acme.example>")
    return name, read_address(named["address"])


def try_mailbox(text: str) -> tuple[str, str]:
    """Name and address of somebody whose messages stay on this machine: as `read_mailbox`, and from less.

    An address alone gives a name by what stands before the @; a name alone gets a stand-in for its address.

    Raises:
        InvalidAddress: There is an address, and it is none.
    """
    text = " ".join(text.split())
    if "<" in text:
        return read_mailbox(text)
    if "@" in text:
        address = read_address(text)
        words = re.split(r"[\W\d_]+", address.rpartition("@")[0].partition("+")[0])
        return " ".join(word.capitalize() for word in words if word) or address, address
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return text, f"{'.'.join(re.findall('[a-z0-9]+', letters))[:64].strip('.') or 'sender'}@{_STAND_IN}"


def is_stand_in(address: str) -> bool:
    """Whether an address only stands for one that is not known."""
    return address.endswith(f"@{_STAND_IN}")


def ascii_domain(domain: str) -> str:
    """A domain as mail servers name it: lower case, ASCII; one that cannot be written so is only lower case."""
    domain = domain.strip().rstrip(".").lower()
    if domain.isascii():
        return domain
    try:
        return validate_email(f"x@{domain}", check_deliverability=False).ascii_domain.lower()
    except EmailNotValidError:
        return domain


def _clause(text: str) -> str:
    """Sentences as the rest of one."""
    text = text.strip().rstrip(".").replace(". ", "; ")
    return f"{text[:1].lower()}{text[1:]}"
