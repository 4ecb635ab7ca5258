"""Reading how our mail server has checked a message's sender: Authentication-Results, RFC 8601."""

import re
from collections.abc import Sequence

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

# The server's name at the beginning of such a header, as a token or a quoted string; comments may precede it.
_NAME = re.compile(r"""\s*(?:"([^"\\]*)"|([^\s;()<>@,:\\"/\[\]?=]+))(?=[\s;(]|$)""")

# Characters of such a header that are read.
MOST = 8_000


def vouches_for(headers: Sequence[str], authserv_id: str, sender: str) -> bool:
    """Whether our mail server has checked that a message comes from its sender's domain.

    Of the headers with our server's name, only the topmost counts, even if it cannot be parsed: the server puts its
    header above all others, and a sender can write anything below. Headers with other names are skipped.

    Args:
        headers: The values of Authentication-Results, topmost first.
        authserv_id: The name that our server writes in its header; "" trusts none.
        sender: The address in From.
    """
    domain = _domain(sender)
    if not authserv_id or not domain:
        return False
    own = next((one for one in map(str, headers) if _name(one) == authserv_id.lower()), "")
    found = _parsed(own)
    return found is not None and any(_proves(result, domain) for result in found.results)


def _parsed(value: str) -> AuthenticationResultsHeader | None:
    try:
        return AuthenticationResultsHeader.parse_value(value[:MOST])
    except (AuthResError, RecursionError, ValueError):
        return None


def _name(value: str) -> str:
    """The name of the server that wrote a header, in lower case; "" if the header does not begin with a name."""
    found = _NAME.match(_without_comments(value[:MOST]))
    return (found[1] or found[2] or "").lower() if found else ""


def _without_comments(value: str) -> str:
    """The value without the comments, perhaps nested, before its first word."""
    depth, at = 0, 0
    while at < len(value):
        char = value[at]
        if char == "\\":
            at += 1
        elif char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif not depth and not char.isspace():
            break
        at += 1
    return value[at:]


def _proves(result: object, domain: str) -> bool:
    """Whether a result passed for this domain: DMARC, a DKIM signature, or SPF."""
    method, verdict = getattr(result, "method", ""), getattr(result, "result", "")
    values = {f"{one.type}.{one.name}": _domain(one.value) for one in getattr(result, "properties", ())}
    if verdict != "pass":
        return False
    if method == "dmarc":
        return values.get("header.from") == domain
    if method == "dkim":
        return domain in {values.get("header.d"), values.get("header.i")}
    return method == "spf" and values.get("smtp.mailfrom") == domain


def _domain(address: str) -> str:
    """The domain of an address, or a domain itself, in lower case and without a dot at the end."""
    return str(address).rpartition("@")[2].strip().rstrip(".").lower()
