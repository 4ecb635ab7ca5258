"""The emulated service without its sockets: a request goes in, an answer comes out, one at a time."""

import gc
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from tests.sheets_emulator.auth import READING, WRITING, Accounts, Token, check_scope
from tests.sheets_emulator.drive import Drive
from tests.sheets_emulator.errors import ApiError, bad_field
from tests.sheets_emulator.faults import Faults
from tests.sheets_emulator.methods import METHODS
from tests.sheets_emulator.quota import Quota
from tests.sheets_emulator.state import Unknowns
from tests.sheets_emulator.turns import Method, Turn
from tests.sheets_emulator.validate import check
from tests.sheets_emulator.wire import Answer, Call, answer, refusal
from tests.sheets_emulator.workspace import Workspace

_DRIVE = "/drive/v3"


class Service:
    """Everything behind the sockets.

    Args:
        clock: Seconds since 1970, for quotas, tokens and file times.
        seed: Of all ids.
        quota: None doesn't count.
        unknowns: Of new spreadsheets, and of those from a dump that has none.

    Attributes:
        between_requests: Called before each request to the Sheets API: other people at work.
        calls: "METHOD /path" of each request, decoded, in order.
        last_status: Of the latest answer.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        seed: int = 0,
        quota: Quota | None = None,
        unknowns: Unknowns | None = None,
    ) -> None:
        self.origin = ""
        self.workspace = Workspace(clock, seed)
        self.accounts = Accounts(clock)
        self.faults = Faults()
        self.quota = quota
        self.between_requests: Callable[[Workspace], None] | None = None
        self.calls: list[str] = []
        self._drive = Drive(self.workspace)
        self.workspace.unknowns = unknowns or Unknowns()

    @property
    def unknowns(self) -> Unknowns:
        """How new spreadsheets answer where the real service is not known; a spreadsheet has its own afterwards."""
        return self.workspace.unknowns

    @unknowns.setter
    def unknowns(self, unknowns: Unknowns) -> None:
        self.workspace.unknowns = unknowns

    def answer(self, call: Call) -> Answer:
        """Carry out one request, with the fault that the script has for it."""
        path = unquote(call.path)
        self.calls.append(f"{call.method} {path}")
        if call.path.startswith("/v4/") and self.between_requests is not None:
            self.between_requests(self.workspace)
        fault = self.faults.strike(call, path)
        if fault is not None and not fault.applied:
            return fault.answer(None)
        ordinary = self._ordinary(call)
        return ordinary if fault is None else fault.answer(ordinary)

    def _ordinary(self, call: Call) -> Answer:
        try:
            if call.path == "/token":
                return self.accounts.exchange(call.body, f"{self.origin}/token")
            token = self.accounts.who(call.headers.get("authorization"))
            if call.path.startswith(_DRIVE + "/"):
                check_scope(token, READING if call.method == "GET" else WRITING)
                return self._drive.answer(call, call.path.removeprefix(_DRIVE), _json(call), token.email)
            return self._sheets(call, token)
        except ApiError as error:
            return refusal(error)

    def _sheets(self, call: Call, token: Token) -> Answer:
        method, values = _route(call)
        check_scope(token, READING if method.plain_read else WRITING)
        if self.quota is not None:
            self.quota.count("write" if method.writes else "read", token.email)
        body = _json(call)
        self._check(method, body)
        turn = Turn(self.workspace, token.email, call, body)
        with _collector_paused():
            message = method.run(turn, *values)
            # The discovery document says that it is true unless it is said.
            pretty = call.one("prettyPrint") in {None, "true"}
            return answer(message if method.masked else turn.finished(message), pretty=pretty)

    @staticmethod
    def _check(method: Method, body: dict[str, Any]) -> None:
        if method.schema is not None:
            check(body, method.schema, method.prefix)
        values = body.get("values")
        if method.schema == "ValueRange" and values is not None and not isinstance(values, list):
            kind = "type.googleapis.com/google.protobuf.ListValue"
            raise bad_field("data.values", f"Invalid value at 'data.values' ({kind}), {json.dumps(values)}")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A large reply is a million small dicts; looking for cycles among them over and over doubles the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _route(call: Call) -> tuple[Method, list[str]]:
    for method in METHODS:
        match = method.path.fullmatch(call.path)
        if match and method.verb == call.method:
            return method, [unquote(value) for value in match.groups()]
    raise ApiError(404, "Requested entity was not found.")


def _json(call: Call) -> dict[str, Any]:
    if not call.body.strip():
        return {}
    try:
        body = json.loads(call.body)
    except ValueError as error:
        raise bad_field("", f"Invalid JSON payload received. {error}") from error
    if not isinstance(body, dict):
        raise bad_field("", 'Invalid JSON payload received. Unknown name "": Root element must be a message.')
    return body
