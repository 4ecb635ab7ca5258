"""E-mail addresses: which ones can receive a message, and which sender name goes with one."""

import re
import unicodedata

# A domain that never exists (RFC 2606), for senders without a known address. Their messages stay on this machine.
_STAND_IN = "outbox.example"
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")


class InvalidAddress(ValueError):
    """No message can be sent to this address; the error's text ends a sentence about it."""


def read_address(text: str) -> str:
    """An address in the form that mail servers accept: ASCII, with the domain in lower case.

    Whether the address exists is not checked.

    Raises:
        InvalidAddress: It is not one address, or one that only some mail servers accept.
    """
    # Slow to import, and most runs neither send anything nor meet a domain that is not ASCII.
    from email_validator import EmailNotValidError, validate_email

    try:
        valid = validate_email(text.strip(), check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        raise InvalidAddress(f"is not an e-mail address: {_clause(str(error))}") from None
    if valid.ascii_email is None:
        raise InvalidAddress("has letters before the @ that many mail servers do not take")
    return valid.ascii_email


def read_mailbox(text: str) -> tuple[str, str]:
    """Name and address of a sender, from "Dana Reyes <dana@acme.example>".

    Raises:
        InvalidAddress: There is no name, no address, or more than one.
    """
    named = _NAMED.fullmatch(text.strip())
    name = " ".join(named["name"].replace('"', " ").split()) if named else ""
    if named is None or not name:
        raise InvalidAddress("is not written like Dana Reyes <dana@acme.example>")
    return name, read_address(named["address"])


def try_mailbox(text: str) -> tuple[str, str]:
    """Name and address of a sender whose messages stay on this machine. Unlike `read_mailbox`, either may be missing.

    A missing name is made from the part before the @; a missing address gets a stand-in.

    Raises:
        InvalidAddress: The address is not valid.
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
    """Whether an address is a stand-in for an unknown one."""
    return address.endswith(f"@{_STAND_IN}")


def ascii_domain(domain: str) -> str:
    """A domain in lower case and ASCII; one that cannot be written in ASCII only in lower case."""
    domain = domain.strip().rstrip(".").lower()
    if domain.isascii():
        return domain
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(f"x@{domain}", check_deliverability=False).ascii_domain.lower()
    except EmailNotValidError:
        return domain


def _clause(text: str) -> str:
    """Sentences as the end of another sentence."""
    text = text.strip().rstrip(".").replace(". ", "; ")
    return f"{text[:1].lower()}{text[1:]}"
