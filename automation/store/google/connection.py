"""Calling the Sheets API: credentials, time-outs, a bounded retry, and failures in words.

What may have been applied is never repeated blindly: a write that ends without an answer raises `Unanswered`, and the
store looks whether it landed.
"""

import json
import os
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import google.auth
import gspread
import requests
import structlog
from google.auth import exceptions as auth_errors
from google.auth._cloud_sdk import get_application_default_credentials_path
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2 import service_account
from gspread.exceptions import APIError, GSpreadException

from automation.core.google_hosts import (
    Elsewhere,
    is_sheets_origin,
    is_source,
    makes_tokens,
    may_have_token,
    require_google,
)
from automation.errors import ConfigError, StoreAccess, StoreError, StoreUnavailable, Superseded
from automation.store.base import Requests

ORIGIN = "https://sheets.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/spreadsheets"
# Seconds to connect, and to answer: the service itself gives up after 180.
TIMEOUT = (10, 200)
ATTEMPTS = 5
LONGEST_WAIT = 64.0
# The quota is refilled every minute.
QUOTA_WAIT = 30.0
PASSING = frozenset({408, 429, 500, 502, 503, 504})

log = structlog.get_logger()


class Unanswered(StoreUnavailable):
    """A write was sent and no answer came: it may have been applied."""


class Refused(StoreError):
    """The service understood a request and refuses it (400)."""

    exit_code = 65


class _Tokens(Request):
    """Fetches tokens where credentials may be sent, and follows nobody elsewhere.

    Args:
        elsewhere: Whether the API is not Google's: then past this machine's proxies, and Google is asked nothing about
            the account, which google-auth would do.
    """

    def __init__(self, *, elsewhere: bool) -> None:
        session = requests.Session()
        session.trust_env = not elsewhere
        session.mount("https://", requests.adapters.HTTPAdapter(max_retries=3))
        super().__init__(session)
        self._elsewhere = elsewhere

    def __call__(self, url: str, method: str = "GET", *arguments: Any, **options: Any) -> Any:
        if self._elsewhere and url.startswith("https://iamcredentials."):
            raise auth_errors.TransportError("The endpoint is not Google's.")  # type: ignore[no-untyped-call]
        if not makes_tokens(url) and (method == "POST" or not is_source(url)):
            raise ConfigError(f"The credentials lead to {url}, which is not Google's: they were not sent there.")
        options["allow_redirects"] = False
        return super().__call__(url, method, *arguments, **options)  # type: ignore[no-untyped-call]


class _Session(AuthorizedSession):
    """A session whose requests for Google's origin go to another one where the settings say so.

    Attributes:
        refused: The latest answer, where it was a refusal; others may be large.
    """

    def __init__(self, credentials: Any, origin: str) -> None:
        self._origin = origin.rstrip("/")
        elsewhere = self._origin != ORIGIN
        tokens = _Tokens(elsewhere=elsewhere)
        super().__init__(credentials, auth_request=tokens)  # type: ignore[no-untyped-call]
        self.trust_env = not elsewhere
        self.refused: requests.Response | None = None

    def request(self, method: str, url: Any, *arguments: Any, **options: Any) -> Any:
        if url.startswith(f"{ORIGIN}/"):
            url = self._origin + url[len(ORIGIN) :]
        if not may_have_token(url):
            raise ConfigError(f"{url} is not Google's: the access token was not sent there.")
        self.refused = None
        options["allow_redirects"] = False
        response = super().request(method, url, *arguments, **options)  # type: ignore[no-untyped-call]
        self.refused = None if response.ok else response
        return response


