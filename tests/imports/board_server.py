"""A real HTTP server that stands in for all job boards, and answers as they document it."""

import contextlib
import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.stand_in import StandIn

GREENHOUSE = "boards-api.greenhouse.io/v1/boards/acme/jobs"
LEVER = "api.lever.co/v0/postings/acme"
ASHBY = "api.ashbyhq.com/posting-api/job-board/acme"
WORKABLE = "apply.workable.com/api/v1/widget/accounts/acme"
SMARTRECRUITERS = "api.smartrecruiters.com/v1/companies/acme/postings"
RECRUITEE = "acme.recruitee.com/api/offers/"
# What a server can do instead of answering; a number is the status that it gives.
REDIRECT, ENDLESS, DROP = "redirect", "endless", "drop"


@dataclass
class BoardServer(StandIn):
    """The server; use it in a `with`.

    Attributes:
        answers: Host and path → the value that is answered as JSON, bytes as they are, a fault, or a function of the
            parameters.
        asked: Host, path and parameters of each request.
        elsewhere: Paths of requests that lead elsewhere, such as after a redirect.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def get(self, request: BaseHTTPRequestHandler) -> None:
        """Answer as the board would, or with the fault."""
        parts = urlsplit(request.path)
        place = parts.path.lstrip("/")
        self.asked.append(request.path.lstrip("/"))
        answer = self.answers.get(place, 404)
        if callable(answer):
            answer = answer({name: values[0] for name, values in parse_qs(parts.query).items()})
        if place == "moved":
            self.elsewhere.append(place)
        if answer == REDIRECT:
            request.send_response(302)
            request.send_header("Location", f"{self.url}/moved")
            request.end_headers()
        elif answer == DROP:
            request.connection.close()
        elif answer == ENDLESS:
            self._endless(request)
        elif isinstance(answer, int):
            request.send_error(answer)
        else:
            data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            request.send_response(200)
            request.send_header("Content-Type", "application/json")
            request.send_header("Content-Length", str(len(data)))
            request.end_headers()
            request.wfile.write(data)

    def _endless(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        with contextlib.suppress(OSError):
            while True:
                request.wfile.write(b" " * 2**20)
