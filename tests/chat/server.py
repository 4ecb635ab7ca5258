"""A real HTTP server that stands in for Slack, Teams and Google Chat, and enforces their documented limits."""

import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.support.stand_in import StandIn

SLACK = "hooks.slack.com"
GOOGLE = "chat.googleapis.com"
# What a server can do instead of answering by its rules; a number is the status that it gives.
DROP, REDIRECT = "drop", "redirect"


@dataclass
class ChatServer(StandIn):
    """The server; use it in a `with`.

    Attributes:
        received: Host and JSON of each post that was taken.
        refused: Host and status of each other one.
        headers: Of each request.
        others: Paths of requests that lead elsewhere, such as after a redirect.
        faults: What to do with the next requests instead.
        slack_pause: Seconds between two posts to Slack.
    """

    received: list[tuple[str, Any]] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    faults: list[str | int] = field(default_factory=list)
    slack_pause: float = 1.0
    _times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def get(self, request: BaseHTTPRequestHandler) -> None:
        """Note that somewhere else was asked."""
        self.others.append(request.path)
        request.send_error(404)

    def post(self, request: BaseHTTPRequestHandler) -> None:
        """Take a post, or refuse it."""
        host = request.path.split("/")[1]
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        self.headers.append(dict(request.headers.items()))
        fault = self.faults.pop(0) if self.faults else None
        if fault == DROP:
            request.connection.close()
            return
        if fault == REDIRECT:
            self._reply(request, 302, {"Location": f"{self.url}/elsewhere"})
            return
        status = int(fault) if fault else self._status(host, body)
        if status < 300:
            self.received.append((host, json.loads(body) if body.startswith(b"{") else body.decode()))
        else:
            self.refused.append((host, status))
        self._reply(request, status, {"Retry-After": "1"} if status == 429 else {})

    def _reply(self, request: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
        request.send_response(status)
        for name, value in {**headers, "Content-Length": "2"}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(b"ok")

    def _status(self, host: str, body: bytes) -> int:
        now, times = time.monotonic(), self._times[host]
        times.append(now)
        if host == SLACK:
            if len(times) > 1 and now - times[-2] < self.slack_pause:
                return 429
            return 200 if _slack_takes(json.loads(body)) else 400
        if host == GOOGLE:
            if len([one for one in times if now - one < 60]) > 60:
                return 429
            return 200 if len(body) <= 32_000 and json.loads(body)["text"] else 400
        return _teams_status(body) if host.endswith(("logic.azure.com", "powerplatform.com")) else 200


def _teams_status(body: bytes) -> int:
    if len(body) > 28 * 1024:
        return 413
    (card,) = json.loads(body)["attachments"]
    return 202 if card["content"]["type"] == "AdaptiveCard" else 400


def _slack_takes(message: Any) -> bool:
    blocks = message["blocks"]
    texts = [block["text"]["text"] for block in blocks if "text" in block]
    sections = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    headers = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    return (
        bool(message["text"])
        and len(blocks) <= 50
        and sum(map(len, texts)) <= len(json.dumps(blocks)) <= 13_200
        and all(len(text) <= 3_000 for text in sections)
        and all(0 < len(text) <= 150 for text in headers)
    )
