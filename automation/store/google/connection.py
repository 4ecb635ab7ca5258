"""Calling the Sheets API: credentials, time-outs, a bounded retry, and errors in words.

A write that may have been applied is never repeated blindly: without an answer it raises `Unanswered`, and the store
checks whether it landed.
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
from google.oauth2 import service_account
from gspread.exceptions import APIError, GSpreadException

from automation.core.google_hosts import Elsewhere, is_sheets_origin, require_google
from automation.errors import ConfigError, StoreAccess, StoreError, StoreUnavailable, Superseded
from automation.store.base import Requests
from automation.store.google.answer_parser import parsed
from automation.store.google.cells import RequestBody
from automation.store.google.session import ORIGIN, Session, Tokens

SCOPE = "https://www.googleapis.com/auth/spreadsheets"
# Seconds to connect, and to wait for an answer: the service itself gives up after 180.
TIMEOUT = (10, 200)
ATTEMPTS = 5
LONGEST_WAIT = 64.0
# The quota is refilled every minute.
QUOTA_WAIT = 30.0
# Bytes of an answer that are parsed at a time.
PIECE = 2**18
# Answers are more than twice as long with the spaces and line breaks that they have unless this is said.
_SHORT = {"prettyPrint": "false"}
_JSON = {"Content-Type": "application/json"}
PASSING = frozenset({408, 429, 500, 502, 503, 504})
_NO_KEY_FILE = "set service_account_file to the key file of a service account (docs/google-sheets.md)."

log = structlog.get_logger()


class Unanswered(StoreUnavailable):
    """A write was sent and no answer came: it may have been applied."""


class Refused(StoreError):
    """The service understood a request and refuses it (400)."""

    exit_code = 65


@dataclass
class Connection:
    """One spreadsheet behind one set of credentials.

    Attributes:
        key: Of the spreadsheet.
        account: The address to share the spreadsheet with, "" if the credentials don't contain it.
        key_file: The service account's key file; None with Application Default Credentials.
        counted: The requests that were sent, with every retry.
    """

    key: str
    account: str
    client: gspread.Client
    key_file: str | None = None
    counted: Requests = field(default_factory=Requests)
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random

    def read(
        self, parameters: Mapping[str, str | Sequence[str]], row: Callable[[Any], Any] | None = None
    ) -> dict[str, Any]:
        """`spreadsheets.get`, with retries after temporary errors.

        Args:
            parameters: Of the request.
            row: Makes what is kept of the JSON of each row, as soon as it has arrived.
        """
        return self._repeated("get", "", row, params={**parameters, **_SHORT})

    def write(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """`spreadsheets.batchUpdate`, with retries only if it cannot have been applied.

        Raises:
            Unanswered: It may have been applied.
            Refused: It is not valid, so none of it was applied.
        """
        return self._repeated("post", ":batchUpdate", params=_SHORT, data=RequestBody(body), headers=_JSON)

    def who(self) -> str:
        """The account to share with, in words. A machine's own credentials know it after their first token."""
        known = self.account or _address(getattr(self.client.http_client.session, "credentials", None))
        return known or "the account of these credentials"

    def _repeated(self, method: str, suffix: str, row: Any = None, **options: Any) -> dict[str, Any]:
        trouble: Exception | None = None
        began = time.monotonic()
        for attempt in range(ATTEMPTS):
            if attempt:
                self.pause(attempt, trouble)
            try:
                return self._once(method, suffix, row, **options)
            except StoreUnavailable as error:
                if isinstance(error, Unanswered):
                    raise
                trouble = error
                log.info("trying again", attempt=attempt + 1, kind=type(error.__cause__).__name__)
        waited = time.monotonic() - began
        raise StoreUnavailable(f"{trouble} Tried {ATTEMPTS} times in {waited:.0f} s; the next run tries again.")

    def pause(self, attempt: int, trouble: Exception | None = None) -> None:
        """Wait before the next try: longer each time, and until the quota is refilled if it was used up."""
        seconds = min(2.0**attempt, LONGEST_WAIT)
        if isinstance(trouble, _OverQuota):
            seconds = max(seconds, QUOTA_WAIT)
        self.sleep(seconds + self.jitter())

    def _once(self, method: str, suffix: str, row: Any, **options: Any) -> dict[str, Any]:
        writing = method == "post"
        if writing:
            self.counted.write += 1
        else:
            self.counted.read += 1
        lost = Unanswered if writing else StoreUnavailable
        try:
            address = f"{ORIGIN}/v4/spreadsheets/{self.key}{suffix}"
            with self.client.http_client.request(method, address, **options) as response:
                if 300 <= response.status_code < 400:
                    # Usually the sign-in page of a network, which must not get the token.
                    where = "this network redirected to another address."
                    raise StoreUnavailable(f"Google Sheets was out of reach: {where}")
                answer = parsed(response.iter_content(PIECE), row)
        except APIError as error:
            raise self._error_of(error.response, lost) from error
        except (auth_errors.RefreshError, auth_errors.TransportError) as error:
            raise _sign_in(error) from error
        except (requests.RequestException, GSpreadException, TypeError, ValueError) as error:
            refused = getattr(self.client.http_client.session, "refused", None)
            if isinstance(error, TypeError) and refused is not None:
                # gspread fails on error bodies such as {"error": "invalid_request"}.
                raise self._error_of(refused, lost) from error
            raise lost("Google Sheets did not answer.") from error
        if not isinstance(answer, dict):
            raise lost("Google Sheets sent an empty answer.")
        return answer

    def _error_of(self, response: requests.Response, lost: type[StoreUnavailable]) -> Exception:
        status = response.status_code
        message = _message(response)
        if status == 429 or "ratelimitexceeded" in _reason(response):
            return _OverQuota("Google Sheets says that too many requests were made this minute.")
        if status in PASSING:
            return lost(f"Google Sheets is out of order for now ({status}).")
        if status == 409:
            # Aborted because of another change: read again, then decide.
            return Superseded() if lost is Unanswered else lost("Google Sheets was interrupted by another change.")
        return _refusal(status, message, self.who())


