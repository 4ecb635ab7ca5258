"""Which addresses Google's credentials may be sent to. The one place for these rules.

A file from another person (`backpocket.toml` of a folder, a key file from a mail) must not send a token elsewhere.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from automation.core.web_addresses import is_loopback, parts_of

SHEETS = frozenset({"sheets.googleapis.com", "sheets.mtls.googleapis.com"})
# Where tokens are issued: for keys, signed-in users, other clouds, and impersonated accounts.
TOKENS = frozenset(
    {
        "accounts.google.com",
        "iamcredentials.googleapis.com",
        "iamcredentials.mtls.googleapis.com",
        "oauth2.googleapis.com",
        "oauth2.mtls.googleapis.com",
        "sts.googleapis.com",
        "sts.mtls.googleapis.com",
        "www.googleapis.com",
    }
)
UNIVERSE = "googleapis.com"
# Where a machine in a cloud asks for its own identity: addresses that are never routed.
METADATA = frozenset({"169.254.169.254", "fd00:ec2::254", "metadata.google.internal"})
_TOKEN_FIELDS = frozenset({"token_uri", "token_url", "token_info_url", "revoke_url"})


class Elsewhere(ValueError):
    """An address that credentials must not be sent to; the message names the field."""


def is_sheets_origin(url: str) -> bool:
    """Whether an address is the origin of Google's Sheets API, or of a service on this machine, without a path."""
    parts = parts_of(url)
    return parts is not None and parts.path in {"", "/"} and not parts.query and may_have_token(url)


def may_have_token(url: str) -> bool:
    """Whether an access token may be sent to an address."""
    return _is(url, SHEETS)


def makes_tokens(url: str) -> bool:
    """Whether credentials may be sent to an address to get a token."""
    return _is(url, TOKENS)


def is_source(url: str) -> bool:
    """Whether a machine may ask an address for its identity: any https one, else only this machine or its cloud."""
    parts = parts_of(url)
    return parts is not None and (
        parts.scheme == "https" or is_loopback(parts.hostname or "") or (parts.hostname or "") in METADATA
    )


def _is(url: str, hosts: frozenset[str]) -> bool:
    parts = parts_of(url)
    if parts is None:
        return False
    host = parts.hostname or ""
    return is_loopback(host) or (parts.scheme == "https" and host in hosts and parts.port in {None, 443})


def require_google(credentials: object) -> None:
    """Check that a credentials file of any kind names only addresses of Google.

    Args:
        credentials: The parsed JSON of the file.

    Raises:
        Elsewhere: A field names another address.
    """
    for field, value in _fields(credentials):
        if field == "universe_domain" and value not in {"", None, UNIVERSE}:
            raise Elsewhere(f"universe_domain is {value}, not {UNIVERSE}")
        if field in _TOKEN_FIELDS and not (isinstance(value, str) and makes_tokens(value)):
            raise Elsewhere(f"{field} leads to {value}, which is not Google's")
        if field == "service_account_impersonation_url" and not (isinstance(value, str) and makes_tokens(value)):
            raise Elsewhere(f"{field} leads to {value}, which is not Google's")
    source = credentials.get("credential_source") if isinstance(credentials, Mapping) else None
    for field, value in _fields(source):
        if field.endswith("url") and isinstance(value, str) and not is_source(value.replace("{region}", "region")):
            raise Elsewhere(f"{field} leads to {value}, which is neither https nor this machine's cloud")


def _fields(value: object) -> Iterator[tuple[str, Any]]:
    """Every field of an object, and of the objects in it."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield str(name), inner
            yield from _fields(inner)
