"""Addresses, phone numbers and profiles in one form each, so that all ways to write one compare as equal."""

import re
from urllib.parse import unquote

from automation.core.identity.email_addresses import ascii_domain

# A phone number without its country's prefix.
_LOCAL_DIGITS, _FEWEST_DIGITS = 9, 7


def email_identity(text: str) -> str:
    """The bare mailbox of an address, without what mail services ignore; "" for none.

    Lower case, without "+jobs" and the dots of Gmail, and with the domain in ASCII.
    """
    local, _, domain = text.strip().lower().partition("@")
    domain = ascii_domain(domain)
    if not local or not domain:
        return ""
    bare = local.partition("+")[0] or local
    if domain in {"gmail.com", "googlemail.com"}:
        return f"{bare.replace('.', '')}@gmail.com"
    return f"{bare}@{domain}"


def phone_identity(text: str) -> str:
    """The last nine digits of a number, without its country's prefix; "" where there are fewer than seven."""
    digits = "".join(char for char in text if char.isdecimal())
    return digits[-_LOCAL_DIGITS:] if len(digits) >= _FEWEST_DIGITS and len(set(digits)) > 1 else ""


_LINKEDIN = re.compile(r"(?:^|/)in/([^/]+)")


def profile_identity(text: str) -> str:
    """Site and path of a profile, without scheme and query; a LinkedIn profile only as its own name; "" for none."""
    head, _, rest = unquote(text.strip()).lower().partition("//")
    path = (rest or head).partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/")
    site, _, who = path.partition("/")
    slug = _LINKEDIN.search(who) if site.endswith("linkedin.com") else None
    if slug:
        return f"linkedin.com/in/{slug[1]}"
    return path if who and "." in site else ""
