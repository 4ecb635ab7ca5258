"""Addresses, phone numbers and profiles in one form each, so that all ways to write one compare as equal."""

import re
from urllib.parse import unquote

from automation.core.identity.email_addresses import ascii_domain
from automation.core.identity.typed_addresses import lone_address

# A phone number without its country's prefix.
_LOCAL_DIGITS, _FEWEST_DIGITS = 9, 7
_ROUNDED = re.compile(r"\+?\d(?:[.,]\d*)?\s?e\s?\+?\d{1,3}", re.IGNORECASE)
# Also an address that no message can reach, such as one without an ending; not two addresses, and no sentence.
_ONE_WORD = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+")


def email_identity(text: str) -> str:
    """The bare mailbox of an address, without what mail services ignore; "" for none.

    Lower case, without "+jobs" and the dots of Gmail, and with the domain in ASCII.
    """
    address = lone_address(text)
    if not address:
        plain = text.strip().lower()
        address = plain if _ONE_WORD.fullmatch(plain) else ""
    return bare_mailbox(address)


def bare_mailbox(address: str) -> str:
    """The bare mailbox of an address in lower case, as `lone_address` gives it; "" for none."""
    local, _, domain = address.partition("@")
    domain = ascii_domain(domain)
    if not local or not domain:
        return ""
    bare = local.partition("+")[0] or local
    if domain in {"gmail.com", "googlemail.com"}:
        return f"{bare.replace('.', '')}@gmail.com"
    mailbox = f"{bare}@{domain}"
    return address if mailbox == address else mailbox


def phone_identity(text: str) -> str:
    """The last nine digits of a number, without its country's prefix.

    "" where there are fewer than seven, or a spreadsheet has rounded the number: 4.47912E+11.
    """
    if _ROUNDED.fullmatch(text.strip()):
        return ""
    digits = "".join(char for char in text if char.isdecimal())
    return digits[-_LOCAL_DIGITS:] if len(digits) >= _FEWEST_DIGITS and len(set(digits)) > 1 else ""


_LINKEDIN = re.compile(r"(?:^|/)(?:in|pub)/([^/]+)")
# Pages of LinkedIn that are the same for all people.
_LINKEDIN_SHARED = re.compile(r"(?:in|pub|feed|home|search|mynetwork|messaging|jobs)(?:/|$)|(?:sales|talent)/search")


def profile_identity(text: str) -> str:
    """Site and path of a profile, without scheme and query; a LinkedIn profile only as its own name; "" for none."""
    head, _, rest = unquote(text.strip()).lower().partition("//")
    path = (rest or head).partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/")
    site, _, who = path.partition("/")
    if site.endswith("linkedin.com"):
        if slug := _LINKEDIN.search(who):
            return f"linkedin.com/in/{slug[1]}"
        if _LINKEDIN_SHARED.match(who):
            return ""
    return path if who and "." in site else ""
