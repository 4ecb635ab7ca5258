"""Which addresses the program may post to: chats' incoming webhooks, and services that watch runs.

Such an address is a secret, so no message here repeats it.
"""

import re
from enum import StrEnum

from automation.core.web_addresses import is_loopback, parts_of


class Service(StrEnum):
    """A chat with incoming webhooks."""

    SLACK = "Slack"
    TEAMS = "Microsoft Teams"
    GOOGLE_CHAT = "Google Chat"


_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_WORKFLOW = r"/(?:[\w.%-]{1,100}/){0,8}workflows/[\w.%/-]{1,1000}"
# Host and path, each matched as a whole.
_ALLOWED = tuple(
    (service, re.compile(host), re.compile(path))
    for service, host, path in (
        (Service.SLACK, r"hooks\.slack\.com", r"/(?:services|workflows|triggers)/[\w/-]{1,1000}"),
        (Service.TEAMS, rf"(?:{_LABEL}\.){{1,3}}logic\.azure\.com", _WORKFLOW),
        (Service.TEAMS, rf"(?:{_LABEL}\.){{1,4}}environment\.api\.powerplatform\.com", _WORKFLOW),
        (Service.GOOGLE_CHAT, r"chat\.googleapis\.com", r"/v1/spaces/[\w-]{1,200}/messages"),
    )
)
_RETIRED = re.compile(rf"outlook\.office(?:365)?\.com|(?:{_LABEL}\.){{1,4}}webhook\.office\.com")


class NotAllowed(ValueError):
    """An address that the program does not post to; the message does not repeat it."""


def service_of(url: str) -> Service:
    """The chat that a webhook's address belongs to.

    Raises:
        NotAllowed: It is no address of a webhook that the program posts to.
    """
    parts = parts_of(url)
    if parts and _RETIRED.fullmatch(parts.hostname or ""):
        raise NotAllowed(
            "it is an Office 365 connector, which Microsoft has retired: make a workflow "
            "“When a Teams webhook request is received” in Teams, and use its address"
        )
    if parts and parts.scheme == "https" and parts.port in {None, 443}:
        for service, host, path in _ALLOWED:
            if host.fullmatch(parts.hostname or "") and path.fullmatch(parts.path):
                return service
    raise NotAllowed("it is no https address of a webhook of Slack, Microsoft Teams (Workflows) or Google Chat")


def require_watcher(url: str) -> None:
    """Check the address of a service that watches runs: https, or this machine.

    Raises:
        NotAllowed: It is something else.
    """
    parts = parts_of(url)
    secure = parts and (parts.scheme == "https" or is_loopback(parts.hostname or ""))
    if not parts or not secure or parts.query:
        raise NotAllowed("it is no https address without a question mark, such as https://hc-ping.com/…")


def require_loopback(url: str) -> None:
    """Check the origin of a service on this machine, for tests.

    Raises:
        NotAllowed: It is something else.
    """
    parts = parts_of(url)
    if not parts or parts.scheme != "http" or not is_loopback(parts.hostname or "") or parts.path not in {"", "/"}:
        raise NotAllowed("it is no http address of this machine")
