"""Stores over the emulated service without sockets: gspread, google-auth and requests are real, the wire is a call."""

from functools import cache
from io import BytesIO
from typing import Any

import gspread
import requests
from google.auth import crypt
from google.oauth2 import service_account
from requests.adapters import BaseAdapter

from automation.store.google.connection import SCOPE, Connection
from automation.store.google.session import Session
from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.wire import Call

ORIGIN = "http://127.0.0.1"
# Seconds to connect and to answer; a reply that comes later than that never comes.
TIMEOUT = (2, 2)


class Direct(BaseAdapter):
    """Carries out a request where a socket would have sent it.

    Args:
        service: What answers.
    """

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """The answer; a torn connection and a late reply are raised as requests raises them."""
        body = request.body or b""
        # A large request comes in pieces.
        content = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else b"".join(body)
        call = Call.of(str(request.method), request.path_url, dict(request.headers), content)
        found = self.service.answer(call)
        if found.reset:
            raise requests.ConnectionError(request=request)
        if found.stall > TIMEOUT[1]:
            raise requests.ReadTimeout(request=request)
        response = requests.Response()
        sent = found.body[: len(found.body) // 2] if found.cut else found.body
        response.status_code, response.raw, response.encoding = found.status, BytesIO(sent), "utf-8"
        response.headers["Content-Type"] = found.kind
        response.request, response.url = request, str(request.url)
        return response

    def close(self) -> None:
        """There is nothing to close."""


class _Robot(service_account.Credentials):
    """A service account that doesn't ask Google, behind our back, where it may go."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


@cache
def _signer(private_key: str) -> Any:
    """Checking a key takes longer than a whole refresh, so each is checked once."""
    return crypt.RSASigner.from_string(private_key)


def connected(service: Service, key: str) -> Connection:
    """A connection that has not signed in yet; its waiting takes no time."""
    service.origin = ORIGIN
    info = service.accounts.info(ORIGIN)
    credentials = _Robot(
        _signer(info["private_key"]), service_account_email=ROBOT, token_uri=info["token_uri"], scopes=[SCOPE]
    )
    session = Session(credentials, ORIGIN)
    for one in (session, session._auth_request.session):
        one.mount(ORIGIN, Direct(service))
    client = gspread.authorize(None, session=session)
    client.set_timeout(TIMEOUT)
    return Connection(key, ROBOT, client, sleep=lambda _: None)