def _refusal(status: int, message: str, account: str) -> Exception:
    """The error for an answer that a retry does not change."""
    if status in {401, 403}:
        return StoreAccess(_denied(message, status, account))
    if status == 404:
        return ConfigError("There is no spreadsheet with this key: copy the address from the browser again.")
    if "not supported for this document" in message:
        return ConfigError(
            "This is an Excel file that is kept in Google Drive: open it, choose File, Save as Google Sheets, and take "
            "the new spreadsheet's address."
        )
    if "protected cell" in message:
        return StoreAccess(
            f"A tab that Backpocket writes to is protected against {account}: ask the owner to allow it there, "
            "or use the account that ran `backpocket init`."
        )
    return Refused(f"Google Sheets refused the request: {message}")


class _OverQuota(StoreUnavailable):
    """429: nothing was applied."""


def _denied(message: str, status: int, account: str) -> str:
    if status == 401:
        return "Google does not accept the credentials any more: make a new key for the service account."
    if "has not been used in project" in message:
        return "The Google Sheets API is not switched on in the service account's project: enable it there."
    if "insufficient authentication scopes" in message:
        return f"The credentials lack the scope {SCOPE}: use a service account's key file, or sign in with that scope."
    return f"The spreadsheet is not shared: share it with {account} as an editor."


def _reason(response: requests.Response) -> str:
    """The body of a 403 answer, which contains the reason, in lower case and without underscores."""
    return response.text[:5_000].lower().replace("_", "") if response.status_code == 403 else ""


def _message(response: requests.Response) -> str:
    try:
        return str(response.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"status {response.status_code}"


def _sign_in(error: auth_errors.GoogleAuthError) -> Exception:
    # The token endpoint's answer: an object that names an OAuth error, or anything else from a broken server.
    answer = error.args[1] if len(error.args) > 1 else None
    if isinstance(error, auth_errors.TransportError) or error.retryable or not isinstance(answer, dict):
        return StoreUnavailable("Google's sign-in did not answer.")
    return StoreAccess(
        "Google does not accept the key file: its key was deleted, its account was deleted or disabled, or this "
        "machine's clock is wrong."
    )


def connect(key: str, key_file: str | None, endpoint: str | None) -> Connection:
    """Make a connection, without a request.

    Args:
        key: Of the spreadsheet.
        key_file: A service account's JSON file; None uses Application Default Credentials.
        endpoint: The origin of the API, if it isn't Google's.

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
            credentials, _ = google.auth.default(scopes=[SCOPE], request=Tokens(elsewhere=origin.rstrip("/") != ORIGIN))
    # google-auth raises these for JSON that is not an object, or has fields that are not text.
    except (OSError, ValueError, TypeError, AttributeError, auth_errors.GoogleAuthError) as error:
        what = f"is {key_file} a service account's key file?" if key_file else _NO_KEY_FILE
        raise ConfigError(f"There are no credentials that can be read: {what}") from error
    client = gspread.authorize(None, session=Session(credentials, origin))  # type: ignore[arg-type]
    client.set_timeout(TIMEOUT)
    return Connection(key, _address(credentials), client, key_file)


def _require_google(key_file: str | None) -> None:
    """Check that a key file, or the file of Application Default Credentials, names only addresses of Google.

    Raises:
        ConfigError: It names another address.
        ValueError: It is not JSON.
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
    """The account's address; "" if the credentials don't contain it."""
    email = str(getattr(credentials, "service_account_email", ""))
    return email if "@" in email else ""
