"""Settings, lowest to highest: `backpocket.toml`, `BACKPOCKET_*` environment, options of the command line."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from automation.core.access.roles import Door, Role, UnclearRoles, members_of
from automation.core.follow_ups.consent import region_of
from automation.core.google_hosts import is_sheets_origin
from automation.core.ledger.sends import Limits
from automation.core.model import Conventions
from automation.core.parsing import Unreadable, read_currency
from automation.errors import ConfigError

FILE = "backpocket.toml"
_NEEDED = "signing in to the dashboard needs it; see docs/dashboard.md."
# Over the open net only https; this machine may try things out.
_PAGE = re.compile(r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost)(:\d+)?)(/[^\s?#]*)?")


# Streamlit answers there after a provider has sent somebody back.
CALLBACK = "/oauth2callback"
_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class SignIn:
    """How people sign in to the dashboard.

    Attributes:
        url: The dashboard's address as people open it, without a slash at the end.
        provider: Where the provider describes itself.
        client_id: By which it knows the dashboard.
        client_secret: With which the dashboard proves itself to it.
        door: Who is let in, and for how long.
    """

    url: str
    provider: str
    client_id: str
    client_secret: str
    door: Door


class Settings(BaseSettings):
    """What an installation is set to. Matching and cadence are set in the workbook's `Settings` tab."""

    model_config = SettingsConfigDict(env_prefix="BACKPOCKET_", extra="forbid", frozen=True)

    workbook: str | None = Field(
        None, description="The workbook: the path of an .xlsx file, or the address or key of a Google Sheet."
    )
    service_account_file: str | None = Field(
        None, description="A Google service account's key file; without it, Application Default Credentials."
    )
    sheets_endpoint: str | None = Field(None, description="The Sheets API's origin, where it isn't Google's.")
    time_zone: str | None = Field(
        None, description="Whose midnight starts a day, e.g. Europe/Berlin; else the sheet's, else the machine's."
    )
    date_order: Literal["DMY", "MDY"] | None = Field(
        None, description="How 03/04/2026 is meant; without it such dates are not read."
    )
    dollar_currency: str = Field("USD", description="What a bare $ means.")
    default_region: str | None = Field(None, description="The region of rows that name none, e.g. EU.")
    mailer: Literal["outbox", "smtp"] = Field(
        "outbox", description="How messages leave: as .eml files in a folder, or by a mail server."
    )
    senders: dict[str, str] = Field(
        default_factory=dict, description='In whose name: dana = "Dana Reyes <dana@acme.example>".'
    )
    organisation: str | None = Field(None, description="For whom you recruit, as candidates should read it.")
    reply_to: str | None = Field(None, description="Where answers go, if not to the sender.")
    postal_address: str | None = Field(
        None, description="Your postal address, which every message has to show; else the Templates tab's."
    )
    unsubscribe_address: str | None = Field(
        None, description="Where mail programs send an unsubscribe; else to the sender."
    )
    respond_url: str | None = Field(
        None, description="The https address at which `backpocket respond` is served; messages then link there."
    )
    respond_proxies: list[str] = Field(
        default_factory=list,
        description="Proxies before `backpocket respond` that are not on this machine: addresses or networks.",
    )
    respond_secret_file: str | None = Field(
        None, description="The secret behind the addresses of candidates' pages; else one is made."
    )
    outreach_folder: str | None = Field(
        None, description="Where queued messages and the outbox are kept; else a folder beside the workbook."
    )
    suppression_secret_file: str | None = Field(
        None, description="The secret behind the suppression list; else one is made in the outreach folder."
    )
    smtp_host: str | None = Field(None, description="The mail server.")
    smtp_port: int = Field(587, ge=1, le=65_535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection is kept private; none only for this machine's own server."
    )
    smtp_user: str | None = Field(None, description="Who signs in there.")
    smtp_password: SecretStr | None = Field(None, description="Password.")
    smtp_password_file: str | None = Field(None, description="A file with the password instead.")
    smtp_certificates: str | None = Field(
        None, description="A file of certificates to trust there instead of this machine's own."
    )
    imap_host: str | None = Field(None, description="Where answers arrive: the mail server that `inbox` reads.")
    imap_port: int = Field(993, ge=1, le=65_535, description="Its port.")
    imap_security: Literal["tls", "starttls", "none"] = Field(
        "tls", description="How the connection is kept private; none only for this machine's own server."
    )
    imap_user: str | None = Field(None, description="Who signs in there.")
    imap_password: SecretStr | None = Field(None, description="Password.")
    imap_password_file: str | None = Field(None, description="A file with the password instead.")
    imap_certificates: str | None = Field(
        None, description="A file of certificates to trust there instead of this machine's own."
    )
    imap_folder: str = Field("INBOX", description="The folder that answers arrive in.")
    authserv_id: str | None = Field(
        None,
        description="The name under which your mail server writes Authentication-Results; then they prove who wrote.",
    )
    sign_in_url: str | None = Field(
        None, description="The https address at which people open the dashboard; with it, they have to sign in."
    )
    sign_in_provider: str | None = Field(None, description="Who says who they are: the issuer's https address.")
    sign_in_client_id: str | None = Field(None, description="OAuth client ID.")
    sign_in_client_secret: SecretStr | None = Field(None, description="With which the dashboard proves itself there.")
    sign_in_client_secret_file: str | None = Field(None, description="A file that holds it instead.")
    sign_in_secret_file: str | None = Field(
        None, description="The secret behind who is signed in; else one is made in the outreach folder."
    )
    sign_in_trusts_email: bool = Field(
        default=False, description="Whether an address counts of which the provider does not say that it is verified."
    )
    sign_in_hours: float | None = Field(
        None, gt=0, le=720, description="How long a sign-in lasts; else as long as the provider says."
    )
    roles: dict[str, list[str]] = Field(
        default_factory=dict, description='Who may do what: recruiter = ["Dana Reyes <dana@acme.example>"].'
    )
    pace: float = Field(2.0, ge=0, le=3_600, description="Seconds between two messages.")
    collision_days: int = Field(14, ge=0, le=365, description="Days that must pass between two messages to one person.")
    daily_cap: int = Field(200, ge=1, le=10_000, description="Messages within 24 hours, of all recruiters together.")
    recruiter_cap: int = Field(50, ge=1, le=10_000, description="Messages within 24 hours of one person's.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="What is logged to standard error."
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None and name not in available_timezones():
            raise ValueError(f"'{name}' is not a time zone: write one such as Europe/Berlin")
        return name

    @field_validator("dollar_currency")
    @classmethod
    def _known_currency(cls, code: str) -> str:
        try:
            return read_currency(code) or "USD"
        except Unreadable as error:
            raise ValueError(f"'{code}' {error}") from None

    @field_validator("sheets_endpoint")
    @classmethod
    def _trusted(cls, url: str | None) -> str | None:
        if url and not is_sheets_origin(url):
            raise ValueError(f"'{url}' is neither https://sheets.googleapis.com nor an address of this machine")
        return url

    @field_validator("respond_proxies")
    @classmethod
    def _networks(cls, proxies: list[str]) -> list[str]:
        for one in proxies:
            try:
                ip_network(one, strict=False)
            except ValueError:
                raise ValueError(f"'{one}' is no address: write one such as 172.17.0.1, or 172.17.0.0/16") from None
        return proxies

    @field_validator("respond_url")
    @classmethod
    def _served(cls, url: str | None) -> str | None:
        if url is not None and not _PAGE.fullmatch(url):
            raise ValueError(f"'{url}' is no address for candidates: write one that begins with https://")
        return url.rstrip("/") if url else url

    @field_validator("sign_in_url")
    @classmethod
    def _opened(cls, url: str | None) -> str | None:
        plain = url.removesuffix(CALLBACK).rstrip("/") if url else url
        if plain and not (_PAGE.fullmatch(plain) and plain.count("/") == 2):
            raise ValueError(f"'{url}' is no address of a dashboard: write one such as https://pocket.acme.example")
        return plain

    @field_validator("sign_in_provider")
    @classmethod
    def _described(cls, url: str | None) -> str | None:
        if url and not _PAGE.fullmatch(url):
            raise ValueError(f"'{url}' is no provider: write one such as https://accounts.google.com")
        return f"{url.removesuffix(_DISCOVERY).rstrip('/')}{_DISCOVERY}" if url else url

    @field_validator("roles", mode="before")
    @classmethod
    def _one_or_several(cls, roles: object) -> object:
        if not isinstance(roles, dict):
            return roles
        return {role: [people] if isinstance(people, str) else people for role, people in roles.items()}

    @field_validator("roles")
    @classmethod
    def _known_roles(cls, roles: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
        try:
            members_of(roles)
        except UnclearRoles as error:
            raise ValueError(str(error)) from None
        return roles

    @field_validator("default_region")
    @classmethod
    def _known_region(cls, name: str | None) -> str | None:
        if name is not None and region_of(name, Conventions()) is None:
            raise ValueError(f"'{name}' is not known: write EU, UK, US or a country")
        return name

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options win over the environment, the environment over the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=config_file())

    @property
    def mail_password(self) -> str:
        """The mail server's password, "" where nobody signs in.

        Raises:
            ConfigError: The file that should hold it cannot be read.
        """
        return _password("smtp_password_file", self.smtp_password_file, self.smtp_password)

    @property
    def inbox_password(self) -> str:
        """The password where answers arrive, "" where none is set.

        Raises:
            ConfigError: The file that should hold it cannot be read.
        """
        return _password("imap_password_file", self.imap_password_file, self.imap_password)

    @property
    def sign_in(self) -> SignIn | None:
        """How people sign in to the dashboard; None where nobody does.

        Raises:
            ConfigError: Says everything that is missing at once.
        """
        given = {
            "sign_in_url": self.sign_in_url or "",
            "sign_in_provider": self.sign_in_provider or "",
            "sign_in_client_id": self.sign_in_client_id or "",
        }
        named = self.sign_in_client_secret or self.sign_in_client_secret_file or self.sign_in_secret_file
        if not any(given.values()) and not named:
            return None
        problems = [f"Setting {name} is missing: {_NEEDED}" for name, value in given.items() if not value]
        secret, door = "", self.door
        try:
            file = self.sign_in_client_secret_file
            secret = _password("sign_in_client_secret_file", file, self.sign_in_client_secret)
            if not secret:
                problems.append(f"Setting sign_in_client_secret_file is missing or empty: {_NEEDED}")
        except ConfigError as error:
            problems.append(str(error))
        if not door.members:
            problems.append("No one has a role, so no one could sign in: list people under [roles].")
        if problems:
            raise ConfigError(*problems)
        return SignIn(given["sign_in_url"], given["sign_in_provider"], given["sign_in_client_id"], secret, door)

    @property
    def door(self) -> Door:
        """Who is let in to the dashboard, and for how long."""
        seconds = None if self.sign_in_hours is None else 3600 * self.sign_in_hours
        return Door(members_of(self.roles), self.sign_in_trusts_email, seconds)

    @property
    def admins(self) -> list[str]:
        """Names of those whom one asks for a role."""
        return [one.name for one in self.door.members.values() if one.role is Role.ADMIN]

    @property
    def limits(self) -> Limits:
        """How much and how often people are written to."""
        return Limits(self.collision_days, self.daily_cap, self.recruiter_cap)

    @property
    def conventions(self) -> Conventions:
        """How this workbook writes what could be read in several ways."""
        return Conventions(self.date_order, self.dollar_currency, self.default_region)


def _password(name: str, file: str | None, value: SecretStr | None) -> str:
    if not file:
        return value.get_secret_value() if value else ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: {file} cannot be read.") from error


def config_file() -> Path:
    """The settings file: `BACKPOCKET_CONFIG`, else `backpocket.toml` in the working directory.

    Raises:
        ConfigError: `BACKPOCKET_CONFIG` names no file, or a folder is in its place.
    """
    named = os.environ.get("BACKPOCKET_CONFIG")
    if named and not Path(named).is_file():
        raise ConfigError(f"BACKPOCKET_CONFIG names {named}, but there is no such file.")
    if not named and Path(FILE).is_dir():
        raise ConfigError(f"{FILE} is a folder where the settings file belongs: move it away.")
    return Path(named or FILE)


def load(**options: Any) -> Settings:
    """Read the settings; options that are None are left out.

    Raises:
        ConfigError: Says every problem at once.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise ConfigError(*(_said(problem) for problem in error.errors())) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{config_file()} cannot be read: {error}.") from None
    except UnicodeDecodeError as error:
        line = 1 + error.object.count(b"\n", 0, error.start)
        raise ConfigError(f"{config_file()} is not in UTF-8 (line {line}): save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{config_file()} cannot be read ({error.strerror}): check who may read it.") from None


def _said(problem: Any) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{config_file()}: '{name}' is not a setting: see docs/settings.md for their names."
    return f"Setting {name}: {problem['msg'].removeprefix('Value error, ')}."
