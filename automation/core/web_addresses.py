"""The parts of web addresses, and which hosts are this machine."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def parts_of(url: str) -> SplitResult | None:
    """The parts of an http or https address; None for one that programs could read in different ways."""
    if not url.isascii() or not url.isprintable() or any(char in url for char in "\\@ #"):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def at_stand_in(url: str, origin: str) -> str:
    """The address at a server that stands in for all hosts, in tests.

    It tells the hosts apart by the first part of the path.

    Args:
        url: The real address.
        origin: Of that server; "" for none, which leaves the address as it is.
    """
    if not origin:
        return url
    real, ours = urlsplit(url), urlsplit(origin)
    return urlunsplit((ours.scheme, ours.netloc, f"/{real.hostname}{real.path}", real.query, ""))
