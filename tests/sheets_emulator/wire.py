"""Requests and replies as values, apart from sockets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.sheets_emulator.errors import ApiError

JSON_TYPE = "application/json; charset=UTF-8"


@dataclass(frozen=True)
class Call:
    """One request.

    Attributes:
        method: GET, POST, …
        path: Still percent-encoded.
        query: Name and value pairs, decoded, in order.
        headers: By lower-case name.
        body: As it came.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(cls, method: str, target: str, headers: Mapping[str, str], body: bytes) -> "Call":
        """From a request line's parts."""
        parts = urlsplit(target)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        return cls(method, parts.path, query, {name.lower(): value for name, value in headers.items()}, body)

    def one(self, name: str) -> str | None:
        """The last value of a query parameter."""
        found = [value for key, value in self.query if key == name]
        return found[-1] if found else None

    def every(self, name: str) -> list[str]:
        """All values of a query parameter."""
        return [value for key, value in self.query if key == name]

    def flag(self, name: str) -> bool:
        """A boolean query parameter, however it is capitalised."""
        return (self.one(name) or "").lower() == "true"

    def options(self) -> dict[str, str]:
        """The query as a mapping; of repeated parameters the last."""
        return dict(self.query)


@dataclass(frozen=True)
class Answer:
    """One reply.

    Attributes:
        status: HTTP.
        body: As sent.
        kind: Its Content-Type.
        stall: Seconds to wait before it is sent.
        reset: Tear the connection down instead.
        cut: The connection breaks in the middle of the body.
    """

    status: int
    body: bytes = b""
    kind: str = JSON_TYPE
    stall: float = 0.0
    reset: bool = False
    cut: bool = False


def answer(message: Any, status: int = 200, *, pretty: bool = False) -> Answer:
    """A JSON reply, with line breaks and indentations or without."""
    how: dict[str, Any] = {"indent": 2} if pretty else {"separators": (",", ":")}
    return Answer(status, json.dumps(message, ensure_ascii=False, **how).encode())


def refusal(error: ApiError) -> Answer:
    """An error's reply."""
    return answer(error.body(), error.code)
