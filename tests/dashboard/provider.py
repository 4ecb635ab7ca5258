"""A small OpenID provider over loopback HTTP: the next person signs in without a prompt."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "backpocket", "the-client-s-own-secret"
HOUR = 3600


@dataclass
class Exchange:
    """An authorisation that was given, until its code is redeemed."""

    asked: dict[str, str]
    claims: dict[str, Any]


@dataclass
class Provider:
    """Discovery, keys, authorisation, tokens and signing out.

    Attributes:
        next_claims: Of the person who signs in next.
        lasts: Seconds that their ID token is valid.
        refusals: What was wrong with requests for tokens.
        issued: How many ID tokens were given.
    """

    next_claims: dict[str, Any] = field(default_factory=dict)
    lasts: float = HOUR
    wrong_nonce: bool = False
    refusals: list[str] = field(default_factory=list)
    issued: int = 0

    def __post_init__(self) -> None:
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self._codes: dict[str, Exchange] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": self}))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def let_in(self, email: str, *, lasts: float = HOUR, **claims: Any) -> None:
        """Let this person sign in next; their address is verified unless `claims` say otherwise."""
        said = {"sub": email, "name": "Whatever They Call Themselves", "email": email, "email_verified": True} | claims
        self.next_claims = {name: value for name, value in said.items() if value is not None}
        self.lasts = lasts

    def described(self) -> dict[str, Any]:
        """The discovery document."""
        places = {"authorization": "authorize", "token": "token", "end_session": "end"}
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/keys",
            **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in places.items()},
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, Any]:
        """The public key."""
        return {"keys": [self._key.as_dict(private=False)]}

    def authorised(self, asked: dict[str, str]) -> str:
        """Where the browser goes, with a code for the next person."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert {"openid", "email"} <= set(asked["scope"].split())
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self._codes[code] = Exchange(asked, dict(self.next_claims))
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def redeemed(self, form: dict[str, str], authorization: str) -> dict[str, Any] | str:
        """The tokens for a code; or what is wrong."""
        exchange = self._codes.pop(form.get("code", ""), None)
        if base64.b64decode(authorization.removeprefix("Basic ")).decode() != f"{CLIENT}:{SECRET}":
            return "invalid_client"
        if exchange is None or form.get("redirect_uri") != exchange.asked["redirect_uri"]:
            return "invalid_grant"
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != exchange.asked["code_challenge"]:
            return "invalid_grant"
        now = time.time()
        nonce = "another" if self.wrong_nonce else exchange.asked["nonce"]
        fixed = {"iss": self.url, "aud": CLIENT, "iat": int(now), "exp": int(now + self.lasts), "nonce": nonce}
        self.issued += 1
        token = jwt.encode({"alg": "RS256", "kid": "one"}, exchange.claims | fixed, self._key)
        return {"access_token": secrets.token_hex(), "token_type": "Bearer", "expires_in": HOUR, "id_token": token}


class _Handler(BaseHTTPRequestHandler):
    """Answers for the provider of a subclass."""

    protocol_version = "HTTP/1.1"
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self._answer(200, self.provider.described())
        elif parts.path == "/keys":
            self._answer(200, self.provider.keys())
        elif parts.path == "/authorize":
            self._go(self.provider.authorised(asked))
        elif parts.path == "/end":
            self._go(asked["post_logout_redirect_uri"])
        else:
            self._answer(404, {"error": "not_found"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        found = self.provider.redeemed(form, self.headers.get("Authorization", ""))
        if isinstance(found, str):
            self.provider.refusals.append(found)
        self._answer(*((400, {"error": found}) if isinstance(found, str) else (200, found)))

    def _answer(self, status: int, body_fields: dict[str, Any]) -> None:
        body = json.dumps(body_fields).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _go(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
