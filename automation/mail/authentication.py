"""What the own mail server says of where a message comes from: Authentication-Results, RFC 8601."""

import re
from collections.abc import Sequence

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

# The server's name at the beginning of such a header, a token or a quoted string; comments may stand before it.
_NAME = re.compile(r"""\s*(?:"([^"\\]*)"|([^\s;()<>@,:\\"/\[\]?=]+))(?=[\s;(]|$)""")

# Characters of such a header that are looked at.
MOST = 8_000


def vouches_for(headers: Sequence[str], authserv_id: str, sender: str) -> bool:
    """Whether the own server has checked that a message comes from its sender's domain.

    Only the topmost header under the server's own name counts, also where it cannot be read: the server puts its own
    above all others, and a sender can write anything below. Headers under other names are passed over.

    Args:
        headers: The values of Authentication-Results, topmost first.
        authserv_id: The server's name in its own; "" trusts none.
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
    """Under which name a header was written, in small letters, whatever follows it; "" where that cannot be told."""
    found = _NAME.match(_without_comments(value[:MOST]))
    return (found[1] or found[2] or "").lower() if found else ""


def _without_comments(value: str) -> str:
    """The same without the comments before its first word; they may be nested."""
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
    """Whether one result says so: DMARC for the domain, else a DKIM signature or SPF of that very domain."""
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
    """The domain of an address, or a domain as it is; compared."""
    return str(address).rpartition("@")[2].strip().rstrip(".").lower()
