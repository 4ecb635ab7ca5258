"""Types of settings whose values are checked, and some normalised, when the settings are read."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from automation.core.access.roles import UnclearRoles, members_of
from automation.core.board_hosts import Board, is_name
from automation.core.google_hosts import is_sheets_origin
from automation.core.model import Conventions
from automation.core.parsing import Unreadable, read_currency
from automation.core.web_hosts import NotAllowed, require_loopback, require_watcher, service_of
from automation.core.workbook.consent import region_of

# Streamlit's path for the provider's redirect after a sign-in.
CALLBACK = "/oauth2callback"
_DISCOVERY = "/.well-known/openid-configuration"
# https, or for trials http on this machine.
_PAGE = re.compile(r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost)(:\d+)?)(/[^\s?#]*)?")


def _place(path: str) -> str:
    if not path.startswith("~"):
        return path
    try:
        return str(Path(path).expanduser())
    except RuntimeError:
        raise ValueError(f"'{path}' names a home folder that is not known here: write the whole path") from None


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"'{name}' is not a time zone: write one such as Europe/Berlin")
    return name


def _currency(code: str) -> str:
    try:
        return read_currency(code) or "USD"
    except Unreadable as error:
        raise ValueError(f"'{code}' {error}") from None


def _sheets_origin(url: str) -> str:
    if url and not is_sheets_origin(url):
        raise ValueError(f"'{url}' is neither https://sheets.googleapis.com nor an address of this machine")
    return url


def _region(name: str) -> str:
    if region_of(name, Conventions()) is None:
        raise ValueError(f"'{name}' is not known: write EU, UK, US or a country")
    return name


def _networks(proxies: list[str]) -> list[str]:
    for one in proxies:
        try:
            ip_network(one, strict=False)
        except ValueError:
            raise ValueError(f"'{one}' is no address: write one such as 172.17.0.1, or 172.17.0.0/16") from None
    return proxies


def _page_url(url: str) -> str:
    if not _PAGE.fullmatch(url):
        raise ValueError(f"'{url}' is no address for candidates: write one that begins with https://")
    return url.rstrip("/")


def _dashboard_url(url: str) -> str:
    plain = url.removesuffix(CALLBACK).rstrip("/")
    if plain and not (_PAGE.fullmatch(plain) and plain.count("/") == 2):
        raise ValueError(f"'{url}' is no address of a dashboard: write one such as https://pocket.acme.example")
    return plain


def _provider(url: str) -> str:
    if url and not _PAGE.fullmatch(url):
        raise ValueError(f"'{url}' is no provider: write one such as https://accounts.google.com")
    return f"{url.removesuffix(_DISCOVERY).rstrip('/')}{_DISCOVERY}" if url else url


def _one_or_several(roles: object) -> object:
    """The table of roles, where a single person may be written without a list."""
    if not isinstance(roles, dict):
        return roles
    return {role: [people] if isinstance(people, str) else people for role, people in roles.items()}


def _known_roles(roles: dict[str, list[str]]) -> dict[str, list[str]]:
    try:
        members_of(roles)
    except UnclearRoles as error:
        raise ValueError(str(error)) from None
    return roles


Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
Watched = Literal["refresh", "inbox", "send", "nudge"]


class NudgeChoice(BaseModel):
    """How one colleague gets the nudge.

    Attributes:
        quiet_days: On which days not; None for the setting of all.
        from_hour: Not before this hour of the day, where the workbook lives.
        channel: By mail, as part of the chats' digests, both, or not at all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    quiet_days: list[Weekday] | None = None
    from_hour: int = Field(0, ge=0, le=23)
    channel: Literal["mail", "chat", "both", "none"] = "both"


def _hooks(hooks: dict[str, SecretStr]) -> dict[str, SecretStr]:
    for name, url in hooks.items():
        try:
            service_of(url.get_secret_value())
        except NotAllowed as error:
            raise ValueError(f"the address of '{name}' cannot be used: {error}") from None
    return hooks


def _watchers(urls: dict[Watched, SecretStr]) -> dict[Watched, SecretStr]:
    for name, url in urls.items():
        try:
            require_watcher(url.get_secret_value())
        except NotAllowed as error:
            raise ValueError(f"the address for '{name}' cannot be used: {error}") from None
    return urls


def _boards(boards: dict[Board, str]) -> dict[Board, str]:
    for board, token in boards.items():
        if not is_name(board, token):
            raise ValueError(
                f"'{token}' is no name of a company on {board}: write the part of the board's address that names it"
            )
    return boards


def _loopback(url: str) -> str:
    try:
        require_loopback(url)
    except NotAllowed as error:
        raise ValueError(str(error)) from None
    return url


# A file or folder; ~ at its beginning is the user's home, as in a shell. An address or a key stays as it is.
Place = Annotated[str, AfterValidator(_place)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Currency = Annotated[str, AfterValidator(_currency)]
SheetsOrigin = Annotated[str, AfterValidator(_sheets_origin)]
Region = Annotated[str, AfterValidator(_region)]
Networks = Annotated[list[str], AfterValidator(_networks)]
# The address of the candidates' page, without a slash at the end.
PageUrl = Annotated[str, AfterValidator(_page_url)]
# The address of the dashboard, without the callback's path and without a slash at the end.
DashboardUrl = Annotated[str, AfterValidator(_dashboard_url)]
# The address of an OpenID configuration; the issuer's address is enough.
Provider = Annotated[str, AfterValidator(_provider)]
# Role → people, each as name and address.
RolesTable = Annotated[dict[str, list[str]], BeforeValidator(_one_or_several), AfterValidator(_known_roles)]
# Name of a chat → the address of its webhook.
ChatHooks = Annotated[dict[str, SecretStr], AfterValidator(_hooks)]
# Command → the address at which a service watches its runs.
PingUrls = Annotated[dict[Watched, SecretStr], AfterValidator(_watchers)]
# Job board → the company's name on it.
Boards = Annotated[dict[Board, str], AfterValidator(_boards)]
# The origin of a server on this machine.
Loopback = Annotated[str, AfterValidator(_loopback)]
