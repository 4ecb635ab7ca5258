"""Types of settings whose values are checked, and some normalised, when the settings are read."""

import re
from ipaddress import ip_network
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator

from automation.core.access.roles import UnclearRoles, members_of
from automation.core.google_hosts import is_sheets_origin
from automation.core.model import Conventions
from automation.core.parsing import Unreadable, read_currency
from automation.core.workbook.consent import region_of

# Streamlit's path for the provider's redirect after a sign-in.
CALLBACK = "/oauth2callback"
_DISCOVERY = "/.well-known/openid-configuration"
# https, or for trials http on this machine.
_PAGE = re.compile(r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost)(:\d+)?)(/[^\s?#]*)?")


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
