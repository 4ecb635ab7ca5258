"""What names one person by itself: an address, a number, a profile; in the one form that all ways to write it share."""

import re
from urllib.parse import unquote

from automation.core.identity.email_addresses import ascii_domain

# A phone number without its country's prefix.
_LOCAL_DIGITS, _FEWEST_DIGITS = 9, 7


def email_identity(text: str) -> str:
    """The bare mailbox of an address, without what mail services ignore; "" for none.

    Case, "+jobs" and the dots of Gmail are off, and the domain is in ASCII, however it was typed.
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
    """The last nine digits of a number, so that its country's prefix does not matter; "" where there are too few."""
    digits = "".join(char for char in text if char.isdecimal())
    return digits[-_LOCAL_DIGITS:] if len(digits) >= _FEWEST_DIGITS and len(set(digits)) > 1 else ""


_LINKEDIN = re.compile(r"(?:^|/)in/([^/]+)")


def profile_identity(text: str) -> str:
    """Site and path of a profile, without scheme and query; of a LinkedIn profile only whose it is; "" for none."""
    head, _, rest = unquote(text.strip()).lower().partition("//")
    path = (rest or head).partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/")
    site, _, who = path.partition("/")
    slug = _LINKEDIN.search(who) if site.endswith("linkedin.com") else None
    if slug:
        return f"linkedin.com/in/{slug[1]}"
    return path if who and "." in site else ""
