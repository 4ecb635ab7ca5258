"""Things that go wrong, by script: which request, and how."""

import re
from dataclasses import dataclass, field, replace
from enum import Enum

from tests.sheets_emulator.errors import ApiError, internal, quota_exceeded, unauthenticated, unavailable
from tests.sheets_emulator.wire import Answer, Call, refusal

_BAD_GATEWAY = (
    b"<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 502 (Server Error)!!1</title>\n"
    b"  <p><b>502.</b> <ins>That\xe2\x80\x99s an error.</ins>\n  <p>The server encountered a temporary error and could"
    b" not complete your request.<p>Please try again in 30 seconds.\n"
)


class Kind(Enum):
    """What happens instead of an ordinary reply."""

    QUOTA = "429"
    INTERNAL = "500, not applied"
    UNAVAILABLE = "503, not applied"
    UNAVAILABLE_APPLIED = "503, although applied"
    BAD_GATEWAY = "502 with an HTML body, not applied"
    STALL = "applied, but the reply comes late"
    RESET_BEFORE = "the connection breaks, not applied"
    RESET_AFTER = "the connection breaks, although applied"
    UNAUTHENTICATED = "401, not applied"
    EMPTY = "applied, 200 with an empty body"
    CUT = "applied, 200, but the connection breaks in the middle of the body"
    DOWN = "503 of the token endpoint"


_APPLIED = {Kind.UNAVAILABLE_APPLIED, Kind.STALL, Kind.RESET_AFTER, Kind.EMPTY, Kind.CUT}


@dataclass
class Fault:
    """One entry of the script.

    Attributes:
        kind: What happens; an answer is sent as it stands, and the request is not carried out.
        on: A regular expression searched in "METHOD /path" (decoded).
        nth: The first matching request that it hits, from 1.
        times: How many matching requests in a row it hits.
        seconds: How long a stall lasts.
        seen: Matching requests so far.
        reading: Whether the latest of them was a GET; a 429 says which quota it is.
    """

    kind: Kind | Answer
    on: str = ""
    nth: int = 1
    times: int = 1
    seconds: float = 0.0
    seen: int = 0
    reading: bool = True

    @property
    def applied(self) -> bool:
        """Whether the request is carried out all the same."""
        return self.kind in _APPLIED

    def hits(self, described: str) -> bool:
        """Whether it hits this request; counts it if it matches."""
        if not re.search(self.on, described):
            return False
        self.seen += 1
        self.reading = described.startswith("GET ")
        return self.nth <= self.seen < self.nth + self.times

    def answer(self, ordinary: Answer | None) -> Answer:
        """What is sent in place of the ordinary reply, which is None if the request wasn't carried out."""
        if isinstance(self.kind, Answer):
            return self.kind
        if self.kind in {Kind.RESET_BEFORE, Kind.RESET_AFTER}:
            return Answer(0, reset=True)
        if self.kind in {Kind.STALL, Kind.CUT} and ordinary is not None:
            late = self.kind is Kind.STALL
            return replace(ordinary, stall=self.seconds) if late else replace(ordinary, cut=True)
        if self.kind is Kind.EMPTY:
            return Answer(200)
        if self.kind is Kind.BAD_GATEWAY:
            return Answer(502, _BAD_GATEWAY, "text/html; charset=UTF-8")
        return refusal(self._error())

    def _error(self) -> ApiError:
        if self.kind is Kind.QUOTA:
            return quota_exceeded("read" if self.reading else "write", "user", 60)
        if self.kind is Kind.INTERNAL:
            return internal()
        return unauthenticated() if self.kind is Kind.UNAUTHENTICATED else unavailable()


@dataclass
class Faults:
    """The script; entries are tried in order and the first that hits counts.

    Attributes:
        script: What is to go wrong.
        happened: What did, with the request.
    """

    script: list[Fault] = field(default_factory=list)
    happened: list[tuple[Kind | Answer, str]] = field(default_factory=list)

    def add(self, kind: Kind | Answer, on: str = "", nth: int = 1, times: int = 1, seconds: float = 0.0) -> Fault:
        """Append an entry; see `Fault`."""
        fault = Fault(kind, on, nth, times, seconds)
        self.script.append(fault)
        return fault

    def strike(self, call: Call, decoded_path: str) -> Fault | None:
        """The fault that hits this request, if any."""
        described = f"{call.method} {decoded_path}"
        struck = [fault for fault in self.script if fault.hits(described)]
        if not struck:
            return None
        self.happened.append((struck[0].kind, described))
        return struck[0]
