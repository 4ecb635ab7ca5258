"""Settings, lowest to highest: `backpocket.toml`, `BACKPOCKET_*` environment, options of the command line."""

import tomllib
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from automation.core.access.roles import Door, Role, SignIn, members_of
from automation.core.ledger.sends import Limits
from automation.core.model import Conventions
from automation.errors import ConfigError
from automation.setting_values import (
    Boards,
    ChatHooks,
    Currency,
    DashboardUrl,
    Loopback,
    Networks,
    NudgeChoice,
    PageUrl,
    PingUrls,
    Place,
    Provider,
    Region,
    RolesTable,
    SheetsOrigin,
    TimeZone,
    Weekday,
)
from automation.settings_file import SettingsFile, complete_sign_in, config_file, not_json, password_of, what_is_wrong


class Settings(BaseSettings):
    """The settings of an installation. Those of matching and cadence are in the workbook's `Settings` tab."""

    model_config = SettingsConfigDict(env_prefix="BACKPOCKET_", extra="forbid", frozen=True)

    workbook: Place | None = Field(
        None, description="The workbook: the path of an .xlsx file, or the address or key of a Google Sheet."
    )
    service_account_file: Place | None = Field(
        None, description="A Google service account's key file; without it, Application Default Credentials."
    )
    sheets_endpoint: SheetsOrigin | None = Field(None, description="The Sheets API's origin, where it isn't Google's.")
    time_zone: TimeZone | None = Field(
        None, description="The time zone in which days begin, e.g. Europe/Berlin; else the sheet's, else the machine's."
    )
    date_order: Literal["DMY", "MDY"] | None = Field(
        None, description="How 03/04/2026 is meant; without it such dates are not read."
    )
    dollar_currency: Currency = Field("USD", description="What a bare $ means.")
    default_region: Region | None = Field(None, description="The region of rows that name none, e.g. EU.")
    mailer: Literal["outbox", "smtp"] = Field(
        "outbox", description="How messages are sent: as .eml files into a folder, or by a mail server."
    )
    senders: dict[str, str] = Field(
        default_factory=dict, description='Who sends messages: dana = "Dana Reyes <dana@acme.example>".'
    )
    organisation: str | None = Field(None, description="The organisation that you recruit for, as candidates read it.")
    reply_to: str | None = Field(None, description="Where replies go, if not to the sender.")
    postal_address: str | None = Field(
        None, description="Your postal address, which every message has to show; else the Templates tab's."
    )
    unsubscribe_address: str | None = Field(
        None, description="Where mail programs send an unsubscribe; else to the sender."
    )
    respond_url: PageUrl | None = Field(
        None, description="The https address at which `backpocket respond` is served; messages then link there."
    )
    respond_proxies: Networks = Field(
        default_factory=list,
        description="Proxies before `backpocket respond` that are not on this machine: addresses or networks.",
    )
    respond_secret_file: Place | None = Field(
        None, description="The secret behind the addresses of candidates' pages; else one is made."
    )
    outreach_folder: Place | None = Field(
        None, description="Where queued messages and the outbox are kept; else a folder beside the workbook."
    )
    archive: Place | None = Field(
        None, description="Where the index of the archive is kept; else a folder in the outreach folder."
    )
    suppression_secret_file: Place | None = Field(
        None, description="The secret behind the suppression list; else one is made in the outreach folder."
    )
    smtp_host: str | None = Field(None, description="The mail server.")
    smtp_port: int = Field(587, ge=1, le=65_535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection is kept private; none only for this machine's own server."
    )
    smtp_user: str | None = Field(None, description="User name.")
    smtp_password: SecretStr | None = Field(None, description="Password.")
    smtp_password_file: Place | None = Field(None, description="A file with the password instead.")
    smtp_certificates: Place | None = Field(
        None, description="A file of certificates to trust there instead of this machine's own."
    )
    imap_host: str | None = Field(None, description="The mail server where replies arrive; `inbox` reads it.")
    imap_port: int = Field(993, ge=1, le=65_535, description="Its port.")
    imap_security: Literal["tls", "starttls", "none"] = Field(
        "tls", description="How the connection is kept private; none only for this machine's own server."
    )
    imap_user: str | None = Field(None, description="User name.")
    imap_password: SecretStr | None = Field(None, description="Password.")
    imap_password_file: Place | None = Field(None, description="A file with the password instead.")
    imap_certificates: Place | None = Field(
        None, description="A file of certificates to trust there instead of this machine's own."
    )
    imap_folder: str = Field("INBOX", description="The folder where replies arrive.")
    forward_address: str | None = Field(
        None,
        description="An address of that mailbox, such as replies+shelve@acme.example: what recruiters forward to it "
        "becomes a draft of a candidate.",
    )
    forward_word: str = Field(
        "shelve", description="What begins the subject of a mail that becomes such a draft; empty for no word."
    )
    authserv_id: str | None = Field(
        None,
        description="The name under which your mail server writes Authentication-Results; then they prove who wrote.",
    )
    sign_in_url: DashboardUrl | None = Field(
        None, description="The https address at which people open the dashboard; with it, they have to sign in."
    )
    sign_in_provider: Provider | None = Field(
        None, description="The https address of the OpenID provider that users sign in with."
    )
    sign_in_client_id: str | None = Field(None, description="OAuth client ID.")
    sign_in_client_secret: SecretStr | None = Field(None, description="OAuth client secret.")
    sign_in_client_secret_file: Place | None = Field(None, description="A file with the client secret instead.")
    sign_in_secret_file: Place | None = Field(
        None, description="The secret that signs sessions; else one is made in the outreach folder."
    )
    sign_in_trusts_email: bool = Field(
        default=False, description="Whether addresses count that the provider does not confirm as verified."
    )
    sign_in_hours: float | None = Field(
        None, gt=0, le=720, description="How long a sign-in lasts; else as long as the provider says."
    )
    roles: RolesTable = Field(
        default_factory=dict, description='Who may do what: recruiter = ["Dana Reyes <dana@acme.example>"].'
    )
    pace: float = Field(2.0, ge=0, le=3_600, description="Seconds between two messages.")
    collision_days: int = Field(
        14,
        ge=0,
        le=365,
        description="Days that must pass after any message, or after a contact by a colleague. "
        "The next step of one's own thread has dates of its own.",
    )
    daily_cap: int = Field(
        200, ge=1, le=10_000, description="Maximum of messages within 24 hours, of all recruiters together."
    )
    recruiter_cap: int = Field(
        50, ge=1, le=10_000, description="Maximum of messages within 24 hours, of one recruiter."
    )
    nudge_quiet_days: list[Weekday] = Field(
        default_factory=lambda: list[Weekday](("Saturday", "Sunday")),
        description="On which days `nudge` sends nothing.",
    )
    nudge_people: dict[str, NudgeChoice] = Field(
        default_factory=dict,
        description='What a colleague wants otherwise: dana = { quiet_days = ["Friday"], from_hour = 9, channel = '
        '"mail" }.',
    )
    nudge_managers: list[str] = Field(
        default_factory=list, description="Who gets the weekly report; without it admins and viewers."
    )
    nudge_report_day: Weekday = Field("Monday", description="The day of the weekly report.")
    chat_hooks: ChatHooks = Field(
        default_factory=dict,
        description="Chats that get the digest: a name and the address of an incoming webhook of Slack, Microsoft "
        "Teams (Workflows) or Google Chat.",
    )
    chat_names: bool = Field(default=False, description="Whether the digest in a chat may name candidates.")
    chat_endpoint: Loopback | None = Field(
        None, description="A server on this machine that stands in for all chats (tests)."
    )
    ping_urls: PingUrls = Field(
        default_factory=dict,
        description="Services that watch runs: refresh, inbox, send or nudge, and the address to call.",
    )
    boards: Boards = Field(
        default_factory=dict,
        description="The company's own job boards: greenhouse, lever, lever_eu, ashby, workable, smartrecruiters or "
        "recruitee, and the company's name there.",
    )
    boards_endpoint: Loopback | None = Field(
        None, description="A server on this machine that stands in for all job boards (tests)."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="What is logged to standard error."
    )

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
        return init_settings, env_settings, SettingsFile(settings_cls, toml_file=config_file())

    @property
    def mail_password(self) -> str:
        """The password for the mail server that sends, "" if none is set.

        Raises:
            ConfigError: The password file cannot be read.
        """
        return password_of("smtp_password_file", self.smtp_password_file, self.smtp_password)

    @property
    def inbox_password(self) -> str:
        """The password for the mailbox where replies arrive, "" if none is set.

        Raises:
            ConfigError: The password file cannot be read.
        """
        return password_of("imap_password_file", self.imap_password_file, self.imap_password)

    @property
    def sign_in(self) -> SignIn | None:
        """How people sign in to the dashboard; None if the settings configure no sign-in.

        Raises:
            ConfigError: The sign-in is incomplete; names everything that is missing.
        """
        required = {
            "sign_in_url": self.sign_in_url or "",
            "sign_in_provider": self.sign_in_provider or "",
            "sign_in_client_id": self.sign_in_client_id or "",
        }
        named = self.sign_in_client_secret or self.sign_in_client_secret_file or self.sign_in_secret_file
        if not any(required.values()) and not named:
            return None
        return complete_sign_in(required, self._sign_in_secret, self.door)

    def _sign_in_secret(self) -> str:
        return password_of("sign_in_client_secret_file", self.sign_in_client_secret_file, self.sign_in_client_secret)

    @property
    def door(self) -> Door:
        """Who is let in to the dashboard, and for how long."""
        seconds = None if self.sign_in_hours is None else 3600 * self.sign_in_hours
        return Door(members_of(self.roles), self.sign_in_trusts_email, seconds)

    @property
    def admins(self) -> list[str]:
        """The names of the admins, whom users ask for a role."""
        return [one.name for one in self.door.members.values() if one.role is Role.ADMIN]

    @property
    def limits(self) -> Limits:
        """How many messages may be sent, and how often to one person."""
        return Limits(self.collision_days, self.daily_cap, self.recruiter_cap)

    @property
    def conventions(self) -> Conventions:
        """How to read ambiguous cells, such as 03/04/2026 or $."""
        return Conventions(self.date_order, self.dollar_currency, self.default_region)


def load(**options: Any) -> Settings:
    """Read the settings; options that are None are left out.

    Raises:
        ConfigError: A setting is wrong or the file cannot be read; names every problem.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise ConfigError(*(what_is_wrong(problem, Settings.model_fields) for problem in error.errors())) from None
    except SettingsError as error:
        raise ConfigError(not_json(error)) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{config_file()} cannot be read: {error}.") from None
    except UnicodeDecodeError as error:
        line = 1 + error.object.count(b"\n", 0, error.start)
        raise ConfigError(f"{config_file()} is not in UTF-8 (line {line}): save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{config_file()} cannot be read ({error.strerror}): check who may read it.") from None
