"""Service accounts: keys, the token endpoint that checks their signature, and tokens that run out."""

import base64
import binascii
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.sheets_emulator.errors import insufficient_scope, unauthenticated
from tests.sheets_emulator.wire import Answer, answer

ROBOT = "robot@example.iam.gserviceaccount.com"
STATIC_TOKEN = "test"  # noqa: S105  # Of the loopback emulator; opens nothing.
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_GOOGLE = "https://oauth2.googleapis.com/token"
_SCOPE = "https://www.googleapis.com/auth/"
WRITING = {_SCOPE + name for name in ("spreadsheets", "drive", "drive.file")}
READING = WRITING | {_SCOPE + name for name in ("spreadsheets.readonly", "drive.readonly")}


@dataclass(frozen=True)
class Token:
    """What an access token stands for.

    Attributes:
        email: The account.
        scopes: What it may do.
        expires: By the emulator's clock; None never.
    """

    email: str
    scopes: frozenset[str]
    expires: float | None = None


@cache
def _key() -> rsa.RSAPrivateKey:
    """One key for all accounts of a process, and a short one: making and loading it takes a noticeable time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  # It opens nothing but this.


class Accounts:
    """Accounts and their tokens.

    Args:
        clock: Decides when a token has run out. The times inside an assertion are checked against the real clock,
            since google-auth writes them by that.
        lifetime: Of a token, in seconds.
    """

    def __init__(self, clock: Callable[[], float], lifetime: int = 3600) -> None:
        self.clock = clock
        self.lifetime = lifetime
        self.known = {ROBOT}
        self.issued = 0
        self._tokens = {STATIC_TOKEN: Token(ROBOT, frozenset(WRITING))}

    def info(self, origin: str, email: str = ROBOT) -> dict[str, str]:
        """The content of a service account file whose tokens come from this emulator."""
        self.known.add(email)
        secret = _key().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": "example",
            "private_key_id": "emulator",
            "private_key": secret.decode(),
            "client_email": email,
            "client_id": "1",
            "token_uri": f"{origin}/token",
        }

    def who(self, header: str | None) -> Token:
        """Who an Authorization header stands for.

        Raises:
            ApiError: 401.
        """
        kind, _, value = (header or "").partition(" ")
        token = self._tokens.get(value) if kind.lower() == "bearer" else None
        if token is None or (token.expires is not None and token.expires <= self.clock()):
            raise unauthenticated()
        return token

    def revoke(self) -> None:
        """Make all tokens invalid that were issued so far, as a 401 in the middle of a run."""
        self._tokens = {STATIC_TOKEN: self._tokens[STATIC_TOKEN]}

    def exchange(self, body: bytes, audience: str) -> Answer:
        """The token endpoint.

        Args:
            body: The form that was posted.
            audience: This endpoint. google-auth makes its assertions out to Google's, wherever it sends them.
        """
        form = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        if form.get("grant_type") != GRANT:
            return _refused("unsupported_grant_type", "Invalid grant_type.")
        claims = _claims(form.get("assertion", ""))
        if claims is None:
            return _refused("invalid_grant", "Invalid JWT Signature.")
        if claims.get("iss") not in self.known:
            return _refused("invalid_grant", "Invalid grant: account not found")
        now = time.time()
        if not claims.get("iat", now + 1e9) - 300 <= now < claims.get("exp", 0) or claims.get("aud") not in (
            _GOOGLE,
            audience,
        ):
            return _refused("invalid_grant", "Invalid JWT: Token must be a short-lived token.")
        value = "ya29." + secrets.token_urlsafe(24)
        scopes = frozenset(str(claims.get("scope", "")).split())
        self._tokens[value] = Token(str(claims["iss"]), scopes, self.clock() + self.lifetime)
        self.issued += 1
        return answer({"access_token": value, "expires_in": self.lifetime, "token_type": "Bearer"})


def _refused(error: str, description: str) -> Answer:
    return answer({"error": error, "error_description": description}, 400)


def _claims(assertion: str) -> dict[str, Any] | None:
    """What an assertion says, if the signature is ours."""
    try:
        head, claims, signature = assertion.split(".")
        if json.loads(_decoded(head)).get("alg") != "RS256":
            return None
        _key().public_key().verify(
            _decoded(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256()
        )
        return dict(json.loads(_decoded(claims)))
    except (ValueError, binascii.Error, InvalidSignature):
        return None


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def check_scope(token: Token, allowed: set[str]) -> None:
    """Refuse a token that was issued for other things.

    Raises:
        ApiError: 403.
    """
    if not token.scopes & allowed:
        raise insufficient_scope()
