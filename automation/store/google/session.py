"""Sessions for the Sheets API, which send credentials and tokens only to addresses that may have them."""

from typing import Any

import requests
from google.auth import exceptions as auth_errors
from google.auth.transport.requests import AuthorizedSession, Request

from automation.core.google_hosts import is_source, makes_tokens, may_have_token
from automation.errors import ConfigError

ORIGIN = "https://sheets.googleapis.com"
# Google compresses answers only for programs whose name says that they understand it.
USER_AGENT = "backpocket (gzip)"


class Tokens(Request):
    """Fetches tokens from addresses that may receive credentials, and follows no redirect.

    Args:
        elsewhere: Whether the API is not Google's. Then this machine's proxies are not used, and google-auth may not
            ask Google about the account.
    """

    def __init__(self, *, elsewhere: bool) -> None:
        session = requests.Session()
        session.trust_env = not elsewhere
        session.mount("https://", requests.adapters.HTTPAdapter(max_retries=3))
        super().__init__(session)
        self._elsewhere = elsewhere

    def __call__(self, url: str, method: str = "GET", *arguments: Any, **options: Any) -> Any:
        """Send a request of google-auth.

        Raises:
            ConfigError: The address may not receive credentials.
            TransportError: google-auth asks about the account, and the API is not Google's.
        """
        if self._elsewhere and url.startswith("https://iamcredentials."):
            raise auth_errors.TransportError("The endpoint is not Google's.")  # type: ignore[no-untyped-call]
        if not makes_tokens(url) and (method == "POST" or not is_source(url)):
            raise ConfigError(f"The credentials lead to {url}, which is not Google's: they were not sent there.")
        options["allow_redirects"] = False
        return super().__call__(url, method, *arguments, **options)  # type: ignore[no-untyped-call]


class Session(AuthorizedSession):
    """A session that sends requests for Google's origin to the origin of the settings.

    Attributes:
        refused: The latest answer if it was an error, else None: other answers may be large.
    """

    def __init__(self, credentials: Any, origin: str) -> None:
        self._origin = origin.rstrip("/")
        elsewhere = self._origin != ORIGIN
        tokens = Tokens(elsewhere=elsewhere)
        super().__init__(credentials, auth_request=tokens)  # type: ignore[no-untyped-call]
        self.trust_env = not elsewhere
        self.headers["User-Agent"] = USER_AGENT
        self.refused: requests.Response | None = None

    def request(self, method: str, url: Any, *arguments: Any, **options: Any) -> Any:
        """Send a request with the access token.

        Raises:
            ConfigError: The address may not receive the token.
        """
        if url.startswith(f"{ORIGIN}/"):
            url = self._origin + url[len(ORIGIN) :]
        if not may_have_token(url):
            raise ConfigError(f"{url} is not Google's: the access token was not sent there.")
        self.refused = None
        options["allow_redirects"] = False
        # The answer is read while it arrives.
        options["stream"] = True
        response = super().request(method, url, *arguments, **options)  # type: ignore[no-untyped-call]
        self.refused = None if response.ok else response
        return response
