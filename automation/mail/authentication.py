"""What the own mail server says of where a message comes from: Authentication-Results, RFC 8601."""

from collections.abc import Sequence

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

# Characters of such a header that are looked at.
MOST = 8_000


def vouches_for(headers: Sequence[str], authserv_id: str, sender: str) -> bool:
    """Whether the own server has checked that a message comes from its sender's domain.

    Only the topmost header under the server's own name counts: it puts its own above all others, and whoever sends a
    message can write what they like below. Every other one is passed over.

    Args:
        headers: The values of Authentication-Results, topmost first.
        authserv_id: The server's name in its own; "" trusts none.
        sender: The address in From.
    """
    domain = _domain(sender)
    if not authserv_id or not domain:
        return False
    found = next((one for one in map(_parsed, headers) if _name(one) == authserv_id.lower()), None)
    return found is not None and any(_proves(result, domain) for result in found.results)


def _parsed(value: str) -> AuthenticationResultsHeader | None:
    try:
        return AuthenticationResultsHeader.parse_value(str(value)[:MOST])
    except (AuthResError, RecursionError, ValueError):
        return None


def _name(header: AuthenticationResultsHeader | None) -> str:
    return str(header.authserv_id).lower() if header is not None else ""


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