@dataclass
class Connection:
    """One spreadsheet behind one set of credentials.

    Attributes:
        key: Of the spreadsheet.
        account: The address to share the spreadsheet with, "" where the credentials don't tell.
        key_file: The service account's key file; None with Application Default Credentials.
        counted: Requests that were sent, tries included.
    """

    key: str
    account: str
    client: gspread.Client
    key_file: str | None = None
    counted: Requests = field(default_factory=Requests)
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random

    def read(
        self, parameters: Mapping[str, str | Sequence[str]], slim: Callable[[dict[str, Any]], Any] | None = None
    ) -> dict[str, Any]:
        """`spreadsheets.get`; tried again while the trouble is passing.

        Args:
            parameters: Of the request.
            slim: Takes the place of each JSON object as soon as it is parsed, so that a large reply needs less room.
        """
        return self._repeated("get", "", slim, params=dict(parameters))

    def write(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """`spreadsheets.batchUpdate`; tried again only where it cannot have been applied.

        Raises:
            Unanswered: It may have been applied.
            Refused: It is not valid, so nothing of it was applied.
        """
        return self._repeated("post", ":batchUpdate", json=dict(body))

    def who(self) -> str:
        """Whom to share with, in words; a machine's own credentials tell their address with their first token."""
        known = self.account or _address(getattr(self.client.http_client.session, "credentials", None))
        return known or "the account of these credentials"

    def _repeated(self, method: str, suffix: str, slim: Any = None, **options: Any) -> dict[str, Any]:
        trouble: Exception | None = None
        began = time.monotonic()
        for attempt in range(ATTEMPTS):
            if attempt:
                self.pause(attempt, trouble)
            try:
                return self._once(method, suffix, slim, **options)
            except StoreUnavailable as error:
                if isinstance(error, Unanswered):
                    raise
                trouble = error
                log.info("trying again", attempt=attempt + 1, kind=type(error.__cause__).__name__)
        waited = time.monotonic() - began
        raise StoreUnavailable(f"{trouble} Tried {ATTEMPTS} times in {waited:.0f} s; the next run tries again.")

    def pause(self, attempt: int, trouble: Exception | None = None) -> None:
        """Wait before the next try: longer each time, and until the quota is refilled where that is the trouble."""
        seconds = min(2.0**attempt, LONGEST_WAIT)
        if isinstance(trouble, _OverQuota):
            seconds = max(seconds, QUOTA_WAIT)
        self.sleep(seconds + self.jitter())

    def _once(self, method: str, suffix: str, slim: Any, **options: Any) -> dict[str, Any]:
        writing = method == "post"
        if writing:
            self.counted.write += 1
        else:
            self.counted.read += 1
        lost = Unanswered if writing else StoreUnavailable
        try:
            response = self.client.http_client.request(
                method, f"{ORIGIN}/v4/spreadsheets/{self.key}{suffix}", **options
            )
            if 300 <= response.status_code < 400:
                # A sign-in page of a network, most often; the token must not follow there.
                raise StoreUnavailable("Google Sheets was out of reach: something in between led to another address.")
            answer = response.json(object_hook=slim)
        except APIError as error:
            raise self._told(error.response, lost) from error
        except (auth_errors.RefreshError, auth_errors.TransportError) as error:
            raise _sign_in(error) from error
        except (requests.RequestException, GSpreadException, TypeError, ValueError) as error:
            refused = getattr(self.client.http_client.session, "refused", None)
            if isinstance(error, TypeError) and refused is not None:
                # gspread's own error falls over bodies such as {"error": "invalid_request"}.
                raise self._told(refused, lost) from error
            raise lost("Google Sheets did not answer.") from error
        if not isinstance(answer, dict):
            raise lost("Google Sheets answered with nothing.")
        return answer

    def _told(self, response: requests.Response, lost: type[StoreUnavailable]) -> Exception:
        status = response.status_code
        said = _message(response)
        if status == 429 or "ratelimitexceeded" in _reason(response):
            return _OverQuota("Google Sheets says that too many requests were made this minute.")
        if status in PASSING:
            return lost(f"Google Sheets is out of order for now ({status}).")
        if status == 409:
            # Aborted because of somebody else's change: read again, then decide.
            return Superseded() if lost is Unanswered else lost("Google Sheets was interrupted by another change.")
        return _refusal(status, said, self.who())


def _refusal(status: int, said: str, account: str) -> Exception:
    """What trying again does not help."""
    if status in {401, 403}:
        return StoreAccess(_denied(said, status, account))
    if status == 404:
        return ConfigError("There is no spreadsheet with this key: copy the address from the browser again.")
    if "not supported for this document" in said:
        return ConfigError(
            "This is an Excel file that is kept in Google Drive: open it, choose File, Save as Google Sheets, and take "
            "the new spreadsheet's address."
        )
    if "protected cell" in said:
        return StoreAccess(
            f"A tab that Backpocket writes to is protected against {account}: ask the owner to allow it there, "
            "or use the account that ran `backpocket init`."
        )
    return Refused(f"Google Sheets refused the request: {said}")


class _OverQuota(StoreUnavailable):
    """429: nothing was applied."""


def _denied(said: str, status: int, account: str) -> str:
    if status == 401:
        return "Google does not accept the credentials any more: make a new key for the service account."
    if "has not been used in project" in said:
        return "The Google Sheets API is not switched on in the service account's project: enable it there."
    if "insufficient authentication scopes" in said:
        return f"The credentials lack the scope {SCOPE}: use a service account's key file, or sign in with that scope."
    return f"The spreadsheet is not shared: share it with {account} as an editor."


def _reason(response: requests.Response) -> str:
    """The reasons in an error's body, as Drive and newer services give them, without case and underscores."""
    return response.text[:5_000].lower().replace("_", "") if response.status_code == 403 else ""


def _message(response: requests.Response) -> str:
    try:
        return str(response.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"status {response.status_code}"


def _sign_in(error: auth_errors.GoogleAuthError) -> Exception:
    # What the token endpoint said: an object that names an OAuth error, or whatever a server out of order says.
    said = error.args[1] if len(error.args) > 1 else None
    if isinstance(error, auth_errors.TransportError) or error.retryable or not isinstance(said, dict):
        return StoreUnavailable("Google's sign-in did not answer.")
    return StoreAccess(
        "Google does not accept the key file: its key was deleted, its account was deleted or disabled, or this "
        "machine's clock is wrong."
    )


def connect(key: str, key_file: str | None, endpoint: str | None) -> Connection:
    """A connection that has not sent anything yet.

    Args:
        key: Of the spreadsheet.
        key_file: A service account's JSON file; None uses Application Default Credentials.
        endpoint: The API's origin, where it isn't Google's.

    Raises:
        ConfigError: The credentials cannot be read.
    """
    origin = endpoint or ORIGIN
    if not is_sheets_origin(origin):
        raise ConfigError(f"sheets_endpoint: {origin} is neither {ORIGIN} nor an address of this machine.")
    try:
        _require_google(key_file)
        if key_file:
            credentials = service_account.Credentials.from_service_account_file(  # type: ignore[no-untyped-call]
                str(Path(key_file)), scopes=[SCOPE]
            )
        else:
            credentials, _ = google.auth.default(
                scopes=[SCOPE], request=_Tokens(elsewhere=origin.rstrip("/") != ORIGIN)
            )
    # A file of JSON that is no object, and one whose fields are no texts, fail deep in google-auth.
    except (OSError, ValueError, TypeError, AttributeError, auth_errors.GoogleAuthError) as error:
        where = key_file or "BACKPOCKET_SERVICE_ACCOUNT_FILE"
        raise ConfigError(
            f"There are no credentials that can be read: is {where} a service account's key file?"
        ) from error
    client = gspread.authorize(None, session=_Session(credentials, origin))  # type: ignore[arg-type]
    client.set_timeout(TIMEOUT)
    return Connection(key, _address(credentials), client, key_file)


def _require_google(key_file: str | None) -> None:
    """See that a key file, or the file of Application Default Credentials, leads to Google only.

    Raises:
        ConfigError: It leads elsewhere.
        ValueError: It is no JSON.
        OSError: It cannot be read.
    """
    default = os.environ.get("GOOGLE_APPLICATION_CREDENTIALS") or get_application_default_credentials_path()  # type: ignore[no-untyped-call]
    path = Path(key_file or default)
    if not key_file and not path.is_file():
        return
    try:
        require_google(json.loads(path.read_bytes()))
    except Elsewhere as error:
        raise ConfigError(f"{path} is not to be trusted: {error}. Take the file that Google made, unchanged.") from None


def _address(credentials: Any) -> str:
    """The account's address, where the credentials know it."""
    email = str(getattr(credentials, "service_account_email", ""))
    return email if "@" in email else ""
